/** Moving in lists and through text. Everything stops at its ends. */
import {endpointState} from '../../session/state.ts';
import {firstFilledTab} from '../draft-edits.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {clampTop, layoutOf, windowTop, type Area, type Layout, type Pane} from '../layout.ts';
import {promptRowsOf} from '../prompt-rows.ts';
import {roomToWrite} from '../room-to-write.ts';
import {moveInBody, readBody} from './reading-moves.ts';
import {bufferText} from '../text-buffer.ts';
import {currentDraft, requestTabs, responseTabs, type UiState, type World} from '../ui-state.ts';
import {exportContent} from '../views/export-view.ts';
import {requestView} from '../views/request-view.ts';
import {responseView} from '../views/response-view.ts';

/** The layout of a state. */
export function layoutNow(state: UiState): Layout {
	const layout = layoutOf(state.size, {
		...state,
		// Read aloud, the screen is one pane after another.
		isZoomed: state.isZoomed || state.settings.screenReader,
		promptRows: promptRowsOf(state),
	});
	return state.mode.kind === 'body' || state.mode.kind === 'body-find' ? roomToWrite(layout) : layout;
}

/** The state with the keys in a pane, which is then on screen. */
export function focused(state: UiState, pane: Pane): UiState {
	return pane === 'list' || pane === 'session'
		? {...state, focus: pane}
		: {...state, focus: pane, right: pane, preferred: pane};
}

/** The area of a pane; one row of nothing when it is not on screen. */
export function areaOf(state: UiState, pane: Pane): Area {
	return layoutNow(state)[pane] ?? {width: state.size.columns, height: 1};
}

/** How many rows a page key moves in a pane. */
export function pageOf(state: UiState, pane: Pane): number {
	return Math.max(1, areaOf(state, pane).height - 5);
}

/**
 * Another endpoint is selected: its request and answer are looked at from their beginnings, the request in a tab that
 * holds something, so that a key never edits what the endpoint before it had.
 */
export function selecting(state: UiState, world: World, endpointId: string): UiState {
	if (endpointId === state.selected) {
		return state;
	}

	const endpoint = world.catalog.endpoints.get(endpointId);
	const wasFired =
		endpointState(world.session, endpointId).attempts.length > 0 ||
		state.flights.some(flight => flight.endpointId === endpointId);
	return {
		...state,
		selected: endpointId,
		right: wasFired ? state.preferred : 'request',
		requestTab: endpoint === undefined ? 'path' : firstFilledTab(currentDraft(state, endpoint)),
		requestRow: 0,
		requestTop: 0,
		responseTab: 'body',
		responseTop: 0,
		responseLeft: 0,
		attemptRow: 0,
	};
}

/** Moves the selection by a number of endpoints, skipping the headings of sections. */
export function moveInList(state: UiState, world: World, by: number): UiState {
	const ids = endpointRows(world.catalog, bufferText(state.filter)).flatMap(row =>
		row.kind === 'endpoint' ? [row.endpoint.id] : [],
	);
	const at = Math.max(0, ids.indexOf(state.selected));
	return selecting(state, world, ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? state.selected);
}

/** Moves the selected row of the request's tab, or scrolls where rows are not chosen. */
export function moveRequest(state: UiState, world: World, by: number): UiState {
	const {content, contentHeight} = requestView(state, world, areaOf(state, 'request'));
	if (content.selected === null) {
		return {...state, requestTop: clampTop(state.requestTop + by, content.length, contentHeight)};
	}

	const requestRow = Math.max(0, Math.min(content.length - 1, content.selected + by));
	return {...state, requestRow, requestTop: windowTop(state.requestTop, requestRow, contentHeight)};
}

/** Moves among the attempts, or scrolls the response. */
export function moveResponse(state: UiState, world: World, by: number): UiState {
	if (state.responseTab === 'body' && readBody(state, world) !== null) {
		return moveInBody(state, world, by);
	}

	const {content, contentHeight} = responseView(state, world, areaOf(state, 'response'));
	if (state.responseTab !== 'attempts' || content.selected === null) {
		return {...state, responseTop: clampTop(state.responseTop + by, content.length, contentHeight)};
	}

	const attemptRow = Math.max(0, Math.min(content.length - 1, content.selected + by));
	return {...state, attemptRow, responseTop: windowTop(state.responseTop, attemptRow, contentHeight)};
}

/** The next or previous tab of the pane that has the keys. */
export function nextTab(state: UiState, step: 1 | -1): UiState {
	if (state.focus === 'request') {
		const at = requestTabs.indexOf(state.requestTab) + step + requestTabs.length;
		const requestTab = requestTabs[at % requestTabs.length] ?? 'path';
		return {...state, requestTab, requestRow: 0, requestTop: 0};
	}

	const at = responseTabs.indexOf(state.responseTab) + step + responseTabs.length;
	const responseTab = responseTabs[at % responseTabs.length] ?? 'body';
	return {...state, responseTab, responseTop: 0, responseLeft: 0};
}

/** Scrolls the export screen. */
export function scrollScreen(state: UiState, by: number): UiState {
	const {mode} = state;
	const {width, height} = layoutNow(state).body;
	if (mode.kind === 'export') {
		const {length} = exportContent(mode.status, width);
		return {...state, mode: {...mode, top: clampTop(mode.top + by, length, height - 1)}};
	}

	return state;
}

/** Shows the attempt that the cursor is on. */
export function chooseAttempt(state: UiState, world: World): UiState {
	const {attempts} = endpointState(world.session, state.selected);
	const chosen = attempts[attempts.length - 1 - state.attemptRow];
	if (chosen === undefined) {
		return state;
	}

	const viewed = new Map(state.viewed);
	if (chosen === attempts.at(-1)) {
		viewed.delete(state.selected);
	} else {
		viewed.set(state.selected, chosen.intent.attempt);
	}

	return {...state, viewed, responseTab: 'body', responseTop: 0, responseLeft: 0};
}
