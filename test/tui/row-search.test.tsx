/** Searching the tabs of the response that are no body. */
import {describe, expect, test} from 'vitest';
import {rowSearchOf} from '../../source/tui/reading/row-search.ts';
import {keys, openApp, type OpenedApp} from './open-app.tsx';

const size = {columns: 80, rows: 24};

/** An answer with many headers, on the tab that comes so many after the body. */
async function answered(tabs: number, answer: Parameters<OpenedApp['answer']>[0] = {}): Promise<OpenedApp> {
	const app = await openApp(size);
	await app.press(keys.enter);
	app.answer({
		headers: [
			['content-type', 'application/json'],
			...Array.from({length: 40}, (_, at) => [`x-filler-${at}`, 'nothing'] as const),
			['x-trace', `${'long/'.repeat(30)}needle`],
			['x-needle', 'last'],
		],
		...answer,
	});
	await app.settle();
	await app.press('3', ...']'.repeat(tabs));
	return app;
}

describe('/ in the tab Headers', () => {
	test('searches the headers: the list of endpoints stays as it is', async () => {
		const app = await answered(1);
		expect(app.frame()).toMatch(/\/ search/);
		await app.press('/', 'needle');
		expect(app.frame()).toMatch(/\/ needle +1 of 2/);
		expect(app.frame()).toContain('/needle');
		expect(app.frame()).toContain('1.1  List of orders');
		expect(app.frame()).toContain('6.1  Add one ticket');
		await app.press(keys.enter, 'n');
		expect(app.frame()).toContain('/ needle · 2 of 2 · n next, N previous');
		expect(app.frame()).toContain('x-needle: last');
		await app.press('n');
		expect(app.frame()).toContain('1 of 2');
		await app.press('N');
		expect(app.frame()).toContain('2 of 2');
		await app.press(keys.escape);
		expect(app.frame()).not.toContain('/ needle');
		expect(app.frame()).toContain('[Headers');
	});

	test('left with Esc goes back to where the tab was, and to the search before', async () => {
		const app = await answered(1);
		const before = app.frame();
		await app.press('/', 'needle', keys.escape);
		expect(app.frame()).toBe(before);
		await app.press('/', 'trace', keys.enter, '/', 'needle', keys.escape);
		expect(app.frame()).toContain('/ trace · 1 of 1');
	});

	test('says so when nothing is found', async () => {
		const app = await answered(1);
		await app.press('/', 'nowhere');
		expect(app.frame()).toMatch(/\/ nowhere +not found/);
	});

	test('ends where the tab ends: the body has its own search, and another endpoint none', async () => {
		const app = await answered(1);
		await app.press('/', 'needle', keys.enter, '[');
		expect(app.frame()).not.toContain('/ needle');
		await app.press(']');
		expect(app.frame()).toContain('/ needle');
		await app.press('1', keys.down, keys.enter);
		app.answer();
		await app.settle();
		await app.press('3', ']');
		expect(app.frame()).not.toContain('/ needle');
	});
});

describe('/ in the other tabs', () => {
	test('of the attempts chooses an attempt', async () => {
		const app = await answered(0);
		for (const status of [500, 200, 200]) {
			await app.press('f');
			app.answer({status, verdict: status === 200 ? 'success' : 'failure', reason: 'It broke.'});
			await app.settle();
		}

		await app.press(']', ']', '/', 'failure', keys.enter);
		expect(app.frame()).toMatch(/›.* 2 ✘ failure/);
	});

	test('of the reasons finds what stands over the end of a row, and shows signs as they were', async () => {
		const reason = `${'The server said something long. '.repeat(3)}Here is the place\u0007 of the fault.`;
		const app = await answered(3, {verdict: 'failure', reason});
		// Longer than the pane is wide: it stands on two rows at least.
		const phrase = 'The server said something long. Here is the place';
		await app.press('/', phrase, keys.enter);
		expect(app.frame()).toContain(`/ ${phrase.slice(0, 40)}`);
		expect(rowSearchOf(app.store.getSnapshot().state)?.at).toBe(0);
		await app.press(keys.escape, '/', 'place', keys.enter);
		expect(app.frame()).toContain('␇');
		expect(app.frame()).not.toContain('U+2407');
	});
});
