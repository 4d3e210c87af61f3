/** A line under the cursor, as it stands on the screen: safe, scrolled sideways, the cursor as an inverse cell. */
import {stretches} from '../../terminal/graphemes.ts';
import {safeText} from '../../terminal/safe-text.ts';
import {cutToWidth, sliceByWidth, textWidth} from '../../terminal/width.ts';
import type {Tone} from '../spans.ts';

/** Inverse video is not a colour: written directly, the cursor stays visible with `NO_COLOR`. */
const inverse = {on: '\u001b[7m', off: '\u001b[27m'};

/** A tab has one width wherever it stands, so that text does not jump when the cursor passes. */
export function display(text: string): string {
	return safeText(text.replaceAll('\t', '  '));
}

/** Enough code units for so many columns, so that a line of a megabyte is not made safe for what is not seen. */
export function budget(columns: number): number {
	return columns * 4 + 64;
}

export function cellAt(line: string, offset: number): {text: string; length: number} {
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

/** The part of a line that can be on screen, and where its cursor and its scrolling stand in it. */
export type ScrolledLine = {
	readonly text: string;
	/** UTF-16 offset of the part in the line. */
	readonly base: number;
	readonly left: number;
};

/** Code units that a part of a long line begins before its cursor, and steps in which that moves on. */
const longLine = 4096;

/** What is measured of the line of the cursor: not the megabyte before it, where a paste made one line of that. */
export function scrolledLine(line: string, offset: number, columns: number): ScrolledLine {
	if (offset < longLine) {
		const text = line.slice(0, longLine * 3);
		return {text, base: 0, left: scrolledColumns(text, offset, columns)};
	}

	const step = longLine / 2;
	const rough = Math.floor(offset / step) * step - step;
	const isHalf = /[\udc00-\udfff]/.test(line.charAt(rough));
	const base = isHalf ? rough - 1 : rough;
	const text = line.slice(base, base + longLine * 3);
	// At least one column is out of view, so that the sign for that is seen.
	return {text, base, left: Math.max(1, scrolledColumns(text, offset - base, columns))};
}

/** A stretch of a line between two UTF-16 offsets that looks different; a style is no colour and shows without any. */
export type LineMark = {
	readonly start: number;
	readonly end: number;
	readonly tone?: Tone;
	readonly style?: LineStyle;
};

/** The partner of the bracket at the cursor, a place of what is looked for, a variable without a value. */
export type LineStyle = 'pair' | 'found' | 'missing';

/** A piece of a row; its text is safe to print and holds the codes of its style. */
export type LinePart = {readonly text: string; readonly tone: Tone};

const styles: Readonly<Record<LineStyle | 'cursor', {on: string; off: string}>> = {
	pair: {on: '\u001b[1;4m', off: '\u001b[22;24m'},
	found: {on: '\u001b[4m', off: '\u001b[24m'},
	missing: {on: '\u001b[4m', off: '\u001b[24m'},
	cursor: inverse,
};

const joining = /^[\p{M}\p{Cf}\p{Emoji_Modifier}]/u;

/**
 * A line with marks as the pieces of a row of exactly so many columns or fewer; `…` stands for what is out of view.
 *
 * @param cursor the cursor's UTF-16 offset; `null` where it is elsewhere
 */
export function markedLine(
	line: string,
	marks: readonly LineMark[],
	{left, columns, cursor}: {left: number; columns: number; cursor: number | null},
): readonly LinePart[] {
	const end = Math.min(line.length, Math.max(cursor ?? 0, 0) + budget(left + columns));
	const runs = runsOf(line, {marks, cursor, end});
	const shown: Array<LinePart & {width: number; style: LineStyle | 'cursor' | null; plain: string}> = [];
	let passed = 0;
	let room = columns;
	let isCut = end < line.length;
	for (const {text, tone, style} of runs) {
		const width = textWidth(text);
		const skipped = Math.max(0, Math.min(width, left - passed));
		passed += width;
		if (skipped === width && width > 0) {
			continue;
		}

		const rest = skipped === 0 ? text : sliceByWidth(text, skipped, width - skipped);
		const plain = cutToWidth(rest, room, {ellipsis: ''});
		isCut ||= plain !== rest;
		if (plain !== '') {
			shown.push({text: plain, plain, tone, style, width: textWidth(plain)});
			room -= textWidth(plain);
		}

		if (plain !== rest) {
			break;
		}
	}

	if (left > 0) {
		shorten(shown, 'left');
	}

	if (isCut) {
		shorten(shown, 'right', room);
	}

	return shown.map(({plain, tone, style}) => ({
		tone,
		text: style === null ? plain : styles[style].on + plain + styles[style].off,
	}));
}

type Run = {readonly text: string; readonly tone: Tone; readonly style: LineStyle | 'cursor' | null};

/** The line up to `end` in runs that look alike, made safe; the cursor is a run of its own. */
function runsOf(
	line: string,
	{marks, cursor, end}: {marks: readonly LineMark[]; cursor: number | null; end: number},
): readonly Run[] {
	const tones = new Array<Tone>(end).fill('plain');
	const looks = new Array<LineStyle | null>(end).fill(null);
	for (const {start, end: last, tone, style} of marks) {
		for (let at = Math.max(0, start); at < Math.min(last, end); at++) {
			tones[at] = tone ?? tones[at] ?? 'plain';
			looks[at] = style ?? looks[at] ?? null;
		}
	}

	const runs: Run[] = [];
	let at = 0;
	while (at < end) {
		if (at === cursor) {
			const cell = cellAt(line, at);
			runs.push({text: cell.text, tone: tones[at] ?? 'plain', style: 'cursor'});
			at += cell.length;
			continue;
		}

		const start = at;
		do {
			at++;
		} while (
			at < end &&
			at !== cursor &&
			((tones[at] === tones[start] && looks[at] === looks[start]) || joining.test(line.slice(at, at + 2)))
		);
		runs.push({
			text: display(line.slice(start, at)),
			tone: tones[start] ?? 'plain',
			style: looks[start] ?? null,
		});
	}

	return cursor === null || cursor < end ? runs : [...runs, {text: ' ', tone: 'plain', style: 'cursor'}];
}

/** Puts `…` in the first or last column of a row, unless the cursor is there. */
function shorten(
	shown: Array<{plain: string; style: LineStyle | 'cursor' | null}>,
	side: 'left' | 'right',
	room = 0,
): void {
	const part = side === 'left' ? shown[0] : shown.at(-1);
	if (part === undefined || part.style === 'cursor') {
		return;
	}

	const width = textWidth(part.plain);
	part.plain =
		side === 'left'
			? `…${sliceByWidth(part.plain, 1, width - 1)}`
			: cutToWidth(`${part.plain}……`, width + Math.min(1, room));
}
