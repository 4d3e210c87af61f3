/**
 * How many columns text takes, and cutting it to columns. `string-width` is right but slow beyond ASCII (packages.md §1:
 * 39 s for one long line on Node 20), so it only ever sees single characters, each once.
 */
import stringWidth from 'string-width';
import {stretches} from './graphemes.ts';

export type CutOptions = {
	/** Stands for what was cut off; `…` unless said, nothing when empty. */
	readonly ellipsis?: string;
};

export type Widths = {
	/** The columns that the text takes. Controls count 0: make text safe first. */
	textWidth(text: string): number;
	/** The text, or as much of it as fits into `columns` together with an ellipsis. */
	cutToWidth<Text extends string>(text: Text, columns: number, options?: CutOptions): Text;
	/** The text in exactly `columns` columns: cut with an ellipsis, or filled up with spaces. */
	padToWidth<Text extends string>(text: Text, columns: number): Text;
	/**
	 * The part of the text in the columns from `start` (0-based), at most `columns` wide. A wide character of which only
	 * the right half is inside becomes spaces, so that what follows keeps its place.
	 */
	sliceByWidth<Text extends string>(text: Text, start: number, columns: number): Text;
};

const asciiPattern = /^[\x20-\x7e]*$/;

/** Distinct characters beyond the simple ones that a session shows; CJK alone can reach thousands. */
const remembered = 4096;

function leastRecentlyUsed(measure: (text: string) => number): (text: string) => number {
	const widths = new Map<string, number>();
	return text => {
		const known = widths.get(text);
		const width = known ?? measure(text);
		if (known !== undefined) {
			widths.delete(text);
		} else if (widths.size >= remembered) {
			const [oldest] = widths.keys();
			widths.delete(oldest ?? '');
		}

		widths.set(text, width);
		return width;
	};
}

/** @param measure the width of one character as a person sees it */
export function createWidths(measure: (character: string) => number): Widths {
	const characterWidth = leastRecentlyUsed(measure);

	function textWidth(text: string): number {
		if (asciiPattern.test(text)) {
			return text.length;
		}

		let width = 0;
		for (const {start, end, isSimple} of stretches(text)) {
			width += isSimple ? end - start : characterWidth(text.slice(start, end));
		}

		return width;
	}

	/** The offset up to which the text fits into `columns`; the text's length when all of it does. */
	function fittingEnd(text: string, columns: number): number {
		let left = Math.max(0, columns);
		for (const {start, end, isSimple} of stretches(text)) {
			const width = isSimple ? end - start : characterWidth(text.slice(start, end));
			if (width > left) {
				return isSimple ? start + left : start;
			}

			left -= width;
		}

		return text.length;
	}

	function cut(text: string, columns: number, ellipsis: string): string {
		const whole = fittingEnd(text, columns);
		if (whole === text.length) {
			return text;
		}

		const room = columns - textWidth(ellipsis);
		return room < 0 ? text.slice(0, whole) : text.slice(0, fittingEnd(text, room)) + ellipsis;
	}

	function slice(text: string, start: number, columns: number): string {
		if (asciiPattern.test(text)) {
			return text.slice(start, start + columns);
		}

		let from = fittingEnd(text, start);
		const passed = textWidth(text.slice(0, from));
		if (from < text.length && passed < start) {
			const [halved] = stretches(text.slice(from));
			const after = from + (halved?.end ?? 0);
			const rest = Math.min(columns, passed + characterWidth(text.slice(from, after)) - start);
			from = after;
			return ' '.repeat(rest) + text.slice(from, from + fittingEnd(text.slice(from), columns - rest));
		}

		return text.slice(from, from + fittingEnd(text.slice(from), columns));
	}

	return {
		textWidth,
		cutToWidth: <Text extends string>(text: Text, columns: number, {ellipsis = '…'}: CutOptions = {}) =>
			cut(text, columns, ellipsis) as Text,
		padToWidth: <Text extends string>(text: Text, columns: number) => {
			const shown = cut(text, columns, '…');
			return (shown + ' '.repeat(Math.max(0, columns - textWidth(shown)))) as Text;
		},
		sliceByWidth: <Text extends string>(text: Text, start: number, columns: number) =>
			slice(text, start, columns) as Text,
	};
}

export const {textWidth, cutToWidth, padToWidth, sliceByWidth} = createWidths(stringWidth);
