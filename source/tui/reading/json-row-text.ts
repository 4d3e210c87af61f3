import type {Span} from '../spans.ts';
import {endOfScalar, longestPiece, type JsonRows} from './json-rows.ts';
import {rowKind, type RowKind} from './row-kinds.ts';
import {withLetters} from './with-letters.ts';

/** Where the parts of a row stand in the bytes. */
export type RowParts = {
	/** The key with its quotes; `null` without one. */
	readonly key: readonly [start: number, end: number] | null;
	/** The value, or the piece of it on this row. */
	readonly value: readonly [start: number, end: number];
	/** True when the value goes on in the next row. */
	readonly goesOn: boolean;
};

/** A key longer than this is cut on screen. Bytes. */
const longestKey = 4000;

/** Finds key and value of a row. */
export function rowParts(bytes: Buffer, rows: JsonRows, row: number): RowParts {
	const start = rows.start(row);
	const goesOn = row + 1 < rows.length && rows.kind(row + 1) === rowKind.more;
	if (!rows.hasKey(row)) {
		return {key: null, value: [start, valueEnd(bytes, {rows, row, start, goesOn})], goesOn};
	}

	const keyEnd = endOfString(bytes, start);
	const valueStart = afterColon(bytes, keyEnd);
	return {
		key: [start, keyEnd],
		value: [valueStart, valueEnd(bytes, {rows, row, start: valueStart, goesOn})],
		goesOn,
	};
}

function valueEnd(
	bytes: Buffer,
	{rows, row, start, goesOn}: {rows: JsonRows; row: number; start: number; goesOn: boolean},
): number {
	if (goesOn) {
		return rows.start(row + 1);
	}

	const kind = rows.kind(row);
	switch (kind) {
		case rowKind.string: {
			return endOfString(bytes, start);
		}

		case rowKind.number:
		case rowKind.literal: {
			return endOfScalar(bytes, start);
		}

		case rowKind.more: {
			const isString = rows.kind(rows.link(row)) === rowKind.string;
			return isString ? endOfString(bytes, start - 1) : endOfPiece(bytes, start);
		}

		case rowKind.emptyObject:
		case rowKind.emptyArray: {
			return bytes.indexOf(kind === rowKind.emptyObject ? '}' : ']', start) + 1;
		}

		case rowKind.objectStart:
		case rowKind.arrayStart:
		case rowKind.objectEnd:
		case rowKind.arrayEnd: {
			return start + 1;
		}
	}
}

/** Where the string that opens at `start` ends, after its quote. The bytes are known to be JSON. */
export function endOfString(bytes: Buffer, start: number): number {
	let at = start + 1;
	while (at < bytes.length && bytes[at] !== 0x22) {
		at += bytes[at] === 0x5c ? 2 : 1;
	}

	return Math.min(bytes.length, at + 1);
}

function endOfPiece(bytes: Buffer, start: number): number {
	let at = start;
	while (at < start + longestPiece && /[\d.eE+-]/.test(String.fromCharCode(bytes[at] ?? 0))) {
		at++;
	}

	return at;
}

function afterColon(bytes: Buffer, keyEnd: number): number {
	let at = bytes.indexOf(0x3a, keyEnd) + 1;
	while (/\s/.test(String.fromCharCode(bytes[at] ?? 0x78))) {
		at++;
	}

	return at;
}

const valueTones: Readonly<Record<RowKind, 'string' | 'number' | 'literal' | 'plain'>> = {
	[rowKind.string]: 'string',
	[rowKind.number]: 'number',
	[rowKind.literal]: 'literal',
	[rowKind.objectStart]: 'plain',
	[rowKind.arrayStart]: 'plain',
	[rowKind.objectEnd]: 'plain',
	[rowKind.arrayEnd]: 'plain',
	[rowKind.emptyObject]: 'plain',
	[rowKind.emptyArray]: 'plain',
	[rowKind.more]: 'string',
};

const wholes: Readonly<Partial<Record<RowKind, string>>> = {
	[rowKind.objectStart]: '{',
	[rowKind.arrayStart]: '[',
	[rowKind.objectEnd]: '}',
	[rowKind.arrayEnd]: ']',
	[rowKind.emptyObject]: '{}',
	[rowKind.emptyArray]: '[]',
};

/** True where a row opens something that can be folded. */
export function opens(kind: RowKind): boolean {
	return kind === rowKind.objectStart || kind === rowKind.arrayStart;
}

/** A row of formatted JSON in its tones; the text is untrusted. Two spaces a level, everything else as it came. */
export function jsonRowSpans(bytes: Buffer, rows: JsonRows, row: number): readonly Span[] {
	const kind = rows.kind(row);
	const {key, value} = rowParts(bytes, rows, row);
	const isMore = kind === rowKind.more;
	return [
		['  '.repeat(rows.depth(row) + (isMore ? 1 : 0))],
		...(isMore ? [['↪ ', 'muted'] as const] : []),
		...keySpans(bytes, key),
		[
			wholes[kind] ?? withLetters(bytes.toString('utf8', value[0], value[1])),
			valueTones[isMore ? rows.kind(rows.link(row)) : kind],
		],
		[rows.hasComma(row) ? ',' : ''],
	];
}

/** A row whose object or array is folded: how much is in it. */
export function foldedRowSpans(bytes: Buffer, rows: JsonRows, row: number): readonly Span[] {
	const isObject = rows.kind(row) === rowKind.objectStart;
	const end = rows.link(row);
	const count = rows.ordinal(end);
	const word = isObject ? (count === 1 ? 'key' : 'keys') : count === 1 ? 'item' : 'items';
	return [
		['  '.repeat(rows.depth(row))],
		...keySpans(bytes, rowParts(bytes, rows, row).key),
		[isObject ? '{ … }' : '[ … ]'],
		[` ${count} ${word}`, 'muted'],
		[rows.hasComma(end) ? ',' : ''],
	];
}

function keySpans(bytes: Buffer, key: RowParts['key']): readonly Span[] {
	if (key === null) {
		return [];
	}

	const [start, end] = key;
	const isCut = end - start > longestKey;
	const text = bytes.toString('utf8', start, isCut ? start + longestKey : end);
	return [[`${withLetters(text)}${isCut ? '…' : ''}`, 'key'], [': ']];
}
