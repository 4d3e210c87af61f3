import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {countGraphemes, graphemes} from '../../source/terminal/graphemes.ts';
import {
	bufferText,
	createBuffer,
	reduceBuffer,
	type BufferAction,
	type TextBuffer,
} from '../../source/tui/text-buffer.ts';

const family = '👨\u200d👩\u200d👧';

/** `|` is the cursor. */
function shown(buffer: TextBuffer): string {
	const lines = [...buffer.lines];
	const characters = graphemes(lines[buffer.row]!);
	lines[buffer.row] = [...characters.slice(0, buffer.column), '|', ...characters.slice(buffer.column)].join(
		'',
	);
	return lines.join('\n');
}

function edit(text: string, ...actions: BufferAction[]): string {
	return shown(actions.reduce(reduceBuffer, createBuffer(text, {multiline: true})));
}

const start: BufferAction = {type: 'move', to: 'start'};
const move = (to: (BufferAction & {type: 'move'})['to']): BufferAction => ({type: 'move', to});
const insert = (text: string): BufferAction => ({type: 'insert', text});

describe('editing', () => {
	test('puts text in where the cursor stands', () => {
		expect(edit('ab', move('left'), insert('Я'))).toBe('aЯ|b');
		expect(edit('', insert('один\nдва'), move('up'), insert('!'))).toBe('оди!|н\nдва');
	});

	test('erases whole characters, however they are written', () => {
		expect(edit(`a${family}`, {type: 'eraseBack'})).toBe('a|');
		expect(edit('e\u0301x', {type: 'eraseBack'}, {type: 'eraseBack'})).toBe('|');
		expect(edit(`${family}b`, start, {type: 'eraseForward'})).toBe('|b');
	});

	test('joins lines at their ends', () => {
		expect(edit('ab\ncd', move('lineStart'), {type: 'eraseBack'})).toBe('ab|cd');
		expect(edit('ab\ncd', start, move('lineEnd'), {type: 'eraseForward'})).toBe('ab|cd');
		expect(edit('ab\ncd', start, move('lineEnd'), {type: 'killLine'})).toBe('ab|cd');
		expect(edit('ab', start, {type: 'eraseBack'})).toBe('|ab');
		expect(edit('ab', {type: 'eraseForward'})).toBe('ab|');
	});

	test('erases a word and what separates it', () => {
		expect(edit('GET /событие/12', {type: 'eraseWordBack'})).toBe('GET /событие/|');
		expect(edit('GET /событие/ ', {type: 'eraseWordBack'})).toBe('GET /|');
		expect(edit('GET /событие/12', {type: 'eraseLineBack'})).toBe('|');
	});

	test('erases to the end of the line', () => {
		expect(edit('abc\nd', start, move('right'), {type: 'killLine'})).toBe('a|\nd');
	});

	test('a new line keeps the indent, as far as the cursor has passed it', () => {
		expect(edit('  "a": 1,', {type: 'newline'})).toBe('  "a": 1,\n  |');
		expect(edit('    x', start, move('right'), {type: 'newline'})).toBe(' \n |   x');
	});

	test('a field of one line holds no line break', () => {
		const field = createBuffer('a\r\nb', {multiline: false});
		expect(bufferText(field)).toBe('a b');
		expect(bufferText(reduceBuffer(field, insert('\nc\rd')))).toBe('a b c d');
		expect(reduceBuffer(field, {type: 'newline'})).toBe(field);
	});
});

describe('moving', () => {
	test('passes line ends sideways and stops at both ends', () => {
		expect(edit('ab\ncd', move('lineStart'), move('left'))).toBe('ab|\ncd');
		expect(edit('ab\ncd', start, move('lineEnd'), move('right'))).toBe('ab\n|cd');
		expect(edit('ab', move('right'))).toBe('ab|');
		expect(edit('ab', start, move('left'))).toBe('|ab');
	});

	test('up and down keep aiming for the column they came from', () => {
		expect(edit('abcd\ne\nfghi', move('left'), move('up'), move('up'))).toBe('abc|d\ne\nfghi');
		expect(edit('abcd\ne', move('up'), move('right'))).toBe('ab|cd\ne');
	});

	test('goes by words', () => {
		expect(edit('один, два', move('wordLeft'))).toBe('один, |два');
		expect(edit('один, два', start, move('wordRight'), move('wordRight'))).toBe('один, два|');
		expect(edit('a\nb', move('lineStart'), move('wordLeft'))).toBe('a|\nb');
	});

	test('goes by pages of the height that is given', () => {
		const text = Array.from({length: 30}, (_, index) => String(index)).join('\n');
		const buffer = reduceBuffer(createBuffer(text, {multiline: true}), {
			type: 'move',
			to: 'pageUp',
			rows: 20,
		});
		expect(buffer.row).toBe(9);
		expect(reduceBuffer(buffer, {type: 'move', to: 'pageDown', rows: 5}).row).toBe(14);
	});
});

describe('undo', () => {
	test('takes a typed word back at once, then what was before', () => {
		const typed = [...'ab cd'].map(insert).reduce(reduceBuffer, createBuffer('', {multiline: true}));
		const once = reduceBuffer(typed, {type: 'undo'});
		expect(shown(once)).toBe('ab |');
		expect(shown(reduceBuffer(once, {type: 'redo'}))).toBe('ab cd|');
	});

	test('a move between two letters makes two steps', () => {
		expect(edit('', insert('a'), move('left'), insert('b'), {type: 'undo'})).toBe('|a');
	});

	test('brings back what was replaced', () => {
		expect(edit('old', {type: 'replaceAll', text: 'new\ntext'})).toBe('new\ntext|');
		expect(edit('old', {type: 'replaceAll', text: 'new'}, {type: 'undo'})).toBe('old|');
	});

	test('ends a redo when something else is typed', () => {
		expect(edit('', insert('ab'), {type: 'undo'}, insert('c'), {type: 'redo'})).toBe('c|');
	});
});

const anyText = fc.oneof(
	fc.string({unit: 'binary', maxLength: 12}),
	fc.constantFrom(family, '\u0301', 'e\u0301', '\n', '  x\n', '\r\n', 'слово ', '🇷🇺', '\u200d'),
);
const anyAction: fc.Arbitrary<BufferAction> = fc.oneof(
	anyText.map(insert),
	fc.constantFrom<BufferAction[]>(
		{type: 'newline'},
		{type: 'eraseBack'},
		{type: 'eraseForward'},
		{type: 'eraseWordBack'},
		{type: 'eraseLineBack'},
		{type: 'killLine'},
		{type: 'undo'},
		{type: 'redo'},
	),
	fc
		.constantFrom(
			...(['left', 'right', 'up', 'down', 'wordLeft', 'wordRight', 'lineStart', 'lineEnd'] as const),
			...(['start', 'end', 'pageUp', 'pageDown'] as const),
		)
		.map(move),
	anyText.map((text): BufferAction => ({type: 'replaceAll', text})),
);

describe('whatever is done', () => {
	test('the text that is put in is the text that comes out', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), anyText, (text, more) => {
				expect(bufferText(createBuffer(text + more, {multiline: true}))).toBe(text + more);
			}),
		);
	});

	test('the cursor stands in the text', () => {
		fc.assert(
			fc.property(anyText, fc.boolean(), fc.array(anyAction, {maxLength: 30}), (text, multiline, actions) => {
				let buffer = createBuffer(text, {multiline});
				for (const action of actions) {
					buffer = reduceBuffer(buffer, action);
					expect(buffer.row).toBeGreaterThanOrEqual(0);
					expect(buffer.row).toBeLessThan(buffer.lines.length);
					expect(buffer.column).toBeGreaterThanOrEqual(0);
					expect(buffer.column).toBeLessThanOrEqual(countGraphemes(buffer.lines[buffer.row]!));
					expect(buffer.lines.length === 1 || multiline).toBe(true);
					expect(buffer.lines.every(line => !line.includes('\n'))).toBe(true);
				}
			}),
		);
	});

	test('no letter but the erased ones is lost', () => {
		fc.assert(
			fc.property(anyText, fc.array(anyAction, {maxLength: 20}), anyText, (text, actions, added) => {
				const buffer = actions
					.filter(action => action.type === 'move' || action.type === 'undo')
					.reduce(reduceBuffer, createBuffer(text, {multiline: true}));
				expect(bufferText(buffer)).toBe(text);
				const after = bufferText(reduceBuffer(buffer, insert(added)));
				expect(after).toHaveLength(text.length + added.length);
				expect(after).toContain(added);
			}),
		);
	});

	test('undo leads back to the beginning, and redo to the end', () => {
		fc.assert(
			fc.property(anyText, fc.array(anyAction, {maxLength: 20}), (text, actions) => {
				const edits = actions.filter(({type}) => type !== 'undo' && type !== 'redo');
				let buffer = edits.reduce(reduceBuffer, createBuffer(text, {multiline: true}));
				const end = bufferText(buffer);
				const steps = buffer.undoable.length;
				for (let step = 0; step < steps; step++) {
					buffer = reduceBuffer(buffer, {type: 'undo'});
				}

				expect(bufferText(buffer)).toBe(text);
				expect(reduceBuffer(buffer, {type: 'undo'})).toBe(buffer);
				for (let step = 0; step < steps; step++) {
					buffer = reduceBuffer(buffer, {type: 'redo'});
				}

				expect(bufferText(buffer)).toBe(end);
			}),
		);
	});

	test('an insertion and one undo change nothing', () => {
		fc.assert(
			fc.property(anyText, fc.array(anyAction, {maxLength: 10}), fc.lorem(), (text, actions, added) => {
				const before = [...actions, move('left')].reduce(reduceBuffer, createBuffer(text, {multiline: true}));
				const after = reduceBuffer(reduceBuffer(before, insert(added)), {type: 'undo'});
				expect(shown(after)).toBe(shown(before));
			}),
		);
	});
});

describe('a text that is selected as a whole', () => {
	const selected = reduceBuffer(createBuffer('{{event_id}}', {multiline: false}), {type: 'selectAll'});

	test.each<[string, BufferAction, string]>([
		['typing takes its place', {type: 'insert', text: '12'}, '12'],
		['Backspace takes it away', {type: 'eraseBack'}, ''],
		['a motion only lets go of it', {type: 'move', to: 'lineEnd'}, '{{event_id}}'],
	])('%s', (_, action, text) => {
		const after = reduceBuffer(selected, action);
		expect([bufferText(after), after.isSelected]).toEqual([text, false]);
	});

	test('nothing is lost: what was replaced can be undone', () => {
		const typed = reduceBuffer(selected, {type: 'insert', text: '1'});
		expect(bufferText(reduceBuffer(typed, {type: 'undo'}))).toBe('{{event_id}}');
		expect(
			bufferText(
				reduceBuffer(reduceBuffer(selected, {type: 'move', to: 'lineEnd'}), {type: 'insert', text: '1'}),
			),
		).toBe('{{event_id}}1');
	});
});

describe('a {{variable}} before the cursor', () => {
	const cut = (text: string) =>
		bufferText(reduceBuffer(createBuffer(text, {multiline: false}), {type: 'eraseWordBack'}));

	test.each([
		['"barcode": "{{partner_barcode}}', '"barcode": "'],
		['{{ a.b }}', ''],
		['x{{a}}{{b}}', 'x{{a}}'],
		['{{a}} word', '{{a}} '],
		['{{not a name}}', '{{not a '],
	])('%s is cut as a whole, and nothing else is', (text, left) => {
		expect(cut(text)).toBe(left);
	});
});
