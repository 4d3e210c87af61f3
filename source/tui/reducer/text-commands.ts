/** Commands of texts that are being typed, by keys with Ctrl or Alt; what is written on a key is text-keys.ts. */
import type {CommandId} from '../keymap.ts';
import type {BufferAction, Motion} from '../text-buffer.ts';
import {applyEdit} from './editing.ts';
import {stay, type Command} from './step.ts';

function editing(edit: BufferAction): Command {
	return (state, world) => applyEdit(state, edit, world);
}

function moving(to: Motion): Command {
	return editing({type: 'move', to});
}

const put: Command = (state, world) =>
	state.killed === null ? stay(state) : applyEdit(state, {type: 'insert', text: state.killed.text}, world);

/** The commands of this file. */
export const textCommands = {
	'text.undo': editing({type: 'undo'}),
	'text.redo': editing({type: 'redo'}),
	'text.word-left': moving('wordLeft'),
	'text.word-right': moving('wordRight'),
	'text.line-start': moving('lineStart'),
	'text.line-end': moving('lineEnd'),
	'text.start': moving('start'),
	'text.end': moving('end'),
	'text.erase': editing({type: 'eraseForward'}),
	'text.cut-word-back': editing({type: 'eraseWordBack'}),
	'text.cut-word': editing({type: 'eraseWordForward'}),
	'text.cut-line-back': editing({type: 'eraseLineBack'}),
	'text.cut-line': editing({type: 'killLine'}),
	'text.put': put,
} satisfies Partial<Record<CommandId, Command>>;
