import {discoveryOf} from '../own-differences.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const archiveNotDerived: Rule = {
	id: 'archive-not-derived',
	proves: 'the archive, its name or its hash file is not what the export makes of the journal',
	severity: 'high',
	circumstantial: false,
	why: 'The archive is what is handed over; the export makes the same bytes each time, and these are others.',
	needs: ['journal', 'archive'],
	check({journal}) {
		if (journal === null || journal.underivable !== null) {
			return notEvaluated(journal?.underivable ?? 'no journal');
		}

		return journal.archiveDifferences === null
			? notEvaluated('no archive of this session was given')
			: journal.archiveDifferences.map(difference => ({
					...discoveryOf(difference, journal),
					...(difference.onlyLineEndings ? {severity: 'medium' as const} : {}),
				}));
	},
};
