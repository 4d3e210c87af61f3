/** Rows of text with meaning: what a view gives to a component. Every row of the screen passes `fitSpans`. */
import {safeText, type SafeText} from '../terminal/safe-text.ts';
import {cutToWidth, textWidth} from '../terminal/width.ts';

/** What a text means; the theme decides how that looks. Never the only signal: a symbol or a word stands beside it. */
export type Tone =
	| 'plain'
	| 'strong'
	| 'muted'
	| 'accent'
	| 'ok'
	| 'caution'
	| 'bad'
	/** The badge of a production profile. */
	| 'danger'
	/** The active tab, the title of the pane that has the keys. */
	| 'active'
	/** Parts of JSON. */
	| 'key'
	| 'string'
	| 'number'
	| 'literal'
	/** What was searched for. */
	| 'match';

/**
 * A piece of a row. Text is taken for untrusted and made safe on its way to the screen, in one place; what went through
 * `safeText` already says so, because its signs would be escaped once more.
 */
export type Span =
	readonly [text: string, tone?: Tone] | readonly [text: SafeText, tone: Tone, state: 'safe'];

/** A piece that is safe to print. */
export type FittedSpan = {readonly text: SafeText; readonly tone: Tone};

/**
 * The row cut to a width, with `…` where something is missing, and padded to it. Untrusted text becomes safe here.
 *
 * @param width columns, 0 or more
 */
export function fitSpans(spans: readonly Span[], width: number): readonly FittedSpan[] {
	const fitted: FittedSpan[] = [];
	let room = width;
	for (const [text, tone = 'plain', state] of spans) {
		if (text === '') {
			continue;
		}

		if (room === 0) {
			const last = fitted.pop();
			if (last !== undefined) {
				const cut = cutToWidth(`${last.text}…` as SafeText, textWidth(last.text));
				fitted.push({...last, text: cut});
				room = textWidth(last.text) - textWidth(cut);
			}

			break;
		}

		const safe = state === 'safe' ? (text as SafeText) : safeText(shortened(text, room));
		const cut = cutToWidth(safe, room);
		fitted.push({text: cut, tone});
		room = Math.max(0, room - textWidth(cut));
		if (cut !== safe) {
			break;
		}
	}

	if (room > 0) {
		fitted.push({text: safeText(' '.repeat(room)), tone: 'plain'});
	}

	return fitted;
}

/**
 * At most as much text as can be seen: measuring a long line that is not ASCII takes seconds on Node 20. A character of
 * no width (a combining mark) costs its share of the budget, so that a flood of them is cut too.
 */
export function shortened(text: string, columns: number): string {
	const budget = columns * 8 + 64;
	if (text.length <= budget) {
		return text;
	}

	const isSplit = /[\ud800-\udbff]/.test(text[budget - 1] ?? '');
	return `${text.slice(0, isSplit ? budget - 1 : budget)}…`;
}

/** Two groups of spans, the second one pushed to the right end of the row; the first one is cut where both do not fit. */
export function spread(left: readonly Span[], right: readonly Span[], width: number): readonly Span[] {
	const rightWidth = spansWidth(right);
	const room = Math.max(0, width - rightWidth - (rightWidth > 0 ? 1 : 0));
	const fitted = fitSpans(left, room).map(({text, tone}): Span => [text, tone, 'safe']);
	return rightWidth === 0 ? fitted : [...fitted, [' '], ...right];
}

/** Columns that spans take once they are safe to print. */
export function spansWidth(spans: readonly Span[]): number {
	return spans.reduce((sum, [text, , state]) => sum + textWidth(state === 'safe' ? text : safeText(text)), 0);
}
