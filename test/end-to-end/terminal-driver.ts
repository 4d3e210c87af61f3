/**
 * A robot user in a real pseudo-terminal: types, waits for what the screen shows, and reads the screen as a grid of
 * cells. It never sleeps: a wait looks again whenever the program has written something.
 */
import {spawn as spawnPty} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {withoutCi} from '../../source/terminal/ink-environment.ts';

export type DriverOptions = {
	readonly cols?: number;
	readonly rows?: number;
	/** Added to this process's environment; `undefined` removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
};

export type Exit = {readonly code: number; readonly signal: number | undefined};

export type Expected = string | RegExp | ((screen: string[]) => boolean);

export type TerminalDriver = {
	/** The terminal itself, for pictures of it. */
	readonly terminal: xterm.Terminal;
	readonly pid: number;
	/** Sends the text as a keyboard would, in one piece. */
	type(text: string): void;
	press(...keys: DriverKey[]): void;
	/** Pastes as a terminal with bracketed paste does. */
	paste(text: string): void;
	resize(cols: number, rows: number): void;
	/** The rows of the screen that is shown, without the spaces at their ends. */
	screen(): string[];
	/** Whether the alternate screen is shown. */
	isAlternate(): boolean;
	/** Resolves with the screen as soon as it shows `expected`; rejects with the screen printed. */
	waitFor(expected: Expected, options?: {timeout?: number}): Promise<string[]>;
	/** Every character that the program has written so far. */
	raw(): string;
	/** When the program has ended and all that it wrote is on the screen. */
	readonly exit: Promise<Exit>;
	kill(signal?: NodeJS.Signals): void;
	/** Closes the terminal itself, as a window is closed or a line is lost. */
	hangUp(): void;
};

const keys = {
	enter: '\r',
	escape: '\u001b',
	tab: '\t',
	shiftTab: '\u001b[Z',
	backspace: '\u007f',
	delete: '\u001b[3~',
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
	home: '\u001b[H',
	end: '\u001b[F',
	pageup: '\u001b[5~',
	pagedown: '\u001b[6~',
	space: ' ',
	ctrlA: '\u0001',
	ctrlC: '\u0003',
	ctrlD: '\u0004',
	ctrlE: '\u0005',
	ctrlK: '\u000b',
	ctrlR: '\u0012',
	ctrlS: '\u0013',
	ctrlU: '\u0015',
	ctrlW: '\u0017',
	ctrlY: '\u0019',
	ctrlZ: '\u001a',
} as const;

export type DriverKey = keyof typeof keys;

function isShown(screen: string[], expected: Expected): boolean {
	if (typeof expected === 'function') {
		return expected(screen);
	}

	const text = screen.join('\n');
	return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

function framed(screen: string[]): string {
	return screen.map(row => `  │${row}`).join('\n');
}

/** The pseudo-terminal would hand `undefined` on as a word. */
function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** Starts a program in a pseudo-terminal of 80 × 24 cells unless said, with `TERM=xterm-256color` and without `CI`. */
export function spawn(
	command: string,
	args: readonly string[],
	{cols = 80, rows = 24, env = {}, cwd = process.cwd()}: DriverOptions = {},
): TerminalDriver {
	const pty = spawnPty(command, [...args], {
		cols,
		rows,
		cwd,
		name: env['TERM'] ?? 'xterm-256color',
		env: definedOnly({
			...withoutCi(process.env),
			TERM: 'xterm-256color',
			NODE_ENV: 'production',
			// The test runner's own choice of colours is not the program's.
			NO_COLOR: undefined,
			FORCE_COLOR: undefined,
			...env,
		}),
	});
	const terminal = new xterm.Terminal({cols, rows, allowProposedApi: true, scrollback: 1000});
	const written: string[] = [];
	const waiting = new Set<() => void>();
	let ended: Exit | undefined;

	function look(): void {
		for (const check of waiting) {
			check();
		}
	}

	pty.onData(data => {
		written.push(data);
		terminal.write(data, look);
	});
	const exit = new Promise<Exit>(resolve => {
		pty.onExit(({exitCode, signal}) => {
			terminal.write('', () => {
				ended = {code: exitCode, signal: signal === 0 ? undefined : signal};
				look();
				resolve(ended);
			});
		});
	});

	function screen(): string[] {
		const buffer = terminal.buffer.active;
		return Array.from(
			{length: terminal.rows},
			(_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '',
		);
	}

	function waitFor(expected: Expected, {timeout = 15_000}: {timeout?: number} = {}): Promise<string[]> {
		return new Promise((resolve, reject) => {
			function settle(): void {
				clearTimeout(timer);
				waiting.delete(check);
			}

			function fail(why: string): void {
				settle();
				reject(new Error(`${why} before the screen showed ${String(expected)}:\n${framed(screen())}`));
			}

			function check(): void {
				const now = screen();
				if (isShown(now, expected)) {
					settle();
					resolve(now);
				} else if (ended !== undefined) {
					fail(`The program ended with code ${ended.code}`);
				}
			}

			const timer = setTimeout(() => fail(`${timeout} ms passed`), timeout);
			waiting.add(check);
			check();
		});
	}

	return {
		terminal,
		pid: pty.pid,
		type: text => pty.write(text),
		press: (...names) => pty.write(names.map(name => keys[name]).join('')),
		paste: text => pty.write(`\u001b[200~${text}\u001b[201~`),
		resize(newCols, newRows) {
			terminal.resize(newCols, newRows);
			pty.resize(newCols, newRows);
		},
		screen,
		isAlternate: () => terminal.buffer.active.type === 'alternate',
		waitFor,
		raw: () => written.join(''),
		exit,
		kill(signal) {
			if (process.platform === 'win32') {
				pty.kill();
			} else {
				process.kill(pty.pid, signal ?? 'SIGTERM');
			}
		},
		hangUp() {
			// Not among the types; without it the terminal's own end stays open.
			(pty as typeof pty & {destroy(): void}).destroy();
		},
	};
}
