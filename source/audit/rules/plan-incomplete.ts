import {eventPlace, eventsOf, sameCatalog} from '../journal-events.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const planIncomplete: Rule = {
	id: 'plan-incomplete',
	proves: 'the plan of a stage lacks tests that the stage consists of',
	severity: 'high',
	circumstantial: false,
	why: 'A test that was taken out of the plan is not missed in the report: the stage looks complete without it.',
	needs: ['journal', 'catalog'],
	check(set) {
		const catalog = sameCatalog(set);
		if (typeof catalog === 'string') {
			return notEvaluated(catalog);
		}

		return eventsOf(set, 'session.opened').flatMap(opened => {
			const {stage, tests} = opened.plan;
			const known = stage === null ? undefined : catalog.stages.get(stage);
			if (stage === null) {
				return [];
			}

			const planned = new Set(tests);
			const lacking = (known?.tests ?? []).filter(test => !planned.has(test));
			return known !== undefined && lacking.length === 0
				? []
				: [
						{
							place: eventPlace(set, opened, '/plan/tests'),
							subject: stage,
							claimed: `${stage}: ${tests.length} tests planned`,
							found:
								known === undefined
									? 'the catalog has no such stage'
									: `the stage has ${known.tests.length}; without ${listed(lacking)}`,
						},
					];
		});
	},
};

function listed(ids: readonly string[]): string {
	const shown = ids.slice(0, 8).join(', ');
	return ids.length > 8 ? `${shown} and ${ids.length - 8} more` : shown;
}
