import {latinKey, type KeyPress} from '../terminal/keys.ts';
import {activeScopes, bindingFor, takesText} from './key-lookup.ts';
import type {Action} from './reducer/step.ts';
import {keyToBufferAction} from './text-keys.ts';
import type {UiState, World} from './ui-state.ts';

/**
 * What a key press means now: a command of the nearest scope, an edit where text is typed, or nothing.
 *
 * Letters that name commands are taken from their place on a Latin keyboard, so that they work under a Russian layout
 * too; while text is typed, letters are always text.
 */
export function pressAction(press: KeyPress, state: UiState, world: World): Action | null {
	const isTyping = takesText(state.mode);
	if (press.kind === 'key' && !(isTyping && isText(press))) {
		const binding = bindingFor(activeScopes(state, world), keyName(press), state.bindings);
		if (binding !== undefined) {
			return {type: 'command', id: binding.id};
		}
	}

	const edit = isTyping ? keyToBufferAction(press, state.mode.kind === 'body') : undefined;
	if (edit === undefined) {
		return null;
	}

	const {isCut, leftOut} = press.kind === 'paste' ? press : {};
	return {
		type: 'edited',
		edit,
		...(isCut === undefined ? {} : {isCut}),
		...(leftOut === undefined ? {} : {leftOut}),
	};
}

/**
 * The presses that one stands for. Escape and a key typed right after it reach a program as one, Alt and the key; where
 * Alt and that key mean nothing, they are taken for the two.
 */
export function pressesOf(press: KeyPress, state: UiState, world: World): readonly KeyPress[] {
	if (press.kind !== 'key' || !press.alt || pressAction(press, state, world) !== null) {
		return [press];
	}

	return [
		{kind: 'key', name: 'escape', ctrl: false, alt: false, shift: false},
		{...press, alt: false},
	];
}

type Key = Extract<KeyPress, {kind: 'key'}>;

function isText({name, ctrl, alt}: Key): boolean {
	return !ctrl && !alt && (isCharacter(name) || name === 'space');
}

function isCharacter(name: string): boolean {
	return !/^[a-z]{2,}$/.test(name);
}

/** The name under which the keymap knows a key: `shift` counts only where a character does not show it. */
function keyName({name, ctrl, alt, shift}: Key): string {
	const key = isCharacter(name) ? latinKey(name) : name;
	return `${ctrl ? 'ctrl+' : ''}${alt ? 'alt+' : ''}${shift && name === 'tab' ? 'shift+' : ''}${key}`;
}
