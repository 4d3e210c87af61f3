/** Why a key of reading does nothing now; `null` when it works. */
import {endpointState} from '../../session/state.ts';
import type {UiState, World} from '../ui-state.ts';
import {shownBody} from './reading.ts';

export function noBody(state: UiState, world: World): string | null {
	const shown = shownBody(state, world, 0);
	return shown === null
		? 'There is no body here.'
		: shown.status === 'working'
			? 'The body is still being read.'
			: null;
}

export function noText(state: UiState, world: World): string | null {
	const shown = shownBody(state, world, 0);
	return shown?.status === 'done' && !shown.value.whole.isText
		? 'The body is no text: it cannot be filtered.'
		: noBody(state, world) === 'There is no body here.'
			? 'There is no body here.'
			: null;
}

export function oneAttempt(state: UiState, world: World): string | null {
	return endpointState(world.session, state.selected).attempts.length < 2
		? 'There is one attempt only: fire again, and the two can be compared.'
		: null;
}
