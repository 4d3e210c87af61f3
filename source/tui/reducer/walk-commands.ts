/** Commands of the guided stages: opening and leaving them, Stage 1, and moving on their screens. */
import type {CommandId} from '../keymap.ts';
import {keyOf} from '../key-lookup.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import {clampTop} from '../layout.ts';
import type {UiState, World} from '../ui-state.ts';
import {backToWalk, homeMode, stageFor, walkthroughNow, type Walk} from '../walk.ts';
import {walkContent} from '../views/walk-view.ts';
import {layoutNow, pageOf, selecting} from './moving.ts';
import {message, stay, type Action, type Command, type Step} from './step.ts';

/** Starts the guided stages, or goes on with them: at the same screen, or at the first test that is not done. */
const open: Command = (state, world) => {
	const stage = stageFor(world);
	if (stage === undefined) {
		return stay(state);
	}

	if (state.walk !== null) {
		return stay(seen(backToWalk(state), world));
	}

	const walk: Walk = {
		stageId: stage.id,
		screen: 'checks',
		place: 'open',
		checks: null,
		step: 0,
		top: 0,
		row: 0,
	};
	const opened: UiState = {...state, mode: {kind: 'walk'}, isZoomed: false, walk};
	return world.session.stage === null ? checking(opened) : stay(resumed(opened, world));
};

/** Runs the checks, all of them anew. */
function checking(state: UiState): Step {
	const {walk} = state;
	return walk === null
		? stay(state)
		: {
				state: {...state, walk: {...walk, checks: null, screen: 'checks', top: 0}},
				effects: [{type: 'run-checks'}],
			};
}

/** The state with the result of a check. */
export function withCheck(state: UiState, {id, found}: Extract<Action, {type: 'check.ended'}>): UiState {
	const {walk} = state;
	return walk === null || walk.checks === null
		? state
		: {
				...state,
				walk: {...walk, checks: walk.checks.map(line => (line.id === id ? {...line, found} : line))},
			};
}

const leaveChecks: Command = state => {
	const blocked = state.walk?.checks?.filter(({found}) => found?.status === 'blocked') ?? [];
	return blocked.length === 0
		? kept(state, null)
		: stay({
				...state,
				mode: {kind: 'reason', about: 'override', buffer: createBuffer('', {multiline: false})},
			});
};

/** The checks are in the journal, and the card is on screen. */
function kept(state: UiState, override: string | null): Step {
	const {walk} = state;
	return walk === null || walk.checks === null
		? stay(state)
		: {
				state: {...state, mode: {kind: 'walk'}, walk: {...walk, screen: 'card', top: 0}},
				effects: [{type: 'keep-checks', stageId: walk.stageId, checks: walk.checks, override}],
			};
}

const begin: Command = (state, world) => {
	const {profile, session} = world;
	const isLocked =
		profile.kind === 'production' && !profile.readOnly && !session.unlockedHosts.has(profile.host);
	return isLocked
		? stay({
				...state,
				mode: {
					kind: 'unlock',
					buffer: createBuffer('', {multiline: false}),
					refusal: null,
					then: 'begin-stage',
				},
			})
		: begun(state, world);
};

/** Stage 2 is on screen, and in the journal where it was not. */
export function begun(state: UiState, world: World): Step {
	const {walk} = state;
	if (walk === null) {
		return stay(state);
	}

	return {
		state: resumed(state, world),
		effects: world.session.stage?.id === walk.stageId ? [] : [{type: 'start-stage', stageId: walk.stageId}],
	};
}

/** The first test that is not done, or Stage 3 where all are. */
export function resumed(state: UiState, world: World): UiState {
	const {walk} = state;
	return walk === null ? state : toStep(state, world, walkthroughNow(world, walk.stageId).current);
}

/** The test at a 0-based index, from its beginning; after the last one comes Stage 3. */
export function toStep(state: UiState, world: World, index: number): UiState {
	const {walk} = state;
	if (walk === null) {
		return state;
	}

	const {steps} = walkthroughNow(world, walk.stageId);
	const step = steps[Math.max(0, index)];
	if (step === undefined) {
		return {...state, walk: {...walk, screen: 'findings', top: 0, row: 0}};
	}

	const shown: UiState = {...state, walk: {...walk, screen: 'test', step: Math.max(0, index), top: 0}};
	return selecting(shown, world, step.endpoint.id);
}

/** After the test on screen was marked: the next one that is not done, else an earlier one, else Stage 3. */
export function afterMark(state: UiState, world: World): UiState {
	const {walk} = state;
	if (walk === null || walk.place !== 'open' || walk.screen !== 'test') {
		return state;
	}

	const {steps} = walkthroughNow(world, walk.stageId);
	const open = steps.flatMap(({phase}, index) => (phase === 'done' || index === walk.step ? [] : [index]));
	const next = open.find(index => index > walk.step) ?? open[0] ?? steps.length;
	return {...toStep(state, world, next), isResting: true};
}

/** The test on screen is the selected endpoint, whatever the explorer selected meanwhile. */
function seen(state: UiState, world: World): UiState {
	const {walk} = state;
	return walk?.screen === 'test' ? {...toStep(state, world, walk.step), mode: homeMode(state)} : state;
}

const giveReason: Command = (state, world) => {
	const {mode, walk} = state;
	if (mode.kind !== 'reason' || walk === null) {
		return stay(state);
	}

	const reason = bufferText(mode.buffer).trim();
	if (reason === '') {
		return stay({...state, message: message('warning', 'A reason is needed: it stands in the report.')});
	}

	if (mode.about === 'override') {
		return kept(state, reason);
	}

	const step = walkthroughNow(world, walk.stageId).steps[walk.step];
	if (step === undefined) {
		return stay({...state, mode: homeMode(state)});
	}

	const {endpoint, attempt} = step;
	return {
		state: {
			...afterMark({...state, mode: {kind: 'walk'}}, world),
			message: message('info', `${endpoint.id} is skipped.`),
		},
		effects: [
			{
				type: 'mark',
				endpointId: endpoint.id,
				attempt: attempt?.intent.attempt ?? null,
				mark: 'skipped',
				note: reason,
			},
		],
	};
};

/** Moves the selection where the next row that can be chosen is in sight, else scrolls. Both stop at the ends. */
export function moveWalk(state: UiState, world: World, by: number): UiState {
	const {walk} = state;
	if (walk === null) {
		return state;
	}

	const {width, height} = layoutNow(state).body;
	const {choices, length} = walkContent(state, world, width);
	const room = height - 1;
	const isSeen = (row: number, top: number): boolean => {
		const at = choices[row];
		return at !== undefined && at >= top && at < top + room;
	};

	const from = clampTop(walk.top, length, room);
	const to = clampTop(from + by, length, room);
	const next = walk.row === null ? null : walk.row + Math.sign(by);
	if (next !== null && Math.abs(by) === 1 && isSeen(next, to)) {
		return {...state, walk: {...walk, row: next, top: isSeen(next, from) ? from : to}};
	}

	// A row that is out of sight is not selected: no key may work on what cannot be seen.
	const inSight = choices.flatMap((_, row) => (isSeen(row, to) ? [row] : []));
	const nearest = by > 0 ? inSight[0] : inSight.at(-1);
	const row = walk.row !== null && isSeen(walk.row, to) ? walk.row : (nearest ?? null);
	return {...state, walk: {...walk, row, top: to}};
}

const leave: Command = state => {
	const {walk} = state;
	return stay({
		...state,
		mode: {kind: 'browse'},
		walk: walk === null ? null : {...walk, place: 'left'},
		message: message(
			'info',
			`The guided stages wait: ${keyOf('walk.open', state)} goes on at the same place.`,
		),
	});
};

function moving(by: (state: UiState) => number): Command {
	return (state, world) => stay(moveWalk(state, world, by(state)));
}

/** The commands of this file. */
export const walkCommands = {
	'walk.open': open,
	'walk.leave': leave,
	'walk.up': moving(() => -1),
	'walk.down': moving(() => 1),
	'walk.page-up': moving(state => -pageOf(state, 'list')),
	'walk.page-down': moving(state => pageOf(state, 'list')),
	'checks.go': leaveChecks,
	'checks.again': checking,
	'card.begin': begin,
	'card.back': state =>
		stay(state.walk === null ? state : {...state, walk: {...state.walk, screen: 'checks', top: 0}}),
	'reason.give': giveReason,
	'reason.leave': state => stay({...state, mode: homeMode(state)}),
} satisfies Partial<Record<CommandId, Command>>;
