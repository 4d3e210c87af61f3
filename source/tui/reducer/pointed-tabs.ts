/** Which tab or row of a pane was clicked. */
import {clampTop, type Pane, type Place} from '../layout.ts';
import {spansWidth, type Span} from '../spans.ts';
import {requestTabs, responseTabs, type UiState, type World} from '../ui-state.ts';
import {outcomeFilters} from '../session-rows.ts';
import {requestView} from '../views/request-view.ts';
import {responseView} from '../views/response-view.ts';
import {sessionPaneView} from '../views/session-view.ts';
import {selecting} from './moving.ts';

/**
 * The pane with the tab or the row chosen that a cell belongs to; as it was where there is neither.
 *
 * @param cell counted from the first cell of the pane, whose first row is its title
 */
export function clickedTab(
	state: UiState,
	{name, place}: {name: Pane; place: Place},
	cell: {column: number; row: number},
	world: World,
): UiState {
	if (name === 'request') {
		const view = requestView(state, world, place);
		const tab = requestTabs[tabAt(view.tabs, cell.column)];
		const tabRow = 1 + view.header.length;
		const row = clampTop(state.requestTop, view.content.length, view.contentHeight) + cell.row - tabRow - 1;
		if (cell.row === tabRow && tab !== undefined) {
			return {...state, requestTab: tab, requestRow: 0, requestTop: 0};
		}

		return cell.row > tabRow && view.content.selected !== null && row < view.content.length
			? {...state, requestRow: row}
			: state;
	}

	if (name === 'response') {
		const view = responseView(state, world, place);
		const tab = responseTabs[tabAt(view.tabs, cell.column)];
		const tabRow = 1 + Math.min(view.header.length, Math.max(0, place.height - 3));
		return cell.row === tabRow && tab !== undefined
			? {...state, responseTab: tab, responseTop: 0, responseLeft: 0}
			: state;
	}

	return name === 'session' ? atSessionCell(state, place, cell, world) : state;
}

/** Below the title of the session stand its tabs, the filter while there is one, the heading of the matrix, its rows. */
function atSessionCell(
	state: UiState,
	place: Place,
	cell: {column: number; row: number},
	world: World,
): UiState {
	const view = sessionPaneView(state, world, place);
	if (cell.row === 1) {
		const outcome = outcomeFilters[tabAt(view.tabs, cell.column)];
		return outcome === undefined
			? state
			: {...state, sessionView: {...state.sessionView, outcome, row: null, top: 0}};
	}

	const row = view.rows[cell.row - 3 - (view.hasFilterRow ? 1 : 0)];
	return row === undefined
		? state
		: {
				...selecting(state, world, row.test.testId),
				sessionView: {...state.sessionView, row: row.key, top: view.top},
			};
}

/** Index of the tab at a column: one span is one tab; -1 behind the last. */
function tabAt(tabs: readonly Span[], column: number): number {
	let end = 0;
	return tabs.findIndex(span => {
		end += spansWidth([span]);
		return column < end;
	});
}
