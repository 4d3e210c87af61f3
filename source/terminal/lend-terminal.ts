/** The terminal, handed over to another program and taken back: an editor, or the shell after Ctrl+Z. */
import type {EnteredScreen} from './screen.ts';

export type LendOptions = {
	/** Stops drawing and reading keys; the terminal stays as it is. */
	readonly takeOff: () => void;
	/** Draws again. */
	readonly putOn: () => void;
	readonly screen: EnteredScreen;
	readonly stdin: {pause(): unknown};
	readonly stdout: NodeJS.WriteStream;
};

export type TerminalLender = {
	/** True while another program has the terminal: its Ctrl+C is not ours. */
	isLent(): boolean;
	/** Hands the terminal over while `use` runs, and takes it back whatever becomes of it. One at a time. */
	lend<Result>(use: () => Promise<Result>): Promise<Result>;
};

/**
 * A lender of the terminal. Drawing is stopped altogether (Ink is unmounted, and rendered anew afterwards): what goes on
 * meanwhile changes the state, and the first frame afterwards shows it. Requests go on, and their times stay right,
 * because nothing waits for the other program.
 */
export function createLender({takeOff, putOn, screen, stdin, stdout}: LendOptions): TerminalLender {
	let isLent = false;
	return {
		isLent: () => isLent,
		async lend(use) {
			if (isLent) {
				throw new Error('the terminal is lent already');
			}

			isLent = true;
			takeOff();
			await written(stdout);
			screen.leave();
			// From here on keys are the other program's. Pausing stops the reading of the terminal itself, not only of events.
			stdin.pause();
			try {
				return await use();
			} finally {
				// A Ctrl+C that ended the other program is told a turn after its end; it must still find the terminal lent.
				await new Promise(resolve => {
					setImmediate(resolve);
				});
				screen.enter();
				followSize(stdout);
				isLent = false;
				putOn();
			}
		},
	};
}

/** Windows writes to a terminal later: what waits there must not come out over the other program. */
function written(stdout: NodeJS.WriteStream): Promise<void> {
	return new Promise(resolve => {
		stdout.write('', () => resolve());
	});
}

/**
 * Tells of a window that changed its size meanwhile: the signal went to the program that had the terminal. Node asks for the
 * size only when it gets it; `getWindowSize` gives what it knew.
 */
function followSize(stdout: NodeJS.WriteStream): void {
	if (stdout.isTTY) {
		process.emit('SIGWINCH', 'SIGWINCH');
	}
}
