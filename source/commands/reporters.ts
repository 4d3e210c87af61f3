import {reporters, type Reporter} from '../evidence/names.ts';
import {chosenName} from './chosen-name.ts';

/**
 * The report formats of `--reporter markdown,html,…`; Markdown is always among them.
 *
 * @throws {Problem} `option-invalid` for an unknown format, with the nearest known one
 */
export function reportersOf(list: string | undefined): readonly Reporter[] {
	const asked = (list ?? 'markdown')
		.split(',')
		.map(name => chosenName('--reporter', name.trim().toLowerCase(), reporters));
	return reporters.filter(name => name === 'markdown' || asked.includes(name));
}
