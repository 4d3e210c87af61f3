/** Moving in the help, searching it, and running what it shows. */
import {activeScopes} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {windowTop} from '../layout.ts';
import {runnable} from '../run-anywhere.ts';
import {bufferText, createBuffer, reduceBuffer} from '../text-buffer.ts';
import type {HelpPlace, UiState, World} from '../ui-state.ts';
import {helpQuery, helpRows, type HelpEntry} from '../views/help-view.ts';
import {homeMode} from '../walk.ts';
import {layoutNow} from './moving.ts';
import {message, stay, type Command, type Step} from './step.ts';

/** The help from its beginning. */
export const openHelp: Command = (state, world) => stay(atBeginning(state, world));

function atBeginning(state: UiState, world: World): UiState {
	const {mode} = state;
	const isOver = mode.kind === 'diff';
	const here = activeScopes(isOver ? state : {...state, mode: homeMode(state)}, world);
	return {
		...state,
		mode: {kind: 'help', entry: 0, top: 0, query: '', here, ...(isOver ? {over: mode} : {})},
	};
}

/** The help at one of its topics. */
export function openTopic(state: UiState, world: World, topicId: string): UiState {
	const open = atBeginning(state, world);
	const {entries} = helpRows(open, layoutNow(open).body.width);
	const index = entries.findIndex(({what}) => what.kind === 'topic' && what.topic.id === topicId);
	return atEntry(open, index, Number.MAX_SAFE_INTEGER);
}

/** The entry that the cursor is on; `undefined` when the search leaves none. */
export function selectedHelp(state: UiState): HelpEntry | undefined {
	const {mode} = state;
	const {entries} = helpRows(state, layoutNow(state).body.width);
	return mode.kind === 'help' || mode.kind === 'help-search' ? entries[mode.entry] : undefined;
}

/** Rows of the help that are on screen: a title stands above them, and the search while there is one. */
export function helpHeight(state: UiState): number {
	const hasSearch = state.mode.kind === 'help-search' || helpQuery(state) !== '';
	return Math.max(1, layoutNow(state).body.height - (hasSearch ? 2 : 1));
}

/**
 * The cursor on an entry, with all its rows on screen and its heading where there is room.
 *
 * @param from first row that was on screen before
 */
function atEntry(state: UiState, index: number, from: number): UiState {
	const {mode} = state;
	const {rows, entries} = helpRows(state, layoutNow(state).body.width);
	const entry = Math.max(0, Math.min(entries.length - 1, index));
	const {start = 0, end = 1} = entries[entry] ?? {};
	const height = helpHeight(state);
	const before = entry === 0 ? 0 : (entries[entry - 1]?.end ?? 0);
	const first = start - before <= 2 && end - before <= height ? before : start;
	const held = Math.min(from, Math.max(0, rows.length - height));
	const top = Math.min(windowTop(windowTop(held, end - 1, height), first, height), start);
	return mode.kind === 'help' || mode.kind === 'help-search'
		? {...state, mode: {...mode, entry, top}}
		: state;
}

function topOf({mode}: UiState): number {
	return mode.kind === 'help' || mode.kind === 'help-search' ? mode.top : 0;
}

/** Moves by a number of entries. */
export function moveHelp(state: UiState, by: number): UiState {
	const {mode} = state;
	return mode.kind === 'help' || mode.kind === 'help-search'
		? atEntry(state, mode.entry + by, mode.top)
		: state;
}

/** The cursor on the entry at a row; of rows between entries, on the one before. */
export function helpAtRow(state: UiState, row: number): UiState {
	const {entries} = helpRows(state, layoutNow(state).body.width);
	const index = entries.findLastIndex(({start}) => start <= row);
	return atEntry(state, Math.max(0, index), topOf(state));
}

function pageHelp(state: UiState, step: 1 | -1): UiState {
	const start = selectedHelp(state)?.start ?? 0;
	const moved = helpAtRow(state, start + step * Math.max(1, helpHeight(state) - 2));
	// An entry higher than the page would hold the cursor for ever.
	return selectedHelp(moved)?.start === start ? moveHelp(state, step) : moved;
}

/** A search that changed begins at its first entry. */
export function searchedHelp(state: UiState): UiState {
	return atEntry(state, 0, 0);
}

const run: Command = (state, world) => {
	const selected = selectedHelp(state);
	if (selected === undefined) {
		return stay(state);
	}

	return selected.what.kind === 'topic'
		? stay({...state, message: message('info', 'This entry is to be read; entries with a key can be run.')})
		: runCommand(state, world, selected.what.binding);
};

/** Leaves for the place where a command works and runs it there; or says why it cannot be run. */
export function runCommand(
	state: UiState,
	world: World,
	binding: Parameters<typeof runnable>[0] & {readonly id: CommandId},
): Step {
	const {from, reason} = runnable(binding, state, world);
	return reason === null
		? {state: from, effects: [{type: 'run-command', id: binding.id}]}
		: stay({...state, message: message('warning', reason)});
}

function moving(move: (state: UiState) => UiState): Command {
	return state => stay(move(state));
}

const withSearch = (state: UiState, query: string): UiState =>
	state.mode.kind === 'help' || state.mode.kind === 'help-search'
		? atEntry({...state, mode: {...placeOf(state.mode), kind: 'help', entry: 0, top: 0, query}}, 0, 0)
		: state;

/** The commands of this file. */
export const helpCommands = {
	'app.help': openHelp,
	'walk.help': openHelp,
	'diff.help': openHelp,
	'help.run': run,
	'help.up': moving(state => moveHelp(state, -1)),
	'help.down': moving(state => moveHelp(state, 1)),
	'help.page-up': moving(state => pageHelp(state, -1)),
	'help.page-down': moving(state => pageHelp(state, 1)),
	'help.first': moving(state => moveHelp(state, -Infinity)),
	'help.last': moving(state => moveHelp(state, Infinity)),
	'help.search': moving(state => {
		const {mode} = state;
		const buffer = reduceBuffer(createBuffer(helpQuery(state), {multiline: false}), {type: 'selectAll'});
		return mode.kind === 'help' ? {...state, mode: {...placeOf(mode), kind: 'help-search', buffer}} : state;
	}),
	'help.close': moving(state =>
		helpQuery(state) === '' ? {...state, mode: overOf(state) ?? homeMode(state)} : withSearch(state, ''),
	),
	'help-search.keep': moving(state =>
		state.mode.kind === 'help-search'
			? {...state, mode: {...placeOf(state.mode), kind: 'help', query: bufferText(state.mode.buffer)}}
			: state,
	),
	'help-search.clear': moving(state => withSearch(state, '')),
	'help-search.up': moving(state => moveHelp(state, -1)),
	'help-search.down': moving(state => moveHelp(state, 1)),
} satisfies Partial<Record<CommandId, Command>>;

function placeOf({entry, top, here, over}: HelpPlace): HelpPlace {
	return {entry, top, here, ...(over === undefined ? {} : {over})};
}

function overOf({mode}: UiState): HelpPlace['over'] {
	return mode.kind === 'help' || mode.kind === 'help-search' ? mode.over : undefined;
}
