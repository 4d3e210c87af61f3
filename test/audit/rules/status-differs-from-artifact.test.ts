import {expect, test} from 'vitest';
import {statusDiffersFromArtifact} from '../../../source/audit/rules/status-differs-from-artifact.ts';
import {artifactOf, logOf, plainReportOf, recordOf, reportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const name = 'test_3_3_get_event.json';
const good = {
	'report.md': reportOf([{artifact: name}]),
	[`artifacts/${name}`]: artifactOf(),
};

testRule(statusDiffersFromArtifact, {
	good,
	bad: {...good, [`artifacts/${name}`]: artifactOf({status: 404})},
	mutant: {file: 'report.md', from: '✅ 200', to: '❌ 404'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Status'},
		subject: '3.3',
		claimed: 'status 200',
		found: 'status 404 in the artifact',
	},
});

test('joins by test id where the report names no file, and looks at the log where there is no row', async () => {
	const files = {
		'run.jsonl': logOf([recordOf('3.3', {status: 200})]),
		'test_3_3.json': artifactOf({status: 500}),
	};
	const {findings} = await findingsIn(files, {}, [statusDiffersFromArtifact]);
	expect(findings).toMatchObject([{subject: '3.3', place: {file: 'run.jsonl', line: 1}}]);
	expect(
		(await findingsIn({...files, 'report.md': plainReportOf([{}])}, {}, [statusDiffersFromArtifact]))
			.findings,
	).toMatchObject([{place: {file: 'report.md'}}]);
});

test('is silent where one of several attempts has the status', async () => {
	const {findings} = await findingsIn(
		{
			'report.md': plainReportOf([{}]),
			'test_3_3.attempt-1.json': artifactOf({status: 500}),
			'test_3_3.json': artifactOf({second: 4}),
		},
		{},
		[statusDiffersFromArtifact],
	);
	expect(findings).toEqual([]);
});
