/**
 * Text being edited, as a pure value: lines, a cursor that counts characters as a person does, and what can be undone.
 * No action loses text: in a buffer of several lines the text is what was put in, byte for byte.
 */
import {countGraphemes, graphemeIndex, graphemeOffset} from '../terminal/graphemes.ts';
import {isNamedKey, type KeyPress} from '../terminal/keys.ts';
import {wordEnd, wordStart} from './words.ts';

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
	/** A line break and the indent of the line before; nothing in a buffer of one line. */
	| {readonly type: 'newline'}
	| {readonly type: 'eraseBack'}
	| {readonly type: 'eraseForward'}
	| {readonly type: 'eraseWordBack'}
	/** Erases to the start of the line, as a shell does; at its start, the line break before it. */
	| {readonly type: 'eraseLineBack'}
	/** Erases to the end of the line; at its end, the line break. */
	| {readonly type: 'killLine'}
	/** `rows` is how far a page goes; 10 unless said. */
	| {readonly type: 'move'; readonly to: Motion; readonly rows?: number}
	| {readonly type: 'undo'}
	| {readonly type: 'redo'}
	/** Puts other text in, cursor at its end; can be undone. */
	| {readonly type: 'replaceAll'; readonly text: string}
	| {readonly type: 'selectAll'};

/** How many steps can be undone; older ones are forgotten. */
const undoLimit = 500;

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

/** The text as it is now. */
export function bufferText(buffer: TextBuffer): string {
	return buffer.lines.join('\n');
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
	return {
		...buffer,
		...content,
		undoable: continues ? buffer.undoable : [...buffer.undoable, contentOf(buffer)].slice(-undoLimit),
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
	return edited(buffer, replaced(buffer, at, at, inserted), isTyping);
}

function newline(buffer: TextBuffer): TextBuffer {
	if (!buffer.multiline) {
		return buffer;
	}

	const at = {row: buffer.row, offset: cursorOffset(buffer)};
	const indent = /^[ \t]*/.exec(currentLine(buffer).slice(0, at.offset))?.[0] ?? '';
	return edited(buffer, replaced(buffer, at, at, `\n${indent}`));
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

function replaceAll(buffer: TextBuffer, text: string): TextBuffer {
	const {lines, row, column} = createBuffer(text, buffer);
	return bufferText(buffer) === lines.join('\n') ? buffer : edited(buffer, {lines, row, column});
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

	return action.type === 'eraseBack' || action.type === 'eraseForward' || action.type === 'eraseWordBack'
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
			return erase(buffer, wordStart(currentLine(buffer), cursorOffset(buffer)), -1);
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
			return replaceAll(buffer, action.text);
	}
}

const plainKeys = new Map<string, BufferAction>([
	['left', {type: 'move', to: 'left'}],
	['right', {type: 'move', to: 'right'}],
	['home', {type: 'move', to: 'lineStart'}],
	['end', {type: 'move', to: 'lineEnd'}],
	['backspace', {type: 'eraseBack'}],
	['delete', {type: 'eraseForward'}],
	['space', {type: 'insert', text: ' '}],
]);

/** Bound only where there are several lines; elsewhere they are the form's. */
const multilineKeys = new Map<string, BufferAction>([
	['up', {type: 'move', to: 'up'}],
	['down', {type: 'move', to: 'down'}],
	['pageup', {type: 'move', to: 'pageUp'}],
	['pagedown', {type: 'move', to: 'pageDown'}],
	['enter', {type: 'newline'}],
	['tab', {type: 'insert', text: '  '}],
]);

const ctrlKeys = new Map<string, BufferAction>([
	['left', {type: 'move', to: 'wordLeft'}],
	['right', {type: 'move', to: 'wordRight'}],
	['home', {type: 'move', to: 'start'}],
	['end', {type: 'move', to: 'end'}],
	['a', {type: 'move', to: 'lineStart'}],
	['e', {type: 'move', to: 'lineEnd'}],
	['d', {type: 'eraseForward'}],
	['w', {type: 'eraseWordBack'}],
	['backspace', {type: 'eraseWordBack'}],
	['u', {type: 'eraseLineBack'}],
	['k', {type: 'killLine'}],
	['z', {type: 'undo'}],
	['_', {type: 'undo'}],
	['y', {type: 'redo'}],
]);

const altKeys = new Map<string, BufferAction>([
	['left', {type: 'move', to: 'wordLeft'}],
	['right', {type: 'move', to: 'wordRight'}],
	['b', {type: 'move', to: 'wordLeft'}],
	['f', {type: 'move', to: 'wordRight'}],
	['backspace', {type: 'eraseWordBack'}],
]);

/**
 * What a key does to text; nothing for the keys that belong to the screen around it: Escape, function keys, Enter, Tab
 * and up and down in a field of one line, other Ctrl and Alt combinations.
 */
export function keyToBufferAction(key: KeyPress, multiline: boolean): BufferAction | undefined {
	if (key.kind !== 'key') {
		return {type: 'insert', text: key.text};
	}

	if (key.ctrl || key.alt) {
		return (key.ctrl ? ctrlKeys : altKeys).get(key.name);
	}

	const bound = plainKeys.get(key.name) ?? (multiline ? multilineKeys.get(key.name) : undefined);
	if (bound !== undefined) {
		return key.shift && key.name === 'tab' ? undefined : bound;
	}

	return isNamedKey(key.name) ? undefined : {type: 'insert', text: key.name};
}
