/** Commands of Stage 3: the operator's own notes, what was left behind, and the way back. */
import {draftOf} from '../../request/draft.ts';
import {choosable, chosenRow, isCurrentValue, type Choosable} from '../findings-model.ts';
import type {CommandId} from '../keymap.ts';
import {createBuffer} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {walkthroughNow} from '../walk.ts';
import {message, stay, type Command, type Step} from './step.ts';
import {toStep} from './walk-commands.ts';

/** Runs a command on the row that is selected. */
function onChosen(run: (state: UiState, chosen: Choosable, world: World) => Step): Command {
	return (state, world) => {
		const chosen = chosenRow(state, world);
		return chosen === undefined ? stay(state) : run(state, chosen, world);
	};
}

const editNote: Command = onChosen((state, chosen) =>
	chosen.kind === 'note'
		? stay({
				...state,
				mode: {
					kind: 'note',
					endpointId: null,
					replaces: chosen.note.seq,
					buffer: createBuffer(chosen.note.text, {multiline: false}),
				},
			})
		: stay(state),
);

const removeNote: Command = onChosen((state, chosen, world) => {
	const {walk} = state;
	if (chosen.kind !== 'note' || walk === null) {
		return stay(state);
	}

	const row = Math.max(0, Math.min(walk.row ?? 0, choosable(world).length - 2));
	return {
		state: {
			...state,
			walk: {...walk, row},
			message: message('info', 'The note is taken back; it stays in the journal.'),
		},
		effects: [{type: 'remove-note', note: chosen.note.seq}],
	};
});

/**
 * Fires the request that removes what is selected, outside the stage: the stage's own tests stay as they were. Where the
 * variable means something newer by now, it is set to this thing's id for that one request.
 */
const clean: Command = onChosen((state, chosen, world) => {
	const {catalog, session} = world;
	const endpoint =
		chosen.kind === 'left' && chosen.left.removedBy !== null
			? catalog.endpoints.get(chosen.left.removedBy)
			: undefined;
	if (chosen.kind !== 'left' || endpoint === undefined) {
		return stay(state);
	}

	const {variable: name, value} = chosen.left;
	return {
		state: {...state, message: message('info', `${endpoint.id} is under way.`)},
		effects: [
			{
				type: 'fire-with',
				firing: {draft: draftOf(endpoint), sendInvalidBody: false, stage: null},
				variable: isCurrentValue(chosen.left, session) ? null : {name, value},
			},
		],
	};
});

/** The commands of this file. */
export const findingsCommands = {
	'findings.export': state => ({
		state: {...state, mode: {kind: 'export', top: 0, status: {kind: 'running'}}},
		effects: [{type: 'export'}],
	}),
	'findings.note': state =>
		stay({
			...state,
			mode: {
				kind: 'note',
				endpointId: null,
				replaces: null,
				buffer: createBuffer('', {multiline: false}),
			},
		}),
	'findings.edit': editNote,
	'findings.remove': removeNote,
	'findings.clean': clean,
	'findings.back': (state, world) => {
		const {walk} = state;
		const last = walk === null ? 0 : walkthroughNow(world, walk.stageId).steps.length - 1;
		return stay(toStep(state, world, last));
	},
} satisfies Partial<Record<CommandId, Command>>;
