/**
 * What was pressed, told plainly. Ink 6.8 gives batches, halves of escape sequences and flags that contradict each
 * other (style.md §4.4); this turns each of its events into key presses, text and pastes.
 */
import {graphemes} from './graphemes.ts';

const namedKeys = [
	'up',
	'down',
	'left',
	'right',
	'enter',
	'escape',
	'tab',
	'backspace',
	'delete',
	'home',
	'end',
	'pageup',
	'pagedown',
	'space',
] as const;

export type NamedKey = (typeof namedKeys)[number];

/** Whether a press of this name is a named key; otherwise the name is the character that was typed. */
export function isNamedKey(name: string): name is NamedKey {
	return (namedKeys as readonly string[]).includes(name);
}

export type KeyPress =
	| {
			readonly kind: 'key';
			/** A named key, or the character: one as a person sees it, with its case. */
			readonly name: NamedKey | (string & {});
			readonly ctrl: boolean;
			readonly alt: boolean;
			readonly shift: boolean;
	  }
	/** Many characters at once and no bracketed paste: for text fields only, never for commands. */
	| {readonly kind: 'text'; readonly text: string}
	| Paste;

export type Paste = {
	readonly kind: 'paste';
	/** Line breaks are LF; there is no other control character but TAB. */
	readonly text: string;
	/** It was longer than is taken. */
	readonly isCut?: true;
	/** How many control characters it had that are left out; absent where it had none. */
	readonly leftOut?: number;
};

/** What is read of the key that Ink's `useInput` gives; missing flags count as not set. */
export type InkKey = {
	readonly upArrow?: boolean;
	readonly downArrow?: boolean;
	readonly leftArrow?: boolean;
	readonly rightArrow?: boolean;
	readonly pageDown?: boolean;
	readonly pageUp?: boolean;
	readonly home?: boolean;
	readonly end?: boolean;
	readonly return?: boolean;
	readonly escape?: boolean;
	readonly ctrl?: boolean;
	readonly shift?: boolean;
	readonly tab?: boolean;
	readonly backspace?: boolean;
	readonly delete?: boolean;
	readonly meta?: boolean;
};

export type KeyReader = {
	/** Gives the presses that one call of Ink's input handler stands for: none, one or several. */
	read(input: string, key: InkKey): KeyPress[];
};

type Modifiers = {readonly ctrl?: boolean; readonly alt?: boolean; readonly shift?: boolean};

/** A batch up to this many code units is fast typing, a macro or a slow line, and is told key by key. */
const typedAtOnce = 256;

const pasteStart = '[200~';
const pasteEnd = '[201~';

/**
 * Sequences that arrive without their ESC: the line was slow and Ink took the ESC for the Escape key, or Ink knows no
 * name. `[>3~` is how `inkStdin` hands on the Delete key.
 */
const namedSequences = new Map<string, NamedKey>([
	['[A', 'up'],
	['[B', 'down'],
	['[C', 'right'],
	['[D', 'left'],
	['[H', 'home'],
	['[1~', 'home'],
	['[7~', 'home'],
	['[F', 'end'],
	['[4~', 'end'],
	['[8~', 'end'],
	['[5~', 'pageup'],
	['[6~', 'pagedown'],
	['[3~', 'delete'],
	['[>3~', 'delete'],
]);

/** The same in the terminal's application mode; `OK` is a word, so these count only right after an Escape. */
const applicationSequences = new Map<string, NamedKey>([
	['OA', 'up'],
	['OB', 'down'],
	['OC', 'right'],
	['OD', 'left'],
	['OH', 'home'],
	['OF', 'end'],
]);

/**
 * What a terminal says by itself, and keys without a name: mouse, focus, device attributes, cursor place, mode and
 * colour reports, function keys. Narrow, because `[1,2]` typed or pasted without brackets is text.
 */
const reportPattern =
	/^(?:\[<\d+;\d+;\d+[Mm]|\[[IOEZ]|\[[?>=][\d;]*\$?[a-zA-Z]|\[\d+;\d+R|\[(?:\d+;)*\d+[~^$u]|\[1;\d+[A-Z]|\]?\d+;rgba?:[\da-fA-F/]+(?:\u0007|\u001b\\)?)$/;

const controlPattern = /[\u0000-\u001f\u007f]/;
const upperPattern = /^\p{Lu}/u;

function press(name: string, modifiers: Modifiers = {}): KeyPress {
	const {ctrl = false, alt = false, shift = false} = modifiers;
	return {kind: 'key', name, ctrl, alt, shift};
}

function character(typed: string, modifiers: Modifiers = {}): KeyPress {
	return press(typed === ' ' ? 'space' : typed, {
		...modifiers,
		shift: modifiers.shift === true || upperPattern.test(typed),
	});
}

/** The key behind a control character inside a batch, where Ink does not name it. */
function controlKey(code: number): KeyPress {
	switch (code) {
		case 0x00:
			return press('space', {ctrl: true});
		case 0x08:
		case 0x7f:
			return press('backspace');
		case 0x09:
			return press('tab');
		case 0x0a:
		case 0x0d:
			return press('enter');
		case 0x1b:
			return press('escape');
		default:
			return press(String.fromCharCode(code + (code <= 0x1a ? 0x60 : 0x40)), {ctrl: true});
	}
}

function textPresses(text: string): KeyPress[] {
	return text.length > typedAtOnce ? [{kind: 'text', text}] : graphemes(text).map(typed => character(typed));
}

/** A batch of characters and control characters in the order they came. */
function batch(input: string): KeyPress[] {
	const presses: KeyPress[] = [];
	let text = '';
	for (const typed of input.replaceAll('\r\n', '\r')) {
		if (!controlPattern.test(typed)) {
			text += typed;
			continue;
		}

		presses.push(...textPresses(text), controlKey(typed.charCodeAt(0)));
		text = '';
	}

	return [...presses, ...textPresses(text)];
}

/**
 * A line break between text, in more than is typed at once: a paste from a terminal that does not bracket pastes. In less
 * than that, Enter is Enter.
 */
function isBarePaste(input: string): boolean {
	return input.length > typedAtOnce && /[^\r\n][\r\n]+[^\r\n]/.test(input);
}

function pasteOf(pasted: string, isCut: boolean): Paste {
	const lines = pasted.replaceAll(/\r\n|\r/g, '\n');
	const text = lines.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
	const leftOut = lines.length - text.length;
	return {
		kind: 'paste',
		text,
		...(isCut ? {isCut} : {}),
		...(leftOut > 0 ? {leftOut} : {}),
	};
}

const flaggedKeys = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	// 0x7f, which most terminals send for Backspace. Ink flags the Delete key (`ESC[3~`) alike; `inkStdin` tells them apart.
	['delete', 'backspace'],
] as const satisfies ReadonlyArray<readonly [keyof InkKey, NamedKey]>;

/** What Ink's event means outside of a paste. */
function keyPresses(input: string, key: InkKey): KeyPress[] {
	// Ink sets `meta` with every Escape, so Escape comes before modifiers; two of them come as one event.
	if (key.escape === true) {
		return input === '\u001b' ? [press('escape'), press('escape')] : [press('escape')];
	}

	const modifiers = {ctrl: key.ctrl === true, alt: key.meta === true, shift: key.shift === true};
	const flagged = flaggedKeys.find(([flag]) => key[flag] === true);
	if (flagged !== undefined) {
		return [press(flagged[1], modifiers)];
	}

	if (modifiers.ctrl) {
		return input === '' ? [] : [press(input === '`' ? 'space' : input, modifiers)];
	}

	const named = namedSequences.get(input);
	if (named !== undefined) {
		return [press(named)];
	}

	if (input === '' || reportPattern.test(input)) {
		return [];
	}

	if (modifiers.alt) {
		return [character(input, modifiers)];
	}

	return isBarePaste(input) ? [pasteOf(input, false)] : batch(input);
}

/**
 * A reader of one keyboard; it remembers a paste between its calls. Feed it every event of one `useInput`.
 *
 * @param maximumPaste code units of a paste that are taken; the rest is left out and the paste says so
 */
export function createKeyReader(maximumPaste = 8_000_000): KeyReader {
	let parts: string[] | undefined;
	let room = 0;
	let isCut = false;
	let wasEscape = false;

	function collect(input: string, key: InkKey): void {
		const text = input === '' && key.tab === true ? '\t' : key.ctrl === true ? '' : input;
		if (text.length > room) {
			isCut = true;
		}

		parts?.push(text.slice(0, room));
		room = Math.max(0, room - text.length);
	}

	function finish(): KeyPress[] {
		const paste = pasteOf((parts ?? []).join(''), isCut);
		parts = undefined;
		return paste.text === '' && paste.leftOut === undefined ? [] : [paste];
	}

	return {
		read(input, key) {
			if (input === pasteStart) {
				const unfinished = parts === undefined ? [] : finish();
				parts = [];
				room = maximumPaste;
				isCut = false;
				return unfinished;
			}

			if (input === pasteEnd) {
				return parts === undefined ? [] : finish();
			}

			if (parts === undefined) {
				const named = wasEscape ? applicationSequences.get(input) : undefined;
				wasEscape = key.escape === true;
				return named === undefined ? keyPresses(input, key) : [press(named)];
			}

			// The end of a paste can get lost on the line: these two keys must always get through.
			if (key.escape === true || (key.ctrl === true && input === 'c')) {
				return [...finish(), ...keyPresses(input, key)];
			}

			collect(input, key);
			return [];
		},
	};
}

const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ№';
const latin = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>#';
const latinKeys = new Map(graphemes(cyrillic).map((letter, index) => [letter, latin[index] ?? letter]));

/**
 * The character that the same physical key gives on a Latin keyboard, so that a command works under the Russian (ЙЦУКЕН)
 * layout too: `й` gives `q`. Anything else is given back. For commands only, never for text.
 */
export function latinKey(typed: string): string {
	return latinKeys.get(typed) ?? typed;
}

/** The same for every character of a text: what was typed under the Russian layout in place of a Latin word. */
export function latinText(typed: string): string {
	return graphemes(typed).map(latinKey).join('');
}
