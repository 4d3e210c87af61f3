import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {readJsonlLog} from '../../../source/audit/readers/jsonl-log.ts';

function read(...lines: ReadonlyArray<string | Record<string, unknown>>) {
	return readJsonlLog(
		'a.jsonl',
		lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
	);
}

function only(line: string | Record<string, unknown>) {
	const {records} = read(line);
	expect(records).toHaveLength(1);
	return records[0]!;
}

const moment = Date.UTC(2025, 10, 9, 21, 49, 33, 615);

describe('the reference log', () => {
	const log = readJsonlLog(
		'log.jsonl',
		readFileSync(new URL('../reference/qtickets_stage2_complete_tests.jsonl', import.meta.url), 'utf8'),
	);

	test('has a step, twenty results and a summary', () => {
		expect(log.records.map(({kind}) => kind)).toEqual([
			'stage',
			...Array<string>(20).fill('result'),
			'summary',
		]);
		expect(log.unread).toEqual([]);
	});

	test('is understood line by line', () => {
		expect(log.records[7]).toMatchObject({
			place: {file: 'log.jsonl', line: 8},
			stage: 'Stage2',
			testId: '6.2',
			method: 'POST',
			path: '/api/partners/v1/tickets/add/batch',
			status: 200,
			hasStatus: true,
			latencyMs: 1462,
			stamp: {
				text: '2025-11-09T21:49:39.059Z',
				offset: 0,
				place: {file: 'log.jsonl', line: 8, pointer: '/ts'},
			},
			judged: 'pass',
			saysExpected: false,
			specRef: 'qtickets_api_test_requests.md:511-545',
			notes: 'Success - batch ticket add',
			countsBefore: new Map(),
			countsAfter: new Map(),
		});
		expect(log.records[1]).toMatchObject({judged: null, saysExpected: true, expectedStatus: [404]});
		expect(log.records[0]).toMatchObject({status: null, hasStatus: false, words: 'ready'});
	});

	test('claims totals, files, a hash and a revision', () => {
		expect(log.claims.map(({subject, value, place}) => [subject, value, place.line, place.pointer])).toEqual([
			['tests', 22, 22, '/total_tests'],
			['passed', 7, 22, '/successful_tests'],
			['failed', 15, 22, '/failed_tests'],
			['artifacts', 33, 22, '/notes'],
		]);
		expect(log.named.map(({name, role}) => [role, name])).toEqual([
			['report', 'reports/qtickets_stage2_final_report.md'],
			['archive', 'qtickets_prod_run_20251109_214900.zip'],
		]);
		expect(log.hashes).toMatchObject([
			{
				of: 'qtickets_prod_run_20251109_214900.zip',
				algorithm: 'sha256',
				source: 'log',
				place: {pointer: '/sha256'},
			},
		]);
		expect(log.facts).toContainEqual({
			place: {file: 'log.jsonl', line: 1, pointer: '/git_rev'},
			key: 'revision',
			label: 'git_rev',
			value: 'a8a94ae3e20621738300cdd4ec78c03ef977a987',
		});
		expect(log.statements.map(({kind}) => kind)).toEqual(['completed', 'all-artifacts']);
	});
});

describe('a result', () => {
	test.each<[string, Record<string, unknown>]>([
		[
			'ours',
			{ts: '2025-11-09T21:49:33.615Z', test_id: '6.1', endpoint: 'POST /a/b', status: 404, latency_ms: 956},
		],
		[
			'camel case',
			{
				timestamp: '2025-11-09T21:49:33.615Z',
				testId: '6.1',
				method: 'post',
				path: '/a/b',
				statusCode: 404,
				durationMs: 956,
			},
		],
		[
			'epoch and seconds',
			{
				time: 1762724973.615,
				id: '6.1',
				method: 'POST',
				url: '/a/b',
				http_status: '404',
				elapsed_seconds: 0.956,
			},
		],
		[
			'epoch in ms',
			{at: 1762724973615, case: 'Test 6.1', endpoint: '/a/b [POST]', code: '404 Not Found', took: '956 ms'},
		],
		[
			'nested',
			{
				'@timestamp': '2025-11-10T00:49:33.615+03:00',
				name: '6.1 add a ticket',
				request: {method: 'POST', url: '/a/b'},
				response: {status_code: 404, elapsed_ms: 956},
			},
		],
		[
			'wrapped',
			{
				level: 'INFO',
				extra: {
					ts: '2025-11-09T21:49:33.615Z',
					test_id: 'test_6_1',
					endpoint: 'POST /a/b',
					'http.status_code': 404,
					response_time: '0.956s',
				},
			},
		],
		[
			'day and time',
			{
				date: '2025-11-09',
				time: '21:49:33.615',
				test: '6.1',
				request: 'POST /a/b',
				response: 404,
				duration: '956мс',
			},
		],
		[
			'finished',
			{
				finished_at: '2025-11-09T21:49:33.615Z',
				test_id: '6.1',
				endpoint: 'POST: /a/b',
				status: 'HTTP/1.1 404',
				latency: '0:00:00.956',
			},
		],
	])('is understood: %s', (_, line) => {
		const record = only(line);
		expect(record).toMatchObject({
			kind: 'result',
			testId: '6.1',
			method: 'POST',
			path: '/a/b',
			status: 404,
			hasStatus: true,
			latencyMs: 956,
		});
		expect(record.stamp?.at).toBeCloseTo(moment, 0);
	});

	test('keeps an id that a JSON number would lose', () => {
		expect(only('{"test_id": 6.10, "status": 200}').testId).toBe('6.10');
		expect(only('{"test_id": 12, "status": 200}').testId).toBe('12');
	});

	test('is named by what the id stands in, never by any number', () => {
		expect(only({nodeid: 'tests/test_api.py::test_6_1_add', outcome: 'passed'}).testId).toBe('6.1');
		expect(only({test_id: 'TC-14', status: 200}).testId).toBe('TC-14');
		expect(only({id: 140001, status: 200, path: '/x'}).testId).toBeNull();
		expect(only({name: 'ping', status: 200, path: '/x'}).testId).toBeNull();
	});

	test.each([
		[{result: 'PASS'}, 'pass'],
		[{verdict: 'failure'}, 'fail'],
		[{ok: false}, 'fail'],
		[{success: true}, 'pass'],
		[{failed: true}, 'fail'],
		[{status: 'passed'}, 'pass'],
		[{outcome: 'skipped'}, 'skipped'],
		[{результат: 'успешно'}, 'pass'],
		[{notes: 'Success - done'}, 'pass'],
		[{notes: 'Successor of 6.0'}, null],
	])('is judged by %j', (members, judged) => {
		expect(only({test_id: '6.1', latency_ms: 5, ...members}).judged).toBe(judged);
	});

	test.each([
		[{notes: 'Expected 404 - not there'}, true, [404]],
		[{notes: 'Expected 200, got 404'}, false, [200]],
		[{notes: 'Unexpected 404'}, false, []],
		[{notes: 'Expected PERMISSION_DENIED'}, true, []],
		[{notes: 'Ожидаемый 404: нет события'}, true, [404]],
		[{notes: 'ожидался 200, получен 404'}, false, [200]],
		[{expected_status: [200, 404]}, false, [200, 404]],
		[{expected: '200 or 201'}, false, [200, 201]],
		[{expected: true}, true, []],
		[{notes: ''}, false, []],
	])('says what was expected: %j', (members, saysExpected, expectedStatus) => {
		expect(only({test_id: '6.1', status: 404, ...members})).toMatchObject({saysExpected, expectedStatus});
	});

	test('tells an absent status from an empty one and from a word', () => {
		expect(only({test_id: '6.1', latency_ms: 5})).toMatchObject({status: null, hasStatus: false});
		expect(only({test_id: '6.1', status: null, error: 'ECONNREFUSED'})).toMatchObject({
			status: null,
			hasStatus: true,
			notes: 'ECONNREFUSED',
		});
		expect(only({test_id: '6.1', status: 'passed'})).toMatchObject({status: null, hasStatus: false});
	});

	test('has counts as far as they were taken', () => {
		const record = only({
			test_id: '6.1',
			status: 200,
			clickhouse: {before: {a: 1, b: {count: 2}}, after: [{table: 'a', count: 3}]},
		});
		expect(record.countsBefore).toEqual(
			new Map([
				['a', 1],
				['b', 2],
			]),
		);
		expect(record.countsAfter).toEqual(new Map([['a', 3]]));
		expect(only({test_id: '6.1', status: 200, clickhouse_before: 'not measured'}).countsBefore).toBeNull();
	});

	test('says where it started and ended, and its number', () => {
		expect(
			only({
				seq: 7,
				attempt: 2,
				test_id: '6.1',
				status: 200,
				started_at: '2025-11-09T21:49:32.615Z',
				finished_at: '2025-11-09T21:49:33.615Z',
				artifact: 'artifacts/test_6_1.json',
			}),
		).toMatchObject({
			seq: 7,
			attempt: 2,
			started: {at: moment - 1000, role: 'started'},
			finished: {at: moment, role: 'finished'},
			stamp: {at: moment, role: 'finished'},
			artifact: 'artifacts/test_6_1.json',
		});
	});
});

describe('the unit of durations without one', () => {
	test('is the second where all are small fractions', () => {
		const {records} = read(
			{test_id: '6.1', status: 200, elapsed: 0.956},
			{test_id: '6.2', status: 200, elapsed: 1.462},
		);
		expect(records.map(({latencyMs}) => latencyMs)).toEqual([956, 1462]);
	});

	test('is the millisecond elsewhere', () => {
		const {records} = read(
			{test_id: '6.1', status: 200, elapsed: 95.6},
			{test_id: '6.2', status: 200, elapsed: 146},
		);
		expect(records.map(({latencyMs}) => latencyMs)).toEqual([95.6, 146]);
	});

	test('is the millisecond where seconds would not fit into the log', () => {
		const {records} = read(
			{ts: '2025-11-09T21:49:33.000Z', test_id: '6.1', status: 200, elapsed: 2.5},
			{ts: '2025-11-09T21:49:33.010Z', test_id: '6.2', status: 200, elapsed: 3.5},
			{ts: '2025-11-09T21:49:33.020Z', test_id: '6.3', status: 200, elapsed: 3.5},
		);
		expect(records.map(({latencyMs}) => latencyMs)).toEqual([2.5, 3.5, 3.5]);
	});
});

describe('kinds of records', () => {
	test.each([
		[{event: 'test_start', test_id: '6.1'}, 'start'],
		[{type: 'request', test_id: '6.1', endpoint: 'GET /x'}, 'start'],
		[{message: 'Отправка запроса', test_id: '6.1'}, 'start'],
		[{event: 'test_end', test_id: '6.1', result: 'pass'}, 'result'],
		[{type: 'request', test_id: '6.1', status: 200, latency_ms: 12}, 'result'],
		[{stage: 'Stage1', status: 'ready'}, 'stage'],
		[{status: 'completed', total: 20, passed: 20}, 'summary'],
		[{event: 'ping'}, 'other'],
	])('%j is %s', (line, kind) => {
		expect(only(line).kind).toBe(kind);
	});

	test('a request without a test is a result only where no test has an id', () => {
		const ping = {endpoint: 'GET /ping', status: 200};
		expect(only(ping).kind).toBe('result');
		expect(read(ping, {test_id: '6.1', status: 200}).records.map(({kind}) => kind)).toEqual([
			'other',
			'result',
		]);
	});
});

describe('totals', () => {
	test.each<[Record<string, unknown>, string, number]>([
		[{summary: {total: 22}}, 'tests', 22],
		[{всего: 22}, 'tests', 22],
		[{stats: {passed: '7'}}, 'passed', 7],
		[{успешно: 7}, 'passed', 7],
		[{success_rate: 0.35}, 'success-rate', 35],
		[{success_rate: '35%'}, 'success-rate', 35],
		[{avg_latency_ms: 847}, 'latency-average', 847],
		[{average_latency_s: 0.847}, 'latency-average', 847],
		[{latency: {avg: 847}}, 'latency-average', 847],
		[{duration_s: 11.4}, 'duration', 11400],
		[{by_status: {404: 11}}, 'status', 11],
		[{archive_size_bytes: 1000}, 'archive-size', 1000],
		[{artifacts_count: 33}, 'artifacts', 33],
	])('%j claims %s %d', (line, subject, value) => {
		expect(read({event: 'summary', ...line}).claims).toMatchObject([{subject, value}]);
	});

	test('of a section are said of it', () => {
		expect(read({event: 'summary', section: 'Section 6', total: 15}).claims).toMatchObject([
			{value: 15, scope: {kind: 'section', prefix: '6.'}},
		]);
	});

	test('are none in results and while the run goes on', () => {
		expect(
			read({test_id: '6.1', status: 200, total: 5}, {event: 'progress', passed: 3, total: 20}).claims,
		).toEqual([]);
	});

	test('in notes are said of the whole only', () => {
		expect(
			read({status: 'completed', notes: '2 tests failed of 20 tests; 33 artifacts'}).claims,
		).toMatchObject([{subject: 'artifacts', value: 33}]);
	});
});

describe('hashes', () => {
	const hash = 'ab'.repeat(32);

	test('are of the file that stands beside them', () => {
		expect(read({archive: 'run.zip', archive_sha256: hash}).hashes).toMatchObject([
			{of: 'run.zip', value: hash},
		]);
		expect(read({test_id: '6.1', status: 200, artifact: 'a.json', sha256: hash}).hashes).toMatchObject([
			{of: 'a.json'},
		]);
		expect(read({hashes: {'b.json': hash}}).hashes).toMatchObject([
			{of: 'b.json', place: {pointer: '/hashes/b.json'}},
		]);
		expect(read({md5: 'ab'.repeat(16)}).hashes).toMatchObject([{of: null, algorithm: 'md5'}]);
	});

	test('are stated also where they are none, but not by any word', () => {
		expect(read({archive: 'run.zip', sha256: 'TBD'}).hashes).toHaveLength(1);
		expect(read({hash: 'pending'}).hashes).toEqual([]);
	});
});

describe('lines', () => {
	test('that hold no record are told, with their number', () => {
		const {records, unread} = read(
			'```json',
			{test_id: '6.1', status: 200},
			'',
			'done',
			'{"test_id": "6.2", "sta',
			'[1]',
			'```',
		);
		expect(records).toHaveLength(1);
		expect(unread.map(({place, reason}) => [place.line, reason])).toEqual([
			[1, 'a code fence, no record'],
			[3, 'a blank line'],
			[4, 'no JSON'],
			[5, 'no complete JSON: the line is cut off'],
			[6, 'JSON, but no object'],
			[7, 'a code fence, no record'],
		]);
	});

	test('lose their logger’s prefix, which gives the time', () => {
		const record = only('2025-11-09 21:49:33,615 INFO runner: {"test_id": "6.1", "status": 200}');
		expect(record).toMatchObject({testId: '6.1', stamp: {at: moment, offset: null}});
	});

	test('may go on over several', () => {
		const {records, unread} = read('{', '  "test_id": "6.1",', '  "status": 200', '}', {
			test_id: '6.2',
			status: 200,
		});
		expect(records.map(({testId, place}) => [testId, place.line])).toEqual([
			['6.1', 1],
			['6.2', 5],
		]);
		expect(unread).toEqual([]);
	});

	test('end in CR LF, begin with a mark', () => {
		const {records} = readJsonlLog(
			'a',
			'\u{FEFF}{"test_id":"6.1","status":200}\r\n{"test_id":"6.2","status":200}\r\n',
		);
		expect(records.map(({testId}) => testId)).toEqual(['6.1', '6.2']);
	});

	test('are few in a file of garbage', () => {
		const {unread} = readJsonlLog('a', 'garbage\n'.repeat(5000));
		expect(unread).toHaveLength(101);
		expect(unread.at(-1)!.reason).toBe('4900 more lines without a record');
	});
});

describe('one JSON value', () => {
	test('as an array', () => {
		const {records} = readJsonlLog(
			'a',
			'[\n  {"test_id": "6.1", "status": 200},\n  {"test_id": 6.10,\n   "status": 404}\n]\n',
		);
		expect(records.map(({testId, place}) => [testId, place.line, place.pointer])).toEqual([
			['6.1', 2, '/0'],
			['6.10', 3, '/1'],
		]);
	});

	test('as an object around a list', () => {
		const text = JSON.stringify(
			{
				total: 2,
				results: [
					{test_id: '6.1', status: 200},
					{test_id: '6.2', status: 404},
				],
			},
			null,
			2,
		);
		const {records, claims} = readJsonlLog('a', text);
		expect(records.map(({kind, testId, place}) => [kind, testId, place.line, place.pointer])).toEqual([
			['summary', null, 1, undefined],
			['result', '6.1', 4, '/results/0'],
			['result', '6.2', 8, '/results/1'],
		]);
		expect(claims).toMatchObject([{subject: 'tests', value: 2, place: {pointer: '/total'}}]);
	});

	test('as a list inside a line', () => {
		const {records} = read({
			event: 'suite',
			results: [{test_id: '6.1', status: 200, response: {status: 200}}],
		});
		expect(records.map(({kind, testId, place}) => [kind, testId, place.line, place.pointer])).toEqual([
			['other', null, 1, undefined],
			['result', '6.1', 1, '/results/0'],
		]);
	});
});

test('hostile members do no harm', () => {
	const {records} = read(
		'{"__proto__": {"status": 500}, "constructor": 1, "test_id": "6.1", "status": 200}',
		`{"test_id": "6.2", "status": 200, "deep": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
		{test_id: '6.3', status: 200, notes: 'expected '.repeat(20_000)},
	);
	expect(records.map(({testId, status}) => [testId, status])).toEqual([
		['6.1', 200],
		['6.2', 200],
		['6.3', 200],
	]);
	expect(({} as Record<string, unknown>)['status']).toBeUndefined();
});

test('a hundred thousand lines are read, which a slower than linear reader does not finish', () => {
	const line = (index: number) =>
		`{"ts":"${new Date(moment + index * 1000).toISOString()}","stage":"Stage2","test_id":"6.${index}","endpoint":"GET /api/${index}","status":404,"latency":95.6,"clickhouse_before":{},"clickhouse_after":{},"notes":"Expected 404 - not found"}`;
	const text = Array.from({length: 100_000}, (_, index) => line(index)).join('\n');
	expect(readJsonlLog('a', text).records).toHaveLength(100_000);
});

describe('logs of other tools', () => {
	test('a status under `http`, a moment in epoch milliseconds', () => {
		expect(
			only({
				epoch_ms: moment,
				test: '3.3',
				url: '/api/rest/v1/events/33',
				method: 'GET',
				http: 200,
				dur_ms: 911,
			}),
		).toMatchObject({
			kind: 'result',
			testId: '3.3',
			status: 200,
			latencyMs: 911,
			stamp: {at: moment},
		});
	});

	test('the Elastic Common Schema: labels, and durations in nanoseconds', () => {
		const {records} = read(
			...[911_000_000, 156_000_000, 646_000_000].map((duration, index) => ({
				'@timestamp': new Date(moment + index * 1200).toISOString(),
				labels: {test_id: `3.${index + 3}`},
				http: {request: {method: 'GET'}, response: {status_code: 200}},
				url: {path: '/api/rest/v1/events/33'},
				event: {duration},
			})),
		);
		expect(records).toMatchObject([
			{kind: 'result', testId: '3.3', status: 200, latencyMs: 911, path: '/api/rest/v1/events/33'},
			{testId: '3.4', latencyMs: 156},
			{testId: '3.5', latencyMs: 646},
		]);
	});

	test('slow requests stay in milliseconds', () => {
		const {records} = read(
			{ts: '2025-11-09T21:49:33Z', test_id: '3.3', status: 200, duration: 30_000},
			{ts: '2025-11-09T21:50:33Z', test_id: '3.4', status: 200, duration: 45_000},
		);
		expect(records.map(({latencyMs}) => latencyMs)).toEqual([30_000, 45_000]);
	});

	test('one of which nothing is understood is told as unread', () => {
		const {unread} = read({a: 1, b: 'x'}, {a: 2, b: 'y'});
		expect(unread).toEqual([
			{
				place: {file: 'a.jsonl'},
				reason: '2 lines in which no test with its outcome was found (members: a, b)',
			},
		]);
	});
});
