/** How the explorer treats the terminal that it was lent: by the robot user in a real pseudo-terminal. */
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {readJournal} from '../../source/session/journal.ts';
import {newFolder, plainEnvironment, programFile, sessionFolder} from './program.ts';
import {spawn, type DriverOptions, type TerminalDriver} from './terminal-driver.ts';

const robots: TerminalDriver[] = [];
const servers: Server[] = [];
afterEach(() => {
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}

	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

function start(command: string, typed: readonly string[], options: DriverOptions = {}): TerminalDriver {
	const cwd = options.cwd ?? newFolder();
	const robot = spawn(command, typed, {
		...options,
		cwd,
		env: {
			QTICKETS_TOKEN: undefined,
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			XDG_CONFIG_HOME: cwd,
			...options.env,
		},
	});
	robots.push(robot);
	return robot;
}

function explore(typed: readonly string[] = [], options: DriverOptions = {}): TerminalDriver {
	return start(process.execPath, [programFile, 'explore', ...typed], options);
}

/** A server that answers when the test says so. */
async function patientServer(): Promise<{
	origin: string;
	/** Settles with the next request that waits for its answer. */
	asked(): Promise<ServerResponse>;
}> {
	const waiting: ServerResponse[] = [];
	let tell: (() => void) | undefined;
	const server = createServer((_request, response) => {
		waiting.push(response);
		tell?.();
	});
	servers.push(server);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async asked() {
			if (waiting.length === 0) {
				await new Promise<void>(resolve => {
					tell = resolve;
				});
			}

			return waiting.shift()!;
		},
	};
}

const hasShell = process.platform !== 'win32' && spawnSync('bash', ['-c', 'exit 0']).status === 0;

/** The explorer as the job of a shell, which is what Ctrl+Z is about. */
async function exploreInShell(typed: string, options: DriverOptions = {}): Promise<TerminalDriver> {
	const robot = start('bash', ['--norc', '--noprofile', '-i'], {
		...options,
		env: {PS1: 'shell> ', ...options.env},
	});
	await robot.waitFor('shell> ');
	robot.type(`"${process.execPath}" "${programFile}" explore ${typed}\r`);
	await robot.waitFor('1.1 ');
	return robot;
}

/** The process that a shell runs. */
function childOf(shell: number): number {
	const rows = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8'}).stdout.trim().split('\n');
	const pairs = rows.map(row => row.trim().split(/\s+/).map(Number));
	return pairs.find(([, parent]) => parent === shell)?.[0] ?? Number.NaN;
}

describe.skipIf(!hasShell)('Ctrl+Z', () => {
	test.each([
		[60, 16],
		[80, 24],
		[160, 50],
	])(
		'at %i×%i: the shell has its terminal back, and fg brings back the screen as it was',
		async (cols, rows) => {
			const robot = await exploreInShell('--sandbox', {cols, rows});
			robot.press('down', 'down');
			const before = await robot.waitFor(/› 1\.3/);
			robot.press('ctrlZ');
			await robot.waitFor(/Stopped/);
			expect(robot.isAlternate()).toBe(false);
			expect(robot.raw().slice(robot.raw().lastIndexOf('\u001B[?1049l'))).toContain('\u001B[?25h');

			// The shell echoes what is typed, and a line ends with Enter: the terminal is not raw any more.
			robot.type('echo it is $((40 + 2))\r');
			await robot.waitFor(/^it is 42$/m);

			robot.type('fg\r');
			await robot.waitFor(/Suspended for/);
			expect(robot.isAlternate()).toBe(true);
			expect(robot.screen().slice(0, rows - 3)).toEqual(before.slice(0, rows - 3));
			robot.press('down');
			await robot.waitFor(/› 1\.4/);
			robot.type('q');
			await robot.waitFor(/shell> $/m);
			expect(robot.isAlternate()).toBe(false);
		},
	);

	test('a window that changed its size meanwhile gets a screen of the new size', async () => {
		const robot = await exploreInShell('--sandbox', {cols: 80, rows: 24});
		robot.press('ctrlZ');
		await robot.waitFor(/Stopped/);
		robot.resize(160, 50);
		robot.type('fg\r');
		await robot.waitFor(
			screen => screen.some(row => row.includes('Response')) && /help/.test(screen[47] ?? ''),
		);
	});

	test('a request in flight goes on, and a note says that its latency holds the time', async () => {
		const cwd = newFolder();
		const {origin, asked} = await patientServer();
		const robot = await exploreInShell('--profile production', {
			cwd,
			cols: 120,
			env: {QTICKETS_BASE_URL: origin, QTICKETS_TOKEN: 'f3b1c5d7e9a8b6c4d2e0f1a3'},
		});
		robot.type('f');
		const response = await asked();
		robot.press('ctrlZ');
		await robot.waitFor(/Stopped/);
		response.setHeader('content-type', 'application/json');
		response.end('{"data": []}');
		robot.type('fg\r');
		await robot.waitFor(/1\.1 .*200/);
		await robot.waitFor(/Suspended for/);
		robot.type('q');
		await robot.waitFor(/kept in/);
		const journal = readFileSync(path.join(sessionFolder(path.join(cwd, 'artifacts')), 'session.jsonl'));
		const notes = readJournal(journal).events.flatMap(event => (event.type === 'note.added' ? [event] : []));
		expect(notes).toHaveLength(1);
		expect(notes[0]).toMatchObject({endpoint_id: '1.1'});
		expect(notes[0]!.text).toMatch(/suspended for .* its latency holds that time/);
	});

	test('another program asks for it with a signal: the terminal is given back as well', async () => {
		const robot = await exploreInShell('--sandbox');
		const [pid = ''] = spawnSync('ps', ['-o', 'pid=', '--ppid', String(robot.pid)], {encoding: 'utf8'})
			.stdout.trim()
			.split(/\s+/);
		process.kill(Number(pid), 'SIGTSTP');
		await robot.waitFor(/Stopped/);
		expect(robot.isAlternate()).toBe(false);
		robot.type('fg\r');
		await robot.waitFor(/Suspended for/);
	});

	test('while text is typed it is undo', async () => {
		const robot = await exploreInShell('--sandbox');
		robot.type('/');
		await robot.waitFor('/ ');
		robot.type('6.13');
		await robot.waitFor('/ 6.13');
		robot.press('ctrlZ');
		await robot.waitFor(screen => !screen.join('\n').includes('/ 6.13'));
		expect(robot.isAlternate()).toBe(true);
	});

	test('without a shell that could bring it back, the program goes on and says so', async () => {
		const robot = explore(['--sandbox']);
		await robot.waitFor('1.1 ');
		robot.press('ctrlZ');
		await robot.waitFor(/Not suspended/);
		robot.press('down');
		await robot.waitFor(/› 1\.2/);
	});
});

describe('a window that is resized', () => {
	test('a hundred times in a second ends with the right screen; nothing above it is wiped', async () => {
		const robot = explore(['--sandbox', '--fault', 'hang'], {cols: 100, rows: 30});
		await robot.waitFor('1.1 ');
		robot.type('f');
		await robot.waitFor(/in flight/);
		for (let step = 0; step < 100; step++) {
			robot.resize(60 + ((step * 37) % 120), 16 + ((step * 13) % 40));
		}

		robot.resize(90, 28);
		await robot.waitFor(
			screen => screen.length === 28 && /help/.test(screen[25] ?? '') && /in flight/.test(screen.join('')),
		);
		robot.press('down');
		const screen = await robot.waitFor(/› 1\.2/);
		expect(screen.filter(row => row.includes('Endpoints'))).toHaveLength(1);
		expect(robot.raw()).not.toContain('\u001B[3J');
		robot.type('qq');
		expect((await robot.exit).code).toBe(0);
	});

	test('from large to tiny and back draws every size as if it had started there', async () => {
		const robot = explore(['--sandbox'], {cols: 160, rows: 50});
		const first = await robot.waitFor(screen => /help/.test(screen[47] ?? ''));
		for (const [cols, rows] of [
			[60, 16],
			[20, 5],
			[1, 1],
		] as const) {
			robot.resize(cols, rows);
		}

		robot.resize(160, 50);
		await robot.waitFor(screen => screen.join('\n') === first.join('\n'));
	});
});

describe('a terminal that goes away', () => {
	test('while a request is in flight: the program ends, and its journal is whole', async () => {
		const cwd = newFolder();
		const robot = explore(['--sandbox', '--fault', 'hang'], {cwd});
		await robot.waitFor('1.1 ');
		robot.type('f');
		// Its intent is on disk: the request has left.
		await robot.waitFor('· wait ·');
		const folder = sessionFolder(path.join(cwd, 'artifacts'));
		robot.hangUp();
		await robot.exit;
		const {events} = readJournal(readFileSync(path.join(folder, 'session.jsonl')));
		expect(events.map(({type}) => type)).toContain('request.intent');
		expect(events.at(-1)).toMatchObject({type: 'session.ended', reason: 'interrupted'});
	});
});

/** A fault that the test can make happen in the program, by a signal. */
const fault = `process.on('SIGUSR2', () => { throw new Error('planted\\u001b[2J'); });`;
const planted = `--import=data:text/javascript;base64,${Buffer.from(fault).toString('base64')}`;

describe.skipIf(!hasShell)('a fault of the program', () => {
	test('leaves a usable terminal, what happened, and where the journal is', async () => {
		const cwd = newFolder();
		const robot = await exploreInShell('--sandbox', {cwd, cols: 120, env: {NODE_OPTIONS: planted}});
		robot.type('f');
		await robot.waitFor(/success · 200/);
		process.kill(childOf(robot.pid), 'SIGUSR2');
		const screen = (await robot.waitFor(/shell> $/m)).join('\n');
		expect(robot.isAlternate()).toBe(false);
		expect(screen).toContain('planted␛[2J');
		expect(screen).toMatch(/session\.jsonl/);
		robot.type('echo $? and $((40 + 2))\r');
		await robot.waitFor(/^1 and 42$/m);
		const journal = readFileSync(path.join(sessionFolder(path.join(cwd, 'artifacts')), 'session.jsonl'));
		expect(readJournal(journal).events.at(-1)).toMatchObject({type: 'session.ended', reason: 'crashed'});
	});
});

describe('where there is no terminal', () => {
	test.each([
		['a pipe', {}],
		['TERM=dumb', {TERM: 'dumb'}],
	])('%s: a sentence says so, and what to use instead', (_name, env) => {
		const {status, stdout, stderr} = spawnSync(process.execPath, [programFile, 'explore', '--sandbox'], {
			cwd: newFolder(),
			env: plainEnvironment(env),
			encoding: 'utf8',
		});
		expect(status).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toContain('run stage2');
	});

	test('TERM=dumb in a real terminal draws nothing', async () => {
		const robot = explore(['--sandbox'], {env: {TERM: 'dumb'}});
		const {code} = await robot.exit;
		expect(code).toBe(2);
		expect(robot.raw()).not.toContain('\u001B');
		expect(robot.screen().join('')).toContain('TERM=dumb');
	});
});

const hasTmux = process.platform !== 'win32' && spawnSync('tmux', ['-V']).status === 0;

describe.skipIf(!hasTmux)('inside tmux', () => {
	test('it is drawn, follows the size, and gives the pane back', async () => {
		const cwd = newFolder();
		const socket = `qtickets-${process.pid}`;
		const robot = start(
			'tmux',
			['-L', socket, '-f', '/dev/null', 'new-session', 'bash', '--norc', '--noprofile'],
			{
				cwd,
				cols: 100,
				rows: 30,
				env: {PS1: 'shell> ', TMUX: undefined},
			},
		);
		try {
			await robot.waitFor('shell> ');
			robot.type(`"${process.execPath}" "${programFile}" explore --sandbox\r`);
			await robot.waitFor('1.1 ');
			robot.press('down');
			await robot.waitFor(/› 1\.2/);
			robot.resize(80, 24);
			await robot.waitFor(screen => /help/.test(screen[20] ?? '') && /› 1\.2/.test(screen.join('\n')));
			robot.type('q');
			await robot.waitFor(screen => /shell> $/m.test(screen.join('\n').trimEnd() + ' '));
		} finally {
			spawnSync('tmux', ['-L', socket, 'kill-server']);
		}
	});
});
