/** Whether a command can be run from the help or the palette, and from where it would be run. */
import {activeScopes, scopeTitles} from './key-lookup.ts';
import type {Binding} from './keymap.ts';
import {panes, type Pane} from './layout.ts';
import {focused} from './reducer/moving.ts';
import type {UiState, World} from './ui-state.ts';
import {homeMode} from './walk.ts';

export type Runnable = {
	/** The place that the command is run in: the panes or the guided stage, with the keys in the command's pane. */
	readonly from: UiState;
	/** Why it cannot be run now; `null` when it can. */
	readonly reason: string | null;
	/** The reason is that it works in another place only: while something is edited, in a stage that is not open. */
	readonly isElsewhere: boolean;
};

/** What running a command would mean now, whatever question or screen is open. */
export function runnable(
	{scope, disabledReason}: Pick<Binding, 'scope' | 'disabledReason'>,
	state: UiState,
	world: World,
): Runnable {
	const home: UiState = {...state, mode: homeMode(state)};
	// Where the operator is comes first; a pane's keys may work only while a tab or an answer of it is shown.
	const places = home.mode.kind === 'browse' ? [home, ...panes.map(pane => focused(home, pane))] : [home];
	const from = places.find(place => activeScopes(place, world).includes(scope));
	return from !== undefined
		? {from, reason: disabledReason?.(from, world) ?? null, isElsewhere: false}
		: {from: home, reason: `It works in another place: ${scopeTitles[scope]}.`, isElsewhere: true};
}

/** Whether a scope is a pane. */
export function isPane(scope: string): scope is Pane {
	return (panes as readonly string[]).includes(scope);
}
