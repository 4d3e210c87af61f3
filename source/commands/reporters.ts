import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import {reporterNames, type Reporter} from '../evidence/reporter.ts';

/**
 * The report formats of `--reporter markdown,html,…`; Markdown is always among them.
 *
 * @throws {Problem} `option-invalid` for an unknown format, with the nearest known one
 */
export function reportersOf(list: string | undefined): readonly Reporter[] {
	const asked = (list ?? 'markdown').split(',').map(name => name.trim().toLowerCase());
	for (const name of asked) {
		if (!reporterNames.some(known => known === name)) {
			const nearest = nearestName(name, reporterNames);
			throw new Problem('option-invalid', `--reporter knows no ${JSON.stringify(name)}.`, {
				next: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}It takes ${reporterNames.join(', ')}.`,
			});
		}
	}

	return reporterNames.filter(name => name === 'markdown' || asked.includes(name));
}
