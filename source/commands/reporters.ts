import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import {reporters, type Reporter} from '../evidence/names.ts';

/**
 * The report formats of `--reporter markdown,html,…`; Markdown is always among them.
 *
 * @throws {Problem} `option-invalid` for an unknown format, with the nearest known one
 */
export function reportersOf(list: string | undefined): readonly Reporter[] {
	const asked = (list ?? 'markdown').split(',').map(name => name.trim().toLowerCase());
	for (const name of asked) {
		if (!reporters.some(known => known === name)) {
			const nearest = nearestName(name, reporters);
			throw new Problem('option-invalid', `--reporter knows no ${JSON.stringify(name)}.`, {
				next: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}It takes ${reporters.join(', ')}.`,
			});
		}
	}

	return reporters.filter(name => name === 'markdown' || asked.includes(name));
}
