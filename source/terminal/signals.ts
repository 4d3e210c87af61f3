import {constants} from 'node:os';
import {writeSync} from 'node:fs';
import {safeText} from './safe-text.ts';
import {setRawMode, type RawStream, type Screen} from './screen.ts';

/** The part of `process` that is used; a test passes its own. */
export type ExitProcess = Pick<NodeJS.EventEmitter, 'on' | 'off'> & {exit(code: number): void};

export type RestoreOptions = {
	readonly screen: Pick<Screen, 'leave'>;
	/** Unmounts Ink. Without it Ink draws its last frame after the alternate screen is left, onto the person's shell. */
	readonly unmount?: () => void;
	/** Its raw mode is turned off. */
	readonly stdin?: RawStream;
	/** Runs to its end before the process ends, so it must be synchronous: close the journal here. */
	readonly onSignal?: (signal: NodeJS.Signals) => void;
	/** The same for an error that nobody caught. */
	readonly onFatal?: (error: unknown) => void;
	/** One line for the person who finds the shell again: where the journal is. */
	readonly lastWords?: () => string | undefined;
	readonly process?: ExitProcess;
	/**
	 * True while another program has the terminal. Ctrl+C and Ctrl+\ go to everything that runs in it; they are that
	 * program's then, and end nothing here.
	 */
	readonly isLent?: () => boolean;
	/** Writes to standard error at once; for tests. */
	readonly writeError?: (text: string) => void;
};

export type ExitGuard = {
	/** Ends the program because of an error: the same as if nobody had caught it. Exit code 1. */
	crash(error: unknown): void;
	/** Gives the terminal back and stops guarding; for the ordinary way out. */
	release(): void;
};

/** SIGHUP is also the console window being closed on Windows, and SIGBREAK is Ctrl+Break there. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const satisfies NodeJS.Signals[];

/** Writing failed because the terminal went away. */
const goneCodes = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/** 130 for SIGINT, and so on: 128 and the signal's number, as a shell says it. */
function exitCodeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}

function isTerminalGone(error: unknown): boolean {
	return (
		error instanceof Error &&
		'code' in error &&
		goneCodes.has(String(error.code)) &&
		'syscall' in error &&
		error.syscall === 'write'
	);
}

/** The error for a person, line by line; its message may quote what a server said. */
function describe(error: unknown): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return text
		.split('\n')
		.map(line => safeText(line, {maximumLength: 2000}))
		.join('\n');
}

function writeToStandardError(text: string): void {
	writeSync(2, text);
}

/** Runs every step, whatever the ones before it did: the next is more important than why one failed. */
function attempt(step: () => void): void {
	try {
		step();
	} catch {
		// Nothing sensible is left to do about it: the program is ending because of something else.
	}
}

/**
 * Gives the terminal back on every way out: signals, errors that nobody caught, `process.exit`. What a handler does, in
 * this order: unmount Ink, leave the screen, raw mode off, the callback, the last words to standard error, exit with 130
 * (SIGINT), 128 + n (other signals) or 1 (an error).
 */
export function restoreOnExit(options: RestoreOptions): ExitGuard {
	const {screen, unmount, stdin, onSignal, onFatal, lastWords, writeError = writeToStandardError} = options;
	const guarded: ExitProcess = options.process ?? process;
	let isEnding = false;

	function restore(): void {
		attempt(() => unmount?.());
		screen.leave();
		setRawMode(stdin, false);
	}

	function end(code: number, callback: () => void, report?: string): void {
		if (isEnding) {
			return;
		}

		isEnding = true;
		restore();
		if (report !== undefined) {
			attempt(() => writeError(`${report}\n`));
		}

		attempt(callback);
		attempt(() => {
			const words = lastWords?.();
			if (words !== undefined) {
				writeError(`${safeText(words)}\n`);
			}
		});
		guarded.exit(code);
	}

	function endBySignal(signal: NodeJS.Signals): void {
		if (options.isLent?.() === true && (signal === 'SIGINT' || signal === 'SIGQUIT')) {
			return;
		}

		end(exitCodeOf(signal), () => onSignal?.(signal));
	}

	function crash(error: unknown): void {
		if (isTerminalGone(error)) {
			endBySignal('SIGHUP');
		} else {
			end(1, () => onFatal?.(error), describe(error));
		}
	}

	const listeners: Array<readonly [string, (detail: unknown) => void]> = [
		...signals.map(signal => [signal, () => endBySignal(signal)] as const),
		['uncaughtException', crash],
		['unhandledRejection', crash],
		['exit', restore],
	];
	for (const [event, listener] of listeners) {
		guarded.on(event, listener);
	}

	return {
		crash,
		release() {
			restore();
			for (const [event, listener] of listeners) {
				guarded.off(event, listener);
			}
		},
	};
}
