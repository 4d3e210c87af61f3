/**
 * Puts the pieces of a frame together row by row. Ink 6.8 (`output.js`) does it cell by cell: it makes an object for each
 * of the 8 000 cells of a large terminal, takes every line apart and puts it together again, for every frame. A frame of
 * ours is rows of pieces beside each other, so that they only have to be joined.
 */

/** A piece as Ink's `Output` keeps it; `transformers` colour each of its lines. */
export type WriteOperation = {
	readonly type: 'write';
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly transformers: ReadonlyArray<(line: string, index: number) => string>;
};

/** From here on pieces are cut to an area, until `unclip`. */
export type ClipOperation = {
	readonly type: 'clip';
	readonly clip: {
		readonly x1: number | undefined;
		readonly x2: number | undefined;
		readonly y1: number | undefined;
		readonly y2: number | undefined;
	};
};

export type Operation = WriteOperation | ClipOperation | {readonly type: 'unclip'};

type Piece = {readonly x: number; readonly width: number; readonly text: string};

/**
 * The rows of a frame, joined by line breaks, without spaces at their ends; `null` where joining is not enough because
 * pieces lie over each other or would have to be cut. Ink's own way is right for those.
 *
 * @param height rows of the frame; what lies outside is left out
 * @param widthOf columns of a text with colours
 */
export function composeRows(
	operations: readonly Operation[],
	height: number,
	widthOf: (text: string) => number,
): string | null {
	const rows: Piece[][] = Array.from({length: height}, () => []);
	const clips: Array<ClipOperation['clip']> = [];
	for (const operation of operations) {
		if (operation.type === 'clip') {
			clips.push(operation.clip);
		} else if (operation.type === 'unclip') {
			clips.pop();
		} else if (!place(operation, clips.at(-1), rows, widthOf)) {
			return null;
		}
	}

	const lines: string[] = [];
	for (const pieces of rows) {
		const line = joined(pieces);
		if (line === null) {
			return null;
		}

		lines.push(line);
	}

	return lines.join('\n');
}

/** Adds a piece's lines to the rows that they stand in; false where it would have to be cut. */
function place(
	{x, y, text, transformers}: WriteOperation,
	clip: ClipOperation['clip'] | undefined,
	rows: ReadonlyArray<Piece[]>,
	widthOf: (text: string) => number,
): boolean {
	const lines = text.includes('\n') ? text.split('\n') : [text];
	// As Ink does it: lines above the area are cut off first, so that a line's number is that of what is left.
	const from = clip?.y1 !== undefined && y < clip.y1 ? clip.y1 - y : 0;
	const end = clip?.y2 !== undefined ? Math.min(lines.length, clip.y2 - y) : lines.length;
	for (let index = from; index < end; index++) {
		const line = lines[index] ?? '';
		const width = widthOf(line);
		if (x < 0 || (clip?.x1 !== undefined && x < clip.x1) || (clip?.x2 !== undefined && x + width > clip.x2)) {
			return false;
		}

		if (width > 0) {
			const coloured = transformers.reduce((shown, transform) => transform(shown, index - from), line);
			rows[y + index]?.push({x, width, text: coloured});
		}
	}

	return true;
}

function joined(pieces: Piece[]): string | null {
	pieces.sort((a, b) => a.x - b.x);
	let line = '';
	let end = 0;
	for (const {x, width, text} of pieces) {
		if (x < end) {
			return null;
		}

		line += ' '.repeat(x - end) + text;
		end = x + width;
	}

	return line.trimEnd();
}
