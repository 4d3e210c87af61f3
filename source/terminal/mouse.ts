/** What a mouse does in a terminal that reports it in SGR form (xterm's mode 1006): `ESC [ < button ; column ; row M`. */

export type MouseEvent = {
	readonly kind: 'press' | 'wheel-up' | 'wheel-down';
	/** Counted from 0 at the left. */
	readonly column: number;
	/** Counted from 0 at the top. */
	readonly row: number;
};

/** Buttons are reported (1000), in numbers that hold in a large terminal too (1006). */
export const mouseOnSequence = '\u001b[?1000h\u001b[?1006h';
export const mouseOffSequence = '\u001b[?1006l\u001b[?1000l';

/**
 * Every report of a mouse, also of the old form with three raw characters, which a terminal that does not know mode 1006
 * sends.
 */
export const mousePattern = /\u001b\[(?:<(\d+);(\d+);(\d+)([Mm])|M[^]{3})/g;

/** Shift, Alt, Ctrl: held or not, a click is a click. */
const modifiers = 4 | 8 | 16;

/**
 * What a report of `mousePattern` means; `null` for what is not acted on: other buttons, a button let go, the old form.
 *
 * @param parts button, column, row, `M` or `m`, as the pattern's groups have them
 */
export function mouseEvent(parts: ReadonlyArray<string | undefined>): MouseEvent | null {
	const [button, column, row, end] = parts;
	if (button === undefined || column === undefined || row === undefined || end !== 'M') {
		return null;
	}

	const kinds = new Map<number, MouseEvent['kind']>([
		[0, 'press'],
		[64, 'wheel-up'],
		[65, 'wheel-down'],
	]);
	const kind = kinds.get(Number(button) & ~modifiers);
	return kind === undefined
		? null
		: {kind, column: Math.max(0, Number(column) - 1), row: Math.max(0, Number(row) - 1)};
}
