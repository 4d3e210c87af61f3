/**
 * The one gate between text that came from outside and the terminal (evidence-standards §4.4): whatever a terminal would
 * obey, reorder or hide is shown as a visible sign instead. Nothing is dropped: the screen must not lie either.
 *
 * No grammar of escape sequences is followed, so a cut-off or unknown sequence cannot desynchronise it.
 */

declare const isSafe: unique symbol;

/** One line that a terminal can only print: no control, bidi, invisible or unpaired character is in it. */
export type SafeText = string & {readonly [isSafe]: true};

export type SafeTextOptions = {
	/** Columns between tab stops, at least 1; 4 unless said. */
	readonly tabSize?: number;
	/** How many UTF-16 code units of the input are shown at most; the rest is counted as `…(+n)`. */
	readonly maximumLength?: number;
};

/** More marks than this on one base are no writing system but a flood. */
const maximumMarks = 8;

/**
 * What cannot be shown as it is. Besides controls and invisible characters these are the signs that this module itself
 * writes (pictures U+2400–2421 and ⟨), so that a sign in the data is not taken for one of ours.
 */
const specialPattern = /[\p{C}\p{Zl}\p{Zp}\p{M}\p{Default_Ignorable_Code_Point}\u2400-\u2421⟨]/gu;
const plainPattern = /^[\x20-\x7e]*$/;
const markPattern = /^\p{M}$/u;
const leadingMarkPattern = /^(?!\p{Default_Ignorable_Code_Point})\p{M}/u;
const ignorablePattern = /^\p{Default_Ignorable_Code_Point}$/u;

function namedCodePoint(codePoint: number): string {
	return `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function signOf(codePoint: number): string {
	if (codePoint < 0x20) {
		return String.fromCodePoint(0x2400 + codePoint);
	}

	if (codePoint === 0x7f) {
		return '␡';
	}

	return codePoint >= 0x80 && codePoint <= 0x9f ? `\\x${codePoint.toString(16)}` : namedCodePoint(codePoint);
}

/** Cuts at `length` code units, one fewer where that would split a surrogate pair. */
function cutWhole(text: string, length: number): string {
	const last = text.charCodeAt(length - 1);
	return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

function visible(text: string, tabSize: number): string {
	if (plainPattern.test(text)) {
		return text;
	}

	const parts: string[] = [];
	let length = 0;
	let copied = 0;
	let marks = 0;
	let extraMarks = 0;
	let marksEnd = -1;

	function push(part: string): void {
		parts.push(part);
		length += part.length;
	}

	function endMarks(): void {
		if (extraMarks > 0) {
			push(`⟨+${extraMarks}⟩`);
		}

		marks = 0;
		extraMarks = 0;
	}

	// A mark with nothing before it would join the last byte of a colour sequence, and Ink would lose both.
	if (leadingMarkPattern.test(text)) {
		push('◌');
	}

	for (const match of text.matchAll(specialPattern)) {
		const [character] = match;
		const codePoint = character.codePointAt(0) ?? 0;
		if (match.index !== marksEnd) {
			endMarks();
		}

		push(text.slice(copied, match.index));
		copied = match.index + character.length;
		if (markPattern.test(character) && !ignorablePattern.test(character)) {
			marksEnd = copied;
			if (++marks > maximumMarks) {
				extraMarks++;
			} else {
				push(character);
			}

			continue;
		}

		endMarks();
		push(codePoint === 0x09 ? ' '.repeat(tabSize - (length % tabSize)) : signOf(codePoint));
	}

	endMarks();
	push(text.slice(copied));
	return parts.join('');
}

/**
 * One line of text from outside, made safe to print. Line breaks are shown as signs; see `safeLines` for text of several
 * lines. Time and space are linear in the length.
 *
 * @param untrusted decoded text: a header, a status text, a name, a message, a line of a body
 */
export function safeText(untrusted: string, options: SafeTextOptions = {}): SafeText {
	const {tabSize = 4, maximumLength = Number.POSITIVE_INFINITY} = options;
	if (untrusted.length <= maximumLength) {
		return visible(untrusted, tabSize) as SafeText;
	}

	const shown = cutWhole(untrusted, maximumLength);
	return `${visible(shown, tabSize)}…(+${untrusted.length - shown.length})` as SafeText;
}

/**
 * Text of several lines from outside, made safe line by line. Lines end at LF or CRLF; a CR elsewhere is shown.
 *
 * @param options applied to each line on its own
 */
export function safeLines(untrusted: string, options: SafeTextOptions = {}): SafeText[] {
	return untrusted.split(/\r?\n/).map(line => safeText(line, options));
}
