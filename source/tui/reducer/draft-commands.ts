/** Commands that edit, change or fire a request. */
import {draftOf, type Draft} from '../../request/draft.ts';
import type {Endpoint} from '../../catalog/catalog.ts';
import {
	fieldOfRow,
	fieldText,
	firstFilledTab,
	hasValues,
	isEdited,
	withNewPair,
	withoutPair,
} from '../draft-edits.ts';
import {nothingToEdit} from '../key-guards.ts';
import {keyOf} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {createBuffer, reduceBuffer} from '../text-buffer.ts';
import {
	currentDraft,
	draftKey,
	selectedEndpoint,
	type FieldTarget,
	type Firing,
	type UiState,
	type World,
} from '../ui-state.ts';
import {doubtIn} from '../doubtful-draft.ts';
import {backToWalk, stageOfFiring} from '../walk.ts';
import {focused, layoutNow} from './moving.ts';
import {message, stay, type Command, type Step} from './step.ts';

/** Runs a command on the selected endpoint; nothing happens in an empty catalog. */
function onEndpoint(
	run: (state: UiState, subject: {endpoint: Endpoint; draft: Draft; world: World}) => Step,
): Command {
	return (state, world) => {
		const endpoint = selectedEndpoint(state, world);
		return endpoint === undefined
			? stay(state)
			: run(state, {endpoint, draft: currentDraft(state, endpoint), world});
	};
}

const fire: Command = onEndpoint((state, {draft, world}) => {
	const stage = stageOfFiring(state, world, draft.endpointId);
	const firing: Firing = {draft, sendInvalidBody: false, stage};
	const doubt = doubtIn(draft);
	// Where the response is not on screen, firing from the request shows it: the time must be seen to tick.
	const {request, response} = layoutNow(state);
	const isSeen =
		state.focus === 'list' || state.focus === 'session' || (request !== null && response !== null);
	const shown: UiState =
		stage === null
			? {
					...state,
					right: 'response',
					preferred: 'response',
					focus: isSeen ? state.focus : 'response',
				}
			: backToWalk(state);
	return doubt === null
		? {state: shown, effects: [{type: 'fire', firing}]}
		: stay({
				...focused(state, 'request'),
				requestTab: doubt.tab,
				requestTop: 0,
				mode: {kind: 'send-invalid', firing, ...doubt},
			});
});

/** Edits the body in its tab; elsewhere the selected value, or the first thing that there is. Starts nothing new. */
const edit: Command = onEndpoint((state, {draft, world}) => {
	const inRequest = focused(state, 'request');
	const {requestTab} = state;
	const canEditTab =
		requestTab === 'variant' || requestTab === 'curl'
			? state.focus === 'request'
			: hasValues(draft, requestTab);
	if (canEditTab) {
		return editRow(inRequest, world);
	}

	const filled = firstFilledTab(draft);
	if (filled === 'path' && !hasValues(draft, 'path')) {
		return stay({
			...inRequest,
			message: message(
				'info',
				`This request has no values yet. ${keyOf('request.add-row', state)} adds one in the tabs Query and Headers, ${keyOf('request.edit-row', state)} starts a body in the tab Body.`,
			),
		});
	}

	return editRow({...inRequest, requestTab: filled, requestRow: 0, requestTop: 0}, world);
});

const editRow: Command = onEndpoint((state, {draft, endpoint, world}) => {
	switch (state.requestTab) {
		case 'body': {
			return stay({
				...state,
				mode: {kind: 'body', buffer: createBuffer(draft.body ?? '', {multiline: true})},
			});
		}

		case 'variant': {
			const variant = endpoint.variants[state.requestRow];
			return variant === undefined ? stay(state) : inVariant(state, endpoint, variant.name);
		}

		case 'curl':
		case 'path':
		case 'query':
		case 'headers': {
			const target = fieldOfRow(draft, endpoint, state.requestTab, state.requestRow);
			const why = nothingToEdit(state, world);
			return stay(
				target === undefined
					? {...state, message: why === null ? null : message('info', why)}
					: editing(state, draft, target),
			);
		}
	}
});

const addPair: Command = onEndpoint((state, {draft}) => {
	const {requestTab} = state;
	if (requestTab !== 'query' && requestTab !== 'headers') {
		return stay(state);
	}

	const longer = withNewPair(draft, requestTab);
	const index = longer[requestTab].length - 1;
	const kept = keeping({...state, requestRow: index}, longer);
	return {...kept, state: editing(kept.state, longer, {kind: requestTab, index, part: 'name'})};
});

const deleteRow: Command = onEndpoint((state, {draft}) => {
	const {requestTab} = state;
	if (requestTab === 'body') {
		// The text that goes is set aside, as it is by a reset.
		const setAside = new Map(state.setAside).set(draftKey(draft.endpointId, draft.variant), draft);
		return keeping(
			{
				...state,
				setAside,
				requestTop: 0,
				message: message('info', `No body will be sent. ${keyOf('request.reset', state)} brings it back.`),
			},
			{...draft, body: null},
		);
	}

	if (requestTab !== 'query' && requestTab !== 'headers') {
		return stay(state);
	}

	const index = Math.min(state.requestRow, draft[requestTab].length - 1);
	const [name = ''] = draft[requestTab][index] ?? [];
	const after = withoutPair(draft, requestTab, index);
	const told = `${name === '' ? 'The row' : name} is deleted. ${keyOf('request.reset', state)} brings it back.`;
	return keeping(
		{
			...state,
			deleted: {before: draft, after},
			requestRow: Math.max(0, Math.min(state.requestRow, draft[requestTab].length - 2)),
			message: message('info', told),
		},
		after,
	);
});

const nextVariant: Command = onEndpoint((state, {endpoint, draft}) => {
	const at = endpoint.variants.findIndex(variant => variant.name === draft.variant);
	const next = endpoint.variants[(at + 1) % endpoint.variants.length] ?? endpoint.variants[0];
	return inVariant(state, endpoint, next.name);
});

const reset: Command = onEndpoint((state, {endpoint, draft}) => {
	const {deleted} = state;
	if (deleted?.after === draft) {
		return keeping(
			{...state, deleted: null, message: message('info', 'What was deleted is back.')},
			deleted.before,
		);
	}

	const key = draftKey(endpoint.id, draft.variant);
	const setAside = new Map(state.setAside);
	const typed = setAside.get(key);
	if (!isEdited(draft, endpoint) || (draft.body === null && typed !== undefined && typed.body !== null)) {
		setAside.delete(key);
		return keeping(
			{...state, setAside, requestRow: 0, requestTop: 0, message: message('info', 'Back to what was typed.')},
			typed ?? draft,
		);
	}

	setAside.set(key, draft);
	return keeping(
		{
			...state,
			setAside,
			requestRow: 0,
			requestTop: 0,
			message: message(
				'info',
				`Back to the example of the catalog. ${keyOf('request.reset', state)} once more brings back what was typed.`,
			),
		},
		draftOf(endpoint, draft.variant),
	);
});

/** The commands of this file. */
export const draftCommands = {
	'list.fire': fire,
	'request.fire': fire,
	'request.edit': edit,
	'request.edit-row': editRow,
	'request.add-row': addPair,
	'request.delete-row': deleteRow,
	'request.variant': nextVariant,
	'request.reset': reset,
	'request.body': state =>
		stay({...focused(state, 'request'), requestTab: 'body', requestTop: 0, requestRow: 0}),
	'request.curl': state =>
		stay({...focused(state, 'request'), requestTab: 'curl', requestTop: 0, requestRow: 0}),
} satisfies Partial<Record<CommandId, Command>>;

/** The state that edits one value of a draft. */
export function editing(state: UiState, draft: Draft, target: FieldTarget): UiState {
	return {
		...state,
		mode: {
			kind: 'field',
			target,
			buffer: reduceBuffer(createBuffer(fieldText(draft, target), {multiline: false}), {type: 'selectAll'}),
		},
	};
}

/** The state with another draft, which is kept on disk too. */
export function keeping(state: UiState, draft: Draft): Step {
	const drafts = new Map(state.drafts).set(draftKey(draft.endpointId, draft.variant), draft);
	const variants = new Map(state.variants).set(draft.endpointId, draft.variant);
	return {state: {...state, drafts, variants}, effects: [{type: 'keep-draft', draft}]};
}

function inVariant(state: UiState, endpoint: Endpoint, name: string): Step {
	const variants = new Map(state.variants).set(endpoint.id, name);
	const switched: UiState = {
		...state,
		variants,
		requestTop: 0,
		requestRow: state.requestTab === 'variant' ? state.requestRow : 0,
	};
	const kept = keeping(switched, currentDraft(switched, endpoint));
	return {...kept, state: {...kept.state, message: message('info', `Variant ${name}.`)}};
}
