/** What the mouse does: the wheel scrolls what is under the pointer, a click chooses it. */
import type {MouseEvent} from '../../terminal/mouse.ts';
import {endpointRows} from '../endpoint-rows.ts';
import type {CommandId} from '../keymap.ts';
import {isTooSmall, panes, type Pane, type Place} from '../layout.ts';
import {bufferText} from '../text-buffer.ts';
import {hasFilterRow, type UiState, type World} from '../ui-state.ts';
import {homeMode} from '../walk.ts';
import {commands} from './commands.ts';
import {helpAtRow, helpHeight, selectedHelp} from './help-commands.ts';
import {focused, layoutNow, selecting} from './moving.ts';
import {movePalette, paletteHeight} from './palette-commands.ts';
import {clickedTab} from './pointed-tabs.ts';
import {stay, type Step} from './step.ts';

/** Rows that one notch of the wheel moves. */
const rowsOfWheel = 3;
/** The header line stands above the body. */
const rowsAboveBody = 1;

/** The interface after something that the mouse did; nothing while mouse reports are turned off. */
export function pointed(state: UiState, event: MouseEvent, world: World): Step {
	if (!state.settings.mouse || isTooSmall(state.size)) {
		return stay(state);
	}

	const calm: UiState = {...state, message: null};
	return event.kind === 'press' ? click(calm, event, world) : wheel(calm, event, world);
}

function wheel(state: UiState, event: MouseEvent, world: World): Step {
	const direction = event.kind === 'wheel-up' ? 'up' : 'down';
	const {kind} = state.mode;
	if (kind === 'palette' || kind === 'help' || kind === 'export' || kind === 'walk') {
		return repeated(state, world, `${kind}.${direction}`);
	}

	const pane = paneAt(state, event);
	const isTyped = kind === 'field' || kind === 'body';
	return pane === null || (isTyped && pane.name === 'request')
		? stay(state)
		: repeated(state, world, `${pane.name}.${direction}`);
}

function repeated(state: UiState, world: World, id: CommandId): Step {
	let moved = state;
	for (let row = 0; row < rowsOfWheel; row++) {
		moved = commands[id](moved, world).state;
	}

	return stay(moved);
}

/** Modes that a click leaves as Escape does: what was typed is kept in the draft or in the filter. */
const left: ReadonlySet<UiState['mode']['kind']> = new Set([
	'browse',
	'field',
	'body',
	'filter',
	'session-filter',
]);

function click(state: UiState, event: MouseEvent, world: World): Step {
	const row = event.row - rowsAboveBody;
	if (state.mode.kind === 'palette') {
		return clickPalette(state, row, world);
	}

	if (state.mode.kind === 'help') {
		return clickHelp(state, row, world);
	}

	const pane = paneAt(state, event);
	if (pane === null || !left.has(state.mode.kind)) {
		return stay(state);
	}

	const there = focused({...state, mode: homeMode(state)}, pane.name);
	const cell = {column: event.column - pane.place.left, row: row - pane.place.top};
	return stay(pane.name === 'list' ? atListRow(there, cell.row, world) : clickedTab(there, pane, cell, world));
}

/** The first click selects, one on what is selected does it. */
function clickPalette(state: UiState, row: number, world: World): Step {
	const {mode} = state;
	const index = row - 2;
	if (mode.kind !== 'palette' || index < 0 || index >= paletteHeight(state)) {
		return stay(state);
	}

	const wanted = mode.top + index;
	return wanted === mode.row
		? commands['palette.run'](state, world)
		: stay(movePalette(state, wanted - mode.row));
}

function clickHelp(state: UiState, row: number, world: World): Step {
	const {mode} = state;
	const first = layoutNow(state).body.height - helpHeight(state);
	if (mode.kind !== 'help' || row < first) {
		return stay(state);
	}

	const moved = helpAtRow(state, mode.top + row - first);
	return selectedHelp(moved) === selectedHelp(state) ? commands['help.run'](state, world) : stay(moved);
}

function atListRow(state: UiState, row: number, world: World): UiState {
	const index = state.listTop + row - (hasFilterRow(state) ? 2 : 1);
	const target = endpointRows(world.catalog, bufferText(state.filter))[index];
	return row < 1 || index < state.listTop || target?.kind !== 'endpoint'
		? state
		: selecting(state, world, target.endpoint.id);
}

function paneAt(state: UiState, {column, row}: MouseEvent): {name: Pane; place: Place} | null {
	const layout = layoutNow(state);
	for (const name of panes) {
		const place = layout[name];
		const below = row - rowsAboveBody;
		if (
			place !== null &&
			column >= place.left &&
			column < place.left + place.width &&
			below >= place.top &&
			below < place.top + place.height
		) {
			return {name, place};
		}
	}

	return null;
}
