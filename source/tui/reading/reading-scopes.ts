import type {Scope} from '../keymap.ts';
import type {UiState, World} from '../ui-state.ts';
import {rowSearchOf} from './row-search.ts';
import {filterOf, searchOf, shownAnswer, shownBody} from './reading.ts';

/** The scopes of the response pane that are nearer than the pane: by its tab, by the form of the body, by a search. */
export function readingScopes(state: UiState, world: World): readonly Scope[] {
	if (state.focus !== 'response') {
		return [];
	}

	if (state.responseTab !== 'body') {
		return [
			...(rowSearchOf(state) === null ? [] : (['found', 'narrowed'] as const)),
			...(state.responseTab === 'attempts' ? (['attempts'] as const) : []),
		];
	}

	if (shownAnswer(state, world) === null) {
		return [];
	}

	// The width matters to the hex view's rows only.
	const shown = shownBody(state, world, 0);
	const isFound = searchOf(state) !== null;
	const isFiltered = filterOf(state) !== null;
	return [
		...(isFound ? (['found'] as const) : []),
		...(isFiltered || isFound ? (['narrowed'] as const) : []),
		...(shown?.status === 'done' && shown.value.form === 'tree' ? (['tree'] as const) : []),
		'answer',
	];
}
