/** What each command of the keymap does. A command gets here only while it is enabled. */
import type {CommandId} from '../keymap.ts';
import {panes} from '../layout.ts';
import {createBuffer, reduceBuffer} from '../text-buffer.ts';
import {openFlights, type UiState, type World} from '../ui-state.ts';
import {bodyCommands} from './body-commands.ts';
import {draftCommands} from './draft-commands.ts';
import {modeCommands} from './mode-commands.ts';
import {
	chooseAttempt,
	focused,
	moveInList,
	moveRequest,
	moveResponse,
	nextTab,
	pageOf,
	scrollScreen,
} from './moving.ts';
import {keyOf} from '../key-lookup.ts';
import {message, stay, type Command, type Step} from './step.ts';
import {findingsCommands} from './findings-commands.ts';
import {readingCommands} from './reading-commands.ts';
import {helpCommands} from './help-commands.ts';
import {paletteCommands} from './palette-commands.ts';
import {sectionJumps} from './section-jumps.ts';
import {settingsCommands} from './settings-commands.ts';
import {testCommands} from './test-commands.ts';
import {textCommands} from './text-commands.ts';
import {walkCommands} from './walk-commands.ts';
import {openSessionFilter, sessionCommands, showAllRows} from './session-commands.ts';
import {backToWalk} from '../walk.ts';

const toEnd = Number.POSITIVE_INFINITY;

/** A command that only moves. */
function moving(move: (state: UiState, world: World) => UiState): Command {
	return (state, world) => stay(move(state, world));
}

const movingCommands = {
	'list.up': moving((state, world) => moveInList(state, world, -1)),
	'list.down': moving((state, world) => moveInList(state, world, 1)),
	'list.page-up': moving((state, world) => moveInList(state, world, -pageOf(state, 'list'))),
	'list.page-down': moving((state, world) => moveInList(state, world, pageOf(state, 'list'))),
	'list.first': moving((state, world) => moveInList(state, world, -toEnd)),
	'list.last': moving((state, world) => moveInList(state, world, toEnd)),
	'list.open': moving(state => focused(state, 'request')),
	'filter.up': moving((state, world) => moveInList(state, world, -1)),
	'filter.down': moving((state, world) => moveInList(state, world, 1)),
	'request.up': moving((state, world) => moveRequest(state, world, -1)),
	'request.down': moving((state, world) => moveRequest(state, world, 1)),
	'request.page-up': moving((state, world) => moveRequest(state, world, -pageOf(state, 'request'))),
	'request.page-down': moving((state, world) => moveRequest(state, world, pageOf(state, 'request'))),
	'request.previous-tab': moving(state => nextTab(state, -1)),
	'request.next-tab': moving(state => nextTab(state, 1)),
	'response.choose': moving(chooseAttempt),
	'response.up': moving((state, world) => moveResponse(state, world, -1)),
	'response.down': moving((state, world) => moveResponse(state, world, 1)),
	'response.page-up': moving((state, world) => moveResponse(state, world, -pageOf(state, 'response'))),
	'response.page-down': moving((state, world) => moveResponse(state, world, pageOf(state, 'response'))),
	'response.first': moving((state, world) => ({...moveResponse(state, world, -toEnd), responseLeft: 0})),
	'response.last': moving((state, world) => moveResponse(state, world, toEnd)),
	'response.left': moving(state => ({...state, responseLeft: Math.max(0, state.responseLeft - 8)})),
	'response.right': moving(state => ({...state, responseLeft: Math.min(2000, state.responseLeft + 8)})),
	'response.previous-tab': moving(state => nextTab(state, -1)),
	'response.next-tab': moving(state => nextTab(state, 1)),
	'export.up': moving(state => scrollScreen(state, -1)),
	'export.down': moving(state => scrollScreen(state, 1)),
	'export.page-up': moving(state => scrollScreen(state, -pageOf(state, 'list'))),
	'export.page-down': moving(state => scrollScreen(state, pageOf(state, 'list'))),
	'pane.next': moving(state => besidePane(state, 1)),
	'pane.previous': moving(state => besidePane(state, -1)),
	'pane.list': moving(state => focused(state, 'list')),
	'pane.request': moving(state => focused(state, 'request')),
	'pane.response': moving(state => focused(state, 'response')),
	'pane.session': moving(state => focused(state, 'session')),
	'pane.zoom': moving(state => ({...state, isZoomed: !state.isZoomed})),
} satisfies Partial<Record<CommandId, Command>>;

const appCommands = {
	'app.interrupt': (state, world) => {
		const cancelled = cancel(state, world);
		return cancelled.effects.length > 0 ? cancelled : {state, effects: [{type: 'quit'}]};
	},
	'app.quit': (state, world) => {
		const {length} = openFlights(state, world.session);
		return length === 0 || state.isLeaving
			? {state, effects: [{type: 'quit'}]}
			: stay({
					...state,
					isLeaving: true,
					message: message(
						'warning',
						`In flight: ${length}. Press ${keyOf('app.quit', state)} once more to cancel and leave.`,
					),
				});
	},
	'app.suspend': suspend,
	'walk.suspend': suspend,
	'app.back': moving(back),
	'app.filter': moving(state =>
		state.focus === 'session'
			? openSessionFilter(state)
			: {
					...focused(state, 'list'),
					mode: {kind: 'filter'},
					filter: reduceBuffer(state.filter, {type: 'selectAll'}),
				},
	),
	'app.export': state => ({
		state: {...state, mode: {kind: 'export', top: 0, status: {kind: 'running'}}},
		effects: [{type: 'export'}],
	}),
	'app.unlock': moving(state => ({
		...state,
		mode: {kind: 'unlock', buffer: createBuffer('', {multiline: false}), refusal: null, then: null},
	})),
	'request.cancel': cancel,
} satisfies Partial<Record<CommandId, Command>>;

/** Every command by its id. */
export const commands: Readonly<Record<CommandId, Command>> = {
	...movingCommands,
	...appCommands,
	...draftCommands,
	...modeCommands,
	...walkCommands,
	...testCommands,
	...findingsCommands,
	...readingCommands,
	...bodyCommands,
	...textCommands,
	...sessionCommands,
	...helpCommands,
	...paletteCommands,
	...settingsCommands,
	...sectionJumps,
	'test.cancel': cancel,
};

function besidePane(state: UiState, step: 1 | -1): UiState {
	return focused(state, panes[(panes.indexOf(state.focus) + step + panes.length) % panes.length] ?? 'list');
}

function suspend(state: UiState, world: World): Step {
	const waiting = openFlights(state, world.session).map(({endpointId}) => endpointId);
	return {state, effects: [{type: 'suspend', waiting}]};
}

/** Cancels the latest request in flight of the selected endpoint that is not being cancelled yet. */
function cancel(state: UiState, world: World): Step {
	const flight = openFlights(state, world.session).findLast(
		({endpointId, isCancelling}) => endpointId === state.selected && !isCancelling,
	);
	if (flight === undefined) {
		return stay(state);
	}

	return {
		state: {
			...state,
			flights: state.flights.map(other => (other.id === flight.id ? {...other, isCancelling: true} : other)),
		},
		effects: [{type: 'cancel', flight: flight.id}],
	};
}

/** One step back, the nearest first. */
function back(state: UiState, world: World): UiState {
	if (state.walk?.place === 'editing') {
		return backToWalk(state);
	}

	if (state.focus === 'session') {
		const all = showAllRows(state, world);
		return all !== state ? all : state.isZoomed ? {...state, isZoomed: false} : focused(state, 'list');
	}

	if (state.viewed.has(state.selected)) {
		const viewed = new Map(state.viewed);
		viewed.delete(state.selected);
		return {...state, viewed, attemptRow: 0, responseTop: 0, responseLeft: 0};
	}

	if (state.isZoomed) {
		return {...state, isZoomed: false};
	}

	return state.focus === 'list'
		? {...state, filter: createBuffer('', {multiline: false})}
		: focused(state, 'list');
}
