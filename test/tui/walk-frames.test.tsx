/** The guided stages as a person sees them; update with `npm run test:update` and look at the difference. */
import {describe, expect, test} from 'vitest';
import type {StageCheck} from '../../source/tui/stage-check.ts';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

const sizes = [
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
] as const;

type Size = {columns: number; rows: number};

const checks: readonly StageCheck[] = [
	{id: 'program', title: 'Program', run: () => Promise.resolve({status: 'ok', found: 'version 0, Node 20'})},
	{
		id: 'git',
		title: 'Git revision',
		run: () =>
			Promise.resolve({
				status: 'warning',
				found: 'abcdef123456, with uncommitted changes',
				next: 'Commit them, so that the revision in the report can be reproduced.',
			}),
	},
	{id: 'clickhouse', title: 'ClickHouse answers', run: () => Promise.resolve({status: 'ok', found: '24.8'})},
];

const blockedCheck: StageCheck = {
	id: 'token-rest',
	title: 'Token of the REST API',
	run: () =>
		Promise.resolve({
			status: 'blocked',
			found: 'QTICKETS_TOKEN is not set.',
			next: 'Set it in the environment, or in a file named with --env-file.',
		}),
};

const unending: StageCheck = {
	id: 'dns',
	title: 'Name resolution',
	run: () =>
		new Promise(() => {
			// It never ends: the list must not wait for it.
		}),
};

async function open(size: Size, options: OpenAppOptions = {}): Promise<OpenedApp> {
	return openApp({...size, catalog: stageCatalog, stageChecks: checks, ...options});
}

/** On the first test of Stage 2. */
async function begun(size: Size, options: OpenAppOptions = {}): Promise<OpenedApp> {
	const app = await open(size, options);
	await app.press('s', keys.enter, keys.enter);
	return app;
}

const added = {body: '{"status":"success","result":{"id":5012}}', captures: {ticket_id: '5012'}};

async function expectFrame(app: OpenedApp, name: string, {columns, rows}: Size): Promise<void> {
	const frame = app.frame();
	expect(frame.split('\n').length).toBeLessThanOrEqual(rows - 1);
	await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
}

describe.each(sizes)('at $columns×$rows', size => {
	test('checks stand as they end: ok, warning, blocked, and one that is still under way', async () => {
		const app = await open(size, {stageChecks: [...checks, blockedCheck, unending]});
		await app.press('s');
		await expectFrame(app, 'walk-checking', size);
	});

	test('a blocked check asks for a reason', async () => {
		const app = await open(size, {stageChecks: [...checks, blockedCheck]});
		await app.press('s', keys.enter, 'the token comes at noon');
		await expectFrame(app, 'walk-blocked', size);
	});

	test('the card says what will be done before anything is', async () => {
		const app = await open(size);
		await app.press('s', keys.enter);
		await expectFrame(app, 'walk-card', size);
	});

	test('the card of production asks for the name of the host', async () => {
		const app = await open(size, {kind: 'production'});
		await app.press('s', keys.enter, keys.enter);
		await expectFrame(app, 'walk-production', size);
	});

	test('a test to be fired: what it does, sends, expects and takes', async () => {
		await expectFrame(await begun(size), 'walk-to-fire', size);
	});

	test('a test under way', async () => {
		const app = await begun(size);
		await app.press(keys.enter);
		app.session.progress('wait');
		await app.advance(1234);
		await expectFrame(app, 'walk-in-flight', size);
	});

	test('a test to be marked: the verdict with its reasons, what was captured, the suggestion', async () => {
		const app = await begun(size);
		await app.press(keys.enter);
		app.answer(added);
		await app.settle();
		await expectFrame(app, 'walk-to-mark', size);
	});

	test('a failure says why', async () => {
		const app = await begun(size);
		await app.press(keys.enter);
		app.answer({
			body: '{"status":"error","message":"Место уже занято"}',
			verdict: 'failure',
			reason: 'The body says "status": "error" although the status is 200.',
		});
		await app.settle();
		await expectFrame(app, 'walk-failure', size);
	});

	test('a value that is missing is named, and offers what to do', async () => {
		const app = await begun(size);
		await app.press(keys.enter);
		app.answer({status: 403, verdict: 'limitation', reason: 'status 403 was expected before the run'});
		await app.settle();
		await app.press(keys.enter, keys.enter);
		await expectFrame(app, 'walk-missing', size);
	});

	test('findings: notes, what was left behind, compliance', async () => {
		const app = await begun(size);
		await app.press(keys.enter);
		app.answer(added);
		await app.settle();
		await app.press(keys.enter, keys.enter);
		app.answer({verdict: 'failure', reason: 'The body says "status": "error" although the status is 200.'});
		await app.settle();
		await app.press(keys.enter, 's', 'нет времени', keys.enter);
		await app.press('n', 'The second key is read-only.', keys.enter, keys.down);
		await expectFrame(app, 'walk-findings', size);
	});
});
