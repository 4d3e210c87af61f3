/** What a terminal shows, as runs of cells that look alike. */
import type xterm from '@xterm/headless';

/** A colour: a place in the palette of 256, or `#rrggbb`; `null` is the terminal's own. */
export type Colour = number | string | null;

export type Look = {
	readonly front: Colour;
	readonly back: Colour;
	readonly isInverse: boolean;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isUnderlined: boolean;
};

/** Cells beside each other; one text a cell, `''` behind a wide one. */
export type Run = {readonly look: Look; readonly start: number; readonly cells: readonly string[]};

export type Row = readonly Run[];

type Line = NonNullable<ReturnType<xterm.Terminal['buffer']['active']['getLine']>>;
type Cell = NonNullable<ReturnType<Line['getCell']>>;

/**
 * The screen as a terminal shows it now, row by row; what is empty and looks like nothing is left out.
 *
 * @param shown replaces texts by others of as many columns, such as the name of a temporary folder
 */
export function screenGrid(
	terminal: xterm.Terminal,
	shown: ReadonlyArray<readonly [text: string, instead: string]> = [],
): readonly Row[] {
	const {active} = terminal.buffer;
	return Array.from({length: terminal.rows}, (_, row) => {
		const line = active.getLine(active.baseY + row);
		const cells = Array.from({length: terminal.cols}, (__, column) => line?.getCell(column));
		return runsOf(
			cells.filter(cell => cell !== undefined),
			shown,
		);
	});
}

function runsOf(cells: readonly Cell[], shown: ReadonlyArray<readonly [text: string, instead: string]>): Row {
	const texts = cells.map(cell => (cell.getWidth() === 0 ? '' : cell.getChars() || ' '));
	for (const [text, instead] of shown) {
		replace(texts, text, instead);
	}

	const runs: Array<{look: Look; start: number; cells: string[]}> = [];
	let looked = '';
	for (const [column, cell] of cells.entries()) {
		const look = lookOf(cell);
		const key = JSON.stringify(look);
		if (key === looked || (cell.getWidth() === 0 && runs.length > 0)) {
			runs.at(-1)?.cells.push(texts[column] ?? '');
		} else {
			looked = key;
			runs.push({look, start: column, cells: [texts[column] ?? '']});
		}
	}

	return runs.map(trimmed).filter(run => run.cells.length > 0);
}

/** Texts of one character a cell only; anything else is no folder's name. */
function replace(texts: string[], text: string, instead: string): void {
	const line = texts.map(one => (one.length === 1 ? one : '\u0000')).join('');
	for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
		texts.splice(at, text.length, ...instead);
	}
}

/** Without the cells at its ends that show nothing. */
function trimmed({look, start, cells}: Run): Run {
	if (look.back !== null || look.isInverse || look.isUnderlined) {
		return {look, start, cells};
	}

	const first = cells.findIndex(text => text !== ' ');
	const last = cells.findLastIndex(text => text !== ' ');
	return {look, start: start + Math.max(0, first), cells: first === -1 ? [] : cells.slice(first, last + 1)};
}

function lookOf(cell: Cell): Look {
	return {
		front: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		back: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		isInverse: cell.isInverse() !== 0,
		isBold: cell.isBold() !== 0,
		isDim: cell.isDim() !== 0,
		isUnderlined: cell.isUnderline() !== 0,
	};
}

function colour(isDefault: boolean, isRgb: boolean, value: number): Colour {
	return isDefault ? null : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
