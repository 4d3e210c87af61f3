/** Reading an answer as an operator does: views, folds, search, filter, copy, save, comparison. */
import {describe, expect, test} from 'vitest';
import type {CopyResult, Outside, SaveResult} from '../../source/tui/outside.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

const body = JSON.stringify({
	status: 'ok',
	items: Array.from({length: 30}, (_, id) => ({id, name: `Сектор ${id}`, email: 'test@example.com'})),
	total: 30,
}).replace('"total":30', '"total":12345678901234567890,"price":1.50');

/** The explorer with an answer on screen, and the keys in its pane. */
async function reading(
	options: OpenAppOptions & {answer?: Parameters<OpenedApp['answer']>[0]} = {},
): Promise<OpenedApp> {
	const app = await openApp(options);
	await app.press('/', '6.1', keys.enter, 'f');
	app.answer(options.answer ?? {body});
	await app.settle();
	await app.press('3');
	return app;
}

/** Waits until the screen shows something that is worked out in a thread of its own. */
async function until(app: OpenedApp, expected: RegExp): Promise<string> {
	for (;;) {
		await app.settle();
		if (expected.test(app.frame())) {
			return app.frame();
		}

		await new Promise<void>(resolve => {
			const stop = app.store.subscribe(() => {
				stop();
				resolve();
			});
		});
	}
}

function fakeOutside({
	copied = {way: 'program', name: 'wl-copy'},
	exists = false,
}: {copied?: CopyResult; exists?: boolean} = {}) {
	const texts: string[] = [];
	const saved: Array<{name: string; text: string; overwrite: boolean}> = [];
	const kept: string[] = [];
	const outside: Outside = {
		copy(text) {
			texts.push(text);
			return Promise.resolve(copied);
		},
		save(name, bytes, {overwrite}): Promise<SaveResult> {
			if (exists && !overwrite) {
				return Promise.resolve({kind: 'exists', path: `/here/${name}`});
			}

			saved.push({name, text: Buffer.from(bytes).toString(), overwrite});
			return Promise.resolve({kind: 'saved', path: `/here/${name}`});
		},
		keepCopy(text) {
			kept.push(text);
			return Promise.resolve({kind: 'saved', path: '/tmp/copied.txt'});
		},
	};
	return {outside, texts, saved, kept};
}

describe.each([
	[60, 16],
	[80, 24],
	[160, 50],
])('at %i×%i', (columns, rows) => {
	const size = {columns, rows};

	async function expectFrame(app: OpenedApp, name: string): Promise<void> {
		const frame = app.frame();
		expect(frame.split('\n').length).toBeLessThanOrEqual(rows - 1);
		await expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
	}

	test('a tree that is folded to its first level, one of it opened', async () => {
		const app = await reading(size);
		await app.press('-', keys.down, keys.down, keys.enter);
		await expectFrame(app, 'read-tree');
	});

	test('a search: how many, which one, and the match in sight', async () => {
		const app = await reading(size);
		await app.press('/', 'сектор 2', keys.enter, 'n');
		await expectFrame(app, 'read-search');
	});

	test('bytes in hex', async () => {
		const app = await reading({
			...size,
			answer: {body: Buffer.from([0, 1, 2, 0x41, 0x42, 0xff]), headers: []},
		});
		await expectFrame(app, 'read-hex');
	});

	test('a filter stands above what it gives', async () => {
		const app = await reading(size);
		await app.press('F', '$.items[?@.id>27].name', keys.enter);
		await until(app, /2 values/);
		await expectFrame(app, 'read-filter');
	});

	test('two attempts compared', async () => {
		const app = await reading(size);
		await app.press('f');
		app.answer({status: 404, statusText: 'Not Found', body: body.replace('"ok"', '"gone"')});
		await app.settle();
		await app.press('D');
		await until(app, /Request line: the same/);
		await expectFrame(app, 'read-diff');
	});
});

describe('the views of a body', () => {
	test('t goes through tree, pretty, raw and hex, and the cursor stays at what it was on', async () => {
		const app = await reading();
		await app.press('/', '"total"', keys.enter);
		expect(app.frame()).toMatch(/tree \$\.total/);
		expect(app.frame()).toContain('"total": 12345678901234567890,');
		await app.press('t');
		expect(app.frame()).toMatch(/pretty \$\.total/);
		await app.press('t');
		expect(app.frame()).toMatch(/raw row 1/);
		await app.press('t');
		expect(app.frame()).toMatch(/hex offset \d+ of \d+ bytes/);
		expect(app.frame()).toMatch(/00000000 {2}7b 22 73 74/);
		await app.press('t');
		expect(app.frame()).toMatch(/tree \$/);
	});

	test('folding hides what is inside and says how much it is; opening gives it back', async () => {
		const app = await reading({rows: 50});
		await app.press(keys.down, keys.down, keys.enter);
		expect(app.frame()).toMatch(/▸ {3}"items": \[ … \] 30 items,/);
		expect(app.frame()).not.toContain('Сектор');
		await app.press(keys.enter);
		expect(app.frame()).toContain('Сектор 0');
	});

	test('Enter on a value folds what is around it', async () => {
		const app = await reading();
		await app.press(...Array<string>(4).fill(keys.down), keys.enter);
		expect(app.frame()).toMatch(/▸ {5}\{ … \} 3 keys,/);
		expect(app.frame()).toMatch(/tree \$\.items\[0\]/);
	});

	test('a body that is said to be JSON and is not says where it stops being it', async () => {
		const app = await reading({columns: 160, answer: {body: '{"a": tru}'}});
		expect(app.frame()).toContain('Said to be JSON, and is not: A value expected at byte 6');
	});

	test('a line of 140 000 letters is read to its end', async () => {
		const app = await reading({
			answer: {body: `${'Ж'.repeat(140_000)} конец`, headers: [['Content-Type', 'text/plain']]},
		});
		await app.press('G');
		expect(app.frame()).toMatch(/↪ Ж/);
		await app.press('/', 'конец', keys.enter);
		expect(app.frame()).toContain('1 of 1');
	});
});

describe('searching', () => {
	test('follows what is typed, goes on and back, starts again at the end, and ends', async () => {
		const app = await reading();
		await app.press('/', 'Сектор 29');
		expect(app.frame()).toMatch(/1 of 1/);
		expect(app.frame()).toContain('"name": "Сектор 29"');
		await app.press(...Array<string>(2).fill(keys.backspace), 'x');
		expect(app.frame()).toContain('not found');
		await app.press(keys.backspace, '1', keys.enter);
		expect(app.frame()).toMatch(/1 of 11/);
		await app.press('n');
		expect(app.frame()).toMatch(/2 of 11/);
		await app.press('N', 'N');
		expect(app.frame()).toMatch(/11 of 11/);
		await app.press('n');
		expect(app.frame()).toMatch(/1 of 11/);
		await app.press(keys.escape);
		expect(app.frame()).not.toMatch(/of 11/);
		// Without a search n is what it is everywhere else.
		await app.press('n');
		expect(app.frame()).toContain('Note on 6.1');
	});

	test('Escape while typing goes back to where the cursor was', async () => {
		const app = await reading();
		await app.press(keys.down, '/', 'Сектор 29', keys.escape);
		expect(app.frame()).toMatch(/tree \$\.status/);
	});

	test('a match inside what is folded is opened', async () => {
		const app = await reading();
		await app.press('-', '/', 'Сектор 20', keys.enter);
		expect(app.frame()).toContain('"name": "Сектор 20"');
		expect(app.frame()).toMatch(/\$\.items\[20\]\.name/);
	});

	test('in another pane / filters the list as ever', async () => {
		const app = await reading();
		await app.press('1', '/');
		expect(app.frame()).toMatch(/^\/ /m);
		expect(app.store.getSnapshot().state.mode.kind).toBe('filter');
	});
});

describe('filtering', () => {
	test('jq runs, numbers keep their digits, and Escape shows the whole body again', async () => {
		const app = await reading();
		await app.press('F', '.total, .price', keys.enter);
		const frame = await until(app, /jq \.total, \.price ·/);
		expect(frame).toContain('12345678901234567890');
		expect(frame).toContain('1.50');
		expect(frame).not.toContain('Сектор');
		await app.press(keys.escape);
		expect(app.frame()).toContain('Сектор 0');
	});

	test('what is wrong with a filter stands in its line, and the body stays', async () => {
		const app = await reading({columns: 160});
		await app.press('F', '$.items[', keys.enter);
		const frame = await until(app, /✘ JSONPath \$\.items\[ · /);
		expect(frame).toContain('"status": "ok"');
		await app.press('F');
		expect(app.frame()).toContain('$.items[');
	});

	test('a filter is applied to the next answer of the same endpoint, and to no other endpoint', async () => {
		const app = await reading();
		await app.press('F', '$.total', keys.enter);
		await until(app, /1 value/);
		await app.press('f');
		app.answer({body: '{"total": 77}'});
		await until(app, /^.*│ {2}77$/m);
		await app.press('1', keys.down, 'f');
		app.answer({body: '{"total": 78}'});
		await app.settle();
		expect(app.frame()).not.toContain('JSONPath');
	});

	test('the path of a value that was found is its path in the whole body', async () => {
		const app = await reading();
		await app.press('F', '$.items[?@.id==7]', keys.enter);
		await until(app, /1 value/);
		await app.press(keys.down);
		expect(app.frame()).toContain('$.items[7].id');
	});
});

describe('copying', () => {
	test.each([
		['v', 'Сектор 0', 'the value'],
		['l', '      "name": "Сектор 0",', 'the line'],
		['p', '$.items[0].name', 'the path'],
		['b', body, 'the whole body'],
	])('%s copies the right thing and says what, how and that it is in clear', async (key, text, what) => {
		const {outside, texts} = fakeOutside();
		const app = await reading({columns: 160, outside});
		await app.press('/', 'Сектор 0', keys.enter, 'y', key);
		expect(texts).toEqual([text]);
		expect(app.frame()).toContain(`Copied ${what} (`);
		expect(app.frame()).toContain('with wl-copy, in clear');
	});

	test('c copies the curl line, without the token', async () => {
		const {outside, texts} = fakeOutside();
		const app = await reading({outside});
		await app.press('y', 'c');
		expect(texts[0]).toContain('$QTICKETS_TOKEN');
	});

	test('without a clipboard a file has it, masked unless it comes from a sandbox', async () => {
		for (const [kind, expected, word] of [
			['test', 'te..t@ex..le.com', 'MASKED'],
			['sandbox', 'test@example.com', 'in clear'],
		] as const) {
			const {outside, kept} = fakeOutside({copied: {way: 'none'}});
			const app = await reading({columns: 160, outside, kind});
			await app.press('/', 'test@', keys.enter, 'y', 'v');
			expect(kept).toEqual([expected]);
			expect(app.frame()).toContain('No clipboard took the value');
			expect(app.frame()).toContain(word);
			expect(app.frame()).toContain('/tmp/copied.txt');
		}
	});

	test('a terminal that may not take it is not trusted: a file has it too', async () => {
		const {outside, kept} = fakeOutside({copied: {way: 'terminal', isSure: false}});
		const app = await reading({columns: 160, outside});
		await app.press('y', 'p');
		expect(app.frame()).toContain('which may not take it');
		expect(kept).toEqual(['$']);
	});
});

describe('saving', () => {
	test('asks for a name and writes the body as the sandbox gave it', async () => {
		const {outside, saved} = fakeOutside();
		const app = await reading({columns: 160, outside});
		await app.press('S');
		expect(app.frame()).toContain('6.1_attempt-1.json');
		await app.press(keys.enter);
		expect(saved).toEqual([{name: '6.1_attempt-1.json', text: body, overwrite: false}]);
		expect(app.frame()).toContain('/here/6.1_attempt-1.json, in clear');
	});

	test('writes it masked for any other profile, and says so before and after', async () => {
		const {outside, saved} = fakeOutside();
		const app = await reading({columns: 160, outside, kind: 'test'});
		await app.press('S');
		expect(app.frame()).toContain('MASKED');
		await app.press('mine.json', keys.enter);
		expect(saved[0]?.name).toBe('mine.json');
		expect(saved[0]?.text).toContain('te..t@ex..le.com');
		expect(saved[0]?.text).not.toContain('test@example.com');
		expect(app.frame()).toContain('MASKED');
	});

	test('never writes over a file without a yes', async () => {
		const {outside, saved} = fakeOutside({exists: true});
		const app = await reading({outside});
		await app.press('S', keys.enter);
		expect(app.frame()).toContain('A file of that name is there already');
		await app.press(keys.escape);
		expect(app.frame()).toContain('Save the body');
		expect(saved).toEqual([]);
		await app.press(keys.enter, 'y');
		expect(saved.map(({overwrite}) => overwrite)).toEqual([true]);
	});
});

describe('comparing', () => {
	test('any two attempts that are chosen in their list', async () => {
		const app = await reading();
		for (const status of [201, 202]) {
			await app.press('f');
			app.answer({status, body});
			await app.settle();
		}

		await app.press(']', ']', keys.down, keys.down, ' ');
		expect(app.frame()).toMatch(/±/);
		await app.press(keys.up, keys.up, 'D');
		const frame = await until(app, /Status: differs/);
		expect(frame).toMatch(/− attempt 1 .*\+ attempt 3/);
		expect(frame).toContain('- 200 OK');
		expect(frame).toContain('+ 202 OK');
		expect(frame).toMatch(/Answer body: the same/);
		await app.press(keys.escape);
		expect(app.frame()).toContain('Attempts 3');
	});
});

describe('whose answer it is', () => {
	test('a request that was refused is said so above the older answer, which is called older', async () => {
		const app = await reading({kind: 'test', columns: 160});
		app.session.setReadOnly('the disk is full');
		await app.press('1');
		app.session.setReadOnly(null);
		app.store.dispatch({
			type: 'flight.refused',
			id: 99,
			firing: {draft: app.session.fired[0]!.draft, sendInvalidBody: false, stage: null},
			problem: Object.assign(
				new (await import('../../source/catalog/problem.ts')).Problem('token-missing', 'No token is set.'),
			),
		});
		await app.settle();
		expect(app.frame()).toContain('✘ Not sent: No token is set. Below stands attempt 1, sent ');
		expect(app.frame()).toMatch(/attempt 1 of 1 OLDER/);
		await app.press('f');
		expect(app.frame()).not.toContain('Not sent');
	});

	test('while a request is under way no older answer is on screen', async () => {
		const app = await reading();
		await app.press('f');
		expect(app.frame()).not.toContain('Сектор');
		expect(app.frame()).toContain('in flight');
	});
});
