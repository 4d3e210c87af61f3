import {comparedJournal, differencesAs, partOf} from '../own-differences.ts';
import type {Rule} from '../rule.ts';

export const fileRemoved: Rule = {
	id: 'file-removed',
	proves: 'a file that the journal gives is not in the set',
	severity: 'high',
	circumstantial: false,
	why: 'The export wrote this file; without it a part of the run cannot be checked.',
	needs: ['journal'],
	check(set) {
		const journal = comparedJournal(set);
		return 'notEvaluated' in journal
			? journal
			: differencesAs(
					journal,
					({kind}) => kind === 'missing',
					difference => (partOf(difference) === 'artifact' ? {severity: 'critical'} : {}),
				);
	},
};
