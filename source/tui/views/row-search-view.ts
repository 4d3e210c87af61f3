/** A search in a tab that is no body: what was found is marked, and a row above says what and how many. */
import {keyOf} from '../key-lookup.ts';
import {matchesInRows, rowQueryOf, rowSearchBuffer, rowSearchOf} from '../reading/row-search.ts';
import type {Query} from '../reading/search-text.ts';
import {bufferText} from '../text-buffer.ts';
import type {Span} from '../spans.ts';
import type {UiState} from '../ui-state.ts';
import {withMatches} from './body-view.ts';
import type {Bar, Content} from './pane-view.ts';

/** Spans with what is searched for marked. */
export function litSpans(spans: readonly Span[], query: Query | null): readonly Span[] {
	return query === null ? spans : withMatches(spans, query);
}

/** The rows of a tab with its search, and the row above them that tells of it. */
export function withRowSearch(
	content: Content,
	state: UiState,
): {readonly content: Content; readonly bars: readonly Bar[]} {
	const search = rowSearchOf(state);
	const typed = rowSearchBuffer(state);
	if (search === null && typed === null) {
		return {content, bars: []};
	}

	const query = rowQueryOf(state);
	const matches = matchesInRows(content, query, state.responseTab === 'reasons');
	const at = search?.at ?? null;
	const count =
		matches.length === 0
			? 'not found'
			: at === null
				? String(matches.length)
				: `${at + 1} of ${matches.length}`;
	return {
		content: {
			...content,
			selected: content.selected ?? (at === null ? null : (matches[at]?.row ?? null)),
			// A row that is the window of a longer one marks its matches before it is cut.
			row: content.text === undefined ? index => litSpans(content.row(index), query) : content.row,
		},
		bars: [
			typed === null
				? [
						['/ ', 'accent'],
						[search?.text ?? '', 'strong'],
						[
							` · ${count} · ${keyOf('found.next', state)} next, ${keyOf('found.previous', state)} previous`,
							'muted',
						],
					]
				: {
						label: '/ ',
						buffer: typed,
						placeholder: 'text to find',
						after: bufferText(typed) === '' ? [] : [[count, 'muted']],
					},
		],
	};
}
