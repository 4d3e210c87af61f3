/** What typing does: in the filter, in a value, in the body, in a note. */
import {withFieldText} from '../draft-edits.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {bufferText, reduceBuffer, type BufferAction} from '../text-buffer.ts';
import {currentDraft, selectedEndpoint, type UiState, type World} from '../ui-state.ts';
import {keyOf} from '../key-lookup.ts';
import {bodyChecks, finding} from './body-commands.ts';
import {cutBy} from './cutting.ts';
import {keeping} from './draft-commands.ts';
import {searchedHelp} from './help-commands.ts';
import {searched} from './palette-commands.ts';
import {pageOf, selecting} from './moving.ts';
import {searchedBody} from './reading-commands.ts';
import {searchedRows} from './row-search.ts';
import {filterSession} from './session-commands.ts';
import {message, stay, type Action, type Step} from './step.ts';

/** Applies an edit to whatever takes text now. A draft follows every key: nothing typed waits for a "save". */
export function applyEdit(state: UiState, edit: BufferAction, world: World): Step {
	const {mode} = state;
	if (mode.kind === 'filter') {
		return stay(filtered(state, edit, world));
	}

	if (mode.kind === 'session-filter') {
		return stay(filterSession(state, edit, world));
	}

	if (!('buffer' in mode)) {
		return stay(state);
	}

	const buffer = reduceBuffer(mode.buffer, paged(state, edit));
	if (buffer === mode.buffer) {
		return stay(state);
	}

	const killed = cutBy(state.killed, edit, {before: mode.buffer, after: buffer});
	const typing: UiState = {...state, killed, mode: {...mode, buffer}};
	if (mode.kind === 'body-find') {
		return stay(bufferText(buffer) === bufferText(mode.buffer) ? typing : finding(typing));
	}

	if (mode.kind === 'palette' || mode.kind === 'help-search') {
		const isSame = bufferText(buffer) === bufferText(mode.buffer);
		return stay(isSame ? typing : mode.kind === 'palette' ? searched(typing) : searchedHelp(typing));
	}

	if (mode.kind === 'search') {
		const search = mode.origin.kind === 'rows' ? searchedRows : searchedBody;
		return stay(bufferText(buffer) === bufferText(mode.buffer) ? typing : search(typing, world));
	}

	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined || (mode.kind !== 'field' && mode.kind !== 'body')) {
		return stay(mode.kind === 'unlock' ? {...typing, mode: {...mode, buffer, refusal: null}} : typing);
	}

	const text = bufferText(buffer);
	if (text === bufferText(mode.buffer)) {
		return stay(typing);
	}

	const draft = currentDraft(state, endpoint);
	if (mode.kind === 'field') {
		return keeping(typing, withFieldText(draft, mode.target, text));
	}

	const kept = keeping(typing, {...draft, body: text});
	return {...kept, effects: [...kept.effects, ...bodyChecks(text)]};
}

/** A page is as much of the body as is on screen. */
function paged(state: UiState, edit: BufferAction): BufferAction {
	return edit.type === 'move' &&
		state.mode.kind === 'body' &&
		(edit.to === 'pageUp' || edit.to === 'pageDown')
		? {...edit, rows: pageOf(state, 'request')}
		: edit;
}

/** Says what a paste lost on its way into a text: nothing is left out in silence. */
export function withPasteTold(
	step: Step,
	{edit, isCut, leftOut = 0}: Extract<Action, {type: 'edited'}>,
): Step {
	const {state, effects} = step;
	const {mode} = state;
	if (edit.type !== 'insert' || (edit.text.length < 2 && leftOut === 0)) {
		return step;
	}

	const breaks = edit.text.split('\n').length - 1;
	const becameBlanks = breaks > 0 && mode.kind !== 'body' && state.message === null;
	const undo = keyOf('text.undo', state);
	const told = [
		...(isCut === true
			? [`The paste was longer than ${edit.text.length} characters: the rest was left out.`]
			: []),
		...(leftOut > 0 ? [`${leftOut} control ${leftOut === 1 ? 'character' : 'characters'} left out.`] : []),
		...(becameBlanks
			? [
					`${breaks === 1 ? 'A line break' : `${breaks} line breaks`} of the paste became ${breaks === 1 ? 'a blank' : 'blanks'}: this is one line.`,
				]
			: []),
	];
	return told.length === 0
		? step
		: {
				effects,
				state: {
					...state,
					message: message(
						'warning',
						[...told, ...(edit.text === '' ? [] : [`${undo} takes the paste back.`])].join(' '),
					),
				},
			};
}

/** The list follows the filter with every key; the selection stays while it fits. */
function filtered(state: UiState, edit: BufferAction, world: World): UiState {
	const narrowed: UiState = {...state, filter: reduceBuffer(state.filter, edit)};
	const ids = endpointRows(world.catalog, bufferText(narrowed.filter)).flatMap(row =>
		row.kind === 'endpoint' ? [row.endpoint.id] : [],
	);
	return ids.includes(state.selected) ? narrowed : selecting(narrowed, world, ids[0] ?? state.selected);
}
