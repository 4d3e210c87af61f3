import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {JsonTextError, tryParseJsonText} from '../../../source/catalog/json-text.ts';
import {jsonStandIn} from '../../../source/request/substitute.ts';
import {findText, firstFrom} from '../../../source/tui/find-text.ts';
import {formatBody} from '../../../source/tui/format-body.ts';
import {
	bufferText,
	createBuffer,
	cursorOffset,
	reduceBuffer,
	type BufferAction,
	type TextBuffer,
} from '../../../source/tui/text-buffer.ts';

/** A buffer from a text with `|` at the cursor. */
function at(text: string): TextBuffer {
	const before = text.slice(0, text.indexOf('|'));
	const rows = before.split('\n');
	return reduceBuffer(createBuffer(text.replace('|', ''), {multiline: true}), {
		type: 'moveTo',
		row: rows.length - 1,
		offset: rows.at(-1)!.length,
	});
}

/** The text with `|` at the cursor. */
function shown(buffer: TextBuffer): string {
	return buffer.lines
		.map((line, row) =>
			row === buffer.row
				? `${line.slice(0, cursorOffset(buffer))}|${line.slice(cursorOffset(buffer))}`
				: line,
		)
		.join('\n');
}

function after(text: string, ...actions: BufferAction[]): string {
	return shown(actions.reduce(reduceBuffer, at(text)));
}

const enter: BufferAction = {type: 'newline'};
const type = (text: string): BufferAction => ({type: 'insert', text});
const undo: BufferAction = {type: 'undo'};

describe('Enter in JSON', () => {
	test.each([
		['keeps the indent', '  "a": 1,|', '  "a": 1,\n  |'],
		['goes deeper after a brace', '{|', '{\n  |'],
		['goes deeper after a bracket, over blanks', '  "a": [ |', '  "a": [ \n    |'],
		['parts a pair of brackets', '{|}', '{\n  |\n}'],
		['parts a pair with blanks between', '  [| ]', '  [\n    |\n  ]'],
		['is no deeper after a brace of a string', '"{|', '"{\n|'],
		['is no deeper after a variable', '  "a": {{b}}|', '  "a": {{b}}\n  |'],
		['puts a closing bracket under the line of its partner', '{\n  "a": 1|}', '{\n  "a": 1\n|}'],
		['takes over tabs', '{\n\t"a": [|', '{\n\t"a": [\n\t\t|'],
		['takes over four blanks', '{\n    "a": {|', '{\n    "a": {\n        |'],
	])('%s', (_, before, expected) => {
		expect(after(before, enter)).toBe(expected);
		expect(after(before, enter, undo)).toBe(before);
	});
});

describe('a closing bracket', () => {
	test.each([
		['goes back to the line of its partner', '{\n  |', '}', '{\n}|'],
		['does so however deep', '{\n  "a": [\n    1\n    |', ']', '{\n  "a": [\n    1\n  ]|'],
		['stays in a line with text', '{\n  "a": 1 |', '}', '{\n  "a": 1 }|'],
		['stays where nothing is open', '  |', '}', '  }|'],
		['of a paste stays as it was pasted', '{\n    |', '}\n', '{\n    }\n|'],
	])('%s', (_, before, typed, expected) => {
		expect(after(before, type(typed))).toBe(expected);
		expect(after(before, type(typed), undo)).toBe(before);
	});
});

describe('formatting', () => {
	test('keeps every digit, every escape and every variable', () => {
		expect(formatBody('{"id":12345678901234567890.10,"s":"\\u0041{{x}}","v":{{event_id}},"l":[]}')).toBe(
			'{\n  "id": 12345678901234567890.10,\n  "s": "\\u0041{{x}}",\n  "v": {{event_id}},\n  "l": []\n}',
		);
		expect(formatBody('[1]\n')).toBe('[\n  1\n]\n');
	});

	test('refuses what is no JSON, with its place', () => {
		expect(() => formatBody('{\n "a" 1}')).toThrow(JsonTextError);
		expect(() => formatBody('{\n "a" 1}')).toThrow('line 2, column 6');
	});

	test('changes nothing but blanks, whatever the body', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.boolean(), (value, isWide) => {
				const text = JSON.stringify(value, null, isWide ? 7 : 0);
				const formatted = formatBody(text)!;
				expect(JSON.stringify(JSON.parse(formatted))).toBe(JSON.stringify(JSON.parse(text)));
				expect(formatBody(formatted)).toBe(formatted);
				expect(tryParseJsonText(jsonStandIn(formatted))).toBeDefined();
			}),
		);
	});

	test('leaves the cursor at what it was at, and one undo brings all back', () => {
		const before = '{"a": 1, "b"|: {"c": 2}}';
		const buffer = at(before);
		const formatted = reduceBuffer(buffer, {
			type: 'replaceAll',
			text: formatBody(bufferText(buffer))!,
			keepsPlace: true,
		});
		expect(shown(formatted)).toBe('{\n  "a": 1,\n  "b"|: {\n    "c": 2\n  }\n}');
		expect(shown(reduceBuffer(formatted, undo))).toBe(before);
	});
});

describe('finding', () => {
	const lines = ['Alpha beta', 'ALPHA', 'x Концерт'];

	test('small letters find capitals, a capital finds only itself, Cyrillic too', () => {
		expect(findText(lines, 'alpha')).toEqual([
			{row: 0, offset: 0},
			{row: 1, offset: 0},
		]);
		expect(findText(lines, 'Alpha')).toEqual([{row: 0, offset: 0}]);
		expect(findText(lines, 'концерт')).toEqual([{row: 2, offset: 2}]);
		expect(findText(lines, '')).toEqual([]);
	});

	test('goes on from the cursor, and from the start after the last place', () => {
		const found = findText(lines, 'a');
		expect(found[firstFrom(found, {row: 0, offset: 5})]).toEqual({row: 0, offset: 9});
		expect(found[firstFrom(found, {row: 2, offset: 0})]).toEqual({row: 0, offset: 0});
	});
});
