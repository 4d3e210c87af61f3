import {expect, test} from 'vitest';
import {endpointDiffersFromLog} from '../../../source/audit/rules/endpoint-differs-from-log.ts';
import {artifactOf, logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const good = {'report.md': plainReportOf([{}]), 'run.jsonl': logOf([recordOf('3.3')])};

testRule(endpointDiffersFromLog, {
	good,
	bad: {...good, 'run.jsonl': logOf([recordOf('3.3', {endpoint: 'GET /api/rest/v1/events/12'})])},
	mutant: {file: 'report.md', from: 'GET /api/rest/v1/events/33', to: 'POST /api/rest/v1/events/33'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Endpoint'},
		subject: '3.3',
		code: 'path',
		claimed: 'GET /api/rest/v1/events/33',
		found: 'GET /api/rest/v1/events/12 in the log',
	},
});

test('says nothing where the artifact agrees with the log: that is endpoint-differs-from-artifact', async () => {
	const {findings} = await findingsIn(
		{
			'report.md': plainReportOf([{endpoint: 'GET /api/rest/v1/events/12'}]),
			'run.jsonl': logOf([recordOf('3.3')]),
			'test_3_3.json': artifactOf(),
		},
		{},
		[endpointDiffersFromLog],
	);
	expect(findings).toEqual([]);
});
