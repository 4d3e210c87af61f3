import type {Variant} from '../catalog/catalog.ts';
import type {Draft} from './draft.ts';
import {placeholderPattern} from '../catalog/build-catalog.ts';
import {variablesIn} from './substitute.ts';

/**
 * The variables that a request made of `draft` is filled in with, each once, in the order path, query, headers, body.
 *
 * Values of placeholders that the variant's path does not have are left out: they are not sent.
 */
export function usedVariables(draft: Draft, variant: Variant): readonly string[] {
	const pathValues = [...variant.path.matchAll(placeholderPattern)].map(
		([, name]) => draft.path[name ?? ''] ?? '',
	);
	const names = [
		...[...pathValues, ...draft.query.flat(), ...draft.headers.map(([, value]) => value)].flatMap(text =>
			variablesIn(text),
		),
		...variablesIn(draft.body ?? '', 'json'),
	];
	return [...new Set(names)];
}
