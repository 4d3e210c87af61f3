import {comparedJournal, differencesAs, partOf} from '../own-differences.ts';
import type {Rule} from '../rule.ts';

export const artifactNotDerived: Rule = {
	id: 'artifact-not-derived',
	proves: 'an artifact is not what the journal gives',
	severity: 'critical',
	circumstantial: false,
	why: 'An artifact shows what was sent and what came back; this one shows something that was not recorded.',
	needs: ['journal'],
	check(set) {
		const journal = comparedJournal(set);
		return 'notEvaluated' in journal
			? journal
			: differencesAs(
					journal,
					difference => difference.kind === 'changed' && partOf(difference) === 'artifact',
					({onlyLineEndings}) => (onlyLineEndings ? {severity: 'medium'} : {}),
				);
	},
};
