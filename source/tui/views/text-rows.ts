import type {SafeText} from '../../terminal/safe-text.ts';
import type {Span, Tone} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';

/** Columns of the names before what they name. */
const labelColumns = 10;

/** A text over as many rows as it needs, each behind an indent. The text may be untrusted. */
export function textRows(
	text: string,
	width: number,
	{indent = '', tone = 'plain'}: {indent?: string; tone?: Tone} = {},
): ReadonlyArray<readonly Span[]> {
	return text === ''
		? []
		: wrapText(text, width - indent.length).map((row): readonly Span[] => [[indent], [row, tone, 'safe']]);
}

/** A sentence that begins with a sign or a word of its own tone, over as many rows as it needs. */
export function signedRows(
	[sign, tone]: readonly [string, Tone],
	text: string,
	width: number,
): ReadonlyArray<readonly Span[]> {
	return wrapText(`${sign}${text}`, width).map((row, index): readonly Span[] =>
		index === 0
			? [
					[sign, tone],
					[row.slice(sign.length) as SafeText, 'plain', 'safe'],
				]
			: [[row, 'plain', 'safe']],
	);
}

/** A text behind its name; further rows stand under the first one. */
export function labelledRows(
	label: string,
	text: string,
	width: number,
	tone: Tone = 'plain',
): ReadonlyArray<readonly Span[]> {
	return wrapText(text, width - labelColumns).map((row, index): readonly Span[] => [
		[(index === 0 ? label : '').padEnd(labelColumns), 'muted'],
		[row, tone, 'safe'],
	]);
}
