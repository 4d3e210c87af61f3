import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';

/**
 * One of the names that an option takes.
 *
 * @throws {Problem} `option-invalid` with the nearest name and all of them
 */
export function chosenName<Name extends string>(option: string, typed: string, names: readonly Name[]): Name {
	const name = names.find(candidate => candidate === typed);
	if (name === undefined) {
		throw new Problem('option-invalid', `${option} knows no ${JSON.stringify(typed)}.`, {
			next: adviceOn(typed, names, 'It takes'),
		});
	}

	return name;
}

/** `Did you mean …? It takes …` */
export function adviceOn(typed: string, names: Iterable<string>, they: string): string {
	const known = [...names];
	const nearest = nearestName(typed, known);
	return `${nearest === undefined ? '' : `Did you mean ${nearest}? `}${they} ${known.join(', ')}.`;
}
