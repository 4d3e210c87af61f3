import {needs, type Rule} from '../rule.ts';
import {hanging, type Page} from './text-layout.ts';

/** Every rule with what it proves, how grave that is, why it matters and what it needs, for a person. */
export function ruleList(rules: readonly Rule[], page: Page): readonly string[] {
	return rules.flatMap(({id, severity, circumstantial, proves, why, needs: needed}, index) => [
		...(index === 0 ? [] : ['']),
		`${page.paint('strong', id)}  ${severity}${circumstantial ? ', only a hint' : ''}`,
		...hanging('  proves  ', proves, page.width),
		...hanging('  why     ', why, page.width),
		...hanging('  needs   ', needed.map(need => needs[need]).join(', ') || 'nothing', page.width),
	]);
}

/** The same for machines. */
export function ruleListJson(rules: readonly Rule[]): string {
	const list = rules.map(({id, severity, circumstantial, proves, why, needs: needed}) => ({
		id,
		severity,
		circumstantial,
		proves,
		why,
		needs: needed,
	}));
	return `${JSON.stringify(list, null, 2)}\n`;
}
