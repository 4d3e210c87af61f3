/** Jumping in the list from section to section. */
import {endpointRows} from '../endpoint-rows.ts';
import type {CommandId} from '../keymap.ts';
import {bufferText} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {selecting} from './moving.ts';
import {stay, type Command} from './step.ts';

/** To the first endpoint of the next section; back: of this one, or of the one before when that is selected already. */
function jump(state: UiState, world: World, step: 1 | -1): UiState {
	const rows = endpointRows(world.catalog, bufferText(state.filter));
	const firsts = rows.flatMap((row, index) =>
		row.kind === 'endpoint' && rows[index - 1]?.kind === 'section' ? [{id: row.endpoint.id, index}] : [],
	);
	const at = rows.findIndex(row => row.kind === 'endpoint' && row.endpoint.id === state.selected);
	const target =
		step === 1 ? firsts.find(({index}) => index > at) : firsts.findLast(({index}) => index < at);
	return target === undefined ? state : selecting(state, world, target.id);
}

/** The commands of this file. */
export const sectionJumps = {
	'list.next-section': (state, world) => stay(jump(state, world, 1)),
	'list.previous-section': (state, world) => stay(jump(state, world, -1)),
} satisfies Partial<Record<CommandId, Command>>;
