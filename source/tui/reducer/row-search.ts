/** Searching the tabs of the response that are no body: typing, going from match to match, ending it. */
import {clampTop} from '../layout.ts';
import {
	matchesInRows,
	rowQueryOf,
	rowSearchOf,
	type RowMatch,
	type RowSearch,
} from '../reading/row-search.ts';
import {queryOf} from '../reading/search-text.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {responseView} from '../views/response-view.ts';
import {homeMode} from '../walk.ts';
import {areaOf, focused} from './moving.ts';
import {stay, type Command} from './step.ts';

function withSearch(state: UiState, rowSearch: RowSearch | null): UiState {
	return {...state, reading: {...state.reading, rowSearch}};
}

/** Begins to search what the tab shows. */
export const openRowSearch: Command = state => {
	const search = rowSearchOf(state);
	const {responseTop: top, responseLeft: left, attemptRow} = state;
	return stay({
		...focused(state, 'response'),
		mode: {
			kind: 'search',
			buffer: {...createBuffer(search?.text ?? '', {multiline: false}), isSelected: search !== null},
			origin: {kind: 'rows', search, top, left, attemptRow},
		},
	});
};

/** The tab follows what is typed, from where it was when the search began. */
export function searchedRows(state: UiState, world: World): UiState {
	const {mode} = state;
	if (mode.kind !== 'search' || mode.origin.kind !== 'rows') {
		return state;
	}

	const {top, left, attemptRow} = mode.origin;
	const back: UiState = {...state, responseTop: top, responseLeft: left, attemptRow};
	const text = bufferText(mode.buffer);
	if (queryOf(text) === null) {
		return withSearch(back, null);
	}

	const search = {endpointId: state.selected, tab: state.responseTab, text, at: null};
	return seekRow(withSearch(back, search), world, 1);
}

/** Back to where the tab was before the search. */
export function leftRowSearch(state: UiState): UiState {
	const {mode} = state;
	if (mode.kind !== 'search' || mode.origin.kind !== 'rows') {
		return state;
	}

	const {search, top, left, attemptRow} = mode.origin;
	const back: UiState = {...state, responseTop: top, responseLeft: left, attemptRow, mode: homeMode(state)};
	return withSearch(back, search);
}

/** Ends the search. */
export function withoutRowSearch(state: UiState): UiState {
	return withSearch(state, null);
}

/** Goes to the next match or the one before; past an end it goes on at the other one. */
export function seekRow(state: UiState, world: World, step: 1 | -1): UiState {
	const search = rowSearchOf(state);
	if (search === null) {
		return state;
	}

	const {content} = responseView(state, world, areaOf(state, 'response'));
	const matches = matchesInRows(content, rowQueryOf(state), state.responseTab === 'reasons');
	const {length} = matches;
	if (length === 0) {
		return withSearch(state, {...search, at: null});
	}

	const here = state.responseTab === 'attempts' ? state.attemptRow : state.responseTop;
	const first = Math.max(
		0,
		matches.findIndex(({row}) => row >= here),
	);
	const at = search.at === null ? first : (search.at + step + length) % length;
	const match = matches[at];
	return match === undefined ? state : inSight(withSearch(state, {...search, at}), world, match);
}

/** Scrolls to a match, down and sideways; among the attempts it is chosen. */
function inSight(state: UiState, world: World, {row, end}: RowMatch): UiState {
	const area = areaOf(state, 'response');
	const {content, contentHeight} = responseView(state, world, area);
	const isSeen = row >= state.responseTop && row < state.responseTop + contentHeight;
	const top = isSeen ? state.responseTop : row - Math.floor(contentHeight / 3);
	const isWide = state.responseTab === 'headers';
	return {
		...state,
		responseTop: clampTop(top, content.length, contentHeight),
		...(state.responseTab === 'attempts' ? {attemptRow: row} : {}),
		...(isWide ? {responseLeft: end <= area.width ? 0 : end + 4 - Math.floor(area.width / 2)} : {}),
	};
}
