/** The guided walkthrough: where the operator stands in Stages 1 to 3. What was done is in the journal alone. */
import type {Stage} from '../catalog/catalog.ts';
import type {SessionState} from '../session/state.ts';
import {walkthroughOf, type Walkthrough, type WalkthroughStep} from '../session/walkthrough.ts';
import type {CheckLine} from './stage-check.ts';
import {openFlights, type Mode, type UiState, type World} from './ui-state.ts';

/** `checks` is Stage 1, `card` says what is about to be done, `test` is Stage 2, `findings` Stage 3. */
export type WalkScreen = 'checks' | 'card' | 'test' | 'findings';

export type Walk = {
	readonly stageId: string;
	readonly screen: WalkScreen;
	/** `open`: it has the screen. `editing`: the explorer has it, for the request of the current test. `left`: it waits. */
	readonly place: 'open' | 'editing' | 'left';
	/** `null` until the checklist is known. */
	readonly checks: readonly CheckLine[] | null;
	/** 0-based index of the test on screen. */
	readonly step: number;
	/** First row on screen. */
	readonly top: number;
	/** Selected row of Stage 3, among those that can be chosen; `null` while none of them is in sight. */
	readonly row: number | null;
};

/** Where a question or a screen returns to: the walkthrough while it has the screen, else the panes. */
export function homeMode({walk}: UiState): Mode {
	return walk !== null && walk.place === 'open' ? {kind: 'walk'} : {kind: 'browse'};
}

/** The walkthrough has the screen again, where it was left. */
export function backToWalk(state: UiState): UiState {
	return state.walk === null
		? state
		: {...state, mode: {kind: 'walk'}, isZoomed: false, walk: {...state.walk, place: 'open'}};
}

/** The explorer has the screen for the request of the test on screen; nothing changes outside the walkthrough. */
export function editingWalk(state: UiState): UiState {
	return state.walk === null || state.walk.place !== 'open'
		? state
		: {...state, mode: {kind: 'browse'}, walk: {...state.walk, place: 'editing'}};
}

/** The stage that is walked through, or would be: the session's own, else the first of the catalog. */
export function stageFor({session, catalog}: World): Stage | undefined {
	const own = session.stage === null ? undefined : catalog.stages.get(session.stage.id);
	return own ?? [...catalog.stages.values()][0];
}

const derived = new WeakMap<SessionState, Map<string, Walkthrough>>();

/** What the journal says of a stage; the same object while nothing was added to the journal. */
export function walkthroughNow({session, catalog}: World, stageId: string): Walkthrough {
	const known = derived.get(session) ?? new Map<string, Walkthrough>();
	const walkthrough = known.get(stageId) ?? walkthroughOf(session, catalog, stageId);
	known.set(stageId, walkthrough);
	derived.set(session, known);
	return walkthrough;
}

/** The test on screen; `undefined` while no walkthrough was begun. */
export function currentStep({walk}: UiState, world: World): WalkthroughStep | undefined {
	return walk === null ? undefined : walkthroughNow(world, walk.stageId).steps[walk.step];
}

/** 0-based index of the test that should have given a test its missing value; `null` where none of the stage does. */
export function giverOfMissing(endpointId: string, variable: string, world: World): number | null {
	const stage = stageFor(world);
	const steps = stage === undefined ? [] : walkthroughNow(world, stage.id).steps;
	const giver = steps
		.find(({endpoint}) => endpoint.id === endpointId)
		?.inputs.find(input => input.variable === variable && input.isMissing)?.endpointId;
	const index = steps.findIndex(({endpoint}) => endpoint.id === giver);
	return index === -1 ? null : index;
}

/** The stage to which an attempt of an endpoint belongs that is fired now; `null` outside the walkthrough. */
export function stageOfFiring(state: UiState, world: World, endpointId: string): string | null {
	const {walk} = state;
	return walk !== null &&
		walk.place !== 'left' &&
		walk.screen === 'test' &&
		currentStep(state, world)?.endpoint.id === endpointId
		? walk.stageId
		: null;
}

/** What the keys do with the test on screen; an attempt that was only announced is under way too. */
export function phaseOf(state: UiState, world: World): WalkthroughStep['phase'] {
	const step = currentStep(state, world);
	if (step === undefined) {
		return 'to-fire';
	}

	const isWaitedFor = openFlights(state, world.session).some(
		flight =>
			flight.endpointId === step.endpoint.id &&
			(flight.intent === null || flight.intent === step.attempt?.intent.seq),
	);
	if (isWaitedFor) {
		return 'in-flight';
	}

	// An intent without an outcome that nobody waits for: the program died in between. It is judged, not waited for.
	return step.phase === 'in-flight' ? 'to-mark' : step.phase;
}
