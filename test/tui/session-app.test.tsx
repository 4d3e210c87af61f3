/** The session pane by its keys, and the frames in which it stands. */
import {describe, expect, test} from 'vitest';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenedApp} from './open-app.tsx';

/** A stage with a failure and a test under way, and one request outside it. */
async function openSession(size: {columns: number; rows: number}): Promise<OpenedApp> {
	const app = await openApp({...size, catalog: stageCatalog});
	app.session.startStage('stage2');
	await app.press('/', '6.1', keys.enter, 'f');
	app.answer({status: 200, verdict: 'failure', latency: 123.4, reason: 'The body says "status": "error".'});
	await app.settle();
	await app.press('f');
	app.answer({status: 200, latency: 40, connection: 'reused', timings: {tcp: null}});
	await app.settle();
	await app.press('f');
	app.answer({
		failure: {kind: 'timeout', message: 'No answer in time.', code: null, mayHaveBeenApplied: true},
	});
	await app.settle();
	await app.press('f');
	app.answer({status: 200, latency: 80, connection: 'reused', timings: {tcp: null}});
	await app.settle();
	await app.press(keys.escape, '/', '6.6', keys.enter, 'f');
	await app.advance(1234);
	await app.press(keys.escape);
	return app;
}

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
	{columns: 200, rows: 60},
] as const;

describe.each(sizes)('at $columns×$rows', ({columns, rows}) => {
	async function expectFrame(app: OpenedApp, name: string) {
		const frame = app.frame();
		expect(frame.split('\n').length).toBeLessThanOrEqual(rows - 1);
		await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
	}

	test('the session stands in its pane', async () => {
		const app = await openSession({columns, rows});
		await app.press('4');
		await expectFrame(app, 'session');
	});

	test('zoomed it is the session view', async () => {
		const app = await openSession({columns, rows});
		await app.press('4', 'z', ']');
		await expectFrame(app, 'session-zoomed');
	});

	test('attempts have their history, the phases of an answer their times', async () => {
		const app = await openSession({columns, rows});
		await app.press('/', '6.1', keys.enter, '3', ']', ']');
		await expectFrame(app, 'attempts');
	});

	test('a prompt over the session hides neither it nor the totals', async () => {
		const app = await openSession({columns, rows});
		await app.press('4', keys.up, 'm');
		expect(app.frame()).toContain('4 Session');
		expect(app.frame()).toContain('Your judgement');
		expect(app.frame()).toMatch(/run 0 of 3/);
	});
});

test('a window that is too small says what it needs, at every size below, and nothing else', async () => {
	for (const [columns, rows] of [
		[59, 16],
		[60, 15],
		[40, 10],
		[20, 4],
		[200, 12],
		[1, 1],
	] as const) {
		const app = await openApp({columns, rows});
		const text = app.frame().replaceAll('\n', ' ');
		expect(app.frame().split('\n').length).toBeLessThanOrEqual(Math.max(1, rows - 1));
		if (columns >= 20 && rows >= 10) {
			expect(text).toMatch(/60×16/);
		}

		expect(text).not.toContain('Endpoints');
	}
});

test('Tab goes list, request, response, session; Shift+Tab back', async () => {
	const app = await openApp({columns: 200, rows: 60});
	const seen: string[] = [];
	for (const key of [keys.tab, keys.tab, keys.tab, keys.tab, keys.shiftTab, keys.shiftTab]) {
		await app.press(key);
		seen.push(/▶ (\d)/.exec(app.frame())?.[1] ?? '');
	}

	expect(seen).toEqual(['2', '3', '4', '1', '4', '3']);
});

describe('in the session', () => {
	test('moving selects the endpoint, so that f fires what the cursor is on', async () => {
		const app = await openSession({columns: 80, rows: 24});
		await app.press('4', keys.home, keys.down);
		expect(app.frame()).toMatch(/› 6\.4/);
		await app.press('f');
		expect(app.session.fired.at(-1)?.draft.endpointId).toBe('6.4');
		expect(app.frame()).toContain('4 Session');
	});

	test('a mark and a note are made in place, on the attempt of the row', async () => {
		const app = await openSession({columns: 160, rows: 50});
		await app.press('4', 'z', keys.home, keys.down, 'm');
		expect(app.frame()).toContain('Mark 6.4, which was not fired');
		await app.press('b', 'no such seat', keys.enter);
		expect(app.frame()).toMatch(/› 6\.4 .*B blocked .*no such seat/);
		await app.press('n', 'asked them', keys.enter);
		expect(app.frame()).toMatch(/› 6\.4 .*asked them/);
		expect(app.frame()).toContain('━▶ 4 Session');
	});

	test('the two rows of one endpoint are marked apart', async () => {
		const app = await openApp({columns: 80, rows: 24, catalog: stageCatalog});
		app.session.startStage('stage2');
		await app.press('s', keys.enter, keys.enter, keys.enter);
		app.answer({status: 200, verdict: 'failure'});
		await app.settle();
		await app.press(keys.escape, 'f');
		app.answer({status: 200, verdict: 'success'});
		await app.settle();
		await app.press('4', keys.home, 'm', 'f', keys.enter);
		const marked = app.session.events.findLast(event => event.type === 'mark.set');
		expect(marked).toMatchObject({endpoint_id: '6.1', attempt: 1, mark: 'fail'});
		await app.press(keys.home, keys.enter);
		expect(app.frame()).toMatch(/▶ 3 Response 6\.1 attempt 1 of 2 OLDER/);
		await app.press('4', keys.end, 'm', 'p', keys.enter);
		expect(app.session.events.findLast(event => event.type === 'mark.set')).toMatchObject({
			attempt: 2,
			mark: 'pass',
		});
	});

	test('one key goes through the verdicts and says what is hidden; Escape shows all', async () => {
		const app = await openSession({columns: 80, rows: 24});
		await app.press('4');
		const seen: string[] = [];
		for (let press = 0; press < 7; press++) {
			await app.press(']');
			seen.push(/\[(.*?) \d+\]/.exec(app.frame())?.[1] ?? '');
		}

		expect(seen).toEqual([
			'✔ success',
			'◐ limitation',
			'✘ failure',
			'∅ no-response',
			'? unknown',
			'– not run',
			'All',
		]);
		await app.press('[');
		expect(app.frame()).toContain('The filter hides 2 of 5.');
		await app.press(keys.escape);
		expect(app.frame()).not.toContain('hides');
		expect(app.frame()).toContain('4 Session');
	});

	test('rows follow the text with every key, and the first of them is chosen', async () => {
		const app = await openSession({columns: 80, rows: 24});
		await app.press('4', '/', 'seats');
		expect(app.frame()).toMatch(/› 6\.14/);
		expect(app.frame()).not.toContain('Update a ticket');
		await app.press(keys.enter, keys.enter);
		expect(app.frame()).toMatch(/▶ 2 Request 6\.14/);
	});

	test('Enter goes to the very attempt that the verdict of the row comes from', async () => {
		const app = await openSession({columns: 80, rows: 24});
		await app.press('4', keys.end, keys.up, keys.enter);
		expect(app.frame()).toMatch(/▶ 3 Response 6\.1 attempt 4 of 4/);
	});

	test('no key works on a row that is not in sight', async () => {
		const app = await openApp({columns: 80, rows: 24, catalog: stageCatalog});
		await app.press('4', 'f');
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).toContain('No row is in sight.');
		await app.press('m');
		expect(app.frame()).not.toContain('Your judgement');
	});

	test('w exports from here', async () => {
		const app = await openSession({columns: 80, rows: 24});
		await app.press('4', 'w');
		expect(app.frame()).toContain('Export');
	});
});

test('while waiting, the phases tick one after the other', async () => {
	const app = await openApp({columns: 80, rows: 24});
	await app.press('f', '3');
	app.session.progress('tcp');
	await app.advance(200);
	app.session.progress('wait');
	await app.advance(1300);
	expect(app.frame()).toContain('→ in flight 1.5 s');
	expect(app.frame()).toContain('tcp 200 ms · wait 1.3 s');
	await app.advance(500);
	expect(app.frame()).toContain('tcp 200 ms · wait 1.8 s');
});
