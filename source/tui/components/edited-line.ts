/** A line under the cursor, as it stands on the screen: safe, scrolled sideways, the cursor as an inverse cell. */
import {stretches} from '../../terminal/graphemes.ts';
import {safeText} from '../../terminal/safe-text.ts';
import {cutToWidth, sliceByWidth, textWidth} from '../../terminal/width.ts';

/** Inverse video is not a colour: written directly, the cursor stays visible with `NO_COLOR`. */
const inverse = {on: '\u001b[7m', off: '\u001b[27m'};

/** A tab has one width wherever it stands, so that text does not jump when the cursor passes. */
function display(text: string): string {
	return safeText(text.replaceAll('\t', '  '));
}

/** Enough code units for so many columns, so that a line of a megabyte is not made safe for what is not seen. */
function budget(columns: number): number {
	return columns * 4 + 64;
}

function cellAt(line: string, offset: number): {text: string; length: number} {
	const rest = line.slice(offset, offset + budget(1));
	const [first] = stretches(rest);
	if (first === undefined) {
		return {text: ' ', length: 0};
	}

	const length = first.isSimple ? 1 : first.end;
	return {text: display(rest.slice(0, length)), length};
}

/**
 * How many columns are scrolled out on the left so that the cursor is visible: none while it fits, then half a view at
 * a time, so that text does not move with every key, but never further than the end of the line needs.
 *
 * @param offset the cursor's UTF-16 offset in the line
 */
export function scrolledColumns(line: string, offset: number, columns: number): number {
	const before = textWidth(display(line.slice(0, offset)));
	const edge = before + Math.min(2, textWidth(cellAt(line, offset).text)) - 1;
	if (edge < columns) {
		return 0;
	}

	const step = Math.max(1, Math.floor(columns / 2));
	const rest = textWidth(display(line.slice(offset, offset + budget(columns))));
	// One column more than the text, for the cursor behind its end.
	const furthest = before + rest + 1 - columns;
	return Math.max(edge - columns + 1, Math.min(furthest, Math.ceil((edge - columns + 1) / step) * step));
}

/** The part of a line without cursor in the columns from `left`; `…` stands for what is out of view. */
export function plainLine(line: string, left: number, columns: number): string {
	const text = display(line.slice(0, budget(left + columns)));
	const shown = cutToWidth(sliceByWidth(text, left, columns + 1), columns);
	return left > 0 && shown !== '' ? cutToWidth(`…${sliceByWidth(shown, 1, columns)}`, columns) : shown;
}

/** The same for a line that is selected as a whole: inverse up to its end. */
export function selectedLine(line: string, left: number, columns: number): string {
	return inverse.on + plainLine(line, left, columns) + inverse.off;
}

/** The same for the line of the cursor; `left` as `scrolledColumns` gives it. */
export function cursorLine(line: string, offset: number, view: {left: number; columns: number}): string {
	const {left, columns} = view;
	const text = display(line.slice(0, offset));
	const x = Math.max(0, textWidth(text) - left);
	const before = left > 0 && x > 0 ? `…${sliceByWidth(text, left + 1, x - 1)}` : sliceByWidth(text, left, x);
	const {text: cell, length} = cellAt(line, offset);
	const shownCell = cutToWidth(cell, columns - x, {ellipsis: ''}) || ' ';
	const room = columns - x - textWidth(shownCell);
	const rest = line.slice(offset + length);
	const after = cutToWidth(display(rest.slice(0, budget(Math.max(0, room)))), room);
	return before + inverse.on + shownCell + inverse.off + after;
}
