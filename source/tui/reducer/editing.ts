/** What typing does: in the filter, in a value, in the body, in a note. */
import {withFieldText} from '../draft-edits.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {bufferText, reduceBuffer, type BufferAction} from '../text-buffer.ts';
import {currentDraft, selectedEndpoint, type UiState, type World} from '../ui-state.ts';
import {keeping} from './draft-commands.ts';
import {selecting} from './moving.ts';
import {stay, type Step} from './step.ts';

/** Applies an edit to whatever takes text now. A draft follows every key: nothing typed waits for a "save". */
export function applyEdit(state: UiState, edit: BufferAction, world: World): Step {
	const {mode} = state;
	if (mode.kind === 'filter') {
		return stay(filtered(state, edit, world));
	}

	if (!('buffer' in mode)) {
		return stay(state);
	}

	const buffer = reduceBuffer(mode.buffer, edit);
	if (buffer === mode.buffer) {
		return stay(state);
	}

	const typing: UiState = {...state, mode: {...mode, buffer}};
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined || (mode.kind !== 'field' && mode.kind !== 'body')) {
		return stay(mode.kind === 'unlock' ? {...typing, mode: {...mode, buffer, refusal: null}} : typing);
	}

	const text = bufferText(buffer);
	if (text === bufferText(mode.buffer)) {
		return stay(typing);
	}

	const draft = currentDraft(state, endpoint);
	return keeping(
		typing,
		mode.kind === 'body' ? {...draft, body: text} : withFieldText(draft, mode.target, text),
	);
}

/** The list follows the filter with every key; the selection stays while it fits. */
function filtered(state: UiState, edit: BufferAction, world: World): UiState {
	const narrowed: UiState = {...state, filter: reduceBuffer(state.filter, edit)};
	const ids = endpointRows(world.catalog, bufferText(narrowed.filter)).flatMap(row =>
		row.kind === 'endpoint' ? [row.endpoint.id] : [],
	);
	return ids.includes(state.selected) ? narrowed : selecting(narrowed, world, ids[0] ?? state.selected);
}
