/** Every key, from the keymap: those that work where the operator stands come first. */
import {hereScopes, keyWord, scopeTitles} from '../key-lookup.ts';
import {bindings, type Scope} from '../keymap.ts';
import type {Span} from '../spans.ts';
import type {UiState} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {contentOf, type Content} from './pane-view.ts';

const keyColumns = 16;

/** The rows of the help screen, at most `width` columns wide. */
export function helpContent(state: UiState, width: number): Content {
	const all = Object.keys(scopeTitles) as Scope[];
	const here = hereScopes(state);
	const scopes = [...here, ...all.filter(scope => !here.includes(scope))];
	const rows = scopes.flatMap((scope, index): ReadonlyArray<readonly Span[]> => [
		...(index === 0 ? [] : [[]]),
		[
			[scopeTitles[scope], 'active'],
			[here.includes(scope) ? ' (where you are)' : '', 'muted'],
		],
		...bindings
			.filter(binding => binding.scope === scope)
			.flatMap(({keys, help}) =>
				wrapText(help, width - keyColumns - 3).map((row, at): readonly Span[] => [
					[`  ${at === 0 ? keys.map(keyWord).join(' ') : ''}`.padEnd(keyColumns + 3), 'accent'],
					[row, 'plain', 'safe'],
				]),
			),
	]);
	return contentOf(rows);
}
