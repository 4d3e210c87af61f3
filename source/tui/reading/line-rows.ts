import {lastAtOrBefore} from './json-rows.ts';

/** The lines of a text by their number, 0-based; a long line goes on in the next row. */
export type LineRows = {
	readonly length: number;
	/** Byte offset of the first character. */
	readonly start: (row: number) => number;
	/** Byte offset after the last character, line break left out. */
	readonly end: (row: number) => number;
	/** True where the line before goes on. */
	readonly isMore: (row: number) => boolean;
	/** The last row that starts at or before a byte offset. */
	readonly rowAt: (offset: number) => number;
	/** True when the text has more rows than are kept: the rest is not here. */
	readonly isCut: boolean;
};

export type LineRowsBuilder = {
	/** Works on for about so many bytes; true when there is nothing left to do. */
	step(bytes: number): boolean;
	/** 0 to 1. */
	progress(): number;
	result(): LineRows;
};

/** A longer line goes on in the next row: measuring a long line that is not ASCII takes seconds on Node 20. Bytes. */
const longestLine = 2000;

/** About 40 MB of memory. */
const mostLines = 10_000_000;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** @param bytes UTF-8 */
export function buildLineRows(bytes: Uint8Array, maximumRows: number = mostLines): LineRowsBuilder {
	const {length} = bytes;
	let starts = new Uint32Array(1024);
	let count = 0;
	let at = 0;
	let isCut = false;

	function push(start: number): void {
		if (count === starts.length) {
			const larger = new Uint32Array(starts.length * 2);
			larger.set(starts);
			starts = larger;
		}

		starts[count++] = start;
	}

	function line(): void {
		push(at);
		const found = bytes.indexOf(lineFeed, at);
		const end = found === -1 ? length : found;
		let piece = at + longestLine;
		while (piece < end && count < maximumRows) {
			// Never inside a character.
			while (((bytes[piece] ?? 0) & 0xc0) === 0x80) {
				piece++;
			}

			if (piece < end) {
				push(piece);
			}

			piece += longestLine;
		}

		at = end + 1;
	}

	return {
		step(budget) {
			const limit = Math.min(length, at + budget);
			while (at < limit && count < maximumRows) {
				line();
			}

			isCut = at < length && count >= maximumRows;
			return isCut || at >= length;
		},
		progress: () => (length === 0 ? 1 : at / length),
		result() {
			const start = (row: number): number => starts[row] ?? 0;
			return {
				length: count,
				start,
				end(row) {
					const next = row + 1 < count ? start(row + 1) : isCut ? at - 1 : length;
					const isBreak = bytes[next - 1] === lineFeed && next > start(row);
					const end = isBreak ? next - 1 : next;
					return isBreak && bytes[end - 1] === carriageReturn && end > start(row) ? end - 1 : end;
				},
				isMore: row => row > 0 && bytes[start(row) - 1] !== lineFeed,
				rowAt: offset => lastAtOrBefore(count, start, offset),
				isCut,
			};
		},
	};
}
