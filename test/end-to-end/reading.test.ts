/** Reading answers in a real terminal: sizes that would freeze a naive screen, filters, copies, files, comparisons. */
import {existsSync, readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {afterEach, describe, expect, onTestFinished, test} from 'vitest';
import {newFolder, programFile, sessionFolder} from './program.ts';
import {spawn, type TerminalDriver} from './terminal-driver.ts';

const robots: TerminalDriver[] = [];
afterEach(() => {
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}
});

type Opened = {readonly robot: TerminalDriver; readonly cwd: string};

function open(
	typed: readonly string[],
	{
		cols = 80,
		rows = 24,
		env = {},
	}: {cols?: number; rows?: number; env?: Record<string, string | undefined>} = {},
): Opened {
	const cwd = newFolder();
	const robot = spawn(process.execPath, [programFile, 'explore', ...typed], {
		cwd,
		cols,
		rows,
		env: {
			QTICKETS_TOKEN: 'a-token-of-a-test-0001',
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			TERM_PROGRAM: undefined,
			TMUX: undefined,
			STY: undefined,
			WT_SESSION: undefined,
			KITTY_WINDOW_ID: undefined,
			ALACRITTY_WINDOW_ID: undefined,
			DISPLAY: undefined,
			WAYLAND_DISPLAY: undefined,
			WSL_DISTRO_NAME: undefined,
			XDG_CONFIG_HOME: cwd,
			...env,
		},
	});
	robots.push(robot);
	return {robot, cwd};
}

/** A server that gives one answer to everything. */
async function serving(type: string, body: () => Buffer): Promise<string> {
	const bytes = body();
	const server = createServer((request, response) => {
		request.resume();
		response.setHeader('Content-Type', type);
		response.end(bytes);
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Fires the endpoint and gives the keys to its answer. */
async function fire(robot: TerminalDriver, id: string, timeout = 30_000): Promise<void> {
	await robot.waitFor(/1\.1 /);
	robot.type('/');
	await robot.waitFor('/ ');
	robot.type(id);
	await robot.waitFor(new RegExp(`› ${id.replace('.', '\\.')} `));
	robot.press('enter');
	robot.type('f');
	await robot.waitFor(/ 200 .*[✔✘]/, {timeout});
	robot.type('3');
	await robot.waitFor('━▶ 3 Response');
}

describe('answers that are too large for a naive screen', () => {
	test(
		'50 MB: keys are answered while it is read, searched and filtered; the last value is reached',
		{timeout: 300_000},
		async () => {
			const note = 'строка '.repeat(140);
			const url = await serving('application/json; charset=utf-8', () => {
				const items: string[] = [];
				for (let bytes = 0, id = 0; bytes < 50_000_000; id++) {
					const item = `{"id":${id},"seat":"Ряд ${id}","note":"${note}"}`;
					bytes += Buffer.byteLength(item) + 1;
					items.push(item);
				}

				return Buffer.from(`{"items":[${items.join(',')}],"last":{"word":"найдено"}}`);
			});
			const {robot} = open(['--max-body', '60000000'], {
				cols: 100,
				rows: 30,
				env: {QTICKETS_BASE_URL: url},
			});
			await fire(robot, '3.1', 200_000);
			await robot.waitFor(/\[Body 5\d\.\d MB\]/);
			await robot.waitFor(/tree \$/, {timeout: 60_000});

			// What is not there is searched to the end; the key that is pressed meanwhile does not wait for that.
			robot.type('/');
			await robot.waitFor('text to find');
			robot.type('нетнигде');
			robot.press('enter');
			robot.type('1');
			await robot.waitFor(/━▶ 1 Endpoints[\s\S]*searching so far/);
			await robot.waitFor('not found', {timeout: 60_000});

			robot.type('3');
			await robot.waitFor('━▶ 3 Response');
			robot.press('escape');
			await robot.waitFor(screen => !screen.join('').includes('not found'));
			robot.type('/');
			await robot.waitFor('text to find');
			robot.type('найдено');
			await robot.waitFor(/1 of 1(?! )/, {timeout: 60_000});
			await robot.waitFor('"word": "найдено"');
			robot.press('enter');
			await robot.waitFor('$.last.word');

			robot.type('G');
			await robot.waitFor(/tree \$(?!\.)/);
			robot.type('-');
			await robot.waitFor(/\[ … \] \d+ items/);
			robot.type('t');
			await robot.waitFor('pretty ');
			robot.type('t');
			await robot.waitFor(/raw row/, {timeout: 30_000});
			robot.type('t');
			await robot.waitFor('hex offset');
			robot.type('G');
			await robot.waitFor(/7d {7,}|22 7d 7d|7d 7d/);

			robot.type('F');
			await robot.waitFor('JSONPath or jq');
			robot.type('$.last.word');
			robot.press('enter');
			await robot.waitFor('The filter is running');
			robot.type('1');
			await robot.waitFor('━▶ 1 Endpoints');
			robot.type('3');
			await robot.waitFor('1 value', {timeout: 60_000});
			robot.type('F');
			await robot.waitFor('JSONPath or jq');
			robot.type('.last');
			robot.press('enter');
			await robot.waitFor(/jq takes at most 16 MB/);
			robot.type('q');
		},
	);

	test(
		'a line of 140 000 Cyrillic letters: to its end, searched, as text and as JSON',
		{timeout: 120_000},
		async () => {
			for (const [type, text, last] of [
				['text/plain; charset=utf-8', `${'Ж'.repeat(140_300)} конец`, /Ж конец *$/m],
				['application/json', JSON.stringify({text: `${'Ж'.repeat(140_300)} конец`}), /Ж конец" *$/m],
			] as const) {
				const url = await serving(type, () => Buffer.from(text));
				const {robot} = open([], {env: {QTICKETS_BASE_URL: url}});
				await fire(robot, '3.1');
				robot.type('/');
				await robot.waitFor('text to find');
				robot.type('конец');
				await robot.waitFor(/1 of 1(?! )/);
				await robot.waitFor(last);
				robot.press('enter', 'home');
				await robot.waitFor(/[{"Ж]Ж*…? *$/m);
				robot.type('n');
				await robot.waitFor(last);
				robot.type('q');
				expect((await robot.exit).code).toBe(0);
			}
		},
	);
});

describe.each([
	[60, 16],
	[80, 24],
	[160, 50],
])('at %i×%i', (cols, rows) => {
	test('tree, search, jq, copy, save and comparison, one after the other', {timeout: 120_000}, async () => {
		const {robot, cwd} = open(['--sandbox'], {cols, rows, env: {KITTY_WINDOW_ID: '1'}});
		await fire(robot, '3.3');
		await robot.waitFor(/tree \$/);
		robot.type('-');
		await robot.waitFor(/▸ .*\{ … \} \d+ keys/);
		robot.type('+');
		await robot.waitFor('"id"');

		robot.type('F');
		await robot.waitFor('JSONPath or jq');
		robot.type('[.data | keys[0]]');
		robot.press('enter');
		await robot.waitFor(/jq \[\.data \| keys\[0\]\] ·/, {timeout: 30_000});
		robot.press('escape');
		await robot.waitFor(/"data"/);

		robot.type('yp');
		await robot.waitFor(/Copied the path \(\d+ B\) through the terminal \(OSC 52\)/);
		expect(robot.raw()).toContain('\u001b]52;c;');

		robot.type('S');
		await robot.waitFor('3.3_attempt-1.json');
		robot.press('enter');
		await robot.waitFor(/Saved the whole body/);
		const file = path.join(`${sessionFolder(path.join(cwd, 'artifacts'))}_saved`, '3.3_attempt-1.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('data');
		if (process.platform !== 'win32') {
			expect(statSync(file).mode & 0o777).toBe(0o600);
		}

		robot.type('S');
		await robot.waitFor('Save the body');
		robot.press('enter');
		await robot.waitFor('A file of that name is there already');
		robot.press('escape', 'escape');
		await robot.waitFor('━▶ 3 Response');

		robot.type('f');
		await robot.waitFor(/attempt 2 of 2/);
		await robot.waitFor(/success · 200/);
		robot.type('D');
		await robot.waitFor(/Diff 3\.3 − attempt 1/);
		await robot.waitFor(/Request line: the same/);
		robot.press('escape');
		await robot.waitFor('━▶ 3 Response');
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
	});
});

test(
	'a body of a server that is no sandbox is saved masked, and the screen says so',
	{timeout: 60_000},
	async () => {
		const url = await serving('application/json', () =>
			Buffer.from('{"data":{"email":"ivan.petrov@example.com","name":"x"}}'),
		);
		const {robot, cwd} = open([], {env: {QTICKETS_BASE_URL: url}, cols: 160, rows: 50});
		await fire(robot, '3.1');
		await robot.waitFor('ivan.petrov@example.com');
		robot.type('S');
		await robot.waitFor('MASKED');
		robot.press('enter');
		await robot.waitFor(/Saved the whole body .* MASKED/);
		const saved = readFileSync(
			path.join(`${sessionFolder(path.join(cwd, 'artifacts'))}_saved`, '3.1_attempt-1.json'),
			'utf8',
		);
		expect(saved).not.toContain('ivan.petrov');
		expect(saved).toContain('@');

		robot.type('/');
		await robot.waitFor('text to find');
		robot.type('ivan');
		robot.press('enter');
		robot.type('yv');
		await robot.waitFor(/may not take it/);
		const [, copied = ''] = /stands in (\S+copied\.txt)/.exec(robot.screen().join(' ')) ?? [];
		expect(existsSync(copied), robot.screen().join('\n')).toBe(true);
		expect(readFileSync(copied, 'utf8')).not.toContain('ivan.petrov');
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
		expect(existsSync(path.dirname(copied))).toBe(false);
	},
);
