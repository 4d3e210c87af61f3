/** A robot user whose every look at the screen is at a finished one. */
import {mkdtempSync, rmSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {spawn, type Expected, type TerminalDriver} from '../end-to-end/terminal-driver.ts';
import {screenGrid, type Row} from './screen-grid.ts';

const keys = {
	enter: '\r',
	escape: '\u001b',
	tab: '\t',
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
	end: '\u001b[F',
	pageDown: '\u001b[6~',
} as const;

export type Key = keyof typeof keys;

export type Robot = {
	/** Types the text and waits until the screen shows what is expected and nothing is left to be drawn. */
	type(text: string, expected: Expected): Promise<void>;
	press(key: Key, expected: Expected): Promise<void>;
	waitFor(expected: Expected): Promise<void>;
	screen(): readonly string[];
	grid(): readonly Row[];
	/** Ends the program and removes what it wrote. */
	close(): Promise<void>;
};

/** Never reached but when something is wrong: how long a step takes decides nothing. */
const patience = 60_000;

/** Stands in the pictures for the name of the temporary folder, which is as long. */
const shownFolder = '/home/ada/tickets-01';
const folderPrefix = '/tmp/qtickets-';

/**
 * Starts the program with its sandbox in a pseudo-terminal, in an environment that is the same everywhere.
 *
 * @param root the repository, built
 */
export async function openRobot(root: string, columns: number, rows: number): Promise<Robot> {
	// Not `os.tmpdir()`: its length differs, and lines would break elsewhere.
	const folder = mkdtempSync(folderPrefix);
	const nothing = Object.fromEntries(Object.keys(process.env).map(name => [name, undefined]));
	const loaded = ['still-life.js', 'idle-signal.js'].map(
		name => pathToFileURL(path.join(root, 'test/pictures', name)).href,
	);
	const driver = spawn(
		process.execPath,
		[...loaded.flatMap(url => ['--import', url]), path.join(root, 'dist/cli.js'), 'explore', '--sandbox'],
		{
			cols: columns,
			rows,
			cwd: folder,
			env: {
				...nothing,
				PATH: process.env['PATH'],
				HOME: folder,
				XDG_CONFIG_HOME: folder,
				TERM: 'xterm-256color',
				TZ: 'UTC',
				LANG: 'C.UTF-8',
			},
		},
	);
	const isSettled = settledWatch(driver);
	let sent = 0;

	async function waitFor(expected: Expected): Promise<void> {
		await driver.waitFor(expected, {timeout: patience});
		await driver.waitFor(() => isSettled(sent), {timeout: patience});
	}

	async function type(text: string, expected: Expected): Promise<void> {
		sent += Buffer.byteLength(text);
		driver.type(text);
		// Settled first: what was there before the key is not what is waited for.
		await driver.waitFor(() => isSettled(sent), {timeout: patience});
		await waitFor(expected);
	}

	async function close(): Promise<void> {
		try {
			driver.kill('SIGKILL');
		} catch {
			// It has ended already.
		}

		await driver.exit;
		rmSync(folder, {recursive: true, force: true});
	}

	try {
		await waitFor(/\d/);
	} catch (error) {
		await close();
		throw error;
	}

	return {
		type,
		press: (key, expected) => type(keys[key], expected),
		waitFor,
		screen: () => driver.screen(),
		grid: () => screenGrid(driver.terminal, [[folder, shownFolder]]),
		close,
	};
}

/** Whether the program has read so many bytes of the keyboard, has nothing left to draw, and all of it is on the screen. */
function settledWatch(driver: TerminalDriver): (bytes: number) => boolean {
	let last = '';
	let read = 0;
	driver.terminal.parser.registerOscHandler(7770, data => {
		last = `\u001b]7770;${data}\u0007`;
		read = Number(data.split(';')[1]);
		return true;
	});
	return bytes => last !== '' && read >= bytes && driver.raw().endsWith(last);
}
