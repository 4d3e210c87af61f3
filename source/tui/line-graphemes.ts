/**
 * Places in a line, by characters and by code units. Several parts of a frame ask for the same place, and one line can be
 * all of a body: what was found last in a long line is remembered.
 */
import * as plain from '../terminal/graphemes.ts';

/** Shorter lines are quicker counted than remembered. */
const longLine = 4096;

let latest: {line: string; index: number; offset: number} | null = null;
let counted: {line: string; count: number} | null = null;

/** How many characters the line has. */
export function countGraphemes(line: string): number {
	if (line.length < longLine) {
		return plain.countGraphemes(line);
	}

	if (counted?.line !== line) {
		counted = {line, count: plain.countGraphemes(line)};
	}

	return counted.count;
}

/** The UTF-16 offset where the character number `index` (from 0) starts; the line's length when it has fewer. */
export function graphemeOffset(line: string, index: number): number {
	if (latest?.line === line && latest.index === index) {
		return latest.offset;
	}

	return remembered(line, index, plain.graphemeOffset(line, index)).offset;
}

/** How many characters start before the UTF-16 `offset`: an offset inside a character counts that character. */
export function graphemeIndex(line: string, offset: number): number {
	if (latest?.line === line && latest.offset === offset) {
		return latest.index;
	}

	const index = plain.graphemeIndex(line, offset);
	return line.length < longLine ? index : remembered(line, index, plain.graphemeOffset(line, index)).index;
}

function remembered(line: string, index: number, offset: number): {index: number; offset: number} {
	const place = {line, index, offset};
	if (line.length >= longLine) {
		latest = place;
	}

	return place;
}
