/** The mouse, by what a terminal reports of it. */
import {describe, expect, test} from 'vitest';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

const open = (options: OpenAppOptions = {}) =>
	openApp({columns: 160, rows: 50, settings: {mouse: true}, ...options});

/** Clicks the first place on screen that shows a text; `from` is the column to search from. */
async function click(app: OpenedApp, text: string, from = 0): Promise<void> {
	const lines = app.frame().split('\n');
	const row = lines.findIndex(line => line.indexOf(text, from) !== -1);
	expect(row, `"${text}" on\n${app.frame()}`).toBeGreaterThan(-1);
	app.store.point({kind: 'press', column: lines[row]!.indexOf(text, from), row});
	await app.settle();
}

async function wheel(app: OpenedApp, direction: 'up' | 'down', column: number, row: number): Promise<void> {
	app.store.point({kind: `wheel-${direction}`, column, row});
	await app.settle();
}

describe('a click', () => {
	test('chooses an endpoint, a tab, a row and a pane', async () => {
		const app = await open();
		await click(app, 'Check a barcode');
		expect(app.frame()).toContain('› 6.13 ');
		await click(app, 'Headers', 61);
		expect(app.store.getSnapshot().state).toMatchObject({focus: 'request', requestTab: 'headers'});
		await click(app, 'Path', 61);
		await click(app, 'event_id', 61);
		expect(app.store.getSnapshot().state.focus).toBe('request');
		await click(app, '3 Response', 61);
		expect(app.store.getSnapshot().state.focus).toBe('response');
	});

	test('leaves a value that is typed, and keeps its text', async () => {
		const app = await open();
		await app.press('/', '6.1', keys.enter, 'e', '77');
		await click(app, '6.13');
		expect(app.store.getSnapshot().state).toMatchObject({selected: '6.13', mode: {kind: 'browse'}});
		await click(app, '6.1  POST');
		expect(app.frame()).toContain('/77/');
	});

	test('does nothing to a question: it is answered or left by a key', async () => {
		const app = await open();
		await app.press('n', 'typed');
		await click(app, '6.13');
		expect(app.frame()).toContain('typed');
		expect(app.store.getSnapshot().state.selected).toBe('1.1');
	});

	test('chooses in the palette, and a second one goes there', async () => {
		const app = await open();
		await app.press(':', 'order');
		await click(app, 'Change an order');
		expect(app.frame()).toMatch(/^› endpoint .*Change an order/m);
		await click(app, 'Change an order');
		expect(app.store.getSnapshot().state).toMatchObject({selected: '1.3', mode: {kind: 'browse'}});
	});

	test('chooses in the help, and a second one runs it', async () => {
		const app = await open();
		await app.press('?');
		await click(app, 'next pane');
		expect(app.frame()).toContain('Help pane.next');
		await click(app, 'next pane');
		expect(app.store.getSnapshot().state.focus).toBe('request');
	});
});

describe('the wheel', () => {
	test('scrolls what is under the pointer, whatever has the keys', async () => {
		const app = await open();
		await app.press('f');
		app.answer({status: 200, body: JSON.stringify(Array.from({length: 200}, (_, at) => at))});
		await app.settle();
		expect(app.frame()).toMatch(/ 1–\d+ of 202/);
		for (let notch = 0; notch < 20; notch++) {
			app.store.point({kind: 'wheel-down', column: 120, row: 40});
		}

		await app.settle();
		expect(app.store.getSnapshot().state).toMatchObject({focus: 'list', selected: '1.1'});
		expect(app.frame()).toMatch(/ [2-6]\d–\d+ of 202/);
		await wheel(app, 'down', 5, 10);
		expect(app.store.getSnapshot().state.selected).toBe('2.1');
	});

	test('moves in palette and help', async () => {
		const app = await open();
		await app.press('?');
		await wheel(app, 'down', 5, 10);
		expect(app.store.getSnapshot().state.mode).toMatchObject({entry: 3});
		await app.press(keys.escape, ':');
		await wheel(app, 'down', 5, 10);
		expect(app.store.getSnapshot().state.mode).toMatchObject({row: 3});
	});
});

test('the mouse is off until one key, which is shown, turns it on; the same key gives the selection of text back', async () => {
	const used: boolean[] = [];
	const app = await openApp({
		preferences: {keepSetting: () => Promise.resolve(), useMouse: isOn => used.push(isOn)},
	});
	app.store.point({kind: 'press', column: 4, row: 5});
	expect(app.store.getSnapshot().state.selected).toBe('1.1');
	await app.press('M');
	expect(app.frame()).toContain('i Mouse on: the wheel scrolls, a click chooses. M turns it off');
	app.store.point({kind: 'press', column: 4, row: 4});
	expect(app.store.getSnapshot().state.selected).toBe('1.2');
	await app.press('M');
	expect(app.frame()).toContain('Mouse off');
	expect(used).toEqual([true, false]);
});
