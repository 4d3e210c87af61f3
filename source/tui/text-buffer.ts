/**
 * Text being edited, as a pure value: lines, a cursor that counts characters as a person does, and what can be undone.
 * No action loses text: in a buffer of several lines the text is what was put in, byte for byte.
 */
import {countGraphemes, graphemeIndex, graphemeOffset} from './line-graphemes.ts';
import {closingIndent, lineBreakAt} from './json-indent.ts';
import {cutStart, wordEnd, wordStart} from './words.ts';

type Content = {
	/** Never empty; without their LF. */
	readonly lines: readonly string[];
	/** 0-based. */
	readonly row: number;
	/** How many characters (graphemes) of its line stand before the cursor. */
	readonly column: number;
};

export type TextBuffer = Content & {
	readonly multiline: boolean;
	readonly undoable: readonly Content[];
	readonly redoable: readonly Content[];
	/** The column that up and down aim for across shorter lines. */
	readonly goal: number | undefined;
	/** The last action typed into a word: typing on is part of the same step of undo. */
	readonly isTyping: boolean;
	/** The whole text is selected: what is typed next takes its place, a motion only lets go of it. */
	readonly isSelected: boolean;
};

export type Motion =
	| 'left'
	| 'right'
	| 'up'
	| 'down'
	| 'wordLeft'
	| 'wordRight'
	| 'lineStart'
	| 'lineEnd'
	| 'start'
	| 'end'
	| 'pageUp'
	| 'pageDown';

export type BufferAction =
	| {readonly type: 'insert'; readonly text: string}
	/** A line break, indented as JSON is; nothing in a buffer of one line. */
	| {readonly type: 'newline'}
	| {readonly type: 'eraseBack'}
	| {readonly type: 'eraseForward'}
	| {readonly type: 'eraseWordBack'}
	| {readonly type: 'eraseWordForward'}
	/** Erases to the start of the line, as a shell does; at its start, the line break before it. */
	| {readonly type: 'eraseLineBack'}
	/** Erases to the end of the line; at its end, the line break. */
	| {readonly type: 'killLine'}
	/** `rows` is how far a page goes; 10 unless said. */
	| {readonly type: 'move'; readonly to: Motion; readonly rows?: number}
	| {readonly type: 'undo'}
	| {readonly type: 'redo'}
	/**
	 * Puts other text in; can be undone. The cursor goes to its end, or stays where it is in what is written, blanks and
	 * line breaks aside.
	 */
	| {readonly type: 'replaceAll'; readonly text: string; readonly keepsPlace?: boolean}
	/** Puts the cursor to a row and a UTF-16 offset in it, both 0-based. */
	| {readonly type: 'moveTo'; readonly row: number; readonly offset: number}
	| {readonly type: 'selectAll'};

/** How many steps can be undone; older ones are forgotten, sooner where a text has so many lines that each step weighs. */
const undoLimit = 500;
const undoneLines = 4_000_000;

function linesOf(text: string, multiline: boolean): string[] {
	return multiline ? text.split('\n') : [text.replaceAll(/\r\n|\r|\n/g, ' ')];
}

/**
 * @param text what is edited, cursor at its end; without `multiline`, line breaks become spaces
 */
export function createBuffer(text: string, {multiline}: {multiline: boolean}): TextBuffer {
	const lines = linesOf(text, multiline);
	const row = lines.length - 1;
	return {
		lines,
		row,
		column: countGraphemes(lines[row] ?? ''),
		multiline,
		undoable: [],
		redoable: [],
		goal: undefined,
		isTyping: false,
		isSelected: false,
	};
}

/** Texts of the lines that they were joined from: drawing a frame asks several times, and moving changes no line. */
const joined = new WeakMap<readonly string[], string>();

/** The text as it is now. */
export function bufferText({lines}: Pick<TextBuffer, 'lines'>): string {
	if (lines.length === 1) {
		return lines[0] ?? '';
	}

	const known = joined.get(lines);
	if (known !== undefined) {
		return known;
	}

	const text = lines.join('\n');
	joined.set(lines, text);
	return text;
}

/** The line that the cursor is in. */
export function currentLine(buffer: Content): string {
	return buffer.lines[buffer.row] ?? '';
}

/** The UTF-16 offset of the cursor in its line. */
export function cursorOffset(buffer: Content): number {
	return graphemeOffset(currentLine(buffer), buffer.column);
}

function contentOf({lines, row, column}: Content): Content {
	return {lines, row, column};
}

/** The content after replacing what stands between two places by `inserted`, cursor behind it. */
function replaced(
	{lines}: Content,
	from: {row: number; offset: number},
	to: {row: number; offset: number},
	inserted: string,
): Content {
	const before = (lines[from.row] ?? '').slice(0, from.offset);
	const after = (lines[to.row] ?? '').slice(to.offset);
	const middle = inserted.split('\n');
	const last = middle.length - 1;
	const row = from.row + last;
	const cursor = (middle[last] ?? '').length + (last === 0 ? before.length : 0);
	middle[0] = before + (middle[0] ?? '');
	middle[last] = (middle[last] ?? '') + after;
	const column = graphemeIndex(middle[last], cursor);
	return {lines: [...lines.slice(0, from.row), ...middle, ...lines.slice(to.row + 1)], row, column};
}

function edited(buffer: TextBuffer, content: Content, isTyping = false): TextBuffer {
	const continues = isTyping && buffer.isTyping;
	const steps = Math.max(20, Math.min(undoLimit, Math.floor(undoneLines / content.lines.length)));
	return {
		...buffer,
		...content,
		undoable: continues ? buffer.undoable : [...buffer.undoable, contentOf(buffer)].slice(-steps),
		redoable: [],
		goal: undefined,
		isTyping,
	};
}

function insert(buffer: TextBuffer, text: string): TextBuffer {
	const inserted = buffer.multiline ? text : linesOf(text, false).join('');
	if (inserted === '') {
		return buffer;
	}

	const at = {row: buffer.row, offset: cursorOffset(buffer)};
	const isTyping = inserted.length <= 2 && !/\s/.test(inserted);
	const indent = buffer.multiline && /^[}\]]$/.test(inserted) ? closingIndent(buffer.lines, at) : null;
	return indent === null
		? edited(buffer, replaced(buffer, at, at, inserted), isTyping)
		: edited(buffer, replaced(buffer, {row: buffer.row, offset: 0}, at, indent + inserted), isTyping);
}

function newline(buffer: TextBuffer): TextBuffer {
	if (!buffer.multiline) {
		return buffer;
	}

	const at = {row: buffer.row, offset: cursorOffset(buffer)};
	const {text, cursor, skipped} = lineBreakAt(buffer.lines, at);
	const content = replaced(buffer, at, {row: at.row, offset: at.offset + skipped}, text);
	const [, ...broken] = text.slice(0, cursor).split('\n');
	return edited(buffer, {
		...content,
		row: buffer.row + broken.length,
		column: countGraphemes(broken.at(-1) ?? ''),
	});
}

/** Erases from the cursor to an offset of the same line, or the line break beside it when the cursor stands there. */
function erase(buffer: TextBuffer, offset: number, direction: -1 | 1): TextBuffer {
	const here = {row: buffer.row, offset: cursorOffset(buffer)};
	if (offset !== here.offset) {
		const there = {row: buffer.row, offset};
		const [from, to] = direction < 0 ? [there, here] : [here, there];
		return edited(buffer, replaced(buffer, from, to, ''));
	}

	const neighbour = buffer.lines[buffer.row + direction];
	if (neighbour === undefined) {
		return buffer;
	}

	return direction < 0
		? edited(buffer, replaced(buffer, {row: buffer.row - 1, offset: neighbour.length}, here, ''))
		: edited(buffer, replaced(buffer, here, {row: buffer.row + 1, offset: 0}, ''));
}

function moved(buffer: TextBuffer, place: {row?: number; column?: number; goal?: number}): TextBuffer {
	return {
		...buffer,
		row: place.row ?? buffer.row,
		column: place.column ?? buffer.column,
		goal: place.goal,
		isTyping: false,
	};
}

function vertically(buffer: TextBuffer, rows: number): TextBuffer {
	const row = Math.min(buffer.lines.length - 1, Math.max(0, buffer.row + rows));
	const goal = buffer.goal ?? buffer.column;
	return moved(buffer, {row, column: Math.min(goal, countGraphemes(buffer.lines[row] ?? '')), goal});
}

function horizontally(buffer: TextBuffer, step: -1 | 1): TextBuffer {
	const column = buffer.column + step;
	const row = buffer.row + step;
	if (column >= 0 && column <= countGraphemes(currentLine(buffer))) {
		return moved(buffer, {column});
	}

	const neighbour = buffer.lines[row];
	return neighbour === undefined
		? moved(buffer, {})
		: moved(buffer, {row, column: step < 0 ? countGraphemes(neighbour) : 0});
}

function byWord(buffer: TextBuffer, step: -1 | 1): TextBuffer {
	const line = currentLine(buffer);
	const offset = cursorOffset(buffer);
	const target = step < 0 ? wordStart(line, offset) : wordEnd(line, offset);
	return target === offset
		? horizontally(buffer, step)
		: moved(buffer, {column: graphemeIndex(line, target)});
}

function move(buffer: TextBuffer, to: Motion, rows: number): TextBuffer {
	switch (to) {
		case 'left':
			return horizontally(buffer, -1);
		case 'right':
			return horizontally(buffer, 1);
		case 'up':
			return vertically(buffer, -1);
		case 'down':
			return vertically(buffer, 1);
		case 'pageUp':
			return vertically(buffer, -rows);
		case 'pageDown':
			return vertically(buffer, rows);
		case 'wordLeft':
			return byWord(buffer, -1);
		case 'wordRight':
			return byWord(buffer, 1);
		case 'lineStart':
			return moved(buffer, {column: 0});
		case 'lineEnd':
			return moved(buffer, {column: countGraphemes(currentLine(buffer))});
		case 'start':
			return moved(buffer, {row: 0, column: 0});
		case 'end': {
			const row = buffer.lines.length - 1;
			return moved(buffer, {row, column: countGraphemes(buffer.lines[row] ?? '')});
		}
	}
}

function replaceAll(buffer: TextBuffer, text: string, keepsPlace = false): TextBuffer {
	const {lines, row, column} = createBuffer(text, buffer);
	if (bufferText(buffer) === bufferText({lines})) {
		return buffer;
	}

	return edited(buffer, keepsPlace ? {lines, ...samePlace(buffer, lines)} : {lines, row, column});
}

/** Where the cursor stands in other lines that hold the same but for blanks and line breaks. */
function samePlace(buffer: Content, lines: readonly string[]): {row: number; column: number} {
	const here = currentLine(buffer).slice(0, cursorOffset(buffer));
	let left = [...buffer.lines.slice(0, buffer.row), here].reduce((sum, line) => sum + written(line), 0);
	for (const [row, line] of lines.entries()) {
		const count = written(line);
		if (left <= count) {
			return {row, column: graphemeIndex(line, offsetOfWritten(line, left))};
		}

		left -= count;
	}

	const row = lines.length - 1;
	return {row, column: countGraphemes(lines[row] ?? '')};
}

function written(line: string): number {
	return line.replaceAll(/\s/g, '').length;
}

function offsetOfWritten(line: string, count: number): number {
	let left = count;
	let at = 0;
	for (; at < line.length && left > 0; at++) {
		left -= /\s/.test(line.charAt(at)) ? 0 : 1;
	}

	return at;
}

function moveTo(buffer: TextBuffer, row: number, offset: number): TextBuffer {
	const there = Math.max(0, Math.min(buffer.lines.length - 1, row));
	return moved(buffer, {row: there, column: graphemeIndex(buffer.lines[there] ?? '', offset)});
}

function undo(buffer: TextBuffer): TextBuffer {
	const previous = buffer.undoable.at(-1);
	return previous === undefined
		? buffer
		: {
				...moved(buffer, {}),
				...previous,
				undoable: buffer.undoable.slice(0, -1),
				redoable: [...buffer.redoable, contentOf(buffer)],
			};
}

function redo(buffer: TextBuffer): TextBuffer {
	const next = buffer.redoable.at(-1);
	return next === undefined
		? buffer
		: {
				...moved(buffer, {}),
				...next,
				undoable: [...buffer.undoable, contentOf(buffer)],
				redoable: buffer.redoable.slice(0, -1),
			};
}

/** The buffer after an action; the same object when the action changes nothing. */
export function reduceBuffer(buffer: TextBuffer, action: BufferAction): TextBuffer {
	return buffer.isSelected && action.type !== 'selectAll'
		? reduceSelected({...buffer, isSelected: false}, action)
		: reduceUnselected(buffer, action);
}

/** The first action on a selected text: typing and erasing take all of it. */
function reduceSelected(buffer: TextBuffer, action: BufferAction): TextBuffer {
	if (action.type === 'insert') {
		return replaceAll(buffer, action.text);
	}

	return action.type.startsWith('erase') || action.type === 'killLine'
		? replaceAll(buffer, '')
		: reduceUnselected(buffer, action);
}

function reduceUnselected(buffer: TextBuffer, action: BufferAction): TextBuffer {
	switch (action.type) {
		case 'selectAll':
			return bufferText(buffer) === '' ? buffer : {...buffer, isSelected: true};
		case 'insert':
			return insert(buffer, action.text);
		case 'newline':
			return newline(buffer);
		case 'eraseBack':
			return erase(buffer, graphemeOffset(currentLine(buffer), Math.max(0, buffer.column - 1)), -1);
		case 'eraseForward':
			return erase(buffer, graphemeOffset(currentLine(buffer), buffer.column + 1), 1);
		case 'eraseWordBack':
			return erase(buffer, cutStart(currentLine(buffer), cursorOffset(buffer)), -1);
		case 'eraseWordForward':
			return erase(buffer, wordEnd(currentLine(buffer), cursorOffset(buffer)), 1);
		case 'eraseLineBack':
			return erase(buffer, 0, -1);
		case 'killLine':
			return erase(buffer, currentLine(buffer).length, 1);
		case 'move':
			return move(buffer, action.to, action.rows ?? 10);
		case 'undo':
			return undo(buffer);
		case 'redo':
			return redo(buffer);
		case 'replaceAll':
			return replaceAll(buffer, action.text, action.keepsPlace);
		case 'moveTo':
			return moveTo(buffer, action.row, action.offset);
	}
}
