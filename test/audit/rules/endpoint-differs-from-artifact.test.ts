import {expect, test} from 'vitest';
import {endpointDiffersFromArtifact} from '../../../source/audit/rules/endpoint-differs-from-artifact.ts';
import {artifactOf, reportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const name = 'test_3_3_get_event.json';
const good = {'report.md': reportOf([{artifact: name}]), [name]: artifactOf()};

testRule(endpointDiffersFromArtifact, {
	good,
	bad: {...good, [name]: artifactOf({url: 'https://api.example.test/api/rest/v1/events/34'})},
	mutant: {file: 'report.md', from: 'GET /api/rest/v1/events/33', to: 'PATCH /api/rest/v1/events/33'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Endpoint'},
		subject: '3.3',
		code: 'path',
		claimed: 'GET /api/rest/v1/events/33',
		found: 'GET https://api.example.test/api/rest/v1/events/34 in the artifact',
	},
});

test.each([
	'GET events/33',
	'GET /events/{event_id}',
	'events/33',
	'GET https://api.example.test/api/rest/v1/events/33',
])('%s may be the recorded request', async endpoint => {
	const files = {...good, 'report.md': reportOf([{artifact: name, endpoint}])};
	expect((await findingsIn(files, {}, [endpointDiffersFromArtifact])).findings).toEqual([]);
});

test('compares hosts where both are stated', async () => {
	const endpoint = 'GET https://qtickets.ru/api/rest/v1/events/33';
	const {findings} = await findingsIn({...good, 'report.md': reportOf([{artifact: name, endpoint}])}, {}, [
		endpointDiffersFromArtifact,
	]);
	expect(findings).toMatchObject([{code: 'host'}]);
});
