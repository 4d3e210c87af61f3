/** Stage 2 and its marks: what a double press does, what a result shows, what a note becomes. */
import {expect, test} from 'vitest';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

async function atFirstTest(options: OpenAppOptions = {}): Promise<OpenedApp> {
	const app = await openApp({
		catalog: stageCatalog,
		stageChecks: [{id: 'a', title: 'A check', run: () => Promise.resolve({status: 'ok', found: 'fine'})}],
		...options,
	});
	await app.press('s', keys.enter, keys.enter);
	return app;
}

const added = {body: '{"status":"success","result":{"id":5012}}', captures: {ticket_id: '5012'}};

test('Enter pressed twice accepts and does not fire the next test; the third, later, does', async () => {
	const app = await atFirstTest({restAfterKey: 250});
	await app.press(keys.enter);
	app.answer(added);
	await app.settle();
	await app.press(keys.enter);
	expect(app.frame()).toContain('was not taken');
	await app.advance(250);
	await app.press(keys.enter, keys.enter);
	expect(app.session.events.filter(({type}) => type === 'mark.set')).toHaveLength(1);
	expect(app.session.fired).toHaveLength(1);
	expect(app.frame()).not.toMatch(/^Enter fire/m);
	await app.advance(250);
	expect(app.frame()).toMatch(/^Enter fire/m);
	await app.press(keys.enter);
	expect(app.session.fired).toHaveLength(2);
});

test('the mark menu says how a note is written, and n says it again', async () => {
	const app = await openApp();
	await app.press('f');
	app.answer();
	await app.settle();
	await app.press('m');
	expect(app.frame()).toContain('its note is typed next');
	await app.press('n');
	expect(app.frame()).toContain('Choose the mark first');
	expect(app.store.getSnapshot().state.mode.kind).toBe('mark');
});

test('a note that the disk will have masked says so while it is typed, and in which form', async () => {
	const app = await openApp();
	await app.press('n', 'ask test@example.co');
	expect(app.frame()).not.toContain('MASKED');
	await app.press('m');
	expect(app.frame()).toContain('It is written MASKED: ask te..t@ex..le.com');
});

test('a search in an answer for the id of an endpoint leads to the list', async () => {
	const app = await openApp();
	await app.press('f');
	app.answer();
	await app.settle();
	await app.press('3', '/', '6.13');
	expect(app.frame()).toContain('not in the body; 1 then / for the list');
	await app.press('x');
	expect(app.frame()).toContain('not found');
});

test('a result shows as many of its reasons as there is room for, and how many more there are', async () => {
	const reasons = Array.from({length: 9}, (_, index) => ({code: 'fake', text: `reason ${index + 1}.`}));
	const shown = async (rows: number) => {
		const app = await atFirstTest({rows});
		await app.press(keys.enter);
		app.answer({...added, reasons});
		await app.settle();
		return app.frame();
	};

	expect(await shown(50)).toContain('reason 9.');
	const small = await shown(24);
	expect(small).toContain('reason 6.');
	expect(small).toContain('… and 3 more (tab Reasons of the response)');
});
