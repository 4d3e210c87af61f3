/** Commands of Stage 2: one test at a time. */
import type {Mark} from '../../session/event.ts';
import type {WalkthroughStep} from '../../session/walkthrough.ts';
import type {CommandId} from '../keymap.ts';
import {keyOf} from '../key-lookup.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import {currentDraft, type UiState, type World} from '../ui-state.ts';
import {currentStep, editingWalk, giverOfMissing, homeMode, stageOfFiring, walkthroughNow} from '../walk.ts';
import {whyMissing} from '../views/test-view.ts';
import {doubtIn} from '../doubtful-draft.ts';
import {draftCommands} from './draft-commands.ts';
import {focused} from './moving.ts';
import {message, stay, type Command, type Step} from './step.ts';
import {afterMark, toStep} from './walk-commands.ts';

/** Runs a command on the test on screen; nothing happens where there is none. */
function onStep(run: (state: UiState, step: WalkthroughStep, world: World) => Step): Command {
	return (state, world) => {
		const step = currentStep(state, world);
		return step === undefined ? stay(state) : run(state, step, world);
	};
}

/** Fires, unless a value that an earlier test should have given is missing: then that is asked first. */
const fire: Command = onStep((state, step, world) => {
	const missing = step.inputs.find(({isMissing}) => isMissing);
	return missing === undefined
		? fireNow(state, step, world)
		: stay({
				...state,
				mode: {kind: 'missing', endpointId: step.endpoint.id, variable: missing.variable},
			});
});

function fireNow(state: UiState, {endpoint}: WalkthroughStep, world: World, useStandIns = false): Step {
	const draft = currentDraft(state, endpoint);
	const stage = stageOfFiring(state, world, endpoint.id);
	const firing = {draft, sendInvalidBody: false, useStandIns, stage};
	const doubt = doubtIn(draft);
	const home: UiState = {...state, mode: homeMode(state)};
	const {walk} = home;
	return doubt === null
		? {
				state: {...home, isResting: true, walk: walk === null ? null : {...walk, top: 0}},
				effects: [{type: 'fire', firing}],
			}
		: stay({...home, mode: {kind: 'send-invalid', firing, ...doubt}});
}

/** Takes the suggested mark as the operator's own, and goes on. */
const accept: Command = onStep((state, {endpoint, attempt, suggestedMark}, world) =>
	attempt === undefined || suggestedMark === null
		? stay(state)
		: {
				state: {
					...afterMark(state, world),
					message: message('info', `${endpoint.id} is marked ${suggestedMark}.`),
				},
				effects: [
					{
						type: 'mark',
						endpointId: endpoint.id,
						attempt: attempt.intent.attempt,
						mark: suggestedMark,
						note: '',
					},
				],
			},
);

/** @param note what stands in the note's field already */
function marking(mark: Mark, note: (step: WalkthroughStep) => string = () => ''): Command {
	return onStep((state, step) =>
		stay({
			...state,
			mode: {
				kind: 'mark-note',
				endpointId: step.endpoint.id,
				attempt: step.attempt?.intent.attempt ?? null,
				mark,
				buffer: createBuffer(note(step), {multiline: false}),
			},
		}),
	);
}

/** A blocked test says by itself what it was blocked by, where that is known. */
function missingNote({inputs}: WalkthroughStep): string {
	return inputs
		.filter(({isMissing}) => isMissing)
		.map(({variable, endpointId, lost}) => `${variable} is missing: ${whyMissing(endpointId, lost)}.`)
		.join(' ');
}

/** The way back stands in the message line as long as the request is looked at (chrome-view.ts). */
const edit: Command = (state, world) =>
	draftCommands['request.edit'](focused(editingWalk(state), 'request'), world);

const setVariable: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'variable') {
		return stay(state);
	}

	const value = bufferText(mode.buffer).trim();
	return value === ''
		? stay({
				...state,
				message: message('warning', `A value is needed, or ${keyOf('variable.leave', state)}.`),
			})
		: {
				state: {
					...state,
					mode: homeMode(state),
					message: message(
						'info',
						`${mode.variable} is set for this session. ${keyOf('test.fire', state)} fires.`,
					),
				},
				effects: [{type: 'set-variable', name: mode.variable, value}],
			};
};

const enterValue: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'missing') {
		return stay(state);
	}

	const {endpointId, variable} = mode;
	return stay({
		...state,
		mode: {kind: 'variable', endpointId, variable, buffer: createBuffer('', {multiline: false})},
	});
};

const toGiver: Command = (state, world) => {
	const {mode} = state;
	const index = mode.kind === 'missing' ? giverOfMissing(mode.endpointId, mode.variable, world) : null;
	return mode.kind !== 'missing' || index === null
		? stay(state)
		: stay({
				...toStep({...state, mode: homeMode(state)}, world, index),
				message: message(
					'info',
					`${keyOf('test.repeat', state)} fires it once more; then ${mode.endpointId} takes the new ${mode.variable}.`,
				),
			});
};

const home: Command = state => stay({...state, mode: homeMode(state)});

/** The commands of this file. */
export const testCommands = {
	'test.fire': fire,
	'test.repeat': fire,
	'test.accept': accept,
	'test.next': (state, world) => stay(afterMark(state, world)),
	'test.pass': marking('pass'),
	'test.limitation': marking('limitation'),
	'test.fail': marking('fail'),
	'test.blocked': marking('blocked', missingNote),
	'test.skip': state =>
		stay({...state, mode: {kind: 'reason', about: 'skip', buffer: createBuffer('', {multiline: false})}}),
	'test.note': onStep((state, {endpoint}) =>
		stay({
			...state,
			mode: {
				kind: 'note',
				endpointId: endpoint.id,
				replaces: null,
				buffer: createBuffer('', {multiline: false}),
			},
		}),
	),
	'test.edit': edit,
	'test.variant': draftCommands['request.variant'],
	'test.back': (state, world) => stay(toStep(state, world, (state.walk?.step ?? 0) - 1)),
	'test.forward': (state, world) => stay(toStep(state, world, (state.walk?.step ?? 0) + 1)),
	'test.report': (state, world) => {
		const {walk} = state;
		return stay(
			walk === null ? state : toStep(state, world, walkthroughNow(world, walk.stageId).steps.length),
		);
	},
	'missing.example': onStep((state, step, world) => fireNow(state, step, world, true)),
	'missing.enter': enterValue,
	'missing.giver': toGiver,
	'missing.block': marking('blocked', missingNote),
	'missing.leave': home,
	'variable.set': setVariable,
	'variable.leave': home,
} satisfies Partial<Record<CommandId, Command>>;
