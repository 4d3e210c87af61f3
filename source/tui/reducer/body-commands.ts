/** Commands on the body beyond typing: format, find, complete, back to the example, the editor outside. */
import {JsonTextError} from '../../catalog/json-text.ts';
import type {Endpoint} from '../../catalog/catalog.ts';
import {draftOf, type Draft} from '../../request/draft.ts';
import {bodyFacts, checkedAtOnce} from '../body-facts.ts';
import {completionAt} from '../body-hints.ts';
import {findText, firstFrom} from '../find-text.ts';
import {formatBody} from '../format-body.ts';
import {bodyBuffer, bodyKey, keepingBuffer} from '../kept-buffers.ts';
import {keyOf} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {bufferText, createBuffer, cursorOffset, reduceBuffer, type TextBuffer} from '../text-buffer.ts';
import {currentDraft, selectedEndpoint, type UiState, type World} from '../ui-state.ts';
import {bodyProblemText} from '../views/body-state.ts';
import {hintSubject} from '../views/edited-body-view.ts';
import {keeping} from './draft-commands.ts';
import {message, stay, type Action, type Command, type Effect, type Step} from './step.ts';

type Subject = {
	readonly endpoint: Endpoint;
	readonly draft: Draft;
	readonly buffer: TextBuffer;
	readonly world: World;
};

/** Runs a command on the body of the selected endpoint, whether it is being edited or only looked at. */
function onBody(run: (state: UiState, subject: Subject) => Step): Command {
	return (state, world) => {
		const endpoint = selectedEndpoint(state, world);
		if (endpoint === undefined) {
			return stay(state);
		}

		const draft = currentDraft(state, endpoint);
		const buffer = state.mode.kind === 'body' ? state.mode.buffer : bodyBuffer(state, draft);
		return run(state, {endpoint, draft, buffer, world});
	};
}

/** The state with another text in the body, in its editor where that is open; the old text can be undone. */
function withBody(state: UiState, draft: Draft, buffer: TextBuffer): Step {
	const {mode} = state;
	const text = bufferText(buffer);
	const next: UiState = {
		...state,
		mode: mode.kind === 'body' ? {...mode, buffer} : mode,
		buffers: keepingBuffer(state.buffers, bodyKey(draft), buffer),
		requestTop: 0,
	};
	if (text === draft.body) {
		return stay(next);
	}

	const kept = keeping(next, {...draft, body: text});
	return {...kept, effects: [...kept.effects, ...bodyChecks(text)]};
}

/** What is still to be found out about a body that is too long to be checked with every key. */
export function bodyChecks(text: string): readonly Effect[] {
	return text.length > checkedAtOnce ? [{type: 'check-body', text}] : [];
}

const format = onBody((state, {draft, buffer}) => {
	const text = bufferText(buffer);
	try {
		const formatted = formatBody(text);
		if (formatted === null) {
			return stay({
				...state,
				message: message(
					'warning',
					'Not formatted: a key holds a literal \\{{, which cannot be kept exactly.',
				),
			});
		}

		return formatted === text
			? stay({...state, message: message('info', 'The body is formatted already.')})
			: withBody(
					{
						...state,
						message: message(
							'info',
							`Formatted. ${keyOf('text.undo', state)} in the body brings the old text back.`,
						),
					},
					draft,
					reduceBuffer(buffer, {type: 'replaceAll', text: formatted, keepsPlace: true}),
				);
	} catch (error) {
		if (!(error instanceof JsonTextError)) {
			throw error;
		}

		const {line, column} = error;
		return stay({
			...state,
			message: message(
				'warning',
				`Not formatted, the body is not JSON: ${bodyProblemText({line, column, message: error.message})}`,
			),
		});
	}
});

const example = onBody((state, {draft, endpoint, buffer}) => {
	const {body} = draftOf(endpoint, draft.variant);
	if (body === null) {
		return stay({
			...state,
			message: message('warning', 'The catalog sends no body here: there is no example.'),
		});
	}

	return body === bufferText(buffer)
		? stay({...state, message: message('info', 'This is the example already.')})
		: withBody(
				{
					...state,
					message: message(
						'info',
						`Back to the example of the catalog. ${keyOf('text.undo', state)} brings back what was typed.`,
					),
				},
				draft,
				reduceBuffer(buffer, {type: 'replaceAll', text: body, keepsPlace: true}),
			);
});

const complete = onBody((state, {draft, buffer, world}) => {
	const completion = completionAt(hintSubject(state, world, buffer));
	const text = completion === null ? '  ' : completion.inserted;
	return withBody(state, draft, reduceBuffer(buffer, {type: 'insert', text}));
});

const toFault = onBody((state, {buffer}) => {
	const {problem} = bodyFacts(bufferText(buffer));
	return problem === null || state.mode.kind !== 'body'
		? stay({...state, message: message('info', 'The body is JSON.')})
		: stay({
				...state,
				mode: {
					...state.mode,
					buffer: reduceBuffer(buffer, {type: 'moveTo', row: problem.line - 1, offset: problem.column - 1}),
				},
				message: message('warning', bodyProblemText(problem)),
			});
});

const outside = onBody((state, {draft}) => ({
	state,
	effects: [
		{type: 'edit-outside', endpointId: draft.endpointId, variant: draft.variant, text: draft.body ?? ''},
	],
}));

const openFind: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'body') {
		return stay(state);
	}

	const {buffer: body} = mode;
	const origin = {row: body.row, offset: cursorOffset(body)};
	const wanted = state.buffers.get(findKey);
	const buffer =
		wanted === undefined ? createBuffer('', {multiline: false}) : reduceBuffer(wanted, {type: 'selectAll'});
	return stay(finding({...state, mode: {kind: 'body-find', buffer, body, origin}}));
};

const findKey = 'body-find';

/** The state with the cursor of the body at the first place from where finding began. */
export function finding(state: UiState): UiState {
	const {mode} = state;
	if (mode.kind !== 'body-find') {
		return state;
	}

	const found = findText(mode.body.lines, bufferText(mode.buffer));
	const place = found[firstFrom(found, mode.origin)] ?? mode.origin;
	return {...state, mode: {...mode, body: reduceBuffer(mode.body, {type: 'moveTo', ...place})}};
}

function toFound(step: 1 | -1): Command {
	return state => {
		const {mode} = state;
		if (mode.kind !== 'body-find') {
			return stay(state);
		}

		const found = findText(mode.body.lines, bufferText(mode.buffer));
		const here = {row: mode.body.row, offset: cursorOffset(mode.body)};
		const at = firstFrom(found, here);
		const place = found[(at + step + found.length) % Math.max(1, found.length)];
		return place === undefined
			? stay(state)
			: stay({
					...state,
					mode: {...mode, origin: place, body: reduceBuffer(mode.body, {type: 'moveTo', ...place})},
				});
	};
}

const leaveFind: Command = state =>
	state.mode.kind === 'body-find'
		? stay({
				...state,
				buffers: keepingBuffer(state.buffers, findKey, state.mode.buffer),
				mode: {kind: 'body', buffer: state.mode.body},
			})
		: stay(state);

/** The commands of this file. */
export const bodyCommands = {
	'body.format': format,
	'body.example': example,
	'body.complete': complete,
	'body.fault': toFault,
	'body.outside': outside,
	'body.find': openFind,
	'body-find.next': toFound(1),
	'body-find.previous': toFound(-1),
	'body-find.leave': leaveFind,
	'request.format': format,
	'request.outside': outside,
} satisfies Partial<Record<CommandId, Command>>;

/** What came back from the editor outside. What it left of the text is a step of its own, which can be undone. */
export function applyOutside(
	state: UiState,
	action: Extract<Action, {type: 'outside.ended'}>,
	world: World,
): Step {
	const {endpointId, variant, text, told} = action;
	const endpoint = world.catalog.endpoints.get(endpointId);
	const calm: UiState = {...state, message: told};
	if (endpoint === undefined || (text === null && action.refused === null)) {
		return stay(calm);
	}

	const draft = currentDraft({drafts: state.drafts, variants: new Map([[endpointId, variant]])}, endpoint);
	const open = state.mode.kind === 'body' && state.selected === endpointId ? state.mode : null;
	const buffer = open?.buffer ?? bodyBuffer(state, draft);
	if (text !== null) {
		return withBody(calm, draft, reduceBuffer(buffer, {type: 'replaceAll', text, keepsPlace: true}));
	}

	// What an editor that failed had saved is not taken, and not lost either: a redo away.
	const tried = reduceBuffer(buffer, {type: 'replaceAll', text: action.refused ?? '', keepsPlace: true});
	const taken = tried === buffer ? buffer : reduceBuffer(tried, {type: 'undo'});
	return stay({
		...calm,
		mode: open === null ? calm.mode : {...open, buffer: taken},
		buffers: keepingBuffer(calm.buffers, bodyKey(draft), taken),
	});
}
