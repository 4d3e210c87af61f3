/** Commands of questions and editors: whatever has the keys instead of the panes. */
import type {Mark} from '../../session/event.ts';
import {withoutPair} from '../draft-edits.ts';
import {keyOf} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {attemptToMark} from '../session-rows.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import {currentDraft, selectedEndpoint, type FieldTarget, type UiState, type World} from '../ui-state.ts';
import {editingWalk, homeMode} from '../walk.ts';
import {editing, keeping} from './draft-commands.ts';
import {focused} from './moving.ts';
import {message, stay, type Command, type Step} from './step.ts';
import {afterMark} from './walk-commands.ts';

/** Back to where the question came from. */
const leave: Command = state => stay({...state, mode: homeMode(state)});

const openMark: Command = (state, world) => {
	const attempt = attemptToMark(state, world);
	return stay({
		...state,
		mode: {kind: 'mark', endpointId: state.selected, attempt: attempt?.intent.attempt ?? null},
	});
};

function choosing(mark: Mark): Command {
	return state => {
		const {mode} = state;
		if (mode.kind !== 'mark') {
			return stay(state);
		}

		if (mode.attempt === null && mark !== 'blocked' && mark !== 'skipped') {
			const reason = 'Nothing was sent yet: fire first, or choose blocked or skipped.';
			return stay({...state, message: message('warning', reason)});
		}

		const {endpointId, attempt} = mode;
		const buffer = createBuffer('', {multiline: false});
		return stay({...state, mode: {kind: 'mark-note', endpointId, attempt, mark, buffer}});
	};
}

const clearMark: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'mark') {
		return stay(state);
	}

	const {endpointId, attempt} = mode;
	return {
		state: {
			...state,
			mode: homeMode(state),
			message: message('info', `The mark of ${endpointId} is taken back.`),
		},
		effects: [{type: 'mark', endpointId, attempt, mark: null, note: ''}],
	};
};

const saveMark: Command = (state, world) => {
	const {mode} = state;
	if (mode.kind !== 'mark-note') {
		return stay(state);
	}

	const {endpointId, attempt, mark} = mode;
	return {
		state: {
			...afterMark({...state, mode: homeMode(state)}, world),
			message: message('info', `${endpointId} is marked ${mark}.`),
		},
		effects: [{type: 'mark', endpointId, attempt, mark, note: bufferText(mode.buffer).trim()}],
	};
};

const saveNote: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'note') {
		return stay(state);
	}

	const text = bufferText(mode.buffer).trim();
	const {endpointId, replaces} = mode;
	const where = endpointId === null ? 'the session' : endpointId;
	return text === ''
		? stay({...state, mode: homeMode(state)})
		: {
				state: {...state, mode: homeMode(state), message: message('info', `The note on ${where} is saved.`)},
				effects: [{type: 'note', endpointId, text, replaces}],
			};
};

function openNote(endpointId: string | null): (state: UiState) => Step {
	return state =>
		stay({
			...state,
			mode: {kind: 'note', endpointId, replaces: null, buffer: createBuffer('', {multiline: false})},
		});
}

/** Leaves a value. A pair that was begun and got neither name nor value is none: it would be sent as `?=`. */
const leaveField: Command = (state, world) => {
	const endpoint = selectedEndpoint(state, world);
	const left: UiState = {...state, mode: homeMode(state)};
	if (endpoint === undefined || state.mode.kind !== 'field' || state.mode.target.kind === 'path') {
		return stay(left);
	}

	const {kind, index} = state.mode.target;
	const draft = currentDraft(state, endpoint);
	const [name, value] = draft[kind][index] ?? [];
	return name === '' && value === ''
		? keeping(
				{...left, requestRow: Math.max(0, Math.min(state.requestRow, draft[kind].length - 2))},
				withoutPair(draft, kind, index),
			)
		: stay(left);
};

/** Done with a value; after the name of a pair its value is next. */
const fieldDone: Command = (state, world) => {
	const {mode} = state;
	return mode.kind === 'field' && mode.target.kind !== 'path' && mode.target.part === 'name'
		? toField(state, world, {...mode.target, part: 'value'})
		: leaveField(state, world);
};

/** The field a step before or after the one that is edited; names and values of pairs are fields of their own. */
function besideField(step: 1 | -1): Command {
	return (state, world) => {
		const endpoint = selectedEndpoint(state, world);
		if (endpoint === undefined || state.mode.kind !== 'field') {
			return stay(state);
		}

		const {target} = state.mode;
		const draft = currentDraft(state, endpoint);
		const fields: readonly FieldTarget[] =
			target.kind === 'path'
				? Object.keys(draft.path).map(name => ({kind: 'path', name}))
				: draft[target.kind].flatMap((_, index) => [
						{kind: target.kind, index, part: 'name'} as const,
						{kind: target.kind, index, part: 'value'} as const,
					]);
		const at = fields.findIndex(field => JSON.stringify(field) === JSON.stringify(target));
		const next = fields[(at + step + fields.length) % fields.length];
		return next === undefined ? stay(state) : toField(state, world, next);
	};
}

function toField(state: UiState, world: World, target: FieldTarget): Step {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return stay(state);
	}

	const draft = currentDraft(state, endpoint);
	const requestRow = target.kind === 'path' ? Object.keys(draft.path).indexOf(target.name) : target.index;
	return stay(editing({...state, requestRow}, draft, target));
}

/** The commands of this file. */
export const modeCommands = {
	'filter.keep': state => stay(focused({...state, mode: homeMode(state)}, 'list')),
	'filter.clear': state =>
		stay({...state, mode: homeMode(state), filter: createBuffer('', {multiline: false})}),
	'field.done': fieldDone,
	'field.next': besideField(1),
	'field.previous': besideField(-1),
	'field.leave': leaveField,
	'body.leave': leave,
	'mark.open': openMark,
	'mark.pass': choosing('pass'),
	'mark.limitation': choosing('limitation'),
	'mark.fail': choosing('fail'),
	'mark.blocked': choosing('blocked'),
	'mark.skipped': choosing('skipped'),
	'mark.clear': clearMark,
	'mark.note': state => {
		const example = keyOf('mark.fail', state);
		const told = `Choose the mark first (${example} for fail, say): then its note is typed, and both are kept together.`;
		return stay({...state, message: message('info', told)});
	},
	'mark.leave': leave,
	'mark.save': saveMark,
	'mark.back': leave,
	'note.open': state => openNote(state.selected)(state),
	'note.open-session': openNote(null),
	'note.save': saveNote,
	'note.leave': leave,
	'unlock.try': state =>
		state.mode.kind === 'unlock'
			? {state, effects: [{type: 'unlock', typed: bufferText(state.mode.buffer).trim()}]}
			: stay(state),
	'unlock.leave': state =>
		stay({...state, mode: homeMode(state), message: message('info', 'Nothing was sent.')}),
	'invalid.send': state =>
		state.mode.kind === 'send-invalid'
			? {
					state: {
						...state,
						mode: homeMode(state),
						right: 'response',
						preferred: 'response',
						focus: 'response',
					},
					effects: [{type: 'fire', firing: {...state.mode.firing, sendInvalidBody: true}}],
				}
			: stay(state),
	'invalid.edit': (state, world) => backToDoubt(editingWalk(state), world),
	'export.close': leave,
} satisfies Partial<Record<CommandId, Command>>;

/** Back to what was typed: into the body, or to the tab of the value. */
function backToDoubt(state: UiState, world: World): Step {
	const {mode} = state;
	return mode.kind === 'send-invalid' && mode.tab !== 'body'
		? stay({...focused({...state, mode: homeMode(state)}, 'request'), requestTab: mode.tab, requestTop: 0})
		: draftBody(state, world);
}

/** Back into the body, with its text as it was typed. */
function draftBody(state: UiState, world: World): Step {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return leave(state, world);
	}

	const body = currentDraft(state, endpoint).body ?? '';
	return stay({
		...focused(state, 'request'),
		requestTab: 'body',
		mode: {kind: 'body', buffer: createBuffer(body, {multiline: true})},
	});
}
