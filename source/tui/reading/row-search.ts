/** Searching the rows of a tab: headers, attempts, reasons. They are few, so that all of them are read with every key. */
import type {TextBuffer} from '../text-buffer.ts';
import type {ResponseTab, UiState} from '../ui-state.ts';
import type {Content} from '../views/pane-view.ts';
import {matchesIn, queryOf, type Query} from './search-text.ts';

export type RowSearch = {
	readonly endpointId: string;
	readonly tab: ResponseTab;
	readonly text: string;
	/** Index of the match that the cursor went to; `null` while there is none. */
	readonly at: number | null;
};

/** Where the tab was when a search began; leaving it goes back there. */
export type RowOrigin = {
	readonly kind: 'rows';
	readonly search: RowSearch | null;
	readonly top: number;
	readonly left: number;
	readonly attemptRow: number;
};

/** A match: the row that it begins on, and the columns there in UTF-16 units. */
export type RowMatch = {readonly row: number; readonly start: number; readonly end: number};

/** The search of the tab on screen; `null` without one. */
export function rowSearchOf({
	reading,
	selected,
	responseTab,
}: Pick<UiState, 'reading' | 'selected' | 'responseTab'>): RowSearch | null {
	const {rowSearch} = reading;
	return rowSearch?.endpointId === selected && rowSearch.tab === responseTab ? rowSearch : null;
}

/** What the tab on screen is searched for; `null` for nothing. */
export function rowQueryOf(state: UiState): Query | null {
	return queryOf(rowSearchOf(state)?.text ?? '');
}

/** The line that a search of the tab on screen is typed on; `null` while none is typed. */
export function rowSearchBuffer({mode}: UiState): TextBuffer | null {
	return mode.kind === 'search' && mode.origin.kind === 'rows' ? mode.buffer : null;
}

/** The whole text of a row, also of what is scrolled off. */
function textOf({row, text}: Content, index: number): string {
	return (
		text?.(index) ??
		row(index)
			.map(([part]) => part)
			.join('')
	);
}

/**
 * Every match in the rows of a content.
 *
 * @param isWrapped a text goes on from row to row: what stands over the end of one is found as well
 */
export function matchesInRows(
	content: Content,
	query: Query | null,
	isWrapped: boolean,
): readonly RowMatch[] {
	if (query === null) {
		return [];
	}

	const texts = Array.from({length: content.length}, (_, index) => textOf(content, index));
	const starts: number[] = [];
	let length = 0;
	for (const text of texts) {
		starts.push(length);
		length += text.length + 1;
	}

	return matchesIn(texts.join(isWrapped ? ' ' : '\n'), query).map(([start, end]) => {
		const row = starts.findLastIndex(offset => offset <= start);
		const offset = starts[row] ?? 0;
		return {row, start: start - offset, end: end - offset};
	});
}
