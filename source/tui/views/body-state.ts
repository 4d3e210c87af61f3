import type {BodyProblem} from '../../request/body-problem.ts';
import type {BodyFacts} from '../body-facts.ts';
import {keyOf} from '../key-lookup.ts';
import type {Span} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';

/** Where a body stops being JSON: the place first, because in a narrow pane the end of the row is cut. */
export function bodyProblemText({line, column, message}: BodyProblem): string {
	const place = `line ${line}, column ${column}`;
	return `${place}: ${message.replace(` at ${place}`, '')}`;
}

/** Whether a body is JSON, and where not. What its variables stand for is said beside them; here only how many do not. */
export function bodyState(
	body: string,
	{problem, variables: names}: BodyFacts,
	{state, world}: {state: UiState; world: World},
): readonly Span[] {
	if (body === '') {
		return [
			[`An empty body is sent. ${keyOf('request.delete-row', state)} in this tab sends none.`, 'muted'],
		];
	}

	if (problem !== null) {
		return [['✘ not JSON, ', 'bad'], [bodyProblemText(problem)]];
	}

	const variables = world.variables();
	const {length} = names.filter(name => !variables.has(name));
	return [
		['✔ JSON', 'ok'],
		...(length === 0
			? []
			: ([
					[' · ', 'muted'],
					[`✘ ${length === 1 ? '1 variable is' : `${length} variables are`} not set`, 'bad'],
				] satisfies Span[])),
	];
}
