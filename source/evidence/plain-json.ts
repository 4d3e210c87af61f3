/**
 * What steers a terminal, reorders or hides text and yet stands unescaped in JSON: DEL, C1, bidi controls, invisible
 * characters, tags. Joiners and variation selectors belong to scripts and emoji and stay.
 */
const hidden =
	/[\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * JSON of a value in which every character can be seen, for files that people print on a terminal: the same value, with
 * such characters spelled `\u202e`.
 *
 * @param space as for `JSON.stringify`
 */
export function plainJson(value: unknown, space?: number): string {
	return JSON.stringify(value, undefined, space).replaceAll(hidden, character =>
		Array.from({length: character.length}, (_, index) => escapeOf(character.charCodeAt(index))).join(''),
	);
}

function escapeOf(unit: number): string {
	return `\\u${unit.toString(16).padStart(4, '0')}`;
}
