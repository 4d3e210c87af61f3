/**
 * Standard input as Ink 6.8 can bear it: give it to `render` as `stdin`. Ink's own reading has four faults that cannot be
 * mended behind it: Delete and Backspace come out alike; a modified key that it has no name for (Ctrl+F1) throws inside
 * it and ends the program; escape sequences inside a paste come out as keys; answers of the terminal come out as text.
 */
import {mouseEvent, mousePattern, mouseStartPattern, type MouseEvent} from './mouse.ts';

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

const sequencePattern = /\u001b+(?:\[\[?[0-?]*[ -/]*[@-~]|O[\dA-Za-z])/g;

/** The keys that Ink 6.8 has names for (`parse-keypress.js`), with modifiers, and the marks of a paste. */
const namedPattern =
	/^\u001b+(?:\[(?:1;\d+)?[A-FHZ]|\[[a-e]|\[\[(?:[A-E]|[56]~)|\[(?:[1-8]|1[1-57-9]|2[0134])(?:;\d+)?~|\[[235-8][$^]|\[\d+(?:;\d+)?u|\[20[01]~|O[A-FHP-Sa-e])$/;

/** OSC, DCS, APC, PM and SOS: strings that only a terminal sends. */
const answerPattern = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const controlPattern = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function passedSequence(sequence: string): string {
	if (sequence === '\u001b[3~') {
		return '\u001b[>3~';
	}

	return namedPattern.test(sequence) ? sequence : '';
}

/** How many characters at the end of `text` may be the beginning of `marker`. */
function overlap(text: string, marker: string): number {
	let length = Math.min(text.length, marker.length - 1);
	while (length > 0 && !text.endsWith(marker.slice(0, length))) {
		length--;
	}

	return length;
}

/**
 * A filter of what the keyboard sends, chunk by chunk; it remembers whether a paste is open. Delete comes out as
 * `ESC[>3~`, which `createKeyReader` knows; sequences that Ink has no name for are left out.
 *
 * @param onMouse told what a mouse does; its reports never come out as text, whether anybody listens or not
 */
export function createInputFilter(onMouse?: (event: MouseEvent) => void): (chunk: string) => string {
	let isPasting = false;
	let held = '';

	function inPaste(text: string): string {
		return text.replaceAll(controlPattern, '');
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
			.replaceAll(sequencePattern, passedSequence);
	}

	return chunk => {
		let passed = '';
		let rest = held + chunk;
		held = '';
		while (rest !== '') {
			const marker = isPasting ? pasteEnd : pasteStart;
			const at = rest.indexOf(marker);
			if (at === -1) {
				// Outside of a paste only the report of a mouse is held back: a lone ESC is the Escape key and must not wait.
				const kept = isPasting
					? rest.length - overlap(rest, marker)
					: rest.length - (mouseStartPattern.exec(rest)?.[0].length ?? 0);
				held = rest.slice(kept);
				return passed + (isPasting ? inPaste : typed)(rest.slice(0, kept));
			}

			passed += (isPasting ? inPaste : typed)(rest.slice(0, at)) + marker;
			isPasting = !isPasting;
			rest = rest.slice(at + marker.length);
		}

		return passed;
	};
}

/** The same stream, with what is read from it filtered; everything else is done to `stdin` itself. */
export function inkStdin(
	stdin: NodeJS.ReadStream,
	onMouse?: (event: MouseEvent) => void,
): NodeJS.ReadStream {
	const filter = createInputFilter(onMouse);

	function read(size?: number): unknown {
		const chunk: unknown = stdin.read(size);
		return typeof chunk === 'string' ? filter(chunk) : chunk;
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
