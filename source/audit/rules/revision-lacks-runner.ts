import type {Rule} from '../rule.ts';

export const revisionLacksRunner: Rule = {
	id: 'revision-lacks-runner',
	proves: 'the program that is said to have made the run does not exist in the stated revision',
	severity: 'medium',
	circumstantial: false,
	why: 'Nobody can repeat the run from the revision that the report names.',
	needs: ['repository'],
};
