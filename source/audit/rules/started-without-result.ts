import type {LogRecord} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {testEvidence} from '../test-evidence.ts';

export const startedWithoutResult: Rule = {
	id: 'started-without-result',
	proves: 'the log starts a test and never ends it',
	severity: 'high',
	circumstantial: false,
	why: 'A started test without an outcome means a crash or a removed line; what became of the request is not known.',
	needs: ['log'],
	check(set) {
		const {starts, results, rows} = testEvidence(set);
		if (starts.size === 0) {
			return notEvaluated('the log does not record when tests start');
		}

		if (results.size === 0) {
			return notEvaluated('the log records starts only');
		}

		const stated = new Set(rows.filter(({status}) => status !== null).map(({testId}) => testId));
		const open = new Set(
			rows
				.filter(({judged}) => judged !== null && judged !== 'pass' && judged !== 'fail')
				.map(({testId}) => testId),
		);
		return [...starts].flatMap(([testId, records]): Discovery[] => {
			const missing = records.length - (results.get(testId)?.length ?? 0);
			// A status that was reported without an outcome is told by response-not-captured; an honest "no answer" by nobody.
			const isTold = !results.has(testId) && (stated.has(testId) || open.has(testId));
			const first = missing > 0 && !isTold ? records.at(-missing) : undefined;
			return first === undefined ? [] : [discovery(first, records.length, missing)];
		});
	},
};

function discovery({place, testId}: LogRecord, starts: number, missing: number): Discovery {
	return {
		place,
		subject: testId ?? '',
		claimed: `test ${testId} started${starts === 1 ? '' : ` ${starts} times`}`,
		found: missing === starts ? 'no result' : `${starts - missing} results`,
	};
}
