import {expect, test} from 'vitest';
import {statusWithoutEvidence} from '../../../source/audit/rules/status-without-evidence.ts';
import {artifactOf, reportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const [first, second] = ['test_3_3_get_event.json', 'test_3_4_post_events.json'];
const post = {method: 'POST', url: 'https://api.example.test/api/rest/v1/events'};
const rows = [{artifact: first}, {id: '3.4', endpoint: 'POST /api/rest/v1/events', artifact: second}];
const good = {
	'report.md': reportOf(rows),
	[first]: artifactOf(),
	[second]: artifactOf({id: '3.4', ...post, second: 5}),
};

testRule(statusWithoutEvidence, {
	good,
	bad: {...good, [second]: artifactOf({id: '3.4', ...post, second: 5, status: null})},
	mutant: {file: second, from: '"status_code": 200,', to: ''},
	finding: {
		place: {file: 'report.md', line: 8, column: 'Status'},
		subject: '3.4',
		claimed: 'status 200',
		found: 'no status in the artifact',
	},
});

test('finds a row without any artifact, unless a named file is missing: that is missing-artifact', async () => {
	const files = {[first]: artifactOf(), 'report.md': reportOf([rows[0]!, {...rows[1]!, artifact: '—'}])};
	expect((await findingsIn(files, {}, [statusWithoutEvidence])).findings).toMatchObject([
		{subject: '3.4', found: 'no artifact of this test'},
	]);
	expect(
		(await findingsIn({...files, 'report.md': reportOf(rows)}, {}, [statusWithoutEvidence])).findings,
	).toEqual([]);
});

test('leaves what does not parse to artifact-not-json', async () => {
	expect(
		(await findingsIn({...good, [second]: '{"status_code": 200'}, {}, [statusWithoutEvidence])).findings,
	).toEqual([]);
});
