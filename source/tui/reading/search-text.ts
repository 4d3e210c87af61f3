/** Searching a body: in its bytes, slice by slice, and in the few rows that are on screen. */

/** What is searched for, as patterns for the bytes and for a row on screen. */
export type Query = {
	readonly text: string;
	readonly pattern: RegExp;
	/** Bytes that a match takes at most. */
	readonly longest: number;
};

/** Longer texts are cut: nobody types them, and a pattern of a megabyte would stall. */
const longestQuery = 500;

/**
 * Letters of either case are the same unless a capital is typed. In JSON a letter is found in its `\u` escape too,
 * `/` in `\/`, and blanks after a colon are not asked for.
 *
 * @returns `null` when there is nothing to search for
 */
export function queryOf(text: string): Query | null {
	const cut = text.slice(0, longestQuery);
	if (cut === '') {
		return null;
	}

	const isExact = cut !== cut.toLowerCase();
	const parts: string[] = [];
	for (const character of cut) {
		parts.push(character === ' ' && parts.at(-1) === ':' ? '\\s*' : characterPattern(character, isExact));
	}

	return {
		text: cut,
		pattern: new RegExp(parts.join(''), isExact ? 'gu' : 'giu'),
		longest: cut.length * 12 + 64,
	};
}

function characterPattern(character: string, isExact: boolean): string {
	if (character === '/') {
		return '\\\\?\\/';
	}

	if (character <= '\u007f') {
		return character.replace(/[$()*+.?[\\\]^{|}]/u, '\\$&');
	}

	const spellings = isExact
		? [character]
		: [...new Set([character, character.toLowerCase(), character.toUpperCase()])];
	return `(?:${[...spellings, ...spellings.map(escapedUnits)].join('|')})`;
}

/** A letter as JSON escapes it, in hex digits of either case. */
function escapedUnits(character: string): string {
	return [...Array(character.length).keys()]
		.map(index => character.charCodeAt(index).toString(16).padStart(4, '0'))
		.map(hex => `\\\\u${hex.replaceAll(/[a-f]/g, letter => `[${letter}${letter.toUpperCase()}]`)}`)
		.join('');
}

/** Where a query stands in a text, as pairs of UTF-16 offsets. */
export function matchesIn(
	text: string,
	{pattern}: Query,
): ReadonlyArray<readonly [start: number, end: number]> {
	const found: Array<readonly [number, number]> = [];
	for (const match of text.matchAll(pattern)) {
		if (match[0] !== '') {
			found.push([match.index, match.index + match[0].length]);
		}
	}

	return found;
}

/** Matches by the byte offset of their first character, rising. */
export type Matches = {
	readonly count: number;
	readonly at: (index: number) => number;
	/** True when there are more than are kept. */
	readonly isCut: boolean;
};

export type SearchBuilder = {
	/** Works on for about so many bytes; true when there is nothing left to do. */
	step(bytes: number): boolean;
	/** 0 to 1. */
	progress(): number;
	/** What was found so far. */
	found(): Matches;
};

/** More matches are not counted: 4 MB of memory. */
const mostMatches = 1_000_000;

/**
 * @param bytes UTF-8 where `isText`; else any bytes, in which the query's own bytes are searched
 */
export function buildSearch(bytes: Buffer, isText: boolean, query: Query): SearchBuilder {
	let offsets = new Uint32Array(256);
	let count = 0;
	let at = 0;
	let isCut = false;
	const needle = Buffer.from(query.text);

	function push(offset: number): void {
		if (count === mostMatches) {
			isCut = true;
			return;
		}

		if (count === offsets.length) {
			const larger = new Uint32Array(count * 2);
			larger.set(offsets);
			offsets = larger;
		}

		offsets[count++] = offset;
	}

	/** The start of a character at or before an offset. */
	function aligned(offset: number): number {
		let start = Math.min(offset, bytes.length);
		while (start > 0 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) {
			start--;
		}

		return start;
	}

	function searchText(budget: number): void {
		const end = aligned(at + Math.max(budget, 2 * query.longest));
		const isLast = end >= bytes.length;
		// What begins later than this may go on after the slice: the next one finds it.
		const sure = isLast ? end : aligned(end - query.longest);
		const text = bytes.toString('utf8', at, end);
		const isAscii = text.length === end - at;
		let index = 0;
		let offset = at;
		for (const [start] of matchesIn(text, query)) {
			offset = isAscii ? at + start : offset + Buffer.byteLength(text.slice(index, start));
			index = start;
			if (offset >= sure) {
				break;
			}

			if (count === 0 || offset > (offsets[count - 1] ?? 0)) {
				push(offset);
			}
		}

		at = isLast ? bytes.length : sure;
	}

	function searchBytes(budget: number): void {
		const end = Math.min(bytes.length, at + budget);
		const slice = bytes.subarray(at, Math.min(bytes.length, end + needle.length - 1));
		for (let found = slice.indexOf(needle); found !== -1; found = slice.indexOf(needle, found + 1)) {
			push(at + found);
		}

		at = end;
	}

	return {
		step(budget) {
			if (at < bytes.length && !isCut) {
				(isText ? searchText : searchBytes)(budget);
			}

			return isCut || at >= bytes.length;
		},
		progress: () => (bytes.length === 0 ? 1 : at / bytes.length),
		found: () => ({count, at: index => offsets[index] ?? 0, isCut}),
	};
}
