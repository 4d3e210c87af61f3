import {expect, test} from 'vitest';
import {responseNotCaptured} from '../../../source/audit/rules/response-not-captured.ts';
import {logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const post = {id: '3.4', endpoint: 'POST /api/rest/v1/events'};
const good = {
	'report.md': plainReportOf([{}, post]),
	'run.jsonl': logOf([recordOf('3.3'), recordOf('3.4', {endpoint: post.endpoint})]),
};

testRule(responseNotCaptured, {
	good,
	bad: {
		...good,
		'run.jsonl': logOf([recordOf('3.3'), recordOf('3.4', {endpoint: post.endpoint, status: null})]),
	},
	mutant: {
		file: 'run.jsonl',
		from: `"endpoint":"${post.endpoint}","status":200`,
		to: `"endpoint":"${post.endpoint}","status":null`,
	},
	finding: {
		place: {file: 'report.md', line: 8, column: 'Status'},
		subject: '3.4',
		claimed: 'status 200',
		found: 'no status in the log',
	},
});

test('finds a start without an outcome whose row has a status', async () => {
	const log = logOf([
		{event: 'start', test_id: '3.3'},
		recordOf('3.3', {event: 'result'}),
		{event: 'start', test_id: '3.4'},
	]);
	const {findings} = await findingsIn({...good, 'run.jsonl': log}, {}, [responseNotCaptured]);
	expect(findings).toMatchObject([{subject: '3.4', claimed: 'status 200'}]);
});

test('is silent where the row states no answer', async () => {
	const report = plainReportOf([{}, {...post, status: 'timeout'}]);
	const log = logOf([recordOf('3.3'), recordOf('3.4', {status: null})]);
	expect(
		(await findingsIn({'report.md': report, 'run.jsonl': log}, {}, [responseNotCaptured])).findings,
	).toEqual([]);
});
