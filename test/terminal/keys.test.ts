import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createKeyReader, latinKey, type InkKey, type KeyPress} from '../../source/terminal/keys.ts';

function read(...events: Array<readonly [string, InkKey?]>): KeyPress[] {
	const reader = createKeyReader();
	return events.flatMap(([input, key = {}]) => reader.read(input, key));
}

function key(name: string, modifiers: {ctrl?: boolean; alt?: boolean; shift?: boolean} = {}): KeyPress {
	return {kind: 'key', name, ctrl: false, alt: false, shift: false, ...modifiers};
}

describe('keys that Ink names', () => {
	test('come out with their modifiers', () => {
		expect(read(['', {upArrow: true}], ['', {leftArrow: true, ctrl: true}])).toEqual([
			key('up'),
			key('left', {ctrl: true}),
		]);
		expect(read(['', {tab: true, shift: true}])).toEqual([key('tab', {shift: true})]);
		expect(read(['\r', {return: true}], ['\r', {return: true, meta: true}])).toEqual([
			key('enter'),
			key('enter', {alt: true}),
		]);
	});

	test('Backspace, which Ink calls delete', () => {
		expect(read(['', {delete: true}], ['', {backspace: true}], ['\u007f\u007f\u007f'])).toEqual(
			Array.from({length: 5}, () => key('backspace')),
		);
	});

	test('Escape, which Ink calls meta as well; twice at once is twice', () => {
		expect(read(['', {escape: true, meta: true}])).toEqual([key('escape')]);
		expect(read(['\u001b', {escape: true, meta: true}])).toEqual([key('escape'), key('escape')]);
	});

	test('Enter and Ctrl+J both end a line', () => {
		expect(read(['\r', {return: true}], ['\n'])).toEqual([key('enter'), key('enter')]);
	});

	test('Ctrl and Alt with a letter; Ctrl+Space and the signs beyond Ctrl+Z', () => {
		expect(read(['c', {ctrl: true}], ['f', {meta: true}])).toEqual([
			key('c', {ctrl: true}),
			key('f', {alt: true}),
		]);
		expect(read(['`', {ctrl: true}], ['\u001d'], ['\u001f'])).toEqual([
			key('space', {ctrl: true}),
			key(']', {ctrl: true}),
			key('_', {ctrl: true}),
		]);
	});
});

describe('characters', () => {
	test('keep their case, and Space has its name', () => {
		expect(read(['g'], ['G', {shift: true}], ['Ж'], [' '], ['👍🏽'])).toEqual([
			key('g'),
			key('G', {shift: true}),
			key('Ж', {shift: true}),
			key('space'),
			key('👍🏽'),
		]);
	});

	test('typed fast come one by one', () => {
		expect(read(['gg'])).toEqual([key('g'), key('g')]);
		expect(read(['й\u0306ц'])).toEqual([key('й\u0306'), key('ц')]);
		expect(read(['OK'])).toEqual([key('O', {shift: true}), key('K', {shift: true})]);
	});

	test('and Return in one chunk are text, then Return', () => {
		expect(read(['ab\r'])).toEqual([key('a'), key('b'), key('enter')]);
		expect(read(['\rj'])).toEqual([key('enter'), key('j')]);
	});

	test('and control characters in one chunk come in order', () => {
		expect(read(['ab\u007f\t\u0003'])).toEqual([
			key('a'),
			key('b'),
			key('backspace'),
			key('tab'),
			key('c', {ctrl: true}),
		]);
	});

	test('too many to be typing are text, so that no command reads them', () => {
		const text = 'a'.repeat(257);
		expect(read([text])).toEqual([{kind: 'text', text}]);
	});

	test('over several lines are a paste, so that no line break submits', () => {
		const pasted = `{"external_order_id":"${'A'.repeat(300)}",\r"b":2}\r`;
		expect(read([pasted])).toEqual([{kind: 'paste', text: pasted.replaceAll('\r', '\n')}]);
	});

	test('short ones are fast typing: Enter between them is Enter', () => {
		expect(read(['6.1\re']).map(press => (press.kind === 'key' ? press.name : press.kind))).toEqual([
			...['6', '.', '1', 'enter', 'e'],
		]);
	});
});

describe('escape sequences', () => {
	test('cut from their ESC by a slow line are still keys', () => {
		expect(read(['', {escape: true}], ['[A'], ['[H'], ['[F'], ['[1~'])).toEqual([
			key('escape'),
			key('up'),
			key('home'),
			key('end'),
			key('home'),
		]);
		expect(read(['', {escape: true}], ['OH'])).toEqual([key('escape'), key('home')]);
	});

	test('Delete as inkStdin hands it on', () => {
		expect(read(['[>3~'])).toEqual([key('delete')]);
	});

	test.each([
		['mouse', '[<0;10;5M'],
		['mouse release', '[<0;10;5m'],
		['focus in', '[I'],
		['focus out', '[O'],
		['device attributes', '[?62;c'],
		['secondary attributes', '[>0;276;0c'],
		['cursor place', '[12;40R'],
		['mode report', '[?2026;2$y'],
		['kitty flags', '[?0u'],
		['colour report', ']11;rgb:ffff/ffff/ffff\u0007'],
		['colour report in halves', '11;rgb:ffff/ffff/ffff'],
		['function key with Alt', '[1;3P'],
		['unknown key', '[29~'],
		['nothing', ''],
	])('%s is not typed text', (_, input) => {
		expect(read([input])).toEqual([]);
	});

	test('JSON that begins with a bracket is text', () => {
		for (const text of ['[1,2]', '[{"a":1}]', '[]', '[', ']', '[true]']) {
			expect(read([text])).toEqual([...text].map(typed => key(typed)));
		}
	});
});

describe('a bracketed paste', () => {
	test('comes as one, with line feeds', () => {
		expect(read(['[200~'], ['один\r\nдва\rтри'], ['[201~'], ['x'])).toEqual([
			{kind: 'paste', text: 'один\nдва\nтри'},
			key('x'),
		]);
	});

	test('is put together from chunks, with its keys read as text', () => {
		expect(
			read(
				['[200~'],
				['a'],
				['', {tab: true}],
				['\r', {return: true}],
				['b'],
				['', {upArrow: true}],
				['[201~'],
			),
		).toEqual([{kind: 'paste', text: 'a\t\nb'}]);
	});

	test('loses control characters, and says how many', () => {
		expect(read(['[200~'], ['a\u0007\u009b2Jb\u0003'], ['[201~'])).toEqual([
			{kind: 'paste', text: 'a2Jb', leftOut: 3},
		]);
		expect(read(['[200~'], ['\u0080'], ['[201~'])).toEqual([{kind: 'paste', text: '', leftOut: 1}]);
	});

	test('is cut at its limit and says so', () => {
		const reader = createKeyReader(5);
		reader.read('[200~', {});
		reader.read('abc', {});
		reader.read('defg', {});
		expect(reader.read('[201~', {})).toEqual([{kind: 'paste', text: 'abcde', isCut: true}]);
		reader.read('[200~', {});
		reader.read('abcde', {});
		expect(reader.read('[201~', {})).toEqual([{kind: 'paste', text: 'abcde'}]);
	});

	test('whose end got lost is ended by Escape and by Ctrl+C', () => {
		expect(read(['[200~'], ['ab'], ['', {escape: true, meta: true}], ['q'])).toEqual([
			{kind: 'paste', text: 'ab'},
			key('escape'),
			key('q'),
		]);
		expect(read(['[200~'], ['c', {ctrl: true}])).toEqual([key('c', {ctrl: true})]);
	});

	test('that is empty is nothing, and so is a stray end', () => {
		expect(read(['[200~'], ['[201~'], ['[201~'])).toEqual([]);
	});
});

describe('whatever is typed', () => {
	test('comes out whole: no character is lost or doubled', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme', minLength: 1, maxLength: 80}), text => {
				fc.pre(!/[\p{Cc}[\]]/u.test(text) && !/^\d+;rgb/.test(text));
				const typed = read([text])
					.map(press => (press.kind === 'key' ? (press.name === 'space' ? ' ' : press.name) : press.text))
					.join('');
				expect(typed).toBe(text);
			}),
		);
	});
});

describe('the Latin key of a Cyrillic letter', () => {
	test('is where the letter stands on the keyboard', () => {
		expect([...'йцукенгшщзхъ'].map(latinKey).join('')).toBe('qwertyuiop[]');
		expect([...'фывапролджэ'].map(latinKey).join('')).toBe("asdfghjkl;'");
		expect([...'ячсмитьбю'].map(latinKey).join('')).toBe('zxcvbnm,.');
		expect([...'ЙФЯХЖЁ'].map(latinKey).join('')).toBe('QAZ{:~');
	});

	test('leaves everything else', () => {
		for (const typed of ['q', '/', '7', 'ї', '日', 'enter', '']) {
			expect(latinKey(typed)).toBe(typed);
		}
	});
});
