/**
 * Standard input as Ink 6.8 can bear it: give it to `render` as `stdin`. Ink's own reading has faults that cannot be
 * mended behind it: Delete and Backspace come out alike; a modified key that it has no name for (Ctrl+F1) throws inside
 * it and ends the program; escape sequences inside a paste come out as keys; answers of the terminal come out as text; of
 * Escape and a sign in one chunk the Escape is lost; a sequence that the line splits comes out as Escape and text.
 */
import {mouseEvent, mousePattern, type MouseEvent} from './mouse.ts';

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

const sequencePattern = /\u001b+(?:\[\[?[0-?]*[ -/]*[@-~]|O[\dA-Za-z])/g;

/** The keys that Ink 6.8 has names for (`parse-keypress.js`), with modifiers, and the marks of a paste. */
const namedPattern =
	/^\u001b+(?:\[(?:1;\d+)?[A-FHZ]|\[[a-e]|\[\[(?:[A-E]|[56]~)|\[(?:[1-8]|1[1-57-9]|2[0134])(?:;\d+)?~|\[[235-8][$^]|\[\d+(?:;\d+)?u|\[20[01]~|O[A-FHP-Sa-e])$/;

/** OSC, DCS, APC, PM and SOS: strings that only a terminal sends. */
const answerPattern = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const controlPattern = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** What stands for each control character of a paste: Ink does nothing with it, and `createKeyReader` counts them. */
const leftOutSign = '\u0080';

/**
 * Escape and a key in one chunk: Alt and the key as well. Letters, digits, Space, Enter and Backspace are told right by
 * Ink; of these it would lose the Escape. What begins a string of the terminal does so only where more follows.
 */
const escapedPattern =
	/(?<!\u001b)\u001b(?:([\]PX^_])(?=\u001b|$)|([^a-zA-Z0-9 \r\u0008\u007f\u001b[\]^_]))/gu;

/** The beginning of a sequence at the end of a chunk: the rest may be on its way, or it is a key by itself. */
const unfinishedPattern = /\u001b+(?:\[\[?[0-?]*[ -/]*|O)?$/;

function passedSequence(sequence: string): string {
	if (sequence === '\u001b[3~') {
		return '\u001b[>3~';
	}

	return namedPattern.test(sequence) ? sequence : '';
}

/** Alt with a key in the one spelling that Ink reads for every key: that of the Kitty keyboard protocol. */
function withAlt(key: string): string {
	const code = key.codePointAt(0) ?? 0;
	if (code === 0x0a) {
		return '\u001b\r';
	}

	const isControl = code < 0x20 && code !== 0x09;
	return `\u001b[${isControl ? code + (code === 0 || code > 0x1a ? 0x40 : 0x60) : code};${isControl ? 7 : 3}u`;
}

/** How many characters at the end of `text` may be the beginning of `marker`. */
function overlap(text: string, marker: string): number {
	let length = Math.min(text.length, marker.length - 1);
	while (length > 0 && !text.endsWith(marker.slice(0, length))) {
		length--;
	}

	return length;
}

/** What the keyboard sends, chunk by chunk. */
export type InputFilter = {
	/** What Ink should get of a chunk. */
	pass(chunk: string): string;
	/** True while the beginning of a sequence is held back; a lone ESC, the Escape key, is one too. */
	isWaiting(): boolean;
	/** What was held back, when nothing followed: keys. */
	giveUp(): string;
};

/**
 * A filter of what the keyboard sends; it remembers whether a paste is open. Delete comes out as `ESC[>3~`, and a control
 * character in a paste as U+0080, which `createKeyReader` knows; sequences that Ink has no name for are left out.
 *
 * @param onMouse told what a mouse does; its reports never come out as text, whether anybody listens or not
 */
export function createInputFilter(onMouse?: (event: MouseEvent) => void): InputFilter {
	let isPasting = false;
	let held = '';

	function inPaste(text: string): string {
		return text.replaceAll(controlPattern, leftOutSign);
	}

	function typed(text: string): string {
		return text
			.replaceAll(mousePattern, (_report, ...parts: ReadonlyArray<string | undefined>) => {
				const event = mouseEvent(parts.slice(0, 4));
				if (event !== null) {
					onMouse?.(event);
				}

				return '';
			})
			.replaceAll(answerPattern, '')
			.replaceAll(sequencePattern, passedSequence)
			.replaceAll(escapedPattern, (_pair, opening: string | undefined, key: string | undefined) =>
				withAlt(opening ?? key ?? ''),
			);
	}

	return {
		pass(chunk) {
			let passed = '';
			let rest = held + chunk;
			held = '';
			while (rest !== '') {
				const marker = isPasting ? pasteEnd : pasteStart;
				const at = rest.indexOf(marker);
				if (at === -1) {
					const kept = isPasting
						? rest.length - overlap(rest, marker)
						: (unfinishedPattern.exec(rest)?.index ?? rest.length);
					held = rest.slice(kept);
					return passed + (isPasting ? inPaste : typed)(rest.slice(0, kept));
				}

				passed += (isPasting ? inPaste : typed)(rest.slice(0, at)) + marker;
				isPasting = !isPasting;
				rest = rest.slice(at + marker.length);
			}

			return passed;
		},
		isWaiting: () => !isPasting && held !== '',
		giveUp() {
			if (isPasting) {
				return '';
			}

			const keys = held;
			held = '';
			// Escape and [ are two keys; what is longer is the rest of something that a terminal sent.
			return keys === '\u001b[' ? withAlt('[') : /\[./u.test(keys) ? '' : keys;
		},
	};
}

export type InkStdinOptions = {
	/** Told what a mouse does. */
	readonly onMouse?: (event: MouseEvent) => void;
	/** Milliseconds that the rest of a sequence may take; after it, ESC is the Escape key. */
	readonly patience?: number;
};

/** Within a frame: nobody waits for the Escape key. A terminal on this machine sends a sequence in one piece anyway. */
const localPatience = 10;

/** A line between machines may split a sequence; 50 ms are what editors wait. */
const remotePatience = 50;

/** How long the rest of a sequence may take, in milliseconds, by whether the terminal is on another machine. */
export function sequencePatience(environment: Readonly<Record<string, string | undefined>>): number {
	return environment['SSH_CONNECTION'] === undefined && environment['SSH_TTY'] === undefined
		? localPatience
		: remotePatience;
}

/** The same stream, with what is read from it filtered; everything else is done to `stdin` itself. */
export function inkStdin(
	stdin: NodeJS.ReadStream,
	{onMouse, patience = localPatience}: InkStdinOptions = {},
): NodeJS.ReadStream {
	const filter = createInputFilter(onMouse);
	let waiting: NodeJS.Timeout | undefined;
	let isOver = false;

	function endOfWaiting(): void {
		isOver = true;
		// Ink reads whenever it is told that something can be read.
		stdin.emit('readable');
	}

	function read(size?: number): unknown {
		const chunk: unknown = stdin.read(size);
		if (typeof chunk === 'string') {
			clearTimeout(waiting);
			isOver = false;
			const passed = filter.pass(chunk);
			if (filter.isWaiting()) {
				waiting = setTimeout(endOfWaiting, patience);
			}

			return passed;
		}

		if (!isOver) {
			return chunk;
		}

		isOver = false;
		const keys = filter.giveUp();
		return keys === '' ? chunk : keys;
	}

	return new Proxy(stdin, {
		get(target, property) {
			if (property === 'read') {
				return read;
			}

			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
