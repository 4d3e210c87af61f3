import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {endpointDiffersFromCatalog} from '../../../source/audit/rules/endpoint-differs-from-catalog.ts';
import {artifactOf, logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const options = {catalog: builtinCatalog()};
const good = {'report.md': plainReportOf([{}, {id: '3.4', endpoint: 'POST /api/rest/v1/events'}])};

testRule(endpointDiffersFromCatalog, {
	good,
	bad: {'report.md': plainReportOf([{id: '6.2', endpoint: 'POST /api/partners/v1/tickets/add/batch'}])},
	mutant: {file: 'report.md', from: '| POST /api', to: '| PUT /api'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Endpoint'},
		subject: '6.2',
		code: 'path',
		claimed: 'POST /api/partners/v1/tickets/add/batch',
		found:
			'POST /api/partners/v1/tickets/add/{event_id}/{show_id} is documented; this is the catalog\'s variant "reported", another request',
	},
	options,
});

test.each([
	['3.3', 'GET /events/33'],
	['3.3', 'GET /rest/v1/events/{id}'],
	['3.3', 'GET https://qtickets.ru/api/rest/v1/events/33?x=1'],
	['3.3', 'GET {{base_url}}/api/rest/v1/events/:event_id'],
	['6.1', 'POST .../tickets/add/12/4076'],
	['6.13', 'POST /tickets/find'],
	['9.99', 'GET /whatever'],
])('%s: %s is the documented request', async (id, endpoint) => {
	const {findings} = await findingsIn({'report.md': plainReportOf([{id, endpoint}])}, options, [
		endpointDiffersFromCatalog,
	]);
	expect(findings).toEqual([]);
});

test.each([
	['3.5', 'PATCH /api/rest/v1/events/33', 'method'],
	['6.9', 'POST /api/partners/v1/tickets/find/1', 'path'],
	['6.11', 'POST /tickets/find', 'path'],
	['6.14', 'GET /api/partners/v1/events/33/seats', 'path'],
])('%s: %s is another request', async (id, endpoint, code) => {
	const {findings} = await findingsIn({'report.md': plainReportOf([{id, endpoint}])}, options, [
		endpointDiffersFromCatalog,
	]);
	expect(findings).toMatchObject([{subject: id, code}]);
});

test('looks at log and artifacts where no row states the request, once a test', async () => {
	const files = {
		'run.jsonl': logOf([recordOf('6.9', {endpoint: 'POST /api/partners/v1/tickets/find/1'})]),
		'test_6_9.json': artifactOf({
			id: '6.9',
			method: 'POST',
			url: 'https://qtickets.ru/api/partners/v1/tickets/find/1',
		}),
		'test_3_6.json': artifactOf({
			id: '3.6',
			url: 'https://qtickets.ru/api/rest/v1/events/33/seats',
			second: 5,
		}),
	};
	const {findings} = await findingsIn(files, options, [endpointDiffersFromCatalog]);
	expect(findings.map(({subject, place}) => [subject, place.file])).toEqual([
		['6.9', 'run.jsonl'],
		['3.6', 'test_3_6.json'],
	]);
});

test('says that it cannot decide where tests are numbered in another way', async () => {
	const rows = ['3.3', '3.4', '3.5', '3.6'].map(id => ({id, endpoint: `GET /api/rest/v1/orders/${id}/x`}));
	const {notEvaluated} = await findingsIn({'report.md': plainReportOf(rows)}, options, [
		endpointDiffersFromCatalog,
	]);
	expect(notEvaluated).toMatchObject([{reason: expect.stringContaining('numbered')}]);
});
