/**
 * Text from a server, a file or an operator, made visible for the files that people open.
 *
 * Nothing is dropped: what would steer a terminal, reorder or hide text is shown as a symbol, so that a reader sees that
 * it was there (evidence-standards §4.4). Screens have a gate of their own in `terminal/`, which asks Node for the
 * classes of characters; these here are fixed, because a report must be the same under every version of Unicode.
 */

/** More combining marks than this on one base are a flood, not a writing system. */
const maximumMarks = 8;

/**
 * Code points that are shown by number: C1, invisible, bidi, fillers, variation selectors, tags, lone surrogates,
 * noncharacters, and the signs that this module writes itself (pictures and ⟨), so that a sign in the data is not taken
 * for one of ours.
 */
const hidden =
	/[\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2400-\u2421\u27e8\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/** Blocks whose marks are stacked on a base to flood a screen. */
const marks =
	'[\\u0300-\\u034e\\u0350-\\u036f\\u0483-\\u0489\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]';
const floodOfMarks = new RegExp(`(${marks}{${maximumMarks}})(${marks}+)`, 'gu');

/**
 * One line of text in which every character can be seen: C0 controls and DEL as their pictures (`␛`, `␊`, `␡`), other
 * controls, bidi and invisible characters as `⟨U+202E⟩`, combining marks beyond eight on one base as `⟨+12⟩`. To be applied
 * once: it shows its own signs too.
 */
export function visibleText(text: string): string {
	return text
		.replaceAll(hidden, character => numbered(character))
		.replaceAll(/[\u0000-\u001f]/g, control => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
		.replaceAll('\u007f', '\u2421')
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
