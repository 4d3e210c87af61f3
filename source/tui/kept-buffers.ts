/**
 * Texts that were left. Nothing typed is lost: a note that was not saved is there when the note is opened again, and in a
 * body or a value everything can be undone, also what was typed before it was left, reset, formatted or edited outside.
 */
import {bufferText, createBuffer, reduceBuffer, type TextBuffer} from './text-buffer.ts';
import {currentDraft, draftKey, selectedEndpoint, type Mode, type UiState, type World} from './ui-state.ts';

/** Texts that are kept; the ones left longest ago are forgotten. */
const mostKept = 40;

type Draft = {readonly endpointId: string; readonly variant: string};

/** The key of a draft's body among the texts that are kept. */
export function bodyKey({endpointId, variant}: Draft): string {
	return `${draftKey(endpointId, variant)}\nbody`;
}

/** A draft's body to be edited: with what can be undone in it, and with the text that it has now. */
export function bodyBuffer(
	{buffers}: Pick<UiState, 'buffers'>,
	draft: Draft & {readonly body: string | null},
): TextBuffer {
	return withText(buffers.get(bodyKey(draft)), createBuffer(draft.body ?? '', {multiline: true}));
}

/** The texts with one more. */
export function keepingBuffer(
	buffers: ReadonlyMap<string, TextBuffer>,
	key: string,
	buffer: TextBuffer,
): ReadonlyMap<string, TextBuffer> {
	const kept = new Map([...buffers].filter(([other]) => other !== key).slice(1 - mostKept));
	return kept.set(key, buffer);
}

/**
 * The state after an action, with the text that was left among those that are kept, and with the one that was opened as
 * it was left.
 *
 * @param isSaved the text that was left is where it belongs: it is not kept
 */
export function withKeptTexts(
	before: UiState,
	after: UiState,
	{world, isSaved}: {world: World; isSaved: boolean},
): UiState {
	if (before.mode === after.mode) {
		return after;
	}

	const [leftKey, openedKey] = [keyOf(before, world), keyOf(after, world)];
	if (leftKey === openedKey) {
		return after;
	}

	const left = leftKey === null ? after : withLeft(before, after, {key: leftKey, isSaved});
	return openedKey === null ? left : withOpened(left, openedKey);
}

function withLeft({mode}: UiState, after: UiState, {key, isSaved}: {key: string; isSaved: boolean}): UiState {
	const buffer = mode.kind === 'body-find' ? mode.body : 'buffer' in mode ? mode.buffer : null;
	if (buffer === null) {
		return after;
	}

	if (isSaved) {
		const kept = new Map(after.buffers);
		kept.delete(key);
		return {...after, buffers: kept};
	}

	const isUntouched = buffer.undoable.length === 0 && buffer.redoable.length === 0;
	return isUntouched ? after : {...after, buffers: keepingBuffer(after.buffers, key, buffer)};
}

function withOpened(state: UiState, key: string): UiState {
	const kept = state.buffers.get(key);
	const {mode} = state;
	if (kept === undefined) {
		return state;
	}

	if (mode.kind === 'body' || mode.kind === 'field') {
		return {...state, mode: {...mode, buffer: withText(kept, mode.buffer)}};
	}

	return mode.kind === 'note' || mode.kind === 'mark-note' || mode.kind === 'reason'
		? {...state, mode: {...mode, buffer: kept}}
		: state;
}

/** The steps of a kept text, with the text, and the selection, of another one. */
function withText(kept: TextBuffer | undefined, fresh: TextBuffer): TextBuffer {
	if (kept === undefined) {
		return fresh;
	}

	const calm: TextBuffer = {...kept, isSelected: false, isTyping: false};
	return {...reduceBuffer(calm, {type: 'replaceAll', text: bufferText(fresh)}), isSelected: fresh.isSelected};
}

/** The key under which the text of a mode is kept; `null` for modes whose text is not worth it. */
function keyOf(state: UiState, world: World): string | null {
	const {mode} = state;
	if (mode.kind === 'body' || mode.kind === 'body-find' || mode.kind === 'field') {
		return draftTextKey(state, mode, world);
	}

	if (mode.kind === 'note') {
		return noteKey(mode.kind, mode.endpointId, mode.replaces);
	}

	if (mode.kind === 'mark-note') {
		return noteKey(mode.kind, mode.endpointId, mode.attempt);
	}

	return mode.kind === 'reason' ? noteKey(mode.kind, mode.about, null) : null;
}

function noteKey(kind: Mode['kind'], about: string | null, number: number | null): string {
	return [kind, about ?? '', number ?? ''].join('\n');
}

function draftTextKey(
	state: UiState,
	mode: Extract<Mode, {kind: 'body' | 'body-find' | 'field'}>,
	world: World,
): string | null {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return null;
	}

	const draft = currentDraft(state, endpoint);
	return mode.kind === 'field'
		? `${draftKey(draft.endpointId, draft.variant)}\n${JSON.stringify(mode.target)}`
		: bodyKey(draft);
}
