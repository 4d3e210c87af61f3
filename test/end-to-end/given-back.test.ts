/** The terminal as it is after every way out of the explorer, with everything turned on that the explorer can turn on. */
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {newFolder, programFile} from './program.ts';
import {spawn, type DriverOptions, type TerminalDriver} from './terminal-driver.ts';

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

const hasShell = process.platform !== 'win32' && spawnSync('bash', ['-c', 'exit 0']).status === 0;

/** A fault that the test can make happen in the program, by a signal. */
const fault = `process.on('SIGUSR2', () => { throw new Error('planted'); });`;
const planted = `--import=data:text/javascript;base64,${Buffer.from(fault).toString('base64')}`;

/** What the terminal was told last of each of its modes; a mode that was never named is as it was. */
function modes({raw}: TerminalDriver): ReadonlyMap<string, boolean> {
	return new Map(
		[...raw().matchAll(/\u001B\[\?([\d;]+)([hl])/g)].flatMap(([, names = '', end]) =>
			names.split(';').map(name => [name, end === 'h'] as const),
		),
	);
}

/** Alternate screen, pastes in brackets, mouse, focus reports, synchronized frames. */
const ours = ['1049', '2004', '1000', '1002', '1003', '1006', '1004', '2026'];

function expectGivenBack(robot: TerminalDriver): void {
	const now = modes(robot);
	expect(ours.filter(name => now.get(name) === true)).toEqual([]);
	// The cursor is shown.
	expect(now.get('25')).toBe(true);
	expect(robot.isAlternate()).toBe(false);
	expect(robot.terminal.modes.mouseTrackingMode).toBe('none');
	expect(robot.terminal.modes.bracketedPasteMode).toBe(false);
}

function expectTaken(robot: TerminalDriver): void {
	const now = modes(robot);
	expect(['1049', '2004', '1000', '1006'].filter(name => now.get(name) !== true)).toEqual([]);
	expect(now.get('25')).toBe(false);
}

/** The explorer as the job of a shell, with the mouse on. */
async function exploring(env: DriverOptions['env'] = {}): Promise<TerminalDriver> {
	const cwd = newFolder();
	// The shell turns pastes in brackets on itself; here only what the explorer does is to be seen.
	const inputrc = path.join(cwd, 'inputrc');
	writeFileSync(inputrc, 'set enable-bracketed-paste off\n');
	const robot = spawn('bash', ['--norc', '--noprofile', '-i'], {
		cwd,
		env: {
			PS1: 'shell> ',
			INPUTRC: inputrc,
			QTICKETS_TOKEN: undefined,
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			XDG_CONFIG_HOME: cwd,
			NODE_OPTIONS: planted,
			...env,
		},
	});
	robots.push(robot);
	await robot.waitFor('shell> ');
	robot.type(`"${process.execPath}" "${programFile}" explore --sandbox\r`);
	await robot.waitFor('1.1 ');
	robot.type('M');
	await robot.waitFor('Mouse on');
	expectTaken(robot);
	return robot;
}

/** The process that a shell runs. */
function childOf(shell: number): number {
	const rows = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8'}).stdout.trim().split('\n');
	const pairs = rows.map(row => row.trim().split(/\s+/).map(Number));
	return pairs.find(([, parent]) => parent === shell)?.[0] ?? Number.NaN;
}

/** The shell reads lines again and shows what is typed: the terminal is not raw. */
async function expectShell(robot: TerminalDriver): Promise<void> {
	await robot.waitFor(/shell> $/m);
	expectGivenBack(robot);
	robot.type('echo it is $((40 + 2))\r');
	await robot.waitFor(/^it is 42$/m);
}

describe.skipIf(!hasShell)('the terminal is given back', () => {
	test.each<[string, (robot: TerminalDriver) => void]>([
		['q', robot => robot.type('q')],
		['Ctrl+C', robot => robot.press('ctrlC')],
		['SIGTERM', robot => process.kill(childOf(robot.pid), 'SIGTERM')],
		['SIGHUP', robot => process.kill(childOf(robot.pid), 'SIGHUP')],
		['SIGINT', robot => process.kill(childOf(robot.pid), 'SIGINT')],
		['SIGQUIT', robot => process.kill(childOf(robot.pid), 'SIGQUIT')],
		['a fault', robot => process.kill(childOf(robot.pid), 'SIGUSR2')],
	])('after %s', async (_name, end) => {
		const robot = await exploring();
		end(robot);
		await expectShell(robot);
	});

	test('after SIGTERM while text is typed', async () => {
		const robot = await exploring();
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		process.kill(childOf(robot.pid), 'SIGTERM');
		await expectShell(robot);
	});

	test('while it is suspended, and taken again with the mouse after fg', async () => {
		const robot = await exploring();
		robot.press('ctrlZ');
		await robot.waitFor(/Stopped/);
		await expectShell(robot);
		robot.type('fg\r');
		await robot.waitFor(/Suspended for/);
		expectTaken(robot);
		robot.type('q');
		await expectShell(robot);
	});

	test('while an editor has it, and taken again with the mouse afterwards', async () => {
		const editor = path.join(newFolder(), 'editor.js');
		writeFileSync(
			editor,
			`process.stdout.write('the editor is here'); process.stdin.once('data', () => process.exit(0));`,
		);
		const robot = await exploring({VISUAL: `"${process.execPath}" "${editor}"`, NODE_OPTIONS: undefined});
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		robot.type('6.13\r');
		await robot.waitFor(/› 6\.13/);
		robot.type('b');
		await robot.waitFor('[Body');
		robot.type('o');
		await robot.waitFor('the editor is here');
		expectGivenBack(robot);
		// The terminal is not raw: the editor gets its line with Enter.
		robot.type('done\r');
		await robot.waitFor(screen => screen.some(row => row.includes('1 Endpoints')));
		expectTaken(robot);
		robot.type('q');
		await expectShell(robot);
	});
});

describe.skipIf(!hasShell)('keys as a real terminal sends them', () => {
	test('Escape and a sign in one chunk are both pressed', async () => {
		const robot = await exploring();
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		robot.type('6.13');
		await robot.waitFor(/^\/ 6\.13/m);
		robot.type('\u001B?');
		await robot.waitFor(/Help/);
		robot.type('\u001B:');
		await robot.waitFor(/Find anything/);
		robot.press('escape');
		await robot.waitFor(
			screen => /1 Endpoints/.test(screen.join('\n')) && !/\/ 6\.13/.test(screen.join('\n')),
		);
	});

	test('a paste says which control characters it lost', async () => {
		const robot = await exploring();
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		robot.paste('6.\u00071\u001B3\u0000');
		await robot.waitFor(/3 control characters left out/);
		await robot.waitFor(/^\/ 6\.13/m);
	});

	test('/ in the headers of an answer searches them', async () => {
		const robot = await exploring();
		robot.type('f');
		await robot.waitFor(/success · 200/);
		robot.type('3');
		await robot.waitFor('▶ 3 Response');
		robot.type(']');
		await robot.waitFor('[Headers');
		robot.type('/');
		await robot.waitFor('text to find');
		robot.type('content-type');
		await robot.waitFor(/\/ content-type .*1 of/);
		expect(robot.screen().join('\n')).toContain('1.1 ');
	});
});
