/**
 * Words of a text in one spelling, so that a value is recognised in another case, with or without accents, with
 * invisible characters in it, or with `_`, `+` and no-break spaces where blanks were.
 */

/** What a UTF-16 code unit is to a word. */
const separator = 0;
const letter = 1;
const digit = 2;
/** Combining marks, soft hyphens, zero-width characters: they neither make a word nor end it. */
const invisible = 3;
const unseen = 255;

const classes = new Uint8Array(0x1_00_00).fill(unseen);
const folded = new Uint16Array(0x1_00_00);

/** A maximal run of letters, or of digits. */
export type Word = {
	readonly start: number;
	readonly end: number;
	/** Lower case, without accents and invisible characters; ё is е and й is и. */
	readonly text: string;
	readonly isDigits: boolean;
};

function classOf(unit: number): number {
	const known = classes[unit] ?? separator;
	if (known !== unseen) {
		return known;
	}

	const character = String.fromCharCode(unit);
	// Half of a pair beyond the basic plane: rare letters and emoji; they are compared as they are.
	const isSurrogate = unit >= 0xd8_00 && unit <= 0xdf_ff;
	const base = isSurrogate ? character : (character.normalize('NFKD')[0] ?? character).toLowerCase();
	folded[unit] = base.charCodeAt(0);
	const kind = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/u.test(character)
		? invisible
		: isSurrogate || /\p{L}/u.test(character)
			? letter
			: /\p{N}/u.test(character)
				? digit
				: separator;
	classes[unit] = kind;
	return kind;
}

/** The first word at or after `from`; `undefined` when only separators follow. */
export function nextWord(text: string, from: number): Word | undefined {
	let start = from;
	let kind = separator;
	for (; start < text.length; start++) {
		kind = classOf(text.charCodeAt(start));
		if (kind === letter || kind === digit) {
			break;
		}
	}

	if (start >= text.length) {
		return undefined;
	}

	let end = start + 1;
	for (; end < text.length; end++) {
		const next = classOf(text.charCodeAt(end));
		if (next !== kind && next !== invisible) {
			break;
		}
	}

	return {start, end, text: fold(text, start, end), isDigits: kind === digit};
}

function fold(text: string, start: number, end: number): string {
	let changed = false;
	for (let at = start; at < end && !changed; at++) {
		const unit = text.charCodeAt(at);
		changed = classes[unit] === invisible || folded[unit] !== unit;
	}

	if (!changed) {
		return text.slice(start, end);
	}

	const units: string[] = [];
	for (let at = start; at < end; at++) {
		const unit = text.charCodeAt(at);
		if (classes[unit] !== invisible) {
			units.push(String.fromCharCode(folded[unit] ?? unit));
		}
	}

	return units.join('');
}

/** What stands between two words: blanks of any kind, `_` and `+` are one blank, the rest is as it is. */
export function foldSeparator(between: string): string {
	return between.replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]+/g, '').replaceAll(/[\s_+]+/g, ' ');
}

/** True when there is something to hide: a letter or a digit. */
export function hasContent(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}
