import type {Discovery} from '../finding.ts';
import {comparedJournal, differencesAs, partOf} from '../own-differences.ts';
import type {ReadJournal} from '../audited-set.ts';
import type {Rule} from '../rule.ts';

export const reportNotDerived: Rule = {
	id: 'report-not-derived',
	proves: 'a report, the log or another derived file is not what the journal gives',
	severity: 'high',
	circumstantial: false,
	why: 'Every line of these files follows from the journal; one that does not was changed by somebody after the run.',
	needs: ['journal'],
	check(set) {
		const journal = comparedJournal(set);
		if ('notEvaluated' in journal) {
			return journal;
		}

		const changed = differencesAs(
			journal,
			difference => difference.kind === 'changed' && partOf(difference) === 'report',
			({onlyLineEndings}) => (onlyLineEndings || isWording(journal) ? {severity: 'medium'} : {}),
		);
		return [...stale(journal), ...changed];
	},
};

/** Another version may word a report differently; the data files have a fixed format. */
function isWording({otherVersion, differences}: ReadJournal): boolean {
	return (
		otherVersion !== null &&
		differences.every(
			({file, kind}) => kind === 'changed' && /(?:^|\/)(?:reports\/[^/]*|VERIFY\.md|SHA256SUMS)$/.test(file),
		)
	);
}

function stale({stated, events, file}: ReadJournal): Discovery[] {
	return stated === null || stated.events === null
		? []
		: [
				{
					place: stated.place,
					code: 'stale',
					claimed: `derived from the first ${stated.events} events`,
					found: `${events.length} events in the journal`,
					also: [{file, line: stated.events + 1}],
				},
			];
}
