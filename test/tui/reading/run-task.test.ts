import {describe, expect, test} from 'vitest';
import {runTask} from '../../../source/tui/reading/run-task.ts';
import type {DiffSide, Filtered, TaskResult} from '../../../source/tui/reading/task.ts';

async function filtered(kind: 'jq' | 'jsonpath', text: string, filter: string): Promise<Filtered> {
	const result = await runTask({kind, filter, bytes: Buffer.from(text)}).done;
	expect(result.kind, JSON.stringify(result)).toBe('filtered');
	return (result as Extract<TaskResult, {kind: 'filtered'}>).value;
}

function textOf({bytes}: Filtered): string {
	return Buffer.from(bytes).toString('utf8');
}

const body =
	'{"items": [{"id": 12345678901234567890, "price": 1.50}, {"id": 2, "price": 9e2}], "имя": "Зал \\u0416"}';

describe('JSONPath', () => {
	test('values are spelled as they came, and each knows its path', async () => {
		const found = await filtered('jsonpath', body, '$.items[*].id');
		expect(textOf(found)).toBe('12345678901234567890\n2\n');
		expect(found.paths).toEqual(['$.items[0].id', '$.items[1].id']);
		expect(found.count).toBe(2);
	});

	test('of repeated keys the last one is found, as JSON.parse has it', async () => {
		expect(textOf(await filtered('jsonpath', '{"a": {"b": 1}, "a": {"b": 1.0}}', '$.a.b'))).toBe('1.0\n');
	});

	test('an expression that is none is refused with the place', async () => {
		const result = await runTask({kind: 'jsonpath', filter: '$.items[', bytes: Buffer.from(body)}).done;
		expect(result).toMatchObject({kind: 'failed', why: expect.stringMatching(/bracket|:8/)});
	});
});

describe('jq', () => {
	test('a program is run, and numbers keep their digits', async () => {
		expect(textOf(await filtered('jq', body, '.items[].id'))).toBe('12345678901234567890\n2');
		expect(textOf(await filtered('jq', body, '.["имя"]'))).toBe('"Зал Ж"');
	});

	test('a program that is wrong is refused in the words of jq', async () => {
		const result = await runTask({kind: 'jq', filter: '.a | foo', bytes: Buffer.from(body)}).done;
		expect(result).toMatchObject({kind: 'failed', why: expect.stringContaining('foo/0 is not defined')});
		const broken = await runTask({kind: 'jq', filter: '.a[', bytes: Buffer.from(body)}).done;
		expect(broken).toMatchObject({kind: 'failed', why: expect.stringContaining('syntax error')});
		expect(JSON.stringify(broken)).not.toMatch(/quoting/);
	});

	test('values that came before an error are shown, and so is the error', async () => {
		const found = await filtered('jq', body, '.items[0].price, (.["имя"] | .x)');
		expect(textOf(found)).toBe('1.50');
		expect(found.note).toContain('Cannot index string');
	});

	test('a filter is never taken for an option of the command line', async () => {
		const result = await runTask({kind: 'jq', filter: '--version', bytes: Buffer.from(body)}).done;
		expect(JSON.stringify(result)).not.toContain('jq-1');
	});

	test('megabytes take seconds, not minutes', async () => {
		const items = Array.from({length: 100_000}, (_, id) => `{"id": ${id}, "name": "Сектор ${id}"}`);
		const text = `[${items.join(',')}]`;
		expect(text.length).toBeGreaterThan(3_000_000);
		expect(textOf(await filtered('jq', text, 'map(.id) | add'))).toBe('4999950000');
		expect(textOf(await filtered('jq', text, '.')).length).toBeGreaterThan(text.length);
	});

	test('a program that never ends can be stopped', async () => {
		const run = runTask({kind: 'jq', filter: 'last(repeat(1))', bytes: Buffer.from('1')});
		run.stop();
		expect(await run.done).toEqual({kind: 'failed', why: 'It was stopped.'});
	});
});

describe('comparison', () => {
	const side: DiffSide = {
		request: 'GET http://a/',
		requestHeaders: [['Accept', 'application/json']],
		requestBody: null,
		status: '200 OK',
		headers: [['A', '1']],
		body: Buffer.from('{}'),
		bodyNote: null,
	};

	async function compared(
		left: Partial<DiffSide>,
		right: Partial<DiffSide>,
		cautions: readonly string[] = [],
	): Promise<readonly string[]> {
		const result = await runTask({
			kind: 'diff',
			left: {...side, ...left},
			right: {...side, ...right},
			cautions,
		}).done;
		expect(result.kind).toBe('diff');
		const {value} = result as Extract<TaskResult, {kind: 'diff'}>;
		return value.texts.map((text, index) => `${value.signs[index]} ${text}`);
	}

	test('rows say what was added and removed; JSON is compared as it would be formatted', async () => {
		const rows = await compared(
			{body: Buffer.from('{"a":1,"b":[1,2],"c":"x"}')},
			{status: '404 Not Found', body: Buffer.from('{"a": 1, "b": [1, 3], "c": "x"}')},
		);
		expect(rows).toEqual([
			'@ Request line: the same',
			'@ Request headers: the same',
			'@ Request body: the same',
			'@ Status: differs',
			'- 200 OK',
			'+ 404 Not Found',
			'@ Answer headers: the same',
			'@ Answer body: differs',
			'  {',
			'    "a": 1,',
			'    "b": [',
			'      1,',
			'-     2',
			'+     3',
			'    ],',
			'    "c": "x"',
			'  }',
		]);
	});

	test('what was sent is compared whole: method, URL, headers and body', async () => {
		const rows = await compared(
			{requestBody: '{"barcode":"1"}', requestHeaders: [['X-Try', '1']]},
			{request: 'POST http://a/', requestBody: '{"barcode":"2"}', requestHeaders: [['X-Try', '2']]},
			['They are masked.'],
		);
		expect(rows).toEqual([
			'! They are masked.',
			'@ Request line: differs',
			'- GET http://a/',
			'+ POST http://a/',
			'@ Request headers: differs',
			'- X-Try: 1',
			'+ X-Try: 2',
			'@ Request body: differs',
			'  {',
			'-   "barcode": "1"',
			'+   "barcode": "2"',
			'  }',
			'@ Status: the same',
			'@ Answer headers: the same',
			'@ Answer body: the same',
		]);
	});

	test('nothing is called the same that differs in its bytes', async () => {
		const rows = await compared(
			{requestBody: '{"a":1}', body: Buffer.from([0, 1]), bodyNote: '(binary, 2 bytes)'},
			{requestBody: '{"a": 1}', body: Buffer.from([0, 2]), bodyNote: '(binary, 2 bytes)'},
		);
		expect(rows).toContain('@ Request body: differs in its bytes only, 3 lines');
		expect(rows).toContain('@ Answer body: differs in its bytes only');
	});

	test('bodies that have nothing in common are not matched line by line for ever', async () => {
		const lines = (seed: number) =>
			Buffer.from(Array.from({length: 40_000}, (_, at) => String((at * 7919 + seed) % 100_003)).join('\n'));
		await compared({body: lines(1)}, {body: lines(50_000)});
	});
});
