/** The body's editor as a person sees it; update with `npm run test:update` and look at the difference. */
import {describe, expect, test} from 'vitest';
import {keys, openApp} from '../open-app.tsx';

describe.each([
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
])('at $columns×$rows', ({columns, rows}) => {
	async function openBody() {
		const app = await openApp({columns, rows});
		await app.press('/', '6.1', keys.enter, 'b', keys.enter);
		return app;
	}

	test('a fault, a variable without a value, and what the catalog knows stand where they can be read', async () => {
		const app = await openBody();
		await app.press(keys.up, keys.end, ',', keys.enter, '"order": {{order_id}}, "who": {{nobody}},', keys.up);
		await expect(`${app.frame()}\n`).toMatchFileSnapshot(`../frames/edit-fault-${columns}x${rows}.txt`);
	});

	test('what is looked for in the body stands below it', async () => {
		const app = await openBody();
		await app.press('\u0006', 'c');
		await expect(`${app.frame()}\n`).toMatchFileSnapshot(`../frames/edit-find-${columns}x${rows}.txt`);
	});
});
