import {describe, expect, test} from 'vitest';
import {emptyState, type SessionState} from '../../../source/session/state.ts';
import {bodyHint, completionAt} from '../../../source/tui/body-hints.ts';
import {bindings} from '../../../source/tui/keymap.ts';
import {placeIn} from '../../../source/tui/body-place.ts';
import {createBuffer, cursorOffset, reduceBuffer, type TextBuffer} from '../../../source/tui/text-buffer.ts';
import type {World} from '../../../source/tui/ui-state.ts';
import {variableWords} from '../../../source/tui/variable-words.ts';
import {fakeCatalog} from '../fake-catalog.ts';
import {createFakeSession} from '../fake-session.ts';

function worldOf(
	state: Partial<SessionState> = {},
	values: ReadonlyArray<readonly [string, string]> = [],
): World {
	const session = createFakeSession({catalog: fakeCatalog});
	return {
		...({} as World),
		catalog: {
			...fakeCatalog,
			variables: new Map([
				['event_id', {name: 'event_id', example: '33', description: 'an event of the organiser'}],
				['order_id', {name: 'order_id', example: '7001'}],
			]),
		},
		profile: session.profile,
		session: {...emptyState, ...state},
		variables: () => new Map([['event_id', '33'], ['order_id', '7001'], ...values]),
	};
}

const example =
	'{\n  "seat_id": "A-1",\n  "price": 500,\n  "event": {{event_id}},\n  "where": [{"column": "id", "value": 1}]\n}';

/** A body from a text with `|` at the cursor. */
function at(text: string): TextBuffer {
	const rows = text.slice(0, text.indexOf('|')).split('\n');
	return reduceBuffer(createBuffer(text.replace('|', ''), {multiline: true}), {
		type: 'moveTo',
		row: rows.length - 1,
		offset: rows.at(-1)!.length,
	});
}

function hint(text: string, world = worldOf()): string {
	return bodyHint({buffer: at(text), example, world, keys: {bindings}})
		.map(([piece]) => piece)
		.join('');
}

function completed(text: string): string | undefined {
	return completionAt({buffer: at(text), example, world: worldOf(), keys: {bindings}})?.inserted;
}

describe('what is known of the place of the cursor', () => {
	test.each([
		['a key', '{"pri|ce": 1}', 'price: a number, 500'],
		['a value', '{"price": 1|0}', 'price: a number, 500'],
		['a value of another kind', '{"price": "1|0"}', 'price: text here; the example has a number, 500'],
		['a variable in the example', '{"event": 1|}', 'event: {{event_id}}, an event of the organiser'],
		['an object or a list in the example', '{"wh|ere": []}', 'where: a list, 1 in the example'],
		['any item of a list', '{"where": [{}, {}, {"col|umn": 1}]}', 'column: number here'],
		['a key that the example has not', '{"prise|": 1}', 'prise is not in the example. Did you mean price?'],
		['what is missing', '{"price": 1, |  }', 'the example also has seat_id, event, where'],
		['what is missing in an item', '{"where": [{"value": 2, | }]}', 'the example also has column'],
		['a faulty text, up to the cursor', '{"seat_id": "x" "pri|ce": }', 'price: a number, 500'],
		['nothing where nothing is missing', '{"seat_id": 1, "price": 1, "event": 1, "where": 1, | }', ''],
	])('on %s', (_, text, expected) => {
		expect(hint(text).replace('a number here; the example has text, "id"', 'number here')).toContain(
			expected,
		);
	});

	test('on a variable: its value and where that comes from', () => {
		expect(hint('{"event": {{eve|nt_id}}}')).toBe(
			'event_id = 33, the example of the catalog: an event of the organiser',
		);
		const captured = worldOf({
			captured: new Map([['event_id', {value: '12', intent: 3, endpointId: '3.4'}]]),
		});
		expect(hint('{"event": "{{event_id|}}"}', captured)).toContain('from the answer of 3.4');
		expect(hint('{"event": {{evnt_id|}}}')).toBe('✘ evnt_id is not set. Did you mean event_id?');
	});

	test('a value that ended with an earlier run is told as what it is', () => {
		const lost = worldOf({
			lost: new Map([['event_id', {from: 'capture', why: 'masked', endpointId: '3.4'}]]),
		});
		expect(variableWords('event_id', lost)).toMatchObject({tone: 'caution', value: 'event_id = 33'});
		expect(variableWords('event_id', lost).origin).toContain('stands in: the value of 3.4 ended');
		expect(variableWords('event_id', worldOf({variables: new Map([['event_id', '33']])})).origin).toContain(
			'set by you',
		);
	});

	test('on a bracket: the line of its partner, in words', () => {
		expect(hint('{\n  "a": 1\n|}')).toContain('} opens in line 1 · the example also has');
		expect(hint('|{\n  "a": 1\n')).toBe('{ has no partner: nothing closes it');
		expect(hint('[\n|}')).toBe('} meets the [ of line 1');
	});

	test('nothing is said of a body that the catalog has no example for, or of one too long to read with every key', () => {
		const buffer = at('{"a|": 1}');
		expect(bodyHint({buffer, example: null, world: worldOf(), keys: {bindings}})).toEqual([]);
		const long = createBuffer(`[${'"x",\n'.repeat(20_000)}`, {multiline: true});
		expect(placeIn(long.lines, long.row, cursorOffset(long))).toBeUndefined();
	});
});

describe('Tab', () => {
	test.each([
		['a variable', '{"a": {{ev|', 'ent_id}}'],
		['a variable whose braces stand there', '{"a": {{ord|}}', undefined],
		['a key of the example', '{"se|', 'at_id": '],
		['a key whose end stands there', '{"se|": 1}', 'at_id'],
		['the first key that is missing', '{"seat_id": 1,\n"|', 'price": '],
		['a key in an item of a list', '{"where": [{"co|', 'lumn": '],
	])('completes %s', (_, text, inserted) => {
		expect(completed(text)).toBe(inserted);
	});

	test.each(['{"a": "se|', '{"seat_id": 1, "sea|": 2}', '{|', '  |', '{"xyz|'])(
		'only indents at %s',
		text => {
			expect(completed(text)).toBeUndefined();
		},
	);
});
