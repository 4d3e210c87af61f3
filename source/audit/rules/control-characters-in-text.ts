import type {AuditedFile, AuditedSet, Content} from '../audited-set.ts';
import {isArchivedCopy, lineAt, textsOutsideBody} from '../file-text.ts';
import type {Discovery} from '../finding.ts';
import type {Rule} from '../rule.ts';

/**
 * What a terminal obeys or an eye does not see: C0 without tab and line ends, DEL, C1, bidi controls, invisible
 * characters. Joiners and variation selectors belong to emoji and scripts, and the tags of flags to flags.
 */
const dangerous =
	/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u2028-\u202e\u2060-\u2069\ufff9-\ufffb]|(?<!^)\ufeff|(?<!\p{Emoji}[\u{e0020}-\u{e007f}]{0,8})[\u{e0000}-\u{e007f}]/gu;
/** The same in JSON's spelling: a reader of the log prints it as it is. */
const escaped = /(?<!\\)(?:\\\\)*\\u(?:001b|009b|202[a-e]|206[6-9]|200b|2060)/gi;

/** Reports, logs, other texts and what an artifact's writer wrote; bodies are the server's. One finding a file. */
export const controlCharactersInText: Rule = {
	id: 'control-characters-in-text',
	proves: 'a text or a file name holds characters that a terminal obeys or nobody sees',
	severity: 'high',
	circumstantial: false,
	why: 'Such characters can hide or change what a reader sees on the screen.',
	needs: ['text'],
	check: set => set.files.flatMap(file => inName(file, set)),
	checkFile(file, content, set) {
		// What was cut off a journal is a piece of it.
		const isJournal = file.kind === 'journal' || /(?:^|\/)session\.jsonl\.torn-\d{14}$/.test(file.path);
		const isOther = !content.isText || file.kind === 'checksums' || isJournal;
		return isOther || isArchivedCopy(file.path, set) ? [] : discoveriesIn(file, content, set);
	},
};

function inName(file: AuditedFile, set: AuditedSet): readonly Discovery[] {
	const found = isArchivedCopy(file.path, set) ? null : describe(file.path, dangerous);
	return found === null
		? []
		: [{place: {file: file.path}, code: 'file-name', claimed: 'a readable name', found: found.text}];
}

function discoveriesIn(file: AuditedFile, content: Content, set: AuditedSet): readonly Discovery[] {
	const claimed = 'readable text';
	if (file.kind === 'artifact') {
		for (const {text, pointer} of textsOutsideBody(content)) {
			const found = describe(text, dangerous);
			if (found !== null && set.kind === 'foreign' && !/header/i.test(pointer)) {
				return [{place: {file: file.path, pointer}, claimed, found: found.text}];
			}
		}

		return [];
	}

	const found =
		describe(content.text, dangerous) ??
		(file.kind === 'log' && set.kind === 'foreign' ? describe(content.text, escaped) : null);
	return found === null
		? []
		: [{place: {file: file.path, line: lineAt(content.text, found.offset)}, claimed, found: found.text}];
}

/** `U+001B, 3 times`: the sign itself is not repeated. */
function describe(text: string, pattern: RegExp): {readonly text: string; readonly offset: number} | null {
	const matches = [...text.matchAll(pattern)];
	const [first] = matches;
	if (first === undefined) {
		return null;
	}

	const code =
		first[0].length > 4 ? first[0].slice(-4) : (first[0].codePointAt(0) ?? 0).toString(16).padStart(4, '0');
	return {
		offset: first.index,
		text: `U+${code.toUpperCase()}${nameOf(code.toLowerCase())}${matches.length === 1 ? '' : `, ${matches.length} such characters`}`,
	};
}

function nameOf(code: string): string {
	const value = Number.parseInt(code, 16);
	if (value === 0x1b) {
		return ' (escape)';
	}

	return (value >= 0x202a && value <= 0x202e) || (value >= 0x2066 && value <= 0x2069)
		? ' (writing direction)'
		: value < 0xa0
			? ' (control)'
			: ' (invisible)';
}
