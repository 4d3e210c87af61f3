import {expect, test} from 'vitest';
import {rowWithoutExecution} from '../../../source/audit/rules/row-without-execution.ts';
import {logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const post = {id: '3.4', endpoint: 'POST /api/rest/v1/events'};
const good = {
	'report.md': plainReportOf([{}, post]),
	'run.jsonl': logOf([recordOf('3.3'), recordOf('3.4', {endpoint: post.endpoint})]),
};

testRule(rowWithoutExecution, {
	good,
	bad: {...good, 'run.jsonl': logOf([recordOf('3.3')])},
	mutant: {file: 'run.jsonl', from: '"test_id":"3.4"', to: '"test_id":"3.3"'},
	finding: {
		place: {file: 'report.md', line: 8},
		subject: '3.4',
		claimed: 'status 200',
		found: 'no record of test 3.4 in the log',
	},
});

test('is silent about rows that say they were not run, and about the log of something else', async () => {
	const skipped = plainReportOf([{}, {...post, status: 'not run'}]);
	const log = logOf([recordOf('3.3')]);
	expect(
		(await findingsIn({'report.md': skipped, 'run.jsonl': log}, {}, [rowWithoutExecution])).findings,
	).toEqual([]);
	const other = await findingsIn({...good, 'run.jsonl': logOf([recordOf('9.9')])}, {}, [rowWithoutExecution]);
	expect(other.findings).toEqual([]);
	expect(other.notEvaluated).toMatchObject([
		{rule: rowWithoutExecution.id, reason: expect.stringContaining('other tests')},
	]);
});

test('a line of the log that cannot be read may be the record that is missed', async () => {
	const broken = good['run.jsonl'].replace('"test_id":"3.4"', 'test_id":"3.4"');
	const {findings} = await findingsIn({...good, 'run.jsonl': broken}, {}, [rowWithoutExecution]);
	expect(findings).toMatchObject([
		{
			subject: '3.4',
			severity: 'medium',
			found: 'no readable record of test 3.4: line 2 of the log cannot be read',
		},
	]);
});
