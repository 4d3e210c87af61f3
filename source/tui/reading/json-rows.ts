/**
 * The rows of a JSON text as it would be formatted, found in its bytes piece by piece: 50 MB are never parsed in one go,
 * no value is copied, and the exact spelling of every number and string stays where it came.
 *
 * As strict as catalog/json-text.ts (RFC 8259, at most 512 levels), which a test compares it with.
 */
import {createColumns, type Columns} from './json-columns.ts';
import {rowKind, type RowKind} from './row-kinds.ts';

/** Why bytes are no JSON that can be shown as such; `offset` is where. */
export type RowsProblem = {readonly what: string; readonly offset: number};

/** Rows of JSON that can be looked up by their number, 0-based. */
export type JsonRows = {
	readonly length: number;
	readonly kind: (row: number) => RowKind;
	readonly depth: (row: number) => number;
	/** Whether the value is a member of an object: its key stands before it. */
	readonly hasKey: (row: number) => boolean;
	/** Whether another value follows in the same object or array. */
	readonly hasComma: (row: number) => boolean;
	/** Byte offset of the first character: of the key where there is one. Never falls from row to row. */
	readonly start: (row: number) => number;
	/** The row that opens the object or array around; -1 at the top. */
	readonly parent: (row: number) => number;
	/** 0-based place among the values of the same object or array; of a row that closes: how many there are. */
	readonly ordinal: (row: number) => number;
	/** Of a row that opens: the one that closes, and back; of a row where a value goes on: where it began. */
	readonly link: (row: number) => number;
	/** The last row that starts at or before a byte offset. */
	readonly rowAt: (offset: number) => number;
	/** True when some string is written with `\u` escapes. */
	readonly hasEscapes: boolean;
};

export type JsonRowsBuilder = {
	/** Works on for about so many bytes; true when there is nothing left to do. */
	step(bytes: number): boolean;
	/** 0 to 1. */
	progress(): number;
	/** The rows, or why there are none. Only after `step` gave true. */
	result(): JsonRows | RowsProblem;
};

export type JsonRowsOptions = {
	/** Several values may follow each other, as in JSON lines or in what jq gives. */
	readonly many?: boolean;
	/** More rows than this are refused: 18 bytes of memory each. */
	readonly maximumRows?: number;
};

/** A value longer than this goes on in the next row. Bytes. */
export const longestPiece = 2000;

/** About 180 MB of memory for the rows of one answer: 50 MB of ordinary JSON have some five million. */
export const mostRows = 10_000_000;

const maximumDepth = 512;
const next = {value: 0, key: 1, colon: 2, commaOrEnd: 3, string: 4} as const;
type Expected = (typeof next)[keyof typeof next];

const quote = 0x22;
const backslash = 0x5c;

/** @param bytes UTF-8 */
export function buildJsonRows(
	bytes: Uint8Array,
	{many = false, maximumRows = mostRows}: JsonRowsOptions = {},
): JsonRowsBuilder {
	const columns = createColumns();
	const {length} = bytes;
	/** The rows of the objects and arrays that are open, and how many values they have so far. */
	const openRows = new Int32Array(maximumDepth + 1);
	const counts = new Int32Array(maximumDepth + 1);
	let depth = 0;
	let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	let expected: Expected = next.value;
	let keyStart = -1;
	let isKey = false;
	/** Of the string that is being read: its row, and where the next piece may begin. */
	let stringRow = -1;
	let pieceEnd = 0;
	let problem: RowsProblem | null = null;
	let hasEscapes = false;
	let isDone = false;

	function fail(what: string, offset = at): void {
		problem = {what, offset};
		isDone = true;
	}

	function push(kind: RowKind, start: number, link = 0): number {
		if (columns.length() >= maximumRows) {
			fail(`More than ${maximumRows.toLocaleString('en').replaceAll(',', ' ')} rows`);
			return -1;
		}

		const isValue = kind !== rowKind.more && kind !== rowKind.objectEnd && kind !== rowKind.arrayEnd;
		const hasKey = isValue && keyStart !== -1;
		const row = columns.push({
			start: hasKey ? keyStart : start,
			kind,
			depth,
			hasKey,
			parent: depth === 0 ? -1 : (openRows[depth] ?? -1),
			ordinal: counts[depth] ?? 0,
			link,
		});
		if (isValue) {
			counts[depth] = (counts[depth] ?? 0) + 1;
			keyStart = -1;
		}

		return row;
	}

	/** A value has ended. */
	function ended(): void {
		expected = next.commaOrEnd;
	}

	function open(kind: RowKind, close: number, empty: RowKind): void {
		const start = at++;
		space();
		if (bytes[at] === close) {
			at++;
			push(empty, start);
			ended();
			return;
		}

		if (depth >= maximumDepth) {
			fail(`Nested deeper than ${maximumDepth} levels`, start);
			return;
		}

		const row = push(kind, start);
		openRows[++depth] = row;
		counts[depth] = 0;
		expected = kind === rowKind.objectStart ? next.key : next.value;
	}

	function close(kind: RowKind): void {
		const opened = openRows[depth] ?? -1;
		const count = counts[depth] ?? 0;
		depth--;
		const start = at++;
		const before = counts[depth] ?? 0;
		counts[depth] = count;
		const row = push(kind, start, opened);
		counts[depth] = before;
		if (row !== -1) {
			columns.link(opened, row);
		}

		ended();
	}

	function space(): void {
		let code = bytes[at];
		while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
			code = bytes[++at];
		}
	}

	function startString(): void {
		const start = at++;
		pieceEnd = start + longestPiece;
		if (isKey) {
			keyStart = start;
			stringRow = -1;
		} else {
			pieceEnd = (keyStart === -1 ? start : keyStart) + longestPiece;
			stringRow = push(rowKind.string, start);
		}

		expected = next.string;
	}

	/** Reads on in a string until it ends or `limit` is reached. */
	function string(limit: number): void {
		while (at < limit) {
			const code = bytes[at] ?? 0;
			if (at >= pieceEnd && stringRow !== -1 && (code & 0xc0) !== 0x80 && code !== quote) {
				pieceEnd = at + longestPiece;
				push(rowKind.more, at, stringRow);
			}

			if (code === quote) {
				at++;
				if (isKey) {
					isKey = false;
					expected = next.colon;
				} else {
					ended();
				}

				return;
			}

			if (code === backslash) {
				if (!escape()) {
					return;
				}
			} else if (code < 0x20) {
				fail('A string holds a raw control character or line break');
				return;
			} else {
				at++;
			}
		}

		if (at >= length) {
			fail('A string is not closed');
		}
	}

	function escape(): boolean {
		const code = bytes[at + 1] ?? 0;
		if (code === 0x75) {
			for (let digit = at + 2; digit < at + 6; digit++) {
				if (!isHex(bytes[digit] ?? 0)) {
					fail('Unknown escape in a string');
					return false;
				}
			}

			hasEscapes = true;
			at += 6;
			return true;
		}

		if (!isEscape(code)) {
			fail('Unknown escape in a string');
			return false;
		}

		at += 2;
		return true;
	}

	function scalar(): void {
		const start = at;
		const end = endOfScalar(bytes, at);
		if (end === -1) {
			fail('A value expected');
			return;
		}

		const first = bytes[start] ?? 0;
		const row = push(first === 0x2d || isDigit(first) ? rowKind.number : rowKind.literal, start);
		at = end;
		for (let piece = start + longestPiece; piece < end && row !== -1; piece += longestPiece) {
			push(rowKind.more, piece, row);
		}

		ended();
	}

	function value(): void {
		const code = bytes[at];
		if (code === quote) {
			startString();
		} else if (code === 0x7b) {
			open(rowKind.objectStart, 0x7d, rowKind.emptyObject);
		} else if (code === 0x5b) {
			open(rowKind.arrayStart, 0x5d, rowKind.emptyArray);
		} else {
			scalar();
		}
	}

	function between(): void {
		const code = bytes[at];
		if (depth === 0) {
			if (many) {
				expected = next.value;
			} else {
				fail('Only one value may stand here');
			}

			return;
		}

		const isObject = columns.kind(openRows[depth] ?? 0) === rowKind.objectStart;
		if (code === 0x2c) {
			at++;
			columns.comma();
			expected = isObject ? next.key : next.value;
		} else if (code === (isObject ? 0x7d : 0x5d)) {
			close(isObject ? rowKind.objectEnd : rowKind.arrayEnd);
		} else {
			fail(isObject ? ', or } expected' : ', or ] expected');
		}
	}

	function token(): void {
		switch (expected) {
			case next.colon: {
				if (bytes[at] === 0x3a) {
					at++;
					expected = next.value;
				} else {
					fail(': expected after the key');
				}

				break;
			}

			case next.key: {
				if (bytes[at] === quote) {
					isKey = true;
					startString();
				} else {
					fail('A key in double quotes expected');
				}

				break;
			}

			case next.commaOrEnd: {
				between();
				break;
			}

			case next.value:
			case next.string: {
				value();
			}
		}
	}

	function finish(): void {
		isDone = true;
		if (problem === null && (depth > 0 || expected !== next.commaOrEnd)) {
			const isNothing = many && depth === 0 && expected === next.value && columns.length() > 0;
			if (!isNothing) {
				fail('The text ends too early');
			}
		}
	}

	return {
		step(budget) {
			const limit = Math.min(length, at + budget);
			while (!isDone && at < limit) {
				if (expected === next.string) {
					string(limit);
					continue;
				}

				space();
				if (at >= length) {
					break;
				}

				token();
			}

			if (!isDone && at >= length) {
				finish();
			}

			return isDone;
		},
		progress: () => (length === 0 ? 1 : at / length),
		result: () => problem ?? rowsOf(columns, hasEscapes),
	};
}

function rowsOf(columns: Columns, hasEscapes: boolean): JsonRows {
	const length = columns.length();
	return {
		length,
		kind: columns.kind,
		depth: columns.depth,
		hasKey: columns.hasKey,
		hasComma: columns.hasComma,
		start: columns.start,
		parent: columns.parent,
		ordinal: columns.ordinal,
		link: columns.linkOf,
		rowAt: offset => lastAtOrBefore(length, columns.start, offset),
		hasEscapes,
	};
}

/** The last index whose value is at most `wanted`, 0 where there is none; values never fall. */
export function lastAtOrBefore(length: number, valueAt: (index: number) => number, wanted: number): number {
	let low = 0;
	let high = length - 1;
	while (low < high) {
		const middle = (low + high + 1) >>> 1;
		if (valueAt(middle) <= wanted) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	return low;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

function isHex(code: number): boolean {
	return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** `"`, `\`, `/`, and b, f, n, r, t. */
function isEscape(code: number): boolean {
	return (
		code === quote ||
		code === backslash ||
		code === 0x2f ||
		code === 0x62 ||
		code === 0x66 ||
		code === 0x6e ||
		code === 0x72 ||
		code === 0x74
	);
}

const words = ['true', 'false', 'null'].map(word => new TextEncoder().encode(word));

/** Where the number or word that begins at `start` ends; -1 when none begins there. */
export function endOfScalar(bytes: Uint8Array, start: number): number {
	const word = words.find(([first]) => first === bytes[start]);
	if (word !== undefined) {
		return word.every((code, index) => bytes[start + index] === code) ? start + word.length : -1;
	}

	let at = bytes[start] === 0x2d ? start + 1 : start;
	if (!isDigit(bytes[at] ?? 0)) {
		return -1;
	}

	at = bytes[at] === 0x30 ? at + 1 : digits(bytes, at);
	if (bytes[at] === 0x2e && isDigit(bytes[at + 1] ?? 0)) {
		at = digits(bytes, at + 1);
	}

	if (bytes[at] === 0x65 || bytes[at] === 0x45) {
		const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? 1 : 0;
		if (isDigit(bytes[at + 1 + sign] ?? 0)) {
			at = digits(bytes, at + 1 + sign);
		}
	}

	return at;
}

function digits(bytes: Uint8Array, start: number): number {
	let at = start;
	while (isDigit(bytes[at] ?? 0)) {
		at++;
	}

	return at;
}
