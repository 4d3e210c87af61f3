/** What is folded in a tree of JSON rows: which rows are seen, found without walking over the others. */
import {opens} from './json-row-text.ts';
import {lastAtOrBefore, type JsonRows} from './json-rows.ts';

/** The outermost rows that are folded, in order; immutable. */
export type Folds = {
	readonly rows: Uint32Array;
	/** How many rows are hidden by the folds up to and with this one. */
	readonly hidden: Uint32Array;
	/** What was folded inside something that was folded later, so that opening it gives that back. */
	readonly inside: ReadonlyMap<number, readonly number[]>;
	/** True once everything below a level was folded: then opening shows one level more, not everything. */
	readonly isByLevel: boolean;
};

export const nothingFolded: Folds = {
	rows: new Uint32Array(0),
	hidden: new Uint32Array(0),
	inside: new Map(),
	isByLevel: false,
};

/** Folding millions of rows one by one would take a frame's time; more than this are not remembered inside another. */
const mostRemembered = 10_000;

function foldsOf(
	rows: JsonRows,
	folded: Uint32Array,
	{inside, isByLevel}: Pick<Folds, 'inside' | 'isByLevel'>,
): Folds {
	const hidden = new Uint32Array(folded.length);
	let sum = 0;
	for (let index = 0; index < folded.length; index++) {
		const row = folded[index] ?? 0;
		sum += rows.link(row) - row;
		hidden[index] = sum;
	}

	return {rows: folded, hidden, inside, isByLevel};
}

/** How many rows are seen. */
export function seenLength(rows: JsonRows, folds: Folds): number {
	return rows.length - (folds.hidden.at(-1) ?? 0);
}

/** The row at a place among those that are seen, both 0-based. */
export function rowAtPlace(folds: Folds, place: number): number {
	const {rows, hidden} = folds;
	if (rows.length === 0) {
		return place;
	}

	// The place of a fold's own row is its row less what the folds before it hide.
	const fold = lastAtOrBefore(rows.length, index => (rows[index] ?? 0) - (hidden[index - 1] ?? 0), place);
	const foldPlace = (rows[fold] ?? 0) - (hidden[fold - 1] ?? 0);
	return place <= foldPlace ? place + (hidden[fold - 1] ?? 0) : place + (hidden[fold] ?? 0);
}

/** The place where a row is seen; the place of the fold that hides it where one does. */
export function placeOfRow(rows: JsonRows, folds: Folds, row: number): number {
	if (folds.rows.length === 0) {
		return row;
	}

	const index = lastAtOrBefore(folds.rows.length, at => folds.rows[at] ?? 0, row);
	const fold = folds.rows[index] ?? 0;
	const before = folds.hidden[index - 1] ?? 0;
	if (row < fold) {
		return row;
	}

	return row <= rows.link(fold) ? fold - before : row - (folds.hidden[index] ?? 0);
}

/** True when the row itself is folded. */
export function isFolded(folds: Folds, row: number): boolean {
	const index = lastAtOrBefore(folds.rows.length, at => folds.rows[at] ?? 0, row);
	return folds.rows[index] === row;
}

/** The fold that hides a row; -1 where it is seen. */
function foldOver(rows: JsonRows, folds: Folds, row: number): number {
	const index = lastAtOrBefore(folds.rows.length, at => folds.rows[at] ?? 0, row);
	const fold = folds.rows[index];
	return fold !== undefined && fold < row && row <= rows.link(fold) ? fold : -1;
}

/** Folds an object or array that is open. */
export function fold(rows: JsonRows, folds: Folds, row: number): Folds {
	const end = rows.link(row);
	const before = folds.rows.filter(other => other < row);
	const after = folds.rows.filter(other => other > end);
	const within = [...folds.rows.subarray(before.length, folds.rows.length - after.length)];
	const inside = new Map(folds.inside);
	if (within.length <= mostRemembered) {
		inside.set(row, within);
	}

	return foldsOf(rows, joined(before, [row], after), {...folds, inside});
}

/** Opens what is folded; what was folded inside it is folded still. */
export function unfold(rows: JsonRows, folds: Folds, row: number): Folds {
	const before = folds.rows.filter(other => other < row);
	const after = folds.rows.subarray(before.length + 1);
	const remembered = folds.inside.get(row);
	const inside = new Map(folds.inside);
	inside.delete(row);
	const within = remembered ?? (folds.isByLevel ? foldableInside(rows, row) : []);
	return foldsOf(rows, joined(before, within, after), {...folds, inside});
}

/** Opens whatever hides a row. */
export function reveal(rows: JsonRows, folds: Folds, row: number): Folds {
	let open = folds;
	for (let over = foldOver(rows, open, row); over !== -1; over = foldOver(rows, open, row)) {
		open = unfold(rows, open, over);
	}

	return open;
}

/**
 * Folds everything below a level; opening one of them then shows its own content folded, a level at a time.
 *
 * @param level depth of the rows that are folded: 0 folds the whole
 */
export function foldLevel(rows: JsonRows, level: number): Folds {
	const folded = [];
	for (let row = 0; row < rows.length;) {
		const isOpening = opens(rows.kind(row));
		if (isOpening && rows.depth(row) >= level) {
			folded.push(row);
			row = rows.link(row) + 1;
		} else {
			row++;
		}
	}

	return foldsOf(rows, Uint32Array.from(folded), {inside: new Map(), isByLevel: true});
}

/** The rows right inside an object or array that can be folded themselves. */
function foldableInside(rows: JsonRows, row: number): readonly number[] {
	const found = [];
	for (let at = row + 1; at < rows.link(row);) {
		const isOpening = opens(rows.kind(at));
		if (isOpening) {
			found.push(at);
		}

		at = isOpening ? rows.link(at) + 1 : at + 1;
	}

	return found;
}

function joined(...parts: ReadonlyArray<ArrayLike<number>>): Uint32Array {
	const all = new Uint32Array(parts.reduce((sum, {length}) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}

	return all;
}
