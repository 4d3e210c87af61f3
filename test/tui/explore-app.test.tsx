/** The explorer by its keys, as an operator uses it. */
import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {keys, openApp} from './open-app.tsx';

/** The row of the list that starts with an id. */
function listRow(frame: string, id: string): string {
	return frame.split('\n').find(line => new RegExp(`^[› ] ${id.replace('.', '\\.')} `).test(line)) ?? '';
}

function lastLine(frame: string): string {
	return frame.split('\n').at(-1) ?? '';
}

describe('finding an endpoint', () => {
	test('the list follows the filter with every key, and Escape gives it back', async () => {
		const app = await openApp();
		await app.press('/', 'barcode');
		expect(app.frame()).toContain('6.13 Check a barcode');
		expect(app.frame()).not.toContain('One order');
		expect(app.frame()).toContain('2 Request 6.13');
		await app.press(keys.escape);
		expect(app.frame()).toContain('One order');
		expect(app.frame()).toContain('2 Request 6.13');
	});

	test('a filter goes by id, title, method and path, all words at once', async () => {
		const app = await openApp();
		await app.press('/', 'post check');
		expect(app.frame()).toContain('6.13 Check a barcode');
		expect(app.frame()).not.toContain('Add one ticket');
	});

	test('a filter that fits nothing says so and keeps the request on screen', async () => {
		const app = await openApp();
		await app.press('/', 'zzz');
		expect(app.frame()).toContain('No endpoint fits the filter.');
		expect(app.frame()).toContain('2 Request 1.1');
	});

	test('moving scrolls the list and stops at its ends', async () => {
		const app = await openApp();
		await app.press(keys.up, keys.end);
		expect(app.frame()).toContain('› 6.33 Filler number 33');
		await app.press(keys.down, keys.home);
		expect(app.frame()).toContain('› 1.1  List of orders');
		expect(app.frame()).toContain('Orders 3');
		await app.press(keys.pageDown);
		expect(app.frame()).not.toContain('› 1.1 ');
	});

	test('titles in Cyrillic and in wide characters keep the columns aligned', async () => {
		const app = await openApp({columns: 160, rows: 50});
		const {textWidth} = await import('../../source/terminal/width.ts');
		const columns = app
			.frame()
			.split('\n')
			.filter(line => line.includes('│'))
			.map(line => textWidth(line.slice(0, line.indexOf('│'))));
		expect(new Set(columns)).toEqual(new Set([60]));
	});

	test('commands work under a Russian keyboard layout, and text stays Russian', async () => {
		const app = await openApp();
		await app.press('т', 'занято', keys.enter);
		expect(app.session.getState().endpoints.get('1.1')?.notes[0]?.text).toBe('занято');
		await app.press('о', 'о');
		expect(app.frame()).toContain('› 1.3  Change an order');
	});
});

describe('editing', () => {
	test('a path value goes into the request and is kept on disk after a rest', async () => {
		const app = await openApp();
		await app.press('/', '6.1', keys.enter, 'e', keys.backspace, keys.backspace, '77');
		expect(app.frame()).toContain('POST /api/partners/v1/tickets/add/77/44');
		expect(app.session.kept).toEqual([]);
		await app.advance(300);
		expect(app.session.kept.at(-1)?.path).toEqual({event_id: '77', show_id: '44'});
		await app.press(keys.tab, keys.end, keys.backspace, '5', keys.enter, 'f');
		expect(app.session.fired.at(-1)?.draft.path).toEqual({event_id: '77', show_id: '45'});
	});

	test('an example is there to be typed over: the first character takes its place', async () => {
		const app = await openApp();
		await app.press('/', '6.1', keys.enter, 'e', '7', '7', keys.enter);
		expect(app.frame()).toContain('POST /api/partners/v1/tickets/add/77/44');
		await app.press('/', '2.2', keys.enter);
		expect(app.frame()).toContain('› 2.2');
	});

	test('Escape and the next key may arrive as one: they still mean what they mean one after the other', async () => {
		const app = await openApp();
		await app.press('/', '6.1', '\u001bx', '2');
		expect(app.frame()).toContain('▶ 2 Request');
		expect(app.frame()).not.toContain('/ 6.1');
	});

	test('what was typed is on disk before the request is, without a rest', async () => {
		const app = await openApp();
		await app.press('/', '2.2', keys.enter, 'e', keys.end, '1', keys.escape, 'f');
		expect(app.session.events.map(event => event.type).slice(1)).toEqual(['draft.edited', 'request.intent']);
	});

	test('Escape leaves a value and keeps its text; another endpoint keeps its own', async () => {
		const app = await openApp();
		await app.press(keys.down, 'e', keys.end, '9', keys.escape, '1', keys.up, keys.down);
		expect(app.frame()).toContain('{{order_id}}9 = 70019');
		expect(app.frame()).toContain('edited');
	});

	test('query values and headers are added, named, filled in and deleted', async () => {
		const app = await openApp();
		await app.press('2', 'a', 'per_page', keys.enter, '50', keys.enter, 'f');
		expect(app.session.fired.at(-1)?.draft.query).toEqual([
			['page', '1'],
			['per_page', '50'],
		]);
		await app.press('2', 'd', 'f');
		expect(app.session.fired.at(-1)?.draft.query).toEqual([['page', '1']]);
		await app.press('2', keys.right, 'a', 'X-Trace', keys.enter, 'да', keys.enter, 'f');
		expect(app.session.fired.at(-1)?.draft.headers).toEqual([['X-Trace', 'да']]);
	});

	test('a pasted text of several lines goes into the body as it is', async () => {
		const app = await openApp();
		await app.press('/', '6.13', keys.enter, 'b', 'd', keys.enter);
		await app.press('\u001b[200~', '{"barcode":\r\n  "1"}', '\u001b[201~', keys.escape, 'f');
		expect(app.session.fired.at(-1)?.draft.body).toBe('{"barcode":\n  "1"}');
	});

	test('a body that is not JSON says where, keeps its text, and is sent only after a second yes', async () => {
		const app = await openApp();
		await app.press('/', '6.13', keys.enter, 'b', 'e', keys.backspace);
		expect(app.frame()).toMatch(/✘ not JSON, line 1, column 27: /);
		await app.press(keys.escape, 'f');
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).toContain('The body of 6.13 is not JSON');
		await app.press(keys.escape);
		expect(app.frame()).toContain('{"barcode": "871087439037"');
		await app.press(keys.escape, 'f', 'y');
		expect(app.session.fired).toEqual([
			{
				draft: expect.objectContaining({body: '{"barcode": "871087439037"'}) as unknown,
				sendInvalidBody: true,
			},
		]);
	});

	test('a reset brings the example back, and a second one what was typed', async () => {
		const app = await openApp();
		await app.press('/', '2.2', keys.enter, 'e', keys.end, '1', keys.escape, 'r');
		expect(app.frame()).toContain('GET /api/rest/v1/events/33\n'.trimEnd());
		expect(app.frame()).not.toContain('events/331');
		await app.press('r');
		expect(app.frame()).toContain('events/331');
	});

	test('another variant has a draft of its own', async () => {
		const app = await openApp();
		await app.press('/', '6.1', keys.enter, 'e', keys.end, '7', keys.escape, 'v');
		expect(app.frame()).toContain('POST /api/partners/v1/tickets/add/33 ');
		expect(app.frame()).toContain('reported');
		await app.press('v');
		expect(app.frame()).toContain('tickets/add/337/44');
	});

	test('the curl line is one key away', async () => {
		const app = await openApp({columns: 160, rows: 50});
		await app.press(keys.down, 'c');
		expect(app.frame()).toContain('curl --request GET');
		expect(app.frame()).toContain('$QTICKETS_TOKEN');
	});
});

describe('firing', () => {
	test('the time ticks while every other key works, and nothing is scheduled when all is quiet', async () => {
		const app = await openApp();
		expect(app.scheduled()).toBe(0);
		await app.press('f');
		app.session.progress('wait');
		await app.advance(1500);
		expect(listRow(app.frame(), '1.1')).toContain('→ 1.5 s');
		expect(app.frame()).toContain('in flight 1.5 s · wait');
		await app.press(keys.down, '/', 'One', keys.escape);
		expect(app.frame()).toContain('› 1.2  One order');
		await app.advance(500);
		expect(listRow(app.frame(), '1.1')).toContain('→ 2.0 s');
		app.answer();
		await app.settle();
		expect(listRow(app.frame(), '1.1')).toContain('200 ✔');
		expect(app.scheduled()).toBe(0);
	});

	test('several requests are in flight at once, also of one endpoint', async () => {
		const app = await openApp();
		await app.press('f', 'f', keys.down, 'f');
		await app.advance(100);
		expect(app.frame()).toContain('→ 3 in flight');
		expect(listRow(app.frame(), '1.1')).toContain('→2× 0.1 s');
		app.answer({status: 404}, '1.2');
		await app.settle();
		expect(app.frame()).toContain('→ 2 in flight');
		expect(listRow(app.frame(), '1.2')).toContain('404');
	});

	test('a new request clears the old answer; it stays reachable and labelled', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({body: '{"first": true}'});
		await app.settle();
		expect(app.frame()).toContain('"first"');
		await app.press('f', '3');
		expect(app.frame()).not.toContain('"first"');
		expect(app.frame()).toContain('in flight');
		await app.press(']', ']', keys.down, keys.enter);
		expect(app.frame()).toContain('"first"');
		expect(app.frame()).toContain('attempt 1 of 2 OLDER');
		expect(app.frame()).toContain('in flight');
		app.answer({body: '{"second": true}'});
		await app.settle();
		await app.press(keys.escape);
		expect(app.frame()).toContain('"second"');
		expect(app.frame()).not.toContain('OLDER');
		await app.press(']', ']', keys.down, keys.enter);
		expect(app.frame()).toContain('"first"');
		await app.press('f');
		expect(app.frame()).toContain('attempt 3 of 3');
		expect(app.frame()).not.toContain('"first"');
	});

	test('a request in flight is cancelled, and its failure says that it may have been applied', async () => {
		const app = await openApp();
		await app.press('f', 'x');
		expect(app.frame()).toContain('∅ no-response · aborted');
		expect(app.frame()).toContain('It may have been applied');
		expect(listRow(app.frame(), '1.1')).toContain('––– ∅');
		expect(app.scheduled()).toBe(0);
	});

	test('Ctrl+C cancels the request of the selected endpoint first, and leaves when there is none', async () => {
		const app = await openApp();
		await app.press('f', keys.ctrlC);
		expect(app.frame()).toContain('aborted');
		expect(app.hasQuit()).toBe(false);
		await app.press(keys.ctrlC);
		expect(app.hasQuit()).toBe(true);
	});

	test('a failure says its kind, its message and that nothing was sent', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({
			failure: {
				kind: 'refused',
				message: 'connect ECONNREFUSED 127.0.0.1:4010',
				code: 'ECONNREFUSED',
				mayHaveBeenApplied: false,
			},
		});
		await app.settle();
		expect(app.frame()).toContain('refused: connect ECONNREFUSED');
		expect(app.frame()).toContain('It was not applied');
	});

	test('after a resume the answer comes from the journal, masked and labelled so', async () => {
		const first = await openApp();
		await first.press('f');
		first.answer({body: '{"email": "test@example.com"}'});
		await first.settle();
		expect(first.frame()).toContain('test@example.com');
		await first.press('/', '2.2', keys.enter, 'e', keys.end, '1', keys.escape, 'q');
		const again = await openApp({session: first.session.resumed()});
		await again.press('3');
		expect(again.frame()).toContain('te..t@ex..le.com');
		expect(again.frame()).toContain('masked, from the journal');
		await again.press('1', '/', '2.2', keys.enter, '2');
		expect(again.frame()).toContain('events/331');
	});

	test('an intent without an outcome is unknown, never a failure and never in flight', async () => {
		const first = await openApp();
		await first.press('f');
		const again = await openApp({session: first.session.resumed()});
		await again.press('3');
		expect(again.frame()).toContain('? unknown');
		expect(again.frame()).toContain('it may have been applied');
		expect(again.frame()).not.toContain('in flight');
	});

	test('a session that cannot be written says why, and why a key does nothing', async () => {
		const app = await openApp({readOnlyReason: 'The journal is held by process 4711.'});
		expect(app.frame()).toContain('READ-ONLY');
		expect(lastLine(app.frame())).toContain('held by process 4711');
		await app.press('f');
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).not.toMatch(/Enter fire/);
	});
});

describe('a write to production', () => {
	test('is sent only after the name of the host was typed', async () => {
		const app = await openApp({kind: 'production'});
		await app.press('/', '1.3', keys.enter, keys.enter);
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).toContain('Writes to qtickets.example are locked');
		await app.press('qtickets', keys.enter);
		expect(app.frame()).toContain('"qtickets" is not the name of the host.');
		await app.press('.example', keys.enter);
		expect(app.session.fired).toHaveLength(1);
		expect(app.frame()).toContain('writes unlocked');
		expect(app.session.getState().unlockedHosts).toContain('qtickets.example');
	});

	test('is not sent when the question is left, and reading needs no question', async () => {
		const app = await openApp({kind: 'production'});
		await app.press('/', '1.3', keys.enter, keys.enter, keys.escape);
		expect(app.session.fired).toEqual([]);
		await app.press('/', keys.escape, keys.home, 'f');
		expect(app.session.fired).toHaveLength(1);
	});
});

describe('reading an answer', () => {
	test('a hostile answer shows signs only: nothing in it reaches the terminal', async () => {
		const app = await openApp({columns: 160, rows: 50});
		const hostile = '\u001b]52;c;aGk=\u0007\u001b[2J\r\b\u009b2J\u202eabc\u200b\u0000';
		await app.press('f');
		app.answer({
			body: `${hostile}\n${'e\u0301'.repeat(10)}${'\u0301'.repeat(100_000)}\n\ttab`,
			statusText: `OK${hostile}`,
			headers: [
				['Content-Type', 'text/plain; charset=utf-8'],
				[`X-${hostile}`, hostile],
			],
			reason: `seen: ${hostile}`,
			verdict: 'failure',
		});
		await app.settle();
		await app.press('3');
		const body = app.rawFrame();
		await app.press(']');
		const headers = app.rawFrame();
		await app.press(']', ']');
		for (const frame of [body, headers, app.rawFrame()]) {
			expect(frame.replaceAll(/\u001b\[\d*m|\n/g, '')).not.toMatch(
				/[\u0000-\u001f\u007f-\u009f\u202e\u200b]/,
			);
		}

		expect(body).toContain('␛]52;c;aGk=␇␛[2J');
	});

	test('big integers and the order of keys survive being formatted', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({body: '{"z":12345678901234567890,"a":1.10}'});
		await app.settle();
		await app.press('3');
		expect(app.frame()).toMatch(/"z": 12345678901234567890,[\s\S]*"a": 1\.10/);
	});

	test('long bodies scroll down, sideways, and stop at their ends', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({
			body: Array.from({length: 500}, (_, index) => `line ${index} ${'x'.repeat(60)} end${index}`).join('\n'),
		});
		await app.settle();
		await app.press('3');
		expect(app.frame()).toContain('line 0 ');
		expect(app.frame()).not.toContain('end0');
		await app.press(keys.end, keys.down);
		expect(app.frame()).toContain('line 499');
		await app.press(keys.up, keys.home, keys.right, keys.right, keys.right, keys.right);
		expect(app.frame()).toContain('end0');
	});

	test('binary data is a hint with its size, not text', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({body: Buffer.from([0x89, 0x50, 0, 1, 2]), headers: [['Content-Type', 'image/png']]});
		await app.settle();
		await app.press('3');
		expect(app.frame()).toMatch(/hex no text, image\/png · offset 0 of 5 bytes[\s\S]*00000000 {2}89 50 00/);
	});
});

describe('judging and handing over', () => {
	test('a mark with its note stands in the list and beside the verdict, and replaces nothing', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({verdict: 'failure', reason: 'soft error'});
		await app.settle();
		await app.press('m', 'l', 'известно с мая', keys.enter);
		expect(listRow(app.frame(), '1.1')).toMatch(/200 ✘L/);
		expect(app.frame()).toContain('✘ failure');
		expect(app.frame()).toContain('L limitation: известно с мая');
		await app.press('m', 'c');
		expect(listRow(app.frame(), '1.1')).toMatch(/200 ✘ /);
	});

	test('an endpoint that was not fired can only be blocked or skipped', async () => {
		const app = await openApp();
		await app.press('m', 'p');
		expect(app.frame()).toContain('Nothing was sent yet');
		await app.press('b', 'нет прав', keys.enter);
		const mark = app.session.getState().endpoints.get('1.1')?.mark;
		expect(mark).toMatchObject({mark: 'blocked', note: 'нет прав'});
		expect(listRow(app.frame(), '1.1')).toMatch(/B\s*│/);
	});

	test('an attempt in flight cannot be marked: the reason is said', async () => {
		const app = await openApp();
		await app.press('f', 'm');
		expect(app.frame()).toContain('still in flight');
	});

	test('notes on the endpoint and on the session are written', async () => {
		const app = await openApp();
		await app.press('n', 'first', keys.enter, 'N', 'second', keys.enter, 'n', 'gone', keys.escape);
		const state = app.session.getState();
		expect(state.endpoints.get('1.1')?.notes.map(({text}) => text)).toEqual(['first']);
		expect(state.notes.map(({text}) => text)).toEqual(['second']);
	});

	test('an export that is refused says why and what to do', async () => {
		const app = await openApp({
			exportSession: () =>
				Promise.reject(new Problem('secret-found', 'The archive holds a secret.', {next: 'Report this.'})),
		});
		await app.press('w');
		expect(app.frame()).toContain('Nothing was exported');
		expect(app.frame()).toContain('The archive holds a secret.');
		expect(app.frame()).toContain('Report this.');
		await app.press(keys.escape);
		expect(app.frame()).toContain('1 Endpoints');
	});

	test('leaving asks nothing, and keeps what was typed', async () => {
		const app = await openApp();
		await app.press(keys.down, 'e', keys.end, '5', keys.escape, 'q');
		expect(app.hasQuit()).toBe(true);
		expect(app.session.kept.at(-1)?.path).toEqual({order_id: '{{order_id}}5'});
	});

	test('leaving with requests in flight takes two presses in a row, and waits until their outcome is on disk', async () => {
		const app = await openApp();
		await app.press('f', 'q');
		expect(lastLine(app.frame())).toContain('In flight: 1. Press q once more');
		await app.press(keys.down, 'q');
		expect(app.hasQuit()).toBe(false);
		await app.press('q');
		expect(app.hasQuit()).toBe(true);
		expect(app.session.getState().endpoints.get('1.1')?.attempts[0]?.outcomeSeq).not.toBeNull();
	});
});
