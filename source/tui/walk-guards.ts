/** Why a key of the guided stages does nothing now; `null` when it works. */
import {maskedPieces} from '../session/masking/draft-values.ts';
import {chosenRow, isCurrentValue} from './findings-model.ts';
import {keyOf} from './key-lookup.ts';
import type {UiState, World} from './ui-state.ts';
import {currentStep, giverOfMissing, phaseOf, stageFor} from './walk.ts';

export function noStage(_state: UiState, world: World): string | null {
	return stageFor(world) === undefined ? 'The catalog has no stage.' : null;
}

export function stillChecking({walk}: UiState): string | null {
	return (walk?.checks?.some(({found}) => found === null) ?? true) ? 'Checks are still under way.' : null;
}

/** Why a test cannot be fired or accepted by Enter now. */
export function notRested({isResting}: UiState, world: World): string | null {
	return (
		world.readOnlyReason ??
		(isResting ? 'The second key of a double press was not taken: press it again.' : null)
	);
}

/** A test under way can neither be marked nor fired once more. */
export function underWay(state: UiState, world: World): string | null {
	return (
		world.readOnlyReason ??
		(phaseOf(state, world) === 'in-flight'
			? `The request is still in flight: wait for its answer, or cancel it with ${keyOf('test.cancel', state)}.`
			: null)
	);
}

export function nothingToJudge(state: UiState, world: World): string | null {
	return (
		underWay(state, world) ??
		(currentStep(state, world)?.attempt === undefined
			? `Nothing was sent yet: fire first with ${keyOf('test.fire', state)}, or choose ${keyOf('test.blocked', state)} (blocked) or ${keyOf('test.skip', state)} (skip).`
			: null)
	);
}

export function cannotRepeat(state: UiState, world: World): string | null {
	return (
		underWay(state, world) ??
		(currentStep(state, world)?.attempt === undefined
			? `Nothing was sent yet: ${keyOf('test.fire', state)} fires.`
			: null)
	);
}

export function noGiver({mode}: UiState, world: World): string | null {
	if (mode.kind !== 'missing') {
		return null;
	}

	const {endpointId, variable} = mode;
	return giverOfMissing(endpointId, variable, world) === null ? 'No test of this stage gives it.' : null;
}

function arrows(state: UiState): string {
	return `${keyOf('walk.up', state)} and ${keyOf('walk.down', state)}`;
}

export function noNoteSelected(state: UiState, world: World): string | null {
	return (
		world.readOnlyReason ??
		(chosenRow(state, world)?.kind === 'note'
			? null
			: `Choose one of your notes first, with ${arrows(state)}.`)
	);
}

export function nothingToClean(state: UiState, world: World): string | null {
	const chosen = chosenRow(state, world);
	if (chosen?.kind !== 'left') {
		return `Choose something that was created and not removed first, with ${arrows(state)}.`;
	}

	const {left} = chosen;
	if (world.readOnlyReason !== null) {
		return world.readOnlyReason;
	}

	if (left.removedBy === null) {
		return 'No documented request removes it: remove it by hand.';
	}

	const {session} = world;
	const masking = session.opened?.profile.masking ?? true;
	return !isCurrentValue(left, session) && maskedPieces(left.value, masking).length > 0
		? 'What names it was masked on disk and is not known any more: remove it by hand.'
		: null;
}
