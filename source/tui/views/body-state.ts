import type {BodyProblem} from '../../request/body-problem.ts';
import type {BodyFacts} from '../body-facts.ts';
import type {Span, Tone} from '../spans.ts';

/** What each variable of a body stands for, as the request engine would fill it in. */
export function variableTexts(
	{variables: names}: BodyFacts,
	variables: ReadonlyMap<string, string>,
): ReadonlyArray<{text: string; tone: Tone}> {
	return names
		.toSorted((a, b) => Number(variables.has(a)) - Number(variables.has(b)))
		.map(name => {
			const value = variables.get(name);
			return value === undefined
				? {text: `✘ {{${name}}} is not set`, tone: 'bad'}
				: {text: `{{${name}}} = ${value}`, tone: 'muted'};
		});
}

/** Where a body stops being JSON: the place first, because in a narrow pane the end of the row is cut. */
export function bodyProblemText({line, column, message}: BodyProblem): string {
	const place = `line ${line}, column ${column}`;
	return `${place}: ${message.replace(` at ${place}`, '')}`;
}

/** Whether a body is JSON, and where not; behind it what its variables stand for. */
export function bodyState(
	body: string,
	facts: BodyFacts,
	variables: ReadonlyMap<string, string>,
): readonly Span[] {
	const {problem} = facts;
	if (body === '') {
		return [['An empty body is sent. d in this tab sends none.', 'muted']];
	}

	return problem === null
		? [
				['✔ JSON', 'ok'],
				...variableTexts(facts, variables).flatMap(({text, tone}): readonly Span[] => [
					[' · ', 'muted'],
					[text, tone],
				]),
			]
		: [['✘ not JSON, ', 'bad'], [bodyProblemText(problem)]];
}
