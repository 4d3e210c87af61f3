/** The help says where the operator is, and goes back there. */
import {expect, test} from 'vitest';
import {keys, openApp, type OpenedApp} from './open-app.tsx';

async function firedTwice(): Promise<OpenedApp> {
	const app = await openApp({columns: 160, rows: 200});
	await app.press('/', '6.1', keys.enter, 'f');
	app.answer();
	await app.settle();
	await app.press('f');
	app.answer();
	await app.settle();
	await app.press('3');
	return app;
}

/** The headings of the help that say that the operator is there. */
function placesOf(app: OpenedApp): readonly string[] {
	return app
		.frame()
		.split('\n')
		.flatMap(line => /(.+) \(where you are\)$/.exec(line)?.[1]?.trim() ?? []);
}

test('only scopes whose keys work there are where the operator is', async () => {
	const app = await firedTwice();
	await app.press('?');
	expect(placesOf(app)).toEqual(['Response, body as a tree', 'Response, body', 'Response']);
	await app.press(keys.escape, ']', ']', '?');
	expect(placesOf(app)).toEqual([
		'Response, attempts',
		'Response, headers, attempts and reasons',
		'Response',
	]);
});

test('the comparison names its help, opens it and is there again when it is closed, also after a search', async () => {
	const app = await firedTwice();
	await app.press('D');
	expect(app.frame()).toMatch(/Esc close .*\? help/);
	await app.press('?');
	expect(placesOf(app)).toEqual(['Comparing two attempts']);
	await app.press('/', 'scroll', keys.enter, keys.escape, keys.escape);
	expect(app.frame()).toContain('▶ Diff 6.1');
});
