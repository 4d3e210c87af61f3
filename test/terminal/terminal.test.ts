/** The terminal room in a real pseudo-terminal: what Ink 6.8 really does there (style.md §4), and that we mend it. */
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {mendedInk} from '../../source/terminal/mended-ink.js';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {spawn, type DriverOptions, type TerminalDriver} from '../end-to-end/terminal-driver.ts';

let folder = '';
let journal = '';
const started: TerminalDriver[] = [];

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'qtickets-terminal-'));
	journal = path.join(folder, 'journal');
	const fixture = (name: string) => fileURLToPath(new URL(`fixture/${name}`, import.meta.url));
	await build({
		entryPoints: [fixture('keyboard-app.tsx'), fixture('start.ts')],
		outdir: folder,
		outExtension: {'.js': '.mjs'},
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		external: ['react-devtools-core'],
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		banner: {
			js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
		},
		plugins: [
			mendedInk,
			{
				name: 'without-devtools',
				setup(context) {
					context.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'none', namespace: 'empty'}));
					context.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {}'}));
				},
			},
		],
		logLevel: 'warning',
	});
});

afterEach(async () => {
	await Promise.all(
		started.splice(0).map(async terminal => {
			try {
				terminal.kill('SIGKILL');
			} catch {
				// It has ended by itself.
			}

			await terminal.exit;
		}),
	);
	await rm(journal, {force: true});
});

afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
});

async function start(options: DriverOptions = {}): Promise<TerminalDriver> {
	const terminal = spawn(process.execPath, [path.join(folder, 'start.mjs'), journal], options);
	started.push(terminal);
	await terminal.waitFor('presses 0');
	return terminal;
}

/** What the presses were, once so many have come. */
async function presses(terminal: TerminalDriver, count: number): Promise<string> {
	const rows = await terminal.waitFor(`presses ${count}`);
	return rows.slice(1, -2).join('\n').trim();
}

function closed(): Promise<string> {
	return readFile(journal, 'utf8');
}

describe('the keyboard', () => {
	test('Backspace, held Backspace, Delete and Escape are what they are', async () => {
		const terminal = await start();
		terminal.press('backspace');
		await presses(terminal, 1);
		terminal.type('\u007f\u007f\u007f');
		await presses(terminal, 4);
		terminal.press('delete');
		await presses(terminal, 5);
		terminal.press('escape');
		expect(await presses(terminal, 6)).toBe('backspace backspace backspace backspace delete escape');
	});

	test('keys in one chunk all count', async () => {
		const terminal = await start();
		terminal.type('\u001b[A\u001b[A\u001b[Bgg\u001b[H\u001bOF');
		expect(await presses(terminal, 7)).toBe('up up down g g home end');
	});

	test('text and Return in one chunk are both there, Cyrillic too', async () => {
		const terminal = await start();
		terminal.type('Да\r');
		expect(await presses(terminal, 3)).toBe('shift+Д а enter');
	});

	test('a paste comes as one, whatever is in it', async () => {
		const terminal = await start();
		terminal.paste('{"a":\r\n\u001b[A\u001b]52;c;aGk=\u0007"я"}\u0003');
		expect(await presses(terminal, 1)).toBe(`paste:${JSON.stringify('{"a":\n[A]52;c;aGk="я"}')}`);
	});

	test('what a terminal reports is not typed, and a key that Ink has no name for does not end the program', async () => {
		const terminal = await start();
		terminal.type(
			'\u001b[I\u001b[<0;10;5M\u001b[?62;c\u001b]11;rgb:ffff/ffff/ffff\u001b\\\u001b[1;5P\u001b[25;5~',
		);
		terminal.press('tab');
		expect(await presses(terminal, 1)).toBe('tab');
	});

	test('Ctrl+C is a key', async () => {
		const terminal = await start();
		terminal.press('ctrlC');
		expect(await presses(terminal, 1)).toBe('ctrl+c');
	});
});

describe('the frame', () => {
	test('one row lower than the terminal never clears it', async () => {
		const terminal = await start();
		for (let count = 1; count <= 5; count++) {
			terminal.press('down');
			await presses(terminal, count);
		}

		// The first is ours, when the screen is entered.
		expect(terminal.raw().split('\u001b[2J')).toHaveLength(2);
		expect(terminal.raw()).not.toContain('\u001b[3J');
	});

	test('stands where it stood, whichever of its rows change', async () => {
		const terminal = await start({cols: 80, rows: 10});
		for (let count = 1; count <= 3; count++) {
			terminal.type('x');
			await presses(terminal, count);
			expect(terminal.screen()).toEqual([
				`size 80x10 presses ${count}`,
				Array.from({length: count}, () => 'x').join(' '),
				...Array.from({length: 6}, () => ''),
				'the last row',
				'',
			]);
		}

		for (const [cols, rows] of [
			[80, 9],
			[60, 15],
			[80, 10],
		] as const) {
			terminal.resize(cols, rows);
			await terminal.waitFor(`size ${cols}x${rows}`);
			terminal.type('y');
			const screen = await terminal.waitFor(
				now => /y/.test(now[1] ?? '') && now[rows - 2] === 'the last row',
			);
			expect(screen[0]).toMatch(`size ${cols}x${rows}`);
			expect(screen.join('\n').split('size')).toHaveLength(2);
			expect(screen.join('\n').split('the last row')).toHaveLength(2);
			terminal.press('backspace');
			await terminal.waitFor(now => now[1]?.endsWith('backspace') === true);
		}
	});

	test('follows the size of the terminal', async () => {
		const terminal = await start({cols: 80, rows: 24});
		terminal.resize(60, 15);
		await terminal.waitFor('size 60x15');
		terminal.resize(120, 40);
		await terminal.waitFor('size 120x40');
	});

	test.each([{CI: 'true'}, {CI: ''}, {CONTINUOUS_INTEGRATION: '1'}])('is drawn with %j', async env => {
		const terminal = await start({env});
		terminal.press('up');
		expect(await presses(terminal, 1)).toBe('up');
	});
});

describe('on every way out the terminal is given back', () => {
	async function expectGivenBack(terminal: TerminalDriver, code: number): Promise<string> {
		const exit = await terminal.exit;
		const screen = terminal.screen().join('\n');
		expect({screen, ...exit}).toMatchObject({code});
		expect(terminal.isAlternate()).toBe(false);
		const raw = terminal.raw();
		for (const [on, off] of [
			['?2004h', '?2004l'],
			['?1049h', '?1049l'],
			['?25l', '?25h'],
			['?2026h', '?2026l'],
		] as const) {
			expect(raw.lastIndexOf(`\u001b[${off}`), off).toBeGreaterThan(raw.lastIndexOf(`\u001b[${on}`));
		}

		// Ink's last frame stayed on the alternate screen.
		expect(screen).not.toContain('presses');
		return screen;
	}

	test('quitting', async () => {
		const terminal = await start();
		expect(terminal.isAlternate()).toBe(true);
		terminal.type('q');
		await expectGivenBack(terminal, 0);
		expect(await closed()).toBe('closed by quitting\n');
	});

	test('an error while drawing', async () => {
		const terminal = await start();
		terminal.type('!');
		const screen = await expectGivenBack(terminal, 1);
		expect(screen).toContain('broke while drawing');
		expect(screen).toContain('The journal is complete.');
		expect(await closed()).toBe('closed by Error: broke while drawing\n');
	});

	test('an error outside of drawing', async () => {
		const terminal = await start();
		terminal.type('?');
		const screen = await expectGivenBack(terminal, 1);
		expect(screen).toContain('broke outside');
		expect(await closed()).toBe('closed by Error: broke outside\n');
	});

	test('an exit from the middle of nowhere', async () => {
		const terminal = await start();
		terminal.type('#');
		await expectGivenBack(terminal, 3);
	});

	test.skipIf(process.platform === 'win32').each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)('%s', async (signal, code) => {
		const terminal = await start();
		terminal.kill(signal);
		const screen = await expectGivenBack(terminal, code);
		expect(screen).toContain('The journal is complete.');
		expect(await closed()).toBe(`closed by ${signal}\n`);
	});
});

describe('the robot user', () => {
	test('shows the screen when it waited in vain, and when the program has ended', async () => {
		const terminal = await start();
		await expect(terminal.waitFor('no such text', {timeout: 50})).rejects.toThrow(/│size 80x24 presses 0/);
		terminal.type('#');
		await expect(terminal.waitFor(/never/)).rejects.toThrow('ended with code 3');
	});
});
