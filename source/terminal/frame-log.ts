/**
 * Writes frames to a full screen, of each only what differs from the one before. Stands in the bundle for Ink's `log-update`
 * (mended-ink.js), which writes every row that changed as a whole, moves to it one row too high, erases the last column of
 * a row that is full (`EL` after a pending wrap), and knows nothing of a window that changed its size.
 */
import {isSimple} from './graphemes.ts';

export type FrameStream = {
	write(text: string): unknown;
	readonly columns?: number | undefined;
	readonly rows?: number | undefined;
};

/** As Ink calls it. */
export type FrameLog = {
	/** Draws a frame; false when it is on the screen already. */
	(frame: string): boolean;
	/** The next frame is drawn as a whole. */
	clear(): void;
	/** Shows the cursor again. */
	done(): void;
	/** Takes a frame for what is on the screen. */
	sync(frame: string): void;
	willRender(frame: string): boolean;
	isCursorDirty(): boolean;
	setCursorPosition(): void;
};

const escape = '\u001b';

/** A row as cells; `null` where it is not certain that every character takes one column in every terminal. */
type Row = {readonly text: string; readonly cells: Cells | null};
type Cells = {readonly characters: string; readonly styles: readonly string[]};

/** A few unchanged cells cost less than a move of the cursor. */
const shortestMove = 6;

/** How to draw the last frame of a stream once more. */
const redraws = new WeakMap<FrameStream, () => void>();

/**
 * Draws the frame that is on the screen once more: a window that was made small and large again at once has lost it, and is
 * of the size that it had. Does nothing where the size is another: the frame of that size is on its way.
 */
export function redrawFrame(stream: FrameStream): void {
	redraws.get(stream)?.();
}

/** Draws frames that begin at the top of the screen and are lower than it. */
export function createFrameLog(stream: FrameStream): FrameLog {
	let shown: readonly Row[] | null = null;
	let shownFrame: string | null = null;
	let columns = stream.columns;
	let rows = stream.rows;
	let isCursorHidden = false;
	/** The screen is empty when it is taken over. */
	let isEmpty = true;

	function willRender(frame: string): boolean {
		return frame !== shownFrame || shown === null || stream.columns !== columns || stream.rows !== rows;
	}

	function draw(frame: string): boolean {
		if (!willRender(frame)) {
			return false;
		}

		const isWhole = shown === null || stream.columns !== columns || stream.rows !== rows;
		const lines = linesOf(frame);
		const before = isWhole ? [] : (shown ?? []);
		const next = lines.map((text, index): Row => {
			const old = before[index];
			return old?.text === text ? old : {text, cells: cellsOf(text)};
		});
		const head = isCursorHidden ? '' : `${escape}[?25l`;
		const text = isWhole
			? `${escape}[m${isEmpty ? '' : `${escape}[2J`}${escape}[H${lines.join('\r\n')}`
			: changes(before, next);
		if (head + text !== '') {
			stream.write(head + text);
		}

		isCursorHidden = true;
		isEmpty = false;
		shown = next;
		shownFrame = frame;
		columns = stream.columns;
		rows = stream.rows;
		return true;
	}

	function redraw(): void {
		const frame = shownFrame;
		if (frame !== null && stream.columns === columns && stream.rows === rows) {
			forget();
			draw(frame);
		}
	}

	function forget(): void {
		shown = null;
		shownFrame = null;
	}

	redraws.set(stream, redraw);
	return Object.assign(draw, {
		clear: forget,
		done() {
			forget();
			if (isCursorHidden) {
				isCursorHidden = false;
				stream.write(`${escape}[?25h`);
			}
		},
		sync(frame: string) {
			shown = linesOf(frame).map(text => ({text, cells: cellsOf(text)}));
			shownFrame = frame;
		},
		willRender,
		isCursorDirty: () => false,
		setCursorPosition: () => undefined,
	});
}

function linesOf(frame: string): readonly string[] {
	return (frame.endsWith('\n') ? frame.slice(0, -1) : frame).split('\n');
}

function changes(before: readonly Row[], after: readonly Row[]): string {
	let text = '';
	for (let index = 0; index < Math.max(before.length, after.length); index++) {
		const old = before[index];
		const next = after[index];
		if (old?.text !== next?.text) {
			text += rowChange(old, next, index + 1);
		}
	}

	return text;
}

function rowChange(old: Row | undefined, next: Row | undefined, row: number): string {
	if (old?.cells && next?.cells) {
		return cellChanges(old.cells, next.cells, row);
	}

	return `${escape}[${row};1H${escape}[2K${next?.text ?? ''}`;
}

/** Writes the runs of cells that differ, each from its own column; colours are off before and after. */
function cellChanges(old: Cells, next: Cells, row: number): string {
	const length = Math.max(old.characters.length, next.characters.length);
	let text = '';
	let at = 0;
	while ((at = nextDifference(old, next, at, length)) < length) {
		text += `${escape}[${row};${at + 1}H`;
		if (at >= next.characters.length) {
			return `${text}${escape}[K`;
		}

		const end = Math.min(runEnd(old, next, at, length), next.characters.length);
		text += styled(next, at, end);
		at = end;
		if (end === next.characters.length && end < old.characters.length) {
			// The cursor stands right behind the text, and not on the last column: what it erases is not ours.
			return `${text}${escape}[K`;
		}
	}

	return text;
}

function nextDifference(old: Cells, next: Cells, from: number, length: number): number {
	let at = from;
	while (at < length && isEqual(old, next, at)) {
		at++;
	}

	return at;
}

/** The end of the run of cells to write: where enough equal cells follow to make a move of the cursor worth it. */
function runEnd(old: Cells, next: Cells, from: number, length: number): number {
	let end = from + 1;
	for (let at = end; at < length && at - end < shortestMove; at++) {
		if (!isEqual(old, next, at)) {
			end = at + 1;
		}
	}

	return end;
}

function isEqual(old: Cells, next: Cells, at: number): boolean {
	return characterAt(old, at) === characterAt(next, at) && styleAt(old, at) === styleAt(next, at);
}

function characterAt({characters}: Cells, at: number): number {
	return at < characters.length ? characters.charCodeAt(at) : 0x20;
}

function styleAt({styles}: Cells, at: number): string {
	return styles[at] ?? '';
}

function styled(cells: Cells, start: number, end: number): string {
	let text = '';
	let current = '';
	for (let at = start; at < end; at++) {
		const style = styleAt(cells, at);
		if (style !== current) {
			text += style === '' ? `${escape}[m` : `${escape}[${current === '' ? '' : '0;'}${style}m`;
			current = style;
		}

		text += cells.characters.charAt(at);
	}

	return current === '' ? text : `${text}${escape}[m`;
}

/** The cells of a row; `null` where it holds anything but simple characters and the colours that Ink writes. */
function cellsOf(line: string): Cells | null {
	const styles: string[] = [];
	const looks = new Map<string, string>();
	let characters = '';
	let style = '';
	let at = 0;
	while (at < line.length) {
		if (line.charCodeAt(at) === 0x1b) {
			const end = line.indexOf('m', at);
			if (end === -1 || line.charAt(at + 1) !== '[' || !applyLook(looks, line.slice(at + 2, end))) {
				return null;
			}

			style = [...looks.values()].join(';');
			at = end + 1;
			continue;
		}

		if (!isSimple(line.charCodeAt(at))) {
			return null;
		}

		characters += line.charAt(at);
		styles.push(style);
		at++;
	}

	return {characters, styles};
}

/** What each code of a look ends, and which look it is: bold and dim end together. */
const looksByCode = new Map<string, readonly [look: string, isOn: boolean]>([
	['1', ['bold', true]],
	['2', ['dim', true]],
	['3', ['italic', true]],
	['4', ['underline', true]],
	['7', ['inverse', true]],
	['9', ['strike', true]],
	['23', ['italic', false]],
	['24', ['underline', false]],
	['27', ['inverse', false]],
	['29', ['strike', false]],
	['39', ['foreground', false]],
	['49', ['background', false]],
]);

/** Changes the looks by one colour sequence; false for one that is not known. */
function applyLook(looks: Map<string, string>, code: string): boolean {
	if (code === '' || code === '0') {
		looks.clear();
		return true;
	}

	if (code === '22') {
		looks.delete('bold');
		looks.delete('dim');
		return true;
	}

	const colour = /^(?:(3|9)[0-7]|38;(?:5;\d+|2;\d+;\d+;\d+))$/.test(code)
		? 'foreground'
		: /^(?:(4|10)[0-7]|48;(?:5;\d+|2;\d+;\d+;\d+))$/.test(code)
			? 'background'
			: null;
	if (colour !== null) {
		looks.set(colour, code);
		return true;
	}

	const [look, isOn] = looksByCode.get(code) ?? [];
	if (look === undefined) {
		return false;
	}

	if (isOn === true) {
		looks.set(look, code);
	} else {
		looks.delete(look);
	}

	return true;
}
