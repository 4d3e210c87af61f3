import type {MaskKind} from '../../catalog/catalog.ts';

/** A value's place, and the value as it reads. */
export type KeyedValue = {
	readonly start: number;
	readonly end: number;
	readonly clear: string;
	readonly isUnquoted?: boolean;
};

/** The values, and how far the text was read for them. */
export type KeyedValues = {readonly values: readonly KeyedValue[]; readonly end: number};

/** An apostrophe may open nothing; a double quote is taken at its word, to the end of a text that was cut. */
const longestApostrophed = 10_000;
const longestList = 10_000;
const longestCell = 1000;
const mark = /["'`\]]{0,3}[ \t\r\n]{0,8}(?:=>|[:=])[ \t\r\n]{0,8}/y;
const field = /["'](?=\s)[^<>]{0,300}?\svalue\s{0,4}=\s{0,4}["']/y;
const tag = /(?:["']?(?:\s[^<>]{0,200})?>|(?=<\/))[ \t\r\n]{0,100}(?:<[^<>]{0,200}>[ \t\r\n]{0,100}){0,4}/y;
const part = /"(?:;[^\r\n]{0,200})?\r?\n(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n/y;
const wordEnd = /[\s&;,<>"'`{}[\]|\\]/g;
/** Another capitalised word that is no key itself: a surname after a first name. */
const nextName = / \p{Lu}[\p{L}.'-]{0,60}(?![\p{L}\p{N}_.'-]{0,60}\s?[:=])/uy;
const line = /[^\r\n&;,<>"'`{}[\]|]{1,200}/y;
const number = /-?\d[\d.eE+-]{0,400}/y;

/**
 * The value or values that belong to a key; none when the key is only mentioned.
 *
 * @param key start and end of the key
 */
export function valuesAfter(
	text: string,
	key: readonly [start: number, end: number],
	kind: MaskKind,
): KeyedValues {
	const start = endOf(mark, text, key[1]);
	if (start !== undefined && /[[{]/.test(text.charAt(start))) {
		return inList(text, start);
	}

	const values = start === undefined ? inMarkup(text, key) : afterMark(text, key[1], start, kind);
	return {values, end: values.at(-1)?.end ?? key[1]};
}

/** The value of an HTML field, of a part of a multipart body, of an element or a cell named by the key. */
function inMarkup(
	text: string,
	[keyStart, keyEnd]: readonly [start: number, end: number],
): readonly KeyedValue[] {
	const fieldEnd = endOf(field, text, keyEnd);
	if (fieldEnd !== undefined) {
		return inQuotes(text, fieldEnd - 1);
	}

	const partEnd = endOf(part, text, keyEnd);
	if (partEnd !== undefined) {
		const boundary = text.indexOf('\n--', partEnd);
		return plain(text, partEnd, boundary === -1 ? text.length : boundary);
	}

	const tagEnd = /[<>"'=]/.test(text.charAt(keyStart - 1)) ? endOf(tag, text, keyEnd) : undefined;
	if (tagEnd !== undefined) {
		const next = text.slice(tagEnd, tagEnd + longestCell).indexOf('<');
		return plain(text, tagEnd, next === -1 ? Math.min(text.length, tagEnd + longestCell) : tagEnd + next);
	}

	return [];
}

function afterMark(text: string, keyEnd: number, start: number, kind: MaskKind): readonly KeyedValue[] {
	const first = text.charAt(start);
	if (first === '"' || first === "'" || first === '`') {
		return inQuotes(text, start);
	}

	if (text[keyEnd] === '"') {
		const numberEnd = endOf(number, text, start);
		return numberEnd === undefined
			? []
			: [{start, end: numberEnd, clear: text.slice(start, numberEnd), isUnquoted: true}];
	}

	if (text.slice(keyEnd, start).includes('=')) {
		return plain(text, start, endOfWord(text, start));
	}

	return inProse(text, start, kind);
}

/** `key: value` in a sentence: what follows counts only when it looks like such a value. */
function inProse(text: string, start: number, kind: MaskKind): readonly KeyedValue[] {
	if (kind === 'name') {
		const end = /^\p{Lu}/u.test(text.slice(start, start + 2)) ? endOfWord(text, start) : undefined;
		return end === undefined ? [] : plain(text, start, end);
	}

	if (kind === 'secret') {
		const end = endOfWord(text, start);
		const value = text.slice(start, end);
		return (/\d/.test(value) && value.length >= 6) || value.length >= 16 ? plain(text, start, end) : [];
	}

	const end = endOf(line, text, start) ?? start;
	const value = text.slice(start, end);
	const digits = value.replaceAll(/\D/g, '').length;
	return kind === 'email' || digits < 5 || value.length > 3 * digits ? [] : plain(text, start, end);
}

function inQuotes(text: string, start: number): readonly KeyedValue[] {
	return [contentOf(text, start + 1, closingQuote(text, start))];
}

/** Where the quote that opens at `start` closes; the end of the text when it was cut. */
function closingQuote(text: string, start: number): number {
	const quote = text.charAt(start);
	const limit = quote === '"' ? text.length : Math.min(text.length, start + longestApostrophed);
	let end = start + 1;
	while (end < limit && text[end] !== quote) {
		end += text[end] === '\\' ? 2 : 1;
	}

	return Math.min(end, limit);
}

/** The strings and numbers of an array or object that begins at `start`, as far as it goes. */
function inList(text: string, start: number): KeyedValues {
	const values: KeyedValue[] = [];
	const limit = Math.min(text.length, start + longestList);
	let depth = 0;
	let at = start;
	while (at < limit) {
		const character = text.charAt(at);
		let next = at + 1;
		if (character === '[' || character === '{') {
			depth++;
		} else if (character === ']' || character === '}') {
			depth--;
		} else if (character === '"') {
			const end = closingQuote(text, at);
			next = end + 1;
			if (!/^"\s{0,8}:/.test(text.slice(end, end + 10))) {
				values.push(contentOf(text, at + 1, end));
			}
		} else if (/[\d-]/.test(character)) {
			next = endOf(number, text, at) ?? next;
			if (next > at + 1 || /\d/.test(character)) {
				values.push({start: at, end: next, clear: text.slice(at, next), isUnquoted: true});
			}
		}

		at = next;
		if (depth === 0) {
			break;
		}
	}

	return {values, end: Math.min(at, text.length)};
}

function contentOf(text: string, start: number, end: number): KeyedValue {
	const raw = text.slice(start, end);
	try {
		return {start, end, clear: raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw};
	} catch {
		return {start, end, clear: raw};
	}
}

function plain(text: string, start: number, end: number): readonly KeyedValue[] {
	const raw = text.slice(start, end);
	const clear = raw.trim();
	const from = start + raw.indexOf(clear);
	return clear === '' ? [] : [{start: from, end: from + clear.length, clear}];
}

/** The end of an unquoted value. */
function endOfWord(text: string, start: number): number {
	wordEnd.lastIndex = start;
	let end = wordEnd.exec(text)?.index ?? text.length;
	for (
		let next = end > start ? endOf(nextName, text, end) : undefined;
		next !== undefined;
		next = endOf(nextName, text, end)
	) {
		end = next;
	}

	return end;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}
