import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const resultWithoutStart: Rule = {
	id: 'result-without-start',
	proves: 'the log ends a test that it never started',
	severity: 'high',
	circumstantial: false,
	why: 'A result without the start that every other test has was added to the log, or a line was removed.',
	needs: ['log'],
	check(set) {
		const found: Discovery[] = [];
		let hasStarts = false;
		for (const log of set.logs) {
			const starts = log.records.filter(({kind, testId}) => kind === 'start' && testId !== null);
			const results = log.records.filter(({kind, testId}) => kind === 'result' && testId !== null);
			const started = new Set(starts.map(({testId}) => testId));
			const without = results.filter(({testId}) => !started.has(testId));
			// A log that starts few of its tests does not mean to start them all.
			if (starts.length === 0 || without.length * 2 > results.length) {
				continue;
			}

			hasStarts = true;
			found.push(
				...without.map(({place, testId}) => ({
					place,
					subject: testId ?? '',
					claimed: `result of test ${testId}`,
					found: 'no start in the same log',
				})),
			);
		}

		return hasStarts ? found : notEvaluated('the log does not record when tests start');
	},
};
