import {isSecretHeader} from '../../session/masking/key-rules.ts';
import type {Content} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isArtifactToCheck, lineAt, textsOutsideBody} from '../file-text.ts';
import {markupOutsideJson, templateIn, toolTagIn, type Markup} from '../generator-markup.ts';
import {isHtml} from '../readers/body-error.ts';
import {jsonSpan} from '../readers/artifact-text.ts';
import type {Rule} from '../rule.ts';

/** Members that speak about a template rather than hold what was sent. */
const aboutTemplates =
	/template|pattern|schema|example|note|comment|description|title|spec|endpoint|variant|reason|path$/i;

/** One finding a file: the first mark. A page that the server sent is the server's, whatever it holds. */
export const generatorMarkupInArtifact: Rule = {
	id: 'generator-markup-in-artifact',
	proves: 'an artifact holds marks of a text generator, an editor or a template',
	severity: 'critical',
	circumstantial: false,
	why: 'A recorder writes no such marks: the file was typed or generated, not captured.',
	needs: ['artifacts'],
	checkFile(file, content, set) {
		if (!isArtifactToCheck(file, set) || !content.isText) {
			return [];
		}

		const markup = outsideJson(content) ?? insideJson(content);
		return markup === null ? [] : [{...markup, place: {...markup.place, file: file.path}}];
	},
};

function outsideJson({text, artifact}: Content): Discovery | null {
	if (artifact?.isWholeText === true && /^\s*[{[]/.test(text)) {
		return null;
	}

	// An answer saved as HTTP text: its body is the server's.
	const body = artifact?.bodyPointer === '' ? (artifact.bodyText ?? '') : '';
	if (/^(?:HTTP\/|[<>*] )/.test(text) && body !== '' && text.endsWith(body)) {
		return discovery(markupOutsideJson(text.slice(0, text.length - body.length)), text, 0);
	}

	const span = jsonSpan(text);
	if (span === null) {
		return isHtml(text) ? null : discovery(markupOutsideJson(text), text, 0);
	}

	return (
		discovery(markupOutsideJson(text.slice(0, span.start)), text, 0) ??
		discovery(markupOutsideJson(text.slice(span.end)), text, span.end)
	);
}

function insideJson(content: Content): Discovery | null {
	for (const {text, key, pointer} of textsOutsideBody(content)) {
		const isFixed = aboutTemplates.test(key) || isSecretHeader(key);
		const markup = toolTagIn(text) ?? (isFixed ? null : templateIn(text));
		if (markup !== null) {
			return {
				place: {file: '', pointer},
				code: markup.code,
				claimed: 'a recorded exchange',
				found: markup.found,
			};
		}
	}

	const body = content.artifact?.body;
	const markup = typeof body === 'string' && !isHtml(body) ? toolTagIn(body) : null;
	const whole = typeof body === 'string' && body.length < 80 ? templateIn(body) : null;
	const inBody = markup ?? (whole?.found === String(body).trim() ? whole : null);
	return inBody === null
		? null
		: {
				place: {file: '', pointer: content.artifact?.bodyPointer ?? ''},
				code: inBody.code,
				claimed: 'the body of an answer',
				found: inBody.found,
			};
}

function discovery(markup: Markup | null, text: string, shift: number): Discovery | null {
	return markup === null
		? null
		: {
				place: {file: '', line: lineAt(text, shift + markup.offset)},
				code: markup.code,
				claimed: 'a recorded exchange',
				found: markup.found,
			};
}
