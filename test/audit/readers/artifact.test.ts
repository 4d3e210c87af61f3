import {describe, expect, test} from 'vitest';
import {artifactContent, readArtifact} from '../../../source/audit/readers/artifact.ts';

function read(value: unknown, file = 'artifacts/answer.json') {
	return readArtifact(file, Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
}

const refusal = {status: 'error', code: 'WRONG_AUTHORIZATION', message: 'Wrong authorization'};
const notFound = {error: 'Not found', status: 404, code: 'RESOURCE_NOT_FOUND', info: []};

describe('where the parts stand', () => {
	test('reads an artifact of this program', () => {
		const artifact = read({
			test_id: '6.1',
			endpoint: 'POST /api/partners/v1/tickets/add/12/4076',
			attempt: 2,
			sent_at: '2026-11-22T18:06:09.815Z',
			status_code: 200,
			latency_ms: 13.906,
			timings: {dns: null, tcp: null, tls: null, send: 0.702, wait: 12.459, download: 0.745},
			request: {
				method: 'POST',
				url: 'http://127.0.0.1:1/api/partners/v1/tickets/add/12/4076',
				headers: [['Accept', 'application/json']],
				body: {seat_id: 'A-1;1'},
			},
			headers: [
				['Server', 'nginx'],
				['Set-Cookie', 'a'],
				['Set-Cookie', 'b'],
			],
			body: {status: 'success', result: {id: 1}},
			body_encoding: 'json',
			error: null,
			verdict: 'success',
			mark: null,
			notes: [],
		});
		expect(artifact).toMatchObject({
			testId: '6.1',
			attempt: 2,
			broken: null,
			status: 200,
			method: 'POST',
			url: 'http://127.0.0.1:1/api/partners/v1/tickets/add/12/4076',
			hasBody: true,
			hasTimings: true,
			softError: null,
			latencyMs: 13.906,
			judged: 'pass',
			clientError: null,
			mock: null,
			pointers: {
				status: '/status_code',
				url: '/request/url',
				body: '/body',
				timings: '/timings',
				sent: '/sent_at',
			},
		});
		expect(artifact.sent?.at).toBe(Date.parse('2026-11-22T18:06:09.815Z'));
		expect(artifact.headers?.get('set-cookie')).toBe('a, b');
		expect(artifact.requestHeaders?.get('accept')).toBe('application/json');
		expect([...artifact.phases]).toEqual([
			['send', 0.702],
			['wait', 12.459],
			['download', 0.745],
		]);
	});

	test.each([
		[
			'flat',
			{http_status: 404, method: 'get', url: 'https://h/x', headers: {Server: 'nginx'}, body: notFound},
		],
		[
			'camel case',
			{
				statusCode: 404,
				requestUrl: 'https://h/x',
				httpMethod: 'GET',
				responseHeaders: {server: 'nginx'},
				responseBody: notFound,
			},
		],
		[
			'short names',
			{code: 404, method: 'GET', url: 'https://h/x', headers: {server: 'nginx'}, data: notFound},
		],
		[
			'words',
			{
				status: '404 Not Found',
				method: 'GET',
				url: 'https://h/x',
				headers: 'Server: nginx\r\nDate: x',
				body: JSON.stringify(notFound),
			},
		],
		[
			'nested',
			{
				request: {method: 'GET', url: 'https://h/x', headers: {Accept: '*/*'}},
				response: {status: 404, headers: {server: 'nginx'}, body: notFound},
			},
		],
		[
			'axios',
			{
				config: {method: 'POST', url: 'no'},
				request: {method: 'GET', url: 'https://h/x'},
				response: {status: 404, statusText: 'Not Found', headers: {server: 'nginx'}, data: notFound},
			},
		],
		[
			'deep',
			{
				result: {http: {code: 404, headers: [{name: 'Server', value: 'nginx'}], body: notFound}},
				request: {method: 'GET', url: 'https://h/x'},
			},
		],
		[
			'a list of one',
			[{status_code: 404, method: 'GET', url: 'https://h/x', headers: ['Server: nginx'], response: notFound}],
		],
		[
			'an endpoint line',
			{endpoint: 'GET https://h/x', status: 404, response_headers: {server: 'nginx'}, response: notFound},
		],
		[
			'HAR',
			{
				log: {
					version: '1.2',
					entries: [
						{
							startedDateTime: '2025-11-09T21:49:33.615Z',
							time: 956,
							request: {method: 'GET', url: 'https://h/x', headers: []},
							response: {
								status: 404,
								statusText: '',
								headers: [{name: 'Server', value: 'nginx'}],
								content: {size: 1, mimeType: 'application/json', text: JSON.stringify(notFound)},
							},
							timings: {blocked: -1, dns: 1, connect: 2, send: 3, wait: 900, receive: 50},
						},
					],
				},
			},
		],
		[
			'HTTP text',
			`GET https://h/x HTTP/1.1\nHost: h\n\nHTTP/1.1 404 Not Found\r\nServer: nginx\r\n\r\n${JSON.stringify(notFound)}`,
		],
	])('%s', (_name, value) => {
		const artifact = read(value);
		expect(artifact).toMatchObject({status: 404, method: 'GET', url: 'https://h/x', hasBody: true});
		expect(artifact.headers?.get('server')).toBe('nginx');
		const content = artifactContent(typeof value === 'string' ? value : JSON.stringify(value));
		expect(content?.body).toEqual(notFound);
	});

	test('a body gives the same digest however it is written', () => {
		const digests = [
			read({status_code: 404, body: notFound}),
			read({status_code: 404, body: JSON.stringify(notFound, null, 2)}),
			read({status_code: 404, body_base64: Buffer.from(JSON.stringify(notFound)).toString('base64')}),
			read(notFound),
		].map(({bodyDigest}) => bodyDigest);
		expect(new Set(digests).size).toBe(1);
	});

	test.each([
		['a bare answer', notFound, ''],
		['a bare list', {data: [{id: 1}], paging: {total: 1}}, ''],
		['an answer under a name', {test_id: '3.3', response: {data: {status: 200}}}, '/response'],
	])('a status inside %s is none of HTTP', (_name, value, pointer) => {
		const artifact = read(value);
		expect(artifact.status).toBeNull();
		expect(artifact.pointers.body).toBe(pointer);
	});

	test('the code of an error under a name counts where nothing else says the status', () => {
		expect(read({request: {method: 'GET', url: '/x'}, response: notFound})).toMatchObject({status: 404});
		expect(read({http_code: 500, response: notFound})).toMatchObject({status: 500});
	});

	test('an expected status is not the status', () => {
		expect(
			read({test_id: '3.3', expected: {status_code: 200}, expected_status: 200, status_code: 404}),
		).toMatchObject({
			status: 404,
		});
		expect(read({test_id: '3.3', expected_status: 200, url: '/x'})).toMatchObject({status: null});
	});

	test('headers of the request alone are not those of the answer', () => {
		const artifact = read({
			method: 'GET',
			url: '/x',
			headers: {Authorization: 'Bearer ***', Accept: '*/*'},
			status_code: 200,
		});
		expect(artifact.headers).toBeNull();
		expect(artifact.requestHeaders?.get('accept')).toBe('*/*');
	});

	test.each([
		[{latency_ms: 956}, 956],
		[{latency: '956 ms'}, 956],
		[{duration: '0.956s'}, 956],
		[{elapsed_seconds: 0.956}, 956],
		[{elapsed: 0.956}, null],
		[{timings: {total_ms: 956}}, 956],
		[{performance: {time_total: 0.956}}, 956],
	])('duration %j is %s', (members, latencyMs) => {
		expect(read({status_code: 200, ...members})).toMatchObject({latencyMs, hasTimings: true});
	});
});

test.each([
	['test_6_1_partners_add_single.json', '6.1'],
	['artifacts/6.1-add.json', '6.1'],
	['T6_01.json', '6.1'],
	['test_3_3_get_event_33.json', '3.3'],
	['stage2/test-6-10.attempt-2.json', '6.10'],
	['get_events_33_41.json', null],
	['09-11-2025-run.json', null],
	['clickhouse_counts_20251109.json', null],
])('the name %s says test %s', (file, testId) => {
	expect(read({status_code: 200}, file)).toMatchObject({testId, idFromName: testId});
});

test('a member says the id before the name does, and a number cannot tell 6.1 from 6.10', () => {
	expect(read({test_id: '6.2', status_code: 200}, 'test_6_1_x.json')).toMatchObject({
		testId: '6.2',
		idFromName: '6.1',
	});
	expect(read({test_id: 6.1, status_code: 200}, 'test_6_10_x.json')).toMatchObject({testId: '6.10'});
});

describe('damage', () => {
	test.each([
		['\uFEFF{"status_code": 200}', 'bom', 1],
		['', 'empty', 1],
		['{"status_code": 200}\n</content>\n', 'trailing-text', 2],
		['{"status_code": 200,\n"status_code": 404}', 'duplicate-keys', 2],
		['{"status_code": 200,\n}', 'not-json', 2],
		['```json\n{"status_code": 200}\n```', 'not-json', 1],
		[`{"a":${'['.repeat(600)}${']'.repeat(600)}}`, 'too-deep', 1],
	])('%j is %s', (text, code, line) => {
		expect(read(text).broken).toMatchObject({code, line});
	});

	test('bytes that are no text', () => {
		expect(readArtifact('a.json', Buffer.from([1, 0, 2, 0])).broken).toMatchObject({code: 'not-text'});
		expect(readArtifact('a.json', Buffer.from('\uFEFF{"status_code": 200}', 'utf16le'))).toMatchObject({
			broken: {code: 'not-text'},
			status: 200,
		});
	});

	test.each([
		'\uFEFF{"status_code": 200}',
		'{"status_code": 200}\n</content>',
		'```json\n{"status_code": 200}\n```',
	])('%j is read all the same', text => {
		expect(read(text).status).toBe(200);
	});

	test('keys that the server repeated in its body are its own', () => {
		expect(read('{"status_code": 200, "body": {"a": 1, "a": 2}}').broken).toBeNull();
	});

	test('text files never claimed to be JSON', () => {
		expect(read('HTTP/1.1 200 OK\nServer: x\n\n<html></html>', 'test_6_1.txt')).toMatchObject({
			broken: null,
			status: 200,
		});
		expect(read('<!doctype html><html></html>', 'test_3_3.html')).toMatchObject({
			broken: null,
			hasBody: true,
			status: null,
		});
	});
});

describe('what it says of itself', () => {
	test.each([
		[{status_code: 200, body: refusal}, true],
		[{status_code: 200, body: JSON.stringify(refusal)}, true],
		[{http_status: 200, ...refusal, headers: {server: 'x'}}, true],
		[{status_code: 200, body: {ok: false}}, true],
		[{status_code: 200, headers: {'content-type': 'application/problem+json'}, body: {title: 'x'}}, true],
		[
			{status_code: 200, headers: {'content-type': 'application/json'}, body: '<!DOCTYPE html><html></html>'},
			true,
		],
		[{status_code: 200, headers: {'content-type': 'text/html'}, body: '<!DOCTYPE html><html></html>'}, false],
		[{status_code: 404, body: refusal}, false],
		[{status_code: 200, body: {status: 'success', result: []}}, false],
		[{status_code: 200, body: {data: {status: 200}}}, false],
	])('%j is a soft error: %s', (value, isSoft) => {
		expect(read(value).softError !== null).toBe(isSoft);
	});

	test.each([
		[{status_code: 0, error: 'HTTPSConnectionPool: Max retries exceeded'}, true],
		[{status_code: 404, error: 'Not found'}, false],
		[{status_code: null, error: {kind: 'timeout', message: 'No answer.'}, test_id: '1.1'}, true],
		[{status_code: 200, error: null}, false],
	])('%j holds an error of ours: %s', (value, isOurs) => {
		expect(read(value).clientError !== null).toBe(isOurs);
	});

	test.each([
		[{status_code: 200, mock: true}, true],
		[{status_code: 200, mode: 'simulation'}, true],
		[{status_code: 200, headers: {server: 'WireMock'}}, true],
		[{status_code: 200, mock: false}, false],
		[{status_code: 200, source: 'live, not a mock'}, false],
	])('%j is a mock: %s', (value, isMock) => {
		expect(read(value).mock !== null).toBe(isMock);
	});

	test('request ids of the server, not those that were sent', () => {
		const artifact = read({
			status_code: 200,
			request: {headers: {'X-Request-Id': 'ours-123456'}},
			headers: {'x-request-id': 'ours-123456', 'cf-ray': '8f2a11cc-DME'},
			body: {meta: {request_id: 'req_998877'}},
		});
		expect(artifact.requestIds).toEqual(['8f2a11cc-DME', 'req_998877']);
	});
});

test('hostile members change nothing', () => {
	const artifact = read(
		'{"__proto__": {"status": 500}, "constructor": 1, "status_code": 200, "body": {"__proto__": 1}}',
	);
	expect(artifact).toMatchObject({status: 200, hasBody: true});
	expect(({} as {status?: unknown}).status).toBeUndefined();
});

describe('what curl leaves', () => {
	const output =
		'HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/json\r\n\r\n{"status":"error","code":"WRONG_AUTHORIZATION","message":"no"}';

	test('the command and its whole output in two members', () => {
		const artifact = read({
			test: '6.1',
			command: `curl -i -s -X POST 'https://a.test/api/v1/add' -H 'Authorization: Bearer ***' -d '{"seat":"it''s"}'`,
			output,
			time_total: 0.151,
		});
		expect(artifact).toMatchObject({
			testId: '6.1',
			status: 200,
			method: 'POST',
			url: 'https://a.test/api/v1/add',
			hasBody: true,
			latencyMs: 151,
			softError: expect.stringContaining('WRONG_AUTHORIZATION'),
			pointers: {status: '/output', body: '/output', url: '/command'},
		});
		expect(artifact.headers?.get('server')).toBe('nginx');
		expect(artifact.requestHeaders?.get('authorization')).toBe('Bearer ***');
	});

	test.each([
		['curl -sS https://a.test/x', 'GET', 'https://a.test/x'],
		['$ curl.exe --request=PUT --url "https://a.test/x" --data @b.json', 'PUT', 'https://a.test/x'],
		['curl -XDELETE -u me:*** -o out.json https://a.test/x', 'DELETE', 'https://a.test/x'],
		['curl \\\n  -H "A: \\"b\\"" \\\n  --json \'{"a":1}\' https://a.test/x', 'POST', 'https://a.test/x'],
	])('%s', (command, method, url) => {
		expect(read({cmd: command, stdout: output})).toMatchObject({method, url, status: 200});
	});
});

describe('other names', () => {
	test('a body of JSON text under short names is seen for the refusal that it is', () => {
		const headers = {'content-type': 'application/json', server: 'nginx'};
		const artifact = read({
			req: {verb: 'GET', uri: 'https://a.test/x', hdrs: {Accept: 'application/json'}},
			res: {http_code: 200, hdrs: headers, text: JSON.stringify(refusal)},
		});
		expect(artifact).toMatchObject({status: 200, method: 'GET', softError: expect.stringContaining('WRONG')});
		expect(artifact.headers?.get('server')).toBe('nginx');
	});

	test('headers are told by what they hold, durations by their unit', () => {
		const artifact = read({
			method: 'GET',
			url: '/x',
			status_code: 200,
			поля: {'Content-Type': 'application/json', Server: 'nginx'},
			полное_время_мс: 911,
			timeout_ms: 5000,
		});
		expect(artifact).toMatchObject({hasTimings: true, latencyMs: 911});
		expect(artifact.headers?.get('server')).toBe('nginx');
	});

	test('what an API lists is no header', () => {
		expect(
			read({method: 'GET', url: '/x', status_code: 200, поля: {type: 'a', server: 'b'}}).headers,
		).toBeNull();
	});
});
