import {comparedJournal, differencesAs, partOf} from '../own-differences.ts';
import type {Rule} from '../rule.ts';

export const unexpectedFile: Rule = {
	id: 'unexpected-file',
	proves: 'a file stands in the set that nothing in the journal gives',
	severity: 'medium',
	circumstantial: false,
	why: 'It looks like a part of the evidence, and no run has produced it.',
	needs: ['journal'],
	check(set) {
		const journal = comparedJournal(set);
		return 'notEvaluated' in journal
			? journal
			: differencesAs(
					journal,
					({kind}) => kind === 'extra',
					// Between the artifacts it passes for an answer of the server.
					difference => (partOf(difference) === 'artifact' ? {severity: 'high'} : {}),
				);
	},
};
