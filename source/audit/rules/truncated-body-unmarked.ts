import {JsonTextError, parseJsonText} from '../../catalog/json-text.ts';
import type {Content, ReadArtifact} from '../audited-set.ts';
import {isMaskedText, saysTruncated, statedLength} from '../body-headers.ts';
import type {Discovery} from '../finding.ts';
import {isArtifactToCheck} from '../file-text.ts';
import {isHtml} from '../readers/body-error.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

/** Lengths at which programs cut. */
const usualLimits = new Set([
	100, 200, 250, 256, 300, 400, 500, 512, 600, 800, 1000, 1024, 1500, 2000, 2048, 3000, 4000, 4096, 5000,
	8000, 8192, 10_000, 16_384, 20_000, 32_768, 50_000, 65_536, 100_000,
]);

/** Fires for JSON that breaks off, a page that breaks off at a usual limit, and a text shorter than its `Content-Length`. */
export const truncatedBodyUnmarked: Rule = {
	id: 'truncated-body-unmarked',
	proves: 'a body is cut off and nothing says so',
	severity: 'medium',
	circumstantial: false,
	why: 'A reader takes half an answer for the whole: what was cut may be the error.',
	needs: ['artifacts'],
	checkFile(file, content, set) {
		const artifact = isArtifactToCheck(file, set) ? artifactNamed(set, file.path) : undefined;
		return artifact === undefined || content.artifact === null
			? []
			: discoveriesIn(artifact, content.artifact);
	},
};

function discoveriesIn(
	artifact: ReadArtifact,
	{body, bodyText, bodyPointer, value}: NonNullable<Content['artifact']>,
): readonly Discovery[] {
	if (
		typeof body !== 'string' ||
		bodyText === null ||
		saysTruncated(value, bodyPointer, bodyText) ||
		artifact.clientError !== null
	) {
		return [];
	}

	const found = cutIn(artifact, bodyText);
	return found === null
		? []
		: [
				{
					place: {file: artifact.file, ...(bodyPointer === null ? {} : {pointer: bodyPointer})},
					claimed: 'the body of the answer',
					found,
					...(artifact.testId === null ? {} : {subject: artifact.testId}),
				},
			];
}

function cutIn(artifact: ReadArtifact, text: string): string | null {
	if (/^\s*[{[]\s*["{[\]}]/.test(text) && breaksOff(text)) {
		return `JSON that breaks off after ${text.length} characters`;
	}

	if (isHtml(text) && !/<\/html\s*>/i.test(text.slice(-2000)) && usualLimits.has(text.length)) {
		return `a page that breaks off after exactly ${text.length} characters`;
	}

	const stated = statedLength(artifact);
	// Six bytes a character: more than any charset needs.
	const isShort =
		stated !== null &&
		!isMaskedText(text) &&
		text.length >= 2 &&
		text.trim() !== '' &&
		Buffer.byteLength(text) < stated - 2 &&
		isVerbatim(text, stated);
	return isShort ? `${Buffer.byteLength(text)} of ${stated} bytes (content-length)` : null;
}

/** Text whose line ends or leading blanks were changed on the way is still whole. */
function isVerbatim(text: string, stated: number): boolean {
	const lines = text.split('\n').length;
	return Buffer.byteLength(text) + lines + 64 < stated;
}

function breaksOff(text: string): boolean {
	try {
		parseJsonText(text);
		return false;
	} catch (error) {
		return error instanceof JsonTextError && /the text ends|not closed/.test(error.message);
	}
}
