/** The palette: moving in what was found, and going where it leads. */
import {endpointRows} from '../endpoint-rows.ts';
import type {CommandId} from '../keymap.ts';
import {bindingOf} from '../key-lookup.ts';
import {windowTop} from '../layout.ts';
import {paletteEntries} from '../palette-entries.ts';
import {search, type Found} from '../palette.ts';
import type {SettingName} from '../settings.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {homeMode} from '../walk.ts';
import {openTopic, runCommand} from './help-commands.ts';
import {focused, layoutNow, selecting} from './moving.ts';
import {withSetting} from './settings-commands.ts';
import {message, stay, type Command, type Step} from './step.ts';

/** So many choices are remembered. */
const mostRecent = 20;

const open: Command = (state, world) => {
	const entries = paletteEntries(state, world);
	return stay({
		...state,
		mode: {
			kind: 'palette',
			buffer: createBuffer('', {multiline: false}),
			entries,
			found: search(entries, '', state.recent),
			row: 0,
			top: 0,
		},
	});
};

/** What was found follows the text with every key. */
export function searched(state: UiState): UiState {
	const {mode} = state;
	return mode.kind === 'palette'
		? {
				...state,
				mode: {...mode, found: search(mode.entries, bufferText(mode.buffer), state.recent), row: 0, top: 0},
			}
		: state;
}

/** Rows of what was found that are on screen: a title and the text stand above them. */
export function paletteHeight(state: UiState): number {
	return Math.max(1, layoutNow(state).body.height - 2);
}

/** Moves the selection by a number of rows. */
export function movePalette(state: UiState, by: number): UiState {
	const {mode} = state;
	if (mode.kind !== 'palette') {
		return state;
	}

	const row = Math.max(0, Math.min(mode.found.length - 1, mode.row + by));
	return {...state, mode: {...mode, row, top: windowTop(mode.top, row, paletteHeight(state))}};
}

const run: Command = (state, world) => {
	const {mode} = state;
	const chosen = mode.kind === 'palette' ? mode.found[mode.row] : undefined;
	if (chosen === undefined) {
		return stay(state);
	}

	if (chosen.reason !== null) {
		return stay({...state, message: message('warning', chosen.reason)});
	}

	const recent = [chosen.id, ...state.recent.filter(id => id !== chosen.id)].slice(0, mostRecent);
	return done({...state, recent}, world, chosen);
};

function done(state: UiState, world: World, {action}: Found): Step {
	switch (action.kind) {
		case 'endpoint': {
			return stay(atEndpoint(state, world, action.endpointId));
		}

		case 'command': {
			return runCommand(state, world, {
				...bindingOf(action.commandId as CommandId, state.bindings),
				id: action.commandId as CommandId,
			});
		}

		case 'setting': {
			return withSetting({...state, mode: homeMode(state)}, action.name as SettingName, action.value);
		}

		case 'help': {
			return stay(openTopic(state, world, action.topicId));
		}
	}
}

/** The endpoint selected in the list; the guided stages wait, and a filter that hides it is cleared. */
function atEndpoint(state: UiState, world: World, endpointId: string): UiState {
	const isListed = endpointRows(world.catalog, bufferText(state.filter)).some(
		row => row.kind === 'endpoint' && row.endpoint.id === endpointId,
	);
	const {walk} = state;
	const browsing: UiState = {
		...state,
		mode: {kind: 'browse'},
		walk: walk === null || walk.place !== 'open' ? walk : {...walk, place: 'left'},
		filter: isListed ? state.filter : createBuffer('', {multiline: false}),
	};
	return focused(selecting(browsing, world, endpointId), 'list');
}

function moving(by: (state: UiState) => number): Command {
	return state => stay(movePalette(state, by(state)));
}

/** The commands of this file. */
export const paletteCommands = {
	'app.palette': open,
	'walk.palette': open,
	'palette.run': run,
	'palette.up': moving(() => -1),
	'palette.down': moving(() => 1),
	'palette.page-up': moving(state => -paletteHeight(state)),
	'palette.page-down': moving(paletteHeight),
	'palette.close': state => stay({...state, mode: homeMode(state)}),
} satisfies Partial<Record<CommandId, Command>>;
