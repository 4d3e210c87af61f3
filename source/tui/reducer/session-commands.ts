/** Commands of the session pane: moving in the matrix, narrowing it, going to what a row is about. */
import type {CommandId} from '../keymap.ts';
import {clampTop, windowTop} from '../layout.ts';
import {cursorRow, outcomeFilters, sessionCursor, visibleRows} from '../session-rows.ts';
import {bufferText, createBuffer, reduceBuffer, type BufferAction} from '../text-buffer.ts';
import type {SessionView, UiState, World} from '../ui-state.ts';
import {sessionPaneView} from '../views/session-view.ts';
import {areaOf, focused, selecting} from './moving.ts';
import {stay, type Command} from './step.ts';

const toEnd = Number.POSITIVE_INFINITY;

/** Moves the cursor by a number of rows; the endpoint of its row becomes the selected one. */
function moved(state: UiState, world: World, by: number): UiState {
	const rows = visibleRows(state, world);
	const {top, height} = sessionPaneView(state, world, areaOf(state, 'session'));
	const at = sessionCursor(state, world);
	const wanted = at === null ? (Math.abs(by) === 1 ? top : by > 0 ? toEnd : 0) : at + by;
	const next = Math.max(0, Math.min(rows.length - 1, wanted));
	const row = rows[next];
	return row === undefined
		? state
		: {
				...selecting(state, world, row.test.testId),
				sessionView: {...state.sessionView, row: row.key, top: windowTop(top, next, height)},
			};
}

function page(state: UiState, world: World): number {
	return Math.max(1, sessionPaneView(state, world, areaOf(state, 'session')).height - 1);
}

/** Other filters. The cursor stays on its row while that is in sight, else it goes to the first one. */
function narrowed(state: UiState, world: World, change: Partial<SessionView>): UiState {
	const changed: UiState = {...state, sessionView: {...state.sessionView, top: 0, ...change}};
	const first = visibleRows(changed, world)[0];
	const next: UiState =
		first === undefined || sessionCursor(changed, world) !== null
			? changed
			: {
					...selecting(changed, world, first.test.testId),
					sessionView: {...changed.sessionView, row: first.key},
				};
	const {height} = sessionPaneView(next, world, areaOf(next, 'session'));
	const at = sessionCursor(next, world) ?? 0;
	const top = clampTop(windowTop(0, at, height), visibleRows(next, world).length, height);
	return {...next, sessionView: {...next.sessionView, top}};
}

function besideOutcome(step: 1 | -1): Command {
	return (state, world) => {
		const at = outcomeFilters.indexOf(state.sessionView.outcome) + step + outcomeFilters.length;
		return stay(narrowed(state, world, {outcome: outcomeFilters[at % outcomeFilters.length] ?? 'all'}));
	};
}

/** To the endpoint of the row, and to the very attempt that its verdict comes from. */
const open: Command = (state, world) => {
	const row = cursorRow(state, world);
	if (row === undefined) {
		return stay(state);
	}

	const {testId, latest} = row.test;
	const chosen = selecting(state, world, testId);
	if (latest === null) {
		return stay(focused({...chosen, isZoomed: false}, 'request'));
	}

	const attempts = world.session.endpoints.get(testId)?.attempts ?? [];
	const viewed = new Map(chosen.viewed);
	if (latest.attempt === attempts.at(-1)) {
		viewed.delete(testId);
	} else {
		viewed.set(testId, latest.attempt.intent.attempt);
	}

	return stay({
		...focused({...chosen, isZoomed: false}, 'response'),
		viewed,
		responseTab: 'body',
		responseTop: 0,
		responseLeft: 0,
	});
};

function moving(by: (state: UiState, world: World) => number): Command {
	return (state, world) => stay(moved(state, world, by(state, world)));
}

/** The rows follow the text with every key. */
export function filterSession(state: UiState, edit: BufferAction, world: World): UiState {
	return narrowed(state, world, {filter: reduceBuffer(state.sessionView.filter, edit)});
}

/** Types into the filter of the session; what stands there is selected, so that typing replaces it. */
export function openSessionFilter(state: UiState): UiState {
	const filter = reduceBuffer(state.sessionView.filter, {type: 'selectAll'});
	return {...state, mode: {kind: 'session-filter'}, sessionView: {...state.sessionView, filter}};
}

/** All rows again; the same state when none was hidden. */
export function showAllRows(state: UiState, world: World): UiState {
	const {outcome, filter} = state.sessionView;
	return outcome === 'all' && bufferText(filter) === ''
		? state
		: narrowed(state, world, {outcome: 'all', filter: createBuffer('', {multiline: false})});
}

/** The commands of this file. */
export const sessionCommands = {
	'session.open': open,
	'session.next-outcome': besideOutcome(1),
	'session.previous-outcome': besideOutcome(-1),
	'session.up': moving(() => -1),
	'session.down': moving(() => 1),
	'session.page-up': moving((state, world) => -page(state, world)),
	'session.page-down': moving(page),
	'session.first': moving(() => -toEnd),
	'session.last': moving(() => toEnd),
	'session-filter.keep': state => stay({...state, mode: {kind: 'browse'}}),
	'session-filter.clear': (state, world) =>
		stay(narrowed({...state, mode: {kind: 'browse'}}, world, {filter: createBuffer('', {multiline: false})})),
	'session-filter.up': moving(() => -1),
	'session-filter.down': moving(() => 1),
} satisfies Partial<Record<CommandId, Command>>;
