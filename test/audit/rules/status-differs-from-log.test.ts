import {expect, test} from 'vitest';
import {statusDiffersFromLog} from '../../../source/audit/rules/status-differs-from-log.ts';
import {artifactOf, logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const good = {
	'report.md': plainReportOf([{}]),
	'run.jsonl': logOf([recordOf('3.3')]),
};

testRule(statusDiffersFromLog, {
	good,
	bad: {...good, 'run.jsonl': logOf([recordOf('3.3', {status: 404})])},
	mutant: {file: 'report.md', from: '✅ 200', to: '❌ 403'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Status'},
		subject: '3.3',
		claimed: 'status 200',
		found: 'status 404 in the log',
	},
});

test('says nothing where the artifact agrees with the log: that is status-differs-from-artifact', async () => {
	const {findings} = await findingsIn(
		{
			'report.md': plainReportOf([{}]),
			'run.jsonl': logOf([recordOf('3.3', {status: 404})]),
			'test_3_3.json': artifactOf({status: 404}),
		},
		{},
		[statusDiffersFromLog],
	);
	expect(findings).toEqual([]);
});

test('is silent where one of several records has the status', async () => {
	const {findings} = await findingsIn(
		{...good, 'run.jsonl': logOf([recordOf('3.3', {status: 500}), recordOf('3.3')])},
		{},
		[statusDiffersFromLog],
	);
	expect(findings).toEqual([]);
});
