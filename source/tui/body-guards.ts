/** Why a key of the body's editor does nothing now; `null` when it works. */
import {factsAtOnce} from './body-facts.ts';
import {keyOf} from './key-lookup.ts';
import {bufferText} from './text-buffer.ts';
import {currentDraft, selectedEndpoint, type UiState, type World} from './ui-state.ts';

export function cannotOpenOutside(state: UiState): string | null {
	return state.requestTab === 'body'
		? null
		: `Your editor opens the body: ${keyOf('request.body', state)} shows it.`;
}

export function noBody(state: UiState, world: World): string | null {
	const endpoint = selectedEndpoint(state, world);
	if (state.requestTab !== 'body') {
		return `The body is formatted in its tab: ${keyOf('request.body', state)} shows it.`;
	}

	return endpoint === undefined || (currentDraft(state, endpoint).body ?? '') === ''
		? 'There is no body to format.'
		: null;
}

export function noFault(state: UiState): string | null {
	return state.mode.kind === 'body' && factsAtOnce(bufferText(state.mode.buffer))?.problem === null
		? 'The body is JSON.'
		: null;
}
