/** Commands that edit, change or fire a request. */
import {bodyProblem} from '../../request/body-problem.ts';
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
import {bodyProblemText} from '../views/body-state.ts';
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
	const problem = draft.body === null || draft.body === '' ? null : bodyProblem(draft.body);
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
	return problem === null
		? {state: shown, effects: [{type: 'fire', firing}]}
		: stay({
				...focused(state, 'request'),
				requestTab: 'body',
				requestTop: 0,
				mode: {
					kind: 'send-invalid',
					firing,
					problem: bodyProblemText(problem),
				},
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
				'This request has no values yet. a adds one in the tabs Query and Headers, Enter starts a body in the tab Body.',
			),
		});
	}

	return editRow({...inRequest, requestTab: filled, requestRow: 0, requestTop: 0}, world);
});

const emptyTabTexts = {
	path: 'The path of this request has no values to fill in.',
	query: 'No query values. a adds one.',
	headers: 'No headers of its own. a adds one.',
} as const;

const editRow: Command = onEndpoint((state, {draft, endpoint}) => {
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

		case 'curl': {
			return stay({
				...state,
				message: message('info', 'The curl line follows the request: edit the request.'),
			});
		}

		case 'path':
		case 'query':
		case 'headers': {
			const target = fieldOfRow(draft, endpoint, state.requestTab, state.requestRow);
			if (target !== undefined) {
				return stay(editing(state, draft, target));
			}

			return stay({...state, message: message('info', emptyTabTexts[state.requestTab])});
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
				message: message('info', 'No body will be sent. r brings it back.'),
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
			message: message('info', 'Back to the example of the catalog. r once more brings back what was typed.'),
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
