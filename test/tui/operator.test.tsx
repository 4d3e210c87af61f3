/** What an operator tripped over once: each key does here what its label says, and every row shows what it claims. */
import {describe, expect, test} from 'vitest';
import {verdictSymbols} from '../../source/commands/verdict-symbols.ts';
import {verdictSigns} from '../../source/tui/signs.ts';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp} from './open-app.tsx';

function footer(frame: string): string {
	return frame.split('\n').at(-2) ?? '';
}

const brokenBody = ['/', '6.13', keys.enter, 'b', 'e', keys.backspace, keys.escape, 'f'];

describe('a body that is not JSON', () => {
	test('is sent by y alone: Enter, the key that ends every other question, sends nothing', async () => {
		const app = await openApp();
		await app.press(...brokenBody, keys.enter, keys.enter);
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).toContain('The body of 6.13 is not JSON');
		expect(app.frame()).not.toMatch(/Enter .*send/);
		await app.press('y');
		expect(app.session.fired).toHaveLength(1);
	});

	test('says why to the end, in the question and while it is typed', async () => {
		const app = await openApp();
		await app.press('/', '6.13', keys.enter, 'b', 'e', keys.home, keys.right, 'x'.repeat(20));
		const last = app.frame().split('\n').at(-1) ?? '';
		expect(last).toMatch(/^✘ line 1, column 2: /);
		expect(last).not.toContain('…');
		app.store.dispatch({type: 'resized', size: {columns: 60, rows: 20}});
		await app.press(keys.escape, 'f');
		const [, question = ''] = app.frame().split('is not JSON');
		expect(question).toContain('✘ line 1, column 2: ');
		expect(question).not.toContain('…');
	});
});

describe('the tab of the request', () => {
	test('is one that holds something: nothing is edited that the endpoint before had', async () => {
		const app = await openApp();
		expect(app.frame()).toContain('[Query•]');
		await app.press('/', '6.13', keys.enter, 'b', '1', '/', '2.2', keys.enter);
		expect(app.frame()).toContain('[Path•]');
		await app.press('e', '7', keys.enter);
		expect(app.frame()).toContain('GET /api/rest/v1/events/7');
	});

	test('e never starts a body, not even in its tab', async () => {
		const app = await openApp();
		await app.press('/', '2.2', keys.enter, 'b', 'e', '8', keys.enter, 'f');
		expect(app.session.fired.at(-1)?.draft).toMatchObject({path: {event_id: '8'}, body: null});
	});

	test('e on a request without values says how to add some', async () => {
		const app = await openApp();
		await app.press('/', '2.1', keys.enter, 'e', 'x');
		expect(app.frame()).not.toContain('Esc leave');
		await app.press('b', 'e');
		expect(app.frame()).toContain('This request has no values yet.');
		await app.press('f');
		expect(app.session.fired.at(-1)?.draft).toMatchObject({query: [], headers: [], body: null});
	});

	test('Enter in an empty tab of pairs adds none', async () => {
		const app = await openApp();
		await app.press('/', '2.2', keys.enter, '2', keys.right, keys.enter);
		expect(app.frame()).toContain('! No query values. a adds one.');
		await app.press('f');
		expect(app.session.fired.at(-1)?.draft.query).toEqual([]);
	});
});

describe('the response', () => {
	test('belongs to what was fired: an endpoint without an answer shows its request', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({body: '{"a": 1}'});
		await app.settle();
		await app.press('3', ']', '1', keys.down);
		expect(app.frame()).toContain('2 Request 1.2');
		await app.press(keys.up);
		expect(app.frame()).toContain('3 Response 1.1');
		expect(app.frame()).toContain('[Body');
		await app.press(keys.down, '3');
		expect(app.frame()).toContain('Nothing was sent to this endpoint yet.');
	});

	test('says which rows of how many are in sight', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({body: Array.from({length: 50}, (_, index) => `line ${index}`).join('\n')});
		await app.settle();
		await app.press('3');
		expect(app.frame()).toMatch(/3 Response 1\.1 .* 1–(\d+) of 50/);
		await app.press(keys.end);
		expect(app.frame()).toMatch(/3 Response 1\.1 .* \d+–50 of 50/);
	});
});

test('the verdicts have the signs that reports and commands use', () => {
	for (const [verdict, {symbol}] of Object.entries(verdictSigns)) {
		expect(symbol).toBe(verdictSymbols[verdict as keyof typeof verdictSymbols]);
	}
});

describe('the body of a request', () => {
	const timesIn = (frame: string, text: string): number => frame.split(text).length - 1;

	test.each([
		{columns: 60, rows: 16},
		{columns: 80, rows: 24},
		{columns: 160, rows: 50},
	])(
		'at $columns×$rows: says once what a variable stands for, and once more where the cursor is on it',
		async size => {
			const app = await openApp(size);
			await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter, '{"id": {{order_id}}}', keys.left);
			expect(app.frame()).toMatch(/\{\{order_id\}\}\} +=\s7001/);
			expect(timesIn(app.frame(), '7001')).toBe(2);
			await app.press(keys.home);
			expect(timesIn(app.frame(), '7001')).toBe(1);
			await app.press(keys.escape);
			expect(app.frame()).toMatch(/\{\{order_id\}\}\} +=\s7001/);
			expect(timesIn(app.frame(), '7001')).toBe(1);
			expect(app.frame()).toMatch(/✔ JSON$/m);
		},
	);

	test('lists below what would be cut behind its line, and counts what is not set', async () => {
		const app = await openApp();
		const body = '{"a": "{{order_id}}", "b": "{{a_rather_long_name}}"}';
		await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter, body, keys.escape);
		expect(app.frame()).toContain('│order_id = 7001');
		expect(app.frame()).toContain('│✘ a_rather_long_name is not set');
		expect(app.frame()).toContain('✔ JSON · ✘ 1 variable is not set');
		expect(timesIn(app.frame(), '7001')).toBe(1);
	});

	test('stands in the same columns in the editor and in the tab', async () => {
		const app = await openApp();
		await app.press('/', '6.1', keys.enter, 'b');
		const column = () =>
			app
				.frame()
				.split('\n')
				.find(line => line.includes('"seat_id"'))
				?.indexOf('"seat_id"');
		const read = column();
		await app.press('e');
		expect(column()).toBe(read);
	});

	test('scrolls no further than its end needs, and only the line of the cursor', async () => {
		const app = await openApp();
		const long = `{"first": "${'x'.repeat(30)}", "second": 1234567890}`;
		await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter, `[1,\r${long}\r]`, keys.up, keys.end);
		const lines = app.frame().split('\n');
		const edited = lines.find(line => line.includes('"second": 1234567890}')) ?? '';
		expect(edited).toContain('xxxxx');
		expect(edited.length).toBeGreaterThanOrEqual(79);
		expect(app.frame()).toContain(' 1 [1,');
	});
});

test('the curl line is cut, never broken inside a token, and z shows it whole', async () => {
	const app = await openApp();
	await app.press('c');
	expect(app.frame()).toContain('Lines are cut: z shows them whole.');
	expect(app.frame()).toMatch(/\n[^\n]*│ {2}--data-raw [^\n]*\n|--url [^\n]*…\n/);
	await app.press('z');
	expect(app.frame()).not.toContain('Lines are cut');
	expect(app.frame()).not.toContain('…');
});

test('variants differ on screen where their paths do', async () => {
	const app = await openApp();
	await app.press('/', '6.1', keys.enter, '2', '[', '[');
	expect(app.frame()).toContain('[Variant]');
	expect(app.frame()).toContain('POST …/{event_id}/{show_id}');
	expect(app.frame()).toMatch(/reported +POST …\/\{event_id\} /);
});

describe('around the panes', () => {
	test('a rule ends where the screen does, and a choice of marks stands there once', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({});
		await app.settle();
		await app.press('m');
		expect(app.frame()).toMatch(/Mark 1\.1, attempt 1 ━+\n/);
		expect(app.frame().match(/limitation/g)).toHaveLength(1);
		expect(app.frame()).toContain('p pass  l limitation  f fail  b blocked  s skipped  c clear');
	});

	test('the number of endpoints is that of the filter', async () => {
		const app = await openApp();
		await app.press('/', 'barcode');
		expect(app.frame()).toContain('1 Endpoints 1 of 22');
		await app.press(keys.escape);
		expect(app.frame()).toContain('1 Endpoints 22 ');
	});

	test('leaving is among the keys however many there are', async () => {
		const app = await openApp({kind: 'production', columns: 60});
		expect(footer(app.frame())).toMatch(/q leave {2}: find {2}\? help$/);
		await app.press('f', '/', '6.1', keys.enter, '2');
		expect(footer(app.frame())).toMatch(/q leave {2}: find {2}\? help$/);
	});

	test('a note opens with the last one on the same subject', async () => {
		const app = await openApp();
		await app.press('n', 'seat 12 is gone', keys.enter, 'n');
		expect(app.frame()).toContain('last of 1: seat 12 is gone');
		await app.press(keys.escape, 'N');
		expect(app.frame()).not.toContain('seat 12 is gone');
	});

	test('an export that knows better than complete says so', async () => {
		const app = await openApp({
			exportSession: () =>
				Promise.resolve({
					archive: 'a.zip',
					sha256: 'ab'.repeat(32),
					directory: 'a',
					files: [],
					complete: true,
					headline: 'EXPLORATORY: nothing was planned',
				}),
		});
		await app.press('w');
		expect(app.frame()).toContain('EXPLORATORY: nothing was planned');
		expect(app.frame()).not.toContain('Everything that was planned');
	});
});

describe('a pair that is begun', () => {
	test.each([
		['Esc', [keys.escape]],
		['Enter twice', [keys.enter, keys.enter]],
	])('and left empty with %s is not sent as ?=', async (_name, typed) => {
		const app = await openApp();
		await app.press('2', 'a', ...typed);
		expect(app.frame()).not.toMatch(/orders\?page=1&=/);
		expect(app.frame()).toMatch(/GET \/api\/rest\/v1\/orders\?page=1$/m);
		await app.press('a', 'sort', keys.escape);
		expect(app.frame()).toContain('orders?page=1&sort=');
	});
});

describe('what a narrow window cuts', () => {
	test('is a quiet fact at the end of a title as a whole, never half of one', async () => {
		const app = await openApp({catalog: stageCatalog, columns: 60, rows: 16});
		await app.press('s', keys.enter);
		expect(app.frame()).toMatch(/Nothing is sent before the first test is\s+fired\./);
		await app.press(keys.enter);
		expect(app.frame()).toMatch(/Stage 2 Test 1\/3 6\.1 Add one ticket · 0\/3 done( · .* left)? ━/);
		await app.press('w');
		expect(app.frame()).toMatch(/Enter exports all the\s+same\./);
	});
});

describe('a hint', () => {
	test('of a key names what works now: nothing is edited where nothing is, nor cancelled twice', async () => {
		const app = await openApp({columns: 160, rows: 50});
		await app.press('2', 'h', 'h');
		expect(app.frame()).not.toContain('Enter edit');
		await app.press(keys.enter);
		expect(app.frame()).toContain('The curl line follows the request');
		await app.press('f', 'x');
		expect(app.frame()).not.toContain('x cancels');
	});

	test('of the way back to the test stays while its request is looked at, and not while it is text', async () => {
		const app = await openApp({catalog: stageCatalog});
		await app.press('s', keys.enter, keys.enter, 'e');
		const back = 'Esc or s goes back to the test; f fires it.';
		expect(app.frame()).not.toContain(back);
		await app.press(keys.escape);
		expect(app.frame()).toContain(back);
		await app.press(']', ']');
		expect(app.frame()).toContain(back);
		await app.press(keys.escape);
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		expect(app.frame()).not.toContain(back);
	});
});

describe('a paste', () => {
	test.each([
		['ab\u0080\u0080c\u0080', '3 control characters left out.'],
		['a\u0080', '1 control character left out.'],
	])('%j says what was left out', async (text, told) => {
		const app = await openApp();
		await app.press('/', '\u001b[200~', text, '\u001b[201~');
		expect(app.frame()).toContain(told);
		await app.press('x');
		expect(app.frame()).not.toContain(told);
	});
});

describe('Escape and a key in one chunk', () => {
	const withAlt = (key: string) => `\u001b[${key.codePointAt(0)};3u`;

	test('are two where Alt and the key mean nothing', async () => {
		const app = await openApp();
		await app.press('/', '6.1', withAlt('?'));
		expect(app.frame()).toContain('Help');
		await app.press(keys.escape);
		expect(app.frame()).not.toContain('/ 6.1');
	});
});
