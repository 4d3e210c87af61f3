import {writeSync} from 'node:fs';
import {mouseOffSequence, mouseOnSequence} from './mouse.ts';

/** Where the screen is written: `process.stdout`, or anything that takes text. */
export type ScreenStream = {
	write(text: string): unknown;
	readonly fd?: number | undefined;
	readonly isTTY?: boolean | undefined;
};

export type Screen = {
	/** Gives the terminal back as it was; does nothing the second time, and never throws. */
	leave(): void;
	/** Lets the terminal report the mouse, or select text again. */
	useMouse(isOn: boolean): void;
};

/** A screen that can be taken over again after it was left, for another program to have the terminal in between. */
export type EnteredScreen = Screen & {
	/** Takes the terminal over again as it was; does nothing while it is taken over. */
	enter(): void;
};

/** The keyboard; `process.stdin`. */
export type RawStream = {readonly isTTY?: boolean | undefined; setRawMode?(isRaw: boolean): unknown};

export type ScreenOptions = {
	/**
	 * Put into raw mode at once. Ink does it only after the first frame: what is typed before that would be echoed onto
	 * the screen, and Ctrl+C would end the program.
	 */
	readonly stdin?: RawStream;
	/**
	 * False for a screen reader, which reads on where it is: the text stays on the screen where the program was started.
	 * The alternate screen unless said.
	 */
	readonly isAlternate?: boolean;
	/** Writes to a file descriptor at once; for tests. */
	readonly writeNow?: (fd: number, text: string) => number;
};

const escape = '\u001b';

/** Alternate screen, cleared, cursor at the top; pastes come in brackets. Ink hides the cursor itself. */
const pasteOn = `${escape}[?2004h`;
const enterSequence = `${escape}[?1049h${escape}[2J${escape}[H${pasteOn}`;

/** Where the alternate screen was not entered, this would send the cursor to a place that nobody saved. */
const leaveAlternate = `${escape}[?1049l`;

/**
 * Undoes whatever may be on, also what we never turn on: pastes in brackets, mouse, focus reports, an unfinished
 * synchronized frame, colours, line-drawing characters; then the alternate screen, and the cursor last.
 */
export const leaveSequence =
	['?2004l', '?1000l', '?1002l', '?1003l', '?1006l', '?1004l', '?2026l', '0m']
		.map(code => `${escape}[${code}`)
		.join('') + `${escape}(B\u000f${leaveAlternate}${escape}[?25h`;

/** More attempts than a terminal that is merely busy needs. */
const maximumAttempts = 1000;

function isBusy(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** Writes past the stream's queue, because a dying process does not drain it. */
function writeAtOnce(fd: number, text: string, writeNow: (fd: number, text: string) => number): void {
	let rest = text;
	for (let attempt = 0; rest !== '' && attempt < maximumAttempts; attempt++) {
		try {
			rest = rest.slice(writeNow(fd, rest));
		} catch (error) {
			if (!isBusy(error)) {
				throw error;
			}
		}
	}
}

/** Raw mode on or off, where there is a keyboard and it is still there. */
export function setRawMode(stdin: RawStream | undefined, isRaw: boolean): void {
	try {
		if (stdin?.isTTY) {
			stdin.setRawMode?.(isRaw);
		}
	} catch {
		// The terminal is closed, and its mode with it.
	}
}

/**
 * Takes the terminal over: alternate screen, bracketed paste. Where `stdout` is no terminal nothing is written.
 *
 * @returns how to give it back, on every way out
 */
export function enterScreen(
	stdout: ScreenStream,
	{stdin, isAlternate = true, writeNow = writeSync}: ScreenOptions = {},
): EnteredScreen {
	if (stdout.isTTY !== true) {
		return {leave() {}, useMouse() {}, enter() {}};
	}

	let isEntered = false;
	let usesMouse = false;

	function enter(): void {
		if (isEntered) {
			return;
		}

		isEntered = true;
		setRawMode(stdin, true);
		stdout.write((isAlternate ? enterSequence : pasteOn) + (usesMouse ? mouseOnSequence : ''));
	}

	enter();
	return {
		enter,
		useMouse(isOn) {
			usesMouse = isOn;
			if (isEntered) {
				stdout.write(isOn ? mouseOnSequence : mouseOffSequence);
			}
		},
		leave() {
			if (!isEntered) {
				return;
			}

			isEntered = false;
			setRawMode(stdin, false);
			try {
				const sequence = isAlternate ? leaveSequence : `${leaveSequence.replace(leaveAlternate, '')}\r\n`;
				if (stdout.fd === undefined) {
					stdout.write(sequence);
				} else {
					writeAtOnce(stdout.fd, sequence, writeNow);
				}
			} catch {
				// The terminal is closed: there is nobody left to give it back to.
			}
		},
	};
}
