/** What an operator tripped over once: each key does here what its label says, and every row shows what it claims. */
import {describe, expect, test} from 'vitest';
import {verdictSymbols} from '../../source/commands/verdict-symbols.ts';
import {verdictSigns} from '../../source/tui/signs.ts';
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
		expect(app.frame()).toContain('i No query values. a adds one.');
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
	test('says what its variables stand for, in the tab and while it is typed', async () => {
		const app = await openApp({columns: 100, rows: 30});
		await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter, '{"id": {{order_id}}}');
		expect(app.frame()).toContain('✔ JSON · {{order_id}} = 7001');
		await app.press(keys.escape);
		expect(app.frame()).toContain('✔ JSON · {{order_id}} = 7001');
	});

	test('lists the values below where the row above is too narrow', async () => {
		const app = await openApp();
		const body = '{"a": "{{order_id}}", "b": "{{a_rather_long_name}}"}';
		await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter, body, keys.escape);
		expect(app.frame()).toContain('│{{order_id}} = 7001');
		expect(app.frame()).toContain('│✘ {{a_rather_long_name}} is not set');
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
