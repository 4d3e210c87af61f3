import {describe, expect, test} from 'vitest';
import type {Variant} from '../../source/catalog/catalog.ts';
import type {Exchange, Failure} from '../../source/request/exchange.ts';
import {captureValues} from '../../source/verdict/capture.ts';
import {diagnose} from '../../source/verdict/diagnosis.ts';
import {judge} from '../../source/verdict/judge.ts';

const partners: Variant = {
	name: 'documented',
	method: 'POST',
	server: 'partners',
	path: 'tickets/add/{event_id}',
	pathParameters: [{name: 'event_id', example: '12'}],
	query: [],
	headers: [],
	body: '{}',
	writes: true,
	expect: {
		status: [200],
		content: 'json',
		body: [
			{path: '$.status', equals: 'success'},
			{path: '$.result.id', type: 'number'},
		],
	},
	limitations: [
		{status: 200, code: 'SEAT_NOT_AVAILABLE', reason: 'The example seat may be sold.'},
		{status: 404, content: 'html', reason: 'The route is not deployed everywhere.'},
	],
	captures: [],
	creates: [],
	removes: [],
	rowDeltas: [],
};

function exchangeOf(
	status: number,
	body: string,
	extra: {type?: string; failure?: Failure; method?: 'GET' | 'HEAD' | 'POST'} = {},
): Exchange {
	return {
		request: {
			endpointId: '6.1',
			variant: 'documented',
			method: extra.method ?? 'POST',
			url: 'http://127.0.0.1/x',
			headers: [],
			body: null,
			writes: true,
			token: null,
		},
		sentAt: '2026-11-22T15:30:00.000Z',
		answer: {
			status,
			statusText: '',
			httpVersion: '1.1',
			headers: [['Content-Type', extra.type ?? 'application/json']],
			body: Buffer.from(body),
			wireBytes: body.length,
			decodedBytes: body.length,
			truncated: extra.failure !== undefined,
		},
		failure: extra.failure ?? null,
		latency: 10,
		elapsed: 10,
		timings: {dns: null, tcp: 1, tls: null, send: 1, wait: 7, download: 1},
		connection: 'cold',
		remote: null,
	};
}

function codes(exchange: Exchange, variant: Variant = partners): string[] {
	return judge(exchange, variant).reasons.map(({code}) => code);
}

const success = '{"status":"success","result":{"id":120260}}';
const refused = '{"status":"error","code":"WRONG_AUTHORIZATION","message":"Wrong authorization"}';

describe('success', () => {
	test('needs status, kind of body and every documented value, and says what it saw', () => {
		const {verdict, reasons} = judge(exchangeOf(200, success), partners);
		expect(verdict).toBe('success');
		expect(reasons.map(({text}) => text)).toEqual([
			'HTTP 200, as documented.',
			'The body is JSON, as documented.',
			'$.status is "success".',
			'$.result.id is of type number.',
		]);
	});

	test.each([
		['another status', exchangeOf(201, success), 'status-differs'],
		['a missing value', exchangeOf(200, '{"status":"success","result":{}}'), 'body-differs'],
		['a value of another type', exchangeOf(200, '{"status":"success","result":{"id":"1"}}'), 'body-differs'],
		[
			'an HTML page under 200',
			exchangeOf(200, '<!DOCTYPE html><p>hello', {type: 'text/html'}),
			'html-instead-of-json',
		],
		['an HTML page that claims to be JSON', exchangeOf(200, '<html></html>'), 'html-instead-of-json'],
		['text', exchangeOf(200, 'ok'), 'content-differs'],
		['nothing', exchangeOf(200, ''), 'content-differs'],
	])('is not given for %s', (_, exchange, code) => {
		expect(judge(exchange, partners).verdict).toBe('failure');
		expect(codes(exchange)).toContain(code);
	});

	test('is given for an error that the documentation itself promises', () => {
		const missing: Variant = {
			...partners,
			expect: {status: [404], content: 'json', body: [{path: '$.code', equals: 'RESOURCE_NOT_FOUND'}]},
		};
		expect(judge(exchangeOf(404, '{"code":"RESOURCE_NOT_FOUND","status":404}'), missing).verdict).toBe(
			'success',
		);
		expect(judge(exchangeOf(200, success), missing).verdict).toBe('failure');
	});

	test('of a HEAD needs no body', () => {
		const head: Variant = {...partners, method: 'HEAD', expect: {status: [200], content: 'json', body: []}};
		expect(judge(exchangeOf(200, '', {method: 'HEAD'}), head).verdict).toBe('success');
	});
});

describe('a soft error', () => {
	test.each([
		['status error', refused],
		['STATUS in capitals', '{"status":"ERROR"}'],
		['success false', '{"success":false,"message":"no"}'],
		['an error text', '{"error":"no seats"}'],
		['an error object', '{"error":{"code":1}}'],
		['a list of errors', '{"errors":["x"]}'],
		['an error number', '{"error":1}'],
		['success as text', '{"success":"false"}'],
		['success 0', '{"success":0}'],
		['status error with spaces', '{"status":"error "}'],
		['status denied', '{"status":"denied"}'],
		['a status number', '{"status":500}'],
		['an error in a list', '[{"ok":1},{"status":"error"}]'],
		['an error under result', '{"status":"success","result":{"status":"error"}}'],
		['one refused item of a batch', '{"status":"success","result":[{"id":1},{"status":"error","code":"X"}]}'],
		['result false', '{"status":"success","result":false}'],
	])('%s is never a success, whatever else was documented', (_, body) => {
		const lenient: Variant = {...partners, expect: {status: [200], content: 'json', body: []}};
		expect(judge(exchangeOf(200, body), lenient).verdict).toBe('failure');
		expect(codes(exchangeOf(200, body), lenient)).toContain('soft-error');
	});

	test('quotes the code and the message, and says what usually helps', () => {
		const {reasons} = judge(exchangeOf(200, refused), partners);
		expect(reasons.find(({code}) => code === 'soft-error')?.text).toBe(
			'Soft error: HTTP 200, but the body says status "error" (WRONG_AUTHORIZATION: Wrong authorization).',
		);
		expect(diagnose(reasons)).toMatch(/QTICKETS_PARTNERS_TOKEN/);
	});

	test('problem details under 200 are one too', () => {
		expect(codes(exchangeOf(200, '{"title":"x"}', {type: 'application/problem+json'}))).toContain(
			'soft-error',
		);
	});

	test('nested too deep to be walked through is still said, and kills nothing', () => {
		const deep = `{"error":${'['.repeat(5000)}${']'.repeat(5000)}}`;
		const {verdict, reasons} = judge(exchangeOf(200, deep), partners);
		expect(verdict).toBe('failure');
		expect(reasons[0]?.text).toContain('error a deeply nested list');
	});

	test.each(['{"error":[]}', '{"errors":{}}', '{"error":null}', '{"error":0}', '{"status":200}'])(
		'%s says no error',
		body => {
			const lenient: Variant = {...partners, expect: {status: [200], content: 'json', body: []}};
			expect(judge(exchangeOf(200, body), lenient).verdict).toBe('success');
		},
	);

	test('an empty error member is none', () => {
		expect(
			judge(exchangeOf(200, '{"status":"success","error":"","result":{"id":1}}'), partners).verdict,
		).toBe('success');
	});
});

describe('a limitation', () => {
	test('is an error that the catalog expected before the run, with its reason first', () => {
		const {verdict, reasons} = judge(
			exchangeOf(200, '{"status":"error","code":"SEAT_NOT_AVAILABLE"}'),
			partners,
		);
		expect(verdict).toBe('limitation');
		expect(reasons[0]).toEqual({code: 'expected-limitation', text: 'The example seat may be sold.'});
	});

	test('needs the same status, code and kind of body', () => {
		expect(judge(exchangeOf(200, refused), partners).verdict).toBe('failure');
		expect(judge(exchangeOf(404, '<html></html>'), partners).verdict).toBe('limitation');
		expect(judge(exchangeOf(404, '{"code":"X"}'), partners).verdict).toBe('failure');
	});
});

describe('no response', () => {
	const failure: Failure = {
		kind: 'timeout',
		message: 'No answer within 30 s.',
		code: null,
		mayHaveBeenApplied: true,
	};

	test('is never a failure of the server, and says whether the request may have been applied', () => {
		const silent = {...exchangeOf(200, ''), answer: null, failure};
		expect(judge(silent, partners).verdict).toBe('no-response');
		expect(codes(silent)).toEqual(['no-response-timeout', 'may-have-been-applied']);
		expect(codes({...silent, failure: {...failure, mayHaveBeenApplied: false}})).toContain('not-sent');
	});

	test('is not said to have been applied when the request writes nothing', () => {
		const silent = {...exchangeOf(200, ''), answer: null, failure};
		const read = {...silent, request: {...silent.request, writes: false}};
		expect(codes(read)).toEqual(['no-response-timeout', 'request-left']);
		expect(JSON.stringify(judge(read, partners).reasons)).not.toContain('applied');
	});

	test('holds for an answer that broke off, even when it began as a success', () => {
		expect(judge(exchangeOf(200, success, {failure}), partners).verdict).toBe('no-response');
		expect(codes(exchangeOf(200, success, {failure}))).toContain('answer-incomplete');
	});
});

describe('captured values', () => {
	test('keep the exact digits of a number and the content of a string', () => {
		const body = Buffer.from('{"result":[{"id":12345678901234567890,"hash":"a\\u0416"}],"x":null}');
		expect(
			captureValues(body, [
				{variable: 'id', path: '$.result[0].id'},
				{variable: 'hash', path: '$.result[0].hash'},
				{variable: 'none', path: '$.nothing'},
				{variable: 'object', path: '$.result[0]'},
				{variable: 'null', path: '$.x'},
			]),
		).toEqual({id: '12345678901234567890', hash: 'aЖ'});
	});

	test('may be the name under which something stands, and another than the first', () => {
		const seats = {
			full: {seats: {'A-1;1': {free: false}, 'A-1;2': {free: true}}},
			cheap: {seats: {B: {free: true}}},
		};
		const body = Buffer.from(JSON.stringify({offers: seats, list: [{free: true}]}));
		const free = '$.offers.*.seats[?@.free == true]';
		expect(
			captureValues(body, [
				{variable: 'first', path: free, take: 'name'},
				{variable: 'second', path: free, take: 'name', nth: 2},
				{variable: 'third', path: free, take: 'name', nth: 3},
				{variable: 'offer', path: '$.offers[?@.seats[?@.free == true]]', take: 'name'},
				{variable: 'element', path: '$.list[?@.free == true]', take: 'name'},
				{variable: 'root', path: '$', take: 'name'},
				{variable: 'value', path: '$.offers.*.seats.*.free', nth: 2},
			]),
		).toEqual({first: 'A-1;2', second: 'B', offer: 'full', value: 'true'});
	});

	test('a body that is not JSON captures nothing', () => {
		expect(captureValues(Buffer.from('<html>'), [{variable: 'id', path: '$.id'}])).toEqual({});
	});
});
