import {describe, expect, test} from 'vitest';
import {keyToBufferAction} from '../../source/tui/text-keys.ts';

const key = (name: string, modifiers: {ctrl?: boolean; alt?: boolean; shift?: boolean} = {}) =>
	({kind: 'key', name, ctrl: false, alt: false, shift: false, ...modifiers}) as const;
const insert = (text: string) => ({type: 'insert', text}) as const;

describe('keys that are written on', () => {
	test('as characters are typed, pastes and batches too', () => {
		expect(keyToBufferAction(key('й'), false)).toEqual(insert('й'));
		expect(keyToBufferAction(key('G', {shift: true}), false)).toEqual(insert('G'));
		expect(keyToBufferAction(key('space'), false)).toEqual(insert(' '));
		expect(keyToBufferAction({kind: 'paste', text: 'a\nb'}, true)).toEqual(insert('a\nb'));
		expect(keyToBufferAction({kind: 'text', text: 'ab'}, true)).toEqual(insert('ab'));
	});

	test('as commands are left to the keymap: every Ctrl and Alt, Escape, Tab', () => {
		for (const pressed of [
			key('escape'),
			key('tab'),
			key('tab', {shift: true}),
			key('c', {ctrl: true}),
			key('left', {ctrl: true}),
			key('b', {alt: true}),
		]) {
			expect(keyToBufferAction(pressed, true)).toBeUndefined();
		}
	});

	test('as up, down, pages and Enter belong to a text of several lines only', () => {
		for (const name of ['enter', 'up', 'down', 'pageup', 'pagedown']) {
			expect(keyToBufferAction(key(name), false)).toBeUndefined();
			expect(keyToBufferAction(key(name), true)).toBeDefined();
		}

		expect(keyToBufferAction(key('backspace'), false)).toEqual({type: 'eraseBack'});
		expect(keyToBufferAction(key('delete'), false)).toEqual({type: 'eraseForward'});
	});
});
