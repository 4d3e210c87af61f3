import type {Endpoint} from '../../catalog/catalog.ts';
import {variantOf, type Draft} from '../../request/draft.ts';
import {fieldText} from '../draft-edits.ts';
import {variablesBetween} from '../json-line.ts';
import type {Span} from '../spans.ts';
import type {FieldTarget, World} from '../ui-state.ts';
import {variableWords} from '../variable-words.ts';

/** What is known of a value while it is edited: its variables, what the catalog says of it, and its example. */
export function fieldHint(
	draft: Draft,
	target: FieldTarget,
	{endpoint, world}: {endpoint: Endpoint; world: World},
): readonly Span[] {
	const variant = variantOf(endpoint, draft.variant);
	const name = target.kind === 'path' ? target.name : fieldText(draft, {...target, part: 'name'});
	const known = target.kind === 'path' ? variant.pathParameters : variant[target.kind];
	const parameter = known.find(entry => entry.name === name);
	const text = fieldText(draft, target);
	const variables = variablesBetween(text, 0, 2000).map(({name: used}) => variableWords(used ?? '', world));
	const parts: ReadonlyArray<readonly Span[]> = [
		...variables.map(({value, origin, tone}): readonly Span[] => [
			[value, tone],
			[origin === '' ? '' : `, ${origin}`, 'muted'],
		]),
		...(parameter?.description === undefined ? [] : [[[parameter.description, 'muted'] as const]]),
		...(parameter === undefined || parameter.example === text
			? []
			: [[[`${parameter.example} in the example`, 'muted'] as const]]),
	];
	return parts.flatMap((spans, index): readonly Span[] =>
		index === 0 ? spans : [[' · ', 'muted'], ...spans],
	);
}
