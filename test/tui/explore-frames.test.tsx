/** Frames as a person sees them; update with `npm run test:update` and look at the difference. */
import {describe, expect, test} from 'vitest';
import {keys, openApp, type OpenedApp} from './open-app.tsx';

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
] as const;

/** The frame as a committed file; and it is one row lower than the terminal, and nowhere wider. */
async function expectFrame(app: OpenedApp, name: string, {columns, rows}: {columns: number; rows: number}) {
	const frame = app.frame();
	expect(frame.split('\n').length).toBeLessThanOrEqual(rows - 1);
	await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
}

describe.each(sizes)('at $columns×$rows', size => {
	test('the first frame shows sections and endpoints, what would be sent, and the keys', async () => {
		const app = await openApp(size);
		await expectFrame(app, 'first', size);
	});

	test('requests in flight tick in the list and in the response', async () => {
		const app = await openApp(size);
		await app.press(keys.enter, keys.down, keys.enter);
		app.session.progress('wait');
		await app.advance(1234);
		await app.press('3');
		await expectFrame(app, 'in-flight', size);
	});

	test('an answer stands under the request, time and attempt that it belongs to', async () => {
		const app = await openApp(size);
		await app.press('/', '6.1', keys.enter, 'f');
		app.answer({
			status: 200,
			body: '{"status":"error","message":"Место уже занято","id":12345678901234567890}',
			verdict: 'failure',
			reason: 'The body says "status": "error" although the status is 200.',
			timings: {dns: 1.5, tls: 20.2},
		});
		await app.settle();
		await app.press('m', 'f', 'занято с утра', keys.enter, '3');
		await expectFrame(app, 'answer', size);
	});

	test('the body is edited in place', async () => {
		const app = await openApp(size);
		await app.press('/', '6.1', keys.enter, 'b', 'e', keys.up, keys.backspace);
		await expectFrame(app, 'body', size);
	});

	test('the help lists every key of where the operator is', async () => {
		const app = await openApp(size);
		await app.press('?');
		await expectFrame(app, 'help', size);
	});

	test('the summary of an export says what was written and what it does not prove', async () => {
		const app = await openApp({
			...size,
			exportSession: () =>
				Promise.resolve({
					archive: '/work/artifacts/qtickets_sandbox_run_20251122_153000_INCOMPLETE.zip',
					sha256: 'ab'.repeat(32),
					directory: '/work/artifacts/qtickets_sandbox_run_20251122_153000',
					files: [
						{path: 'session.jsonl', bytes: 20_480},
						{path: 'reports/qtickets_stage2_final_report.md', bytes: 5120},
						{path: 'SHA256SUMS', bytes: 300},
					],
					complete: false,
				}),
		});
		await app.press('w');
		await expectFrame(app, 'export', size);
	});
});

test('a terminal that is too small says what it needs, and works again when it has grown', async () => {
	const app = await openApp({columns: 50, rows: 12});
	await expectFrame(app, 'too-small', {columns: 50, rows: 12});
	app.store.dispatch({type: 'resized', size: {columns: 80, rows: 24}});
	await app.settle();
	expect(app.frame()).toContain('1 Endpoints');
});

test('production is a word at the start of every frame', async () => {
	const app = await openApp({kind: 'production'});
	await expectFrame(app, 'production', {columns: 80, rows: 24});
	await app.press('?');
	expect(app.frame()).toMatch(/^ ⚠ PRODUCTION /);
});
