/**
 * Why a key does nothing now, one function a reason; `null` when it works. Every "why can't I" has an answer on screen.
 */
import {fieldOfRow, isEdited} from './draft-edits.ts';
import {keyOf} from './key-lookup.ts';
import {attemptToMark, cursorRow, visibleRows} from './session-rows.ts';
import {
	currentDraft,
	draftKey,
	flightOf,
	openFlights,
	selectedEndpoint,
	type UiState,
	type World,
} from './ui-state.ts';

export function readOnly(_state: UiState, world: World): string | null {
	return world.readOnlyReason;
}

/** In the session keys work on the row under the cursor; without one they would work on what is not in sight. */
export function noRow(state: UiState, world: World): string | null {
	return state.focus !== 'session' || cursorRow(state, world) !== undefined
		? null
		: visibleRows(state, world).length === 0
			? 'No row is in sight.'
			: `No row is chosen: ${keyOf('session.down', state)} chooses one.`;
}

export function cannotNote(state: UiState, world: World): string | null {
	return world.readOnlyReason ?? noRow(state, world);
}

export function cannotFire(state: UiState, world: World): string | null {
	return (
		world.readOnlyReason ??
		noRow(state, world) ??
		(selectedEndpoint(state, world) === undefined ? 'The catalog is empty.' : null)
	);
}

export function nothingInFlight(state: UiState, world: World): string | null {
	return openFlights(state, world.session).some(flight => flight.endpointId === state.selected)
		? null
		: 'No request of this endpoint is in flight.';
}

export function cannotMark(state: UiState, world: World): string | null {
	const attempt = attemptToMark(state, world);
	return (
		world.readOnlyReason ??
		noRow(state, world) ??
		(attempt !== undefined && flightOf(state, attempt) !== undefined
			? 'The attempt is still in flight: wait for its answer, or cancel it.'
			: null)
	);
}

export function onlyOneVariant(state: UiState, world: World): string | null {
	return (selectedEndpoint(state, world)?.variants.length ?? 0) > 1
		? null
		: 'Only the documented request is known for this endpoint.';
}

export function nothingToReset(state: UiState, world: World): string | null {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return 'The catalog is empty.';
	}

	const draft = currentDraft(state, endpoint);
	return isEdited(draft, endpoint) ||
		state.deleted?.after === draft ||
		state.setAside.has(draftKey(endpoint.id, draft.variant))
		? null
		: 'The request is that of the catalog already.';
}

/** Why the selected row of the request's tab cannot be edited: there is none. */
export function nothingToEdit(state: UiState, world: World): string | null {
	const endpoint = selectedEndpoint(state, world);
	const {requestTab, requestRow} = state;
	if (endpoint === undefined || requestTab === 'body' || requestTab === 'variant') {
		return null;
	}

	if (requestTab === 'curl') {
		return 'The curl line follows the request: edit the request.';
	}

	if (fieldOfRow(currentDraft(state, endpoint), endpoint, requestTab, requestRow) !== undefined) {
		return null;
	}

	const add = keyOf('request.add-row', state);
	return requestTab === 'path'
		? 'The path of this request has no values to fill in.'
		: requestTab === 'query'
			? `No query values. ${add} adds one.`
			: `No headers of its own. ${add} adds one.`;
}

export function notPairs(state: UiState): string | null {
	return state.requestTab === 'query' || state.requestTab === 'headers'
		? null
		: 'Rows can be added in the tabs Query and Headers.';
}

export function nothingToDelete(state: UiState, world: World): string | null {
	const endpoint = selectedEndpoint(state, world);
	const {requestTab} = state;
	if (
		endpoint === undefined ||
		(requestTab !== 'query' && requestTab !== 'headers' && requestTab !== 'body')
	) {
		return 'Rows can be deleted in the tabs Query, Headers and Body.';
	}

	const draft = currentDraft(state, endpoint);
	const isThere =
		requestTab === 'body' ? draft.body !== null : draft[requestTab][state.requestRow] !== undefined;
	return isThere ? null : 'There is nothing to delete here.';
}

export function notAttempts(state: UiState): string | null {
	return state.responseTab === 'attempts' ? null : 'Attempts are chosen in the tab Attempts.';
}

export function nothingToUnlock(_state: UiState, world: World): string | null {
	if (world.profile.kind !== 'production') {
		return `Writes need no unlocking: the profile is of kind ${world.profile.kind}.`;
	}

	return world.session.unlockedHosts.has(world.profile.host)
		? 'Writes are unlocked already.'
		: world.readOnlyReason;
}

export function nothingToExport(_state: UiState, world: World): string | null {
	return world.isHeld === true
		? 'The evidence set is written by the process that holds this session: export there, or leave there and open it here.'
		: world.readOnlyReason !== null && world.session.opened === null
			? world.readOnlyReason
			: null;
}
