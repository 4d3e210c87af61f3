import {artifactWrittenAfterRun} from '../../../source/audit/rules/artifact-written-after-run.ts';
import {testRule, type Files} from '../rule-case.ts';
import {artifactName, artifactOf, logName, resultsOf, slowRun, stampOf} from '../timed-set.ts';

function files(late: string | null): Files {
	return {
		[logName]: resultsOf(slowRun),
		...Object.fromEntries(
			slowRun.map(one => {
				const modified = new Date(one.id === '3.5' && late !== null ? late : stampOf(one.at));
				return [artifactName(one.id), {bytes: artifactOf(one), modified}];
			}),
		),
	};
}

const file = artifactName('3.5');

testRule(artifactWrittenAfterRun, {
	good: files(null),
	bad: files('2025-11-09T23:12:13Z'),
	mutant: {file: logName, from: '21:50:15.597', to: '21:47:40.597'},
	finding: {
		place: {file},
		subject: '3.5',
		found: 'written 2025-11-09T23:12:13.000Z, 82 min after',
	},
});
