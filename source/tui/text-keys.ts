import {isNamedKey, type KeyPress} from '../terminal/keys.ts';
import type {BufferAction} from './text-buffer.ts';

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
]);

/**
 * What a key does to text by what is written on it: characters, arrows, Backspace. Nothing for the keys that belong to
 * the screen around it (Escape, Tab, Enter and up and down in a field of one line) and for every combination with Ctrl or
 * Alt: those stand in the keymap.
 */
export function keyToBufferAction(key: KeyPress, multiline: boolean): BufferAction | undefined {
	if (key.kind !== 'key') {
		return {type: 'insert', text: key.text};
	}

	if (key.ctrl || key.alt) {
		return undefined;
	}

	const bound = plainKeys.get(key.name) ?? (multiline ? multilineKeys.get(key.name) : undefined);
	return bound ?? (isNamedKey(key.name) ? undefined : {type: 'insert', text: key.name});
}
