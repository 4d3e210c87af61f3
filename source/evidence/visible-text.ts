/**
 * Text from a server, a file or an operator, made visible for the files that people open.
 *
 * Nothing is dropped: what would steer a terminal, reorder or hide text is shown as a symbol, so that a reader sees that
 * it was there (evidence-standards §4.4). Screens have their own gate in `terminal/`.
 */

/** More combining marks than this on one base are a flood, not a language. */
const maximumMarks = 8;

/** Code points that are shown by number: C1, invisible, bidi, fillers, variation selectors, tags, lone surrogates. */
const hidden =
	/[\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

const floodOfMarks = new RegExp(`(\\p{M}{${maximumMarks}})(\\p{M}+)`, 'gu');

/**
 * One line of text in which every character can be seen: C0 controls and DEL as their pictures (`␛`, `␊`, `␡`), other
 * controls, bidi and invisible characters as `⟨U+202E⟩`, combining marks beyond eight on one base as `⟨+12⟩`.
 */
export function visibleText(text: string): string {
	return text
		.replaceAll(/[\u0000-\u001f]/g, control => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
		.replaceAll('\u007f', '\u2421')
		.replaceAll(hidden, character => numbered(character))
		.replaceAll(floodOfMarks, (_, kept: string, rest: string) => `${kept}⟨+${Array.from(rest).length}⟩`);
}

function numbered(character: string): string {
	const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
	return `⟨U+${hex.padStart(4, '0')}⟩`;
}

/**
 * The beginning of a text that may be long, with the number of characters that are not shown.
 *
 * @param limit characters (code points) to keep
 */
export function shortened(text: string, limit: number): string {
	if (text.length <= limit) {
		return text;
	}

	const characters = Array.from(text);
	return characters.length <= limit
		? text
		: `${characters.slice(0, limit).join('')}… (+${characters.length - limit} characters)`;
}
