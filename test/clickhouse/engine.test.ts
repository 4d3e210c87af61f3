import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {afterEach, describe, expect, test} from 'vitest';
import type {Problem} from '../../source/catalog/problem.ts';
import {systemClock} from '../../source/clickhouse/clock.ts';
import {openEngine, type Engine} from '../../source/clickhouse/engine.ts';
import {clickhouseSettings} from '../../source/clickhouse/settings.ts';
import {takeCounts} from '../../source/clickhouse/take-counts.ts';
import type {CountsFailed, CountsTaken} from '../../source/session/event.ts';
import {replyFor, startFakeServer, type Arrived, type FakeServer, type Reply} from './fake-server.ts';

const password = 'p4ss:w/rd';
const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of closing.splice(0).reverse()) {
		await close();
	}
});

async function serve(reply: (arrived: Arrived) => Reply | Promise<Reply>): Promise<FakeServer> {
	const server = await startFakeServer(reply);
	closing.push(async () => server.close());
	return server;
}

async function engineFor(url: string, timeout?: number): Promise<Engine> {
	let queries = 0;
	const settings = clickhouseSettings({CLICKHOUSE_URL: url, CLICKHOUSE_PASSWORD: password})!;
	const engine = await openEngine(settings, {
		random: bytes => Buffer.alloc(bytes, ++queries),
		...(timeout === undefined ? {} : {timeout}),
	});
	closing.push(async () => engine.close());
	return engine;
}

async function ask(engine: Engine, sql = 'SELECT 1'): Promise<Problem> {
	return engine.query(sql, {signal: new AbortController().signal}).then(
		() => {
			throw new Error('the query was answered');
		},
		(error: unknown) => error as Problem,
	);
}

async function count(engine: Engine): Promise<CountsTaken | CountsFailed> {
	return takeCounts(engine, {
		patterns: ['fact_*'],
		when: 'before',
		endpointId: null,
		signal: new AbortController().signal,
		clock: systemClock,
	});
}

const settingsOf = ({parameters}: Arrived): string[] =>
	['readonly', 'max_execution_time', 'cancel_http_readonly_queries_on_client_close'].filter(name =>
		parameters.has(name),
	);

describe('the settings of a query', () => {
	test('read-only, limited in time, ended with the connection, and with an id of our own', async () => {
		const server = await serve(() => ({rows: [['1']]}));
		const engine = await engineFor(server.url, 1500);
		const {queryId} = await engine.query('SELECT 1', {signal: new AbortController().signal});

		const [{parameters, request} = server.arrived[0]!] = server.arrived;
		expect(Object.fromEntries(parameters)).toEqual({
			query_id: 'qtickets-explorer-0101010101010101',
			readonly: '1',
			max_execution_time: '2',
			cancel_http_readonly_queries_on_client_close: '1',
		});
		expect(queryId).toBe('qtickets-explorer-0101010101010101');
		expect(request.headers.authorization).toBe(
			`Basic ${Buffer.from(`default:${password}`).toString('base64')}`,
		);
	});

	test('an old server does not know one of them: the others stay, and it is asked once only', async () => {
		const server = await serve(arrived =>
			arrived.parameters.has('cancel_http_readonly_queries_on_client_close')
				? {
						text: 'Code: 115, e.displayText() = DB::Exception: Unknown setting cancel_http_readonly_queries_on_client_close, e.what() = DB::Exception (version 18.16.1)',
					}
				: {rows: [['1']]},
		);
		const engine = await engineFor(server.url);
		const {signal} = new AbortController();
		await engine.query('SELECT 1', {signal});
		await engine.query('SELECT 2', {signal});
		expect(server.arrived.slice(1).map(settingsOf)).toEqual([
			['readonly', 'max_execution_time'],
			['readonly', 'max_execution_time'],
		]);
	});

	test('a user who is read-only already may change none of them, and can be asked all the same', async () => {
		const server = await serve(arrived => {
			const [first] = settingsOf(arrived).filter(name => name !== 'readonly');
			return first === undefined
				? {rows: [['1']]}
				: {
						text: `Code: 164. DB::Exception: Cannot modify '${first}' setting in readonly mode. (READONLY) (version 24.8.1.1 (official build))`,
						headers: {'x-clickhouse-exception-code': '164'},
					};
		});
		const engine = await engineFor(server.url);
		expect((await engine.query('SELECT 1', {signal: new AbortController().signal})).rows).toEqual([['1']]);
		expect(settingsOf(server.arrived.at(-1)!)).toEqual(['readonly']);
	});

	test('a query that would write is refused, never asked again without read-only', async () => {
		const server = await serve(() => ({
			text: 'Code: 164. DB::Exception: default: Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. (READONLY) (version 26.7.2.1)',
			headers: {'x-clickhouse-exception-code': '164'},
		}));
		expect(await ask(await engineFor(server.url), 'DROP TABLE x')).toMatchObject({
			code: 'clickhouse-no-rights',
		});
		expect(server.arrived).toHaveLength(1);
	});
});

test('one query at a time, in order', async () => {
	let running = 0;
	let most = 0;
	const server = await serve(async () => {
		running++;
		most = Math.max(most, running);
		// Turns enough for a second request to come in, if one were sent.
		for (let turn = 0; turn < 200; turn++) {
			await new Promise(resolve => setImmediate(resolve));
		}

		running--;
		return {rows: [['1']]};
	});
	const engine = await engineFor(server.url);
	const {signal} = new AbortController();
	await Promise.all(['a', 'b', 'c', 'd'].map(async sql => engine.query(sql, {signal})));
	expect(most).toBe(1);
	expect(server.arrived.map(({sql}) => sql)).toEqual(['a', 'b', 'c', 'd']);
});

describe('a server like 18.16', () => {
	const gone =
		"Code: 60, e.displayText() = DB::Exception: Table default.fact_b doesn't exist., e.what() = DB::Exception (version 18.16.1)\nStack trace:\n0. clickhouse-server(StackTrace::StackTrace()+0x16)";

	test('counts come as strings, and a lost table is a failure of that table alone', async () => {
		const reply = replyFor({fact_a: '18446744073709551615', fact_b: ''});
		const server = await serve(arrived =>
			arrived.sql.includes('`fact_b`') ? {status: 404, text: gone} : (reply(arrived) ?? undefined),
		);
		const event = await count(await engineFor(server.url));
		expect(event).toMatchObject({
			type: 'counts.taken',
			server: {version: '18.16.1', time: '2025-11-09T21:49:33.000Z'},
			tables: [{table: 'fact_a', count: '18446744073709551615', max_ver: null, max_snapshot_ts: null}],
			failed: [{table: 'fact_b', what: 'count', code: 'clickhouse-table-gone'}],
		});
	});

	test('what it cannot do is said in one clear line, without its stack trace', async () => {
		const server = await serve(() => ({
			text: 'Code: 47, e.displayText() = DB::Exception: Unknown identifier: engine, e.what() = DB::Exception\nStack trace:\n0. /usr/bin/clickhouse(A+0x1)',
		}));
		expect(await count(await engineFor(server.url))).toMatchObject({
			type: 'counts.failed',
			code: 'clickhouse-not-understood',
			message: `ClickHouse at ${server.host} did not understand the query: Unknown identifier: engine`,
		});
	});

	test('a wrong password is error 193 there', async () => {
		const server = await serve(() => ({
			status: 401,
			text: `Code: 193, e.displayText() = DB::Exception: Wrong password for user default ${password}, e.what() = DB::Exception`,
		}));
		const problem = await ask(await engineFor(server.url));
		expect(problem).toMatchObject({code: 'clickhouse-login-refused', exitCode: 3});
		expect(problem.message + (problem.next ?? '')).not.toContain(password);
	});
});

describe('failures are said clearly', () => {
	test('no rights on one table: that table is not measured, the others are counted', async () => {
		const reply = replyFor({fact_a: '1', fact_b: '', fact_c: '3'});
		const server = await serve(arrived =>
			arrived.sql.includes('`fact_b`')
				? {
						status: 403,
						text: "Code: 497. DB::Exception: reader: Not enough privileges. To execute this query, it's necessary to have the grant SELECT(id) ON default.fact_b. (ACCESS_DENIED) (version 26.7.2.1 (official build))",
						headers: {'x-clickhouse-exception-code': '497'},
					}
				: (reply(arrived) ?? undefined),
		);
		const event = await count(await engineFor(server.url));
		expect(event).toMatchObject({
			tables: [{table: 'fact_a'}, {table: 'fact_c'}],
			failed: [
				{
					table: 'fact_b',
					code: 'clickhouse-no-rights',
					message: expect.stringContaining('necessary to have the grant SELECT(id) ON default.fact_b.'),
				},
			],
		});
	});

	test('nobody listens', async () => {
		const server = await startFakeServer(() => undefined);
		await server.close();
		expect(await ask(await engineFor(server.url))).toMatchObject({
			code: 'clickhouse-unreachable',
			exitCode: 3,
			message: `ClickHouse at ${server.host} cannot be reached: nothing listens there (ECONNREFUSED).`,
		});
	});

	test('something else answers: a web page is cut to one line', async () => {
		const page = `<html>\u001B[31m\n${'nginx '.repeat(500)}</html>`;
		for (const status of [200, 502]) {
			const server = await serve(() => ({status, text: page}));
			const problem = await ask(await engineFor(server.url));
			expect(problem).toMatchObject({code: 'clickhouse-answer'});
			expect(problem.message.length).toBeLessThanOrEqual(300);
			expect(problem.message).not.toContain('\n');
		}
	});

	test.each([
		[
			'an error as text behind half an answer',
			'{"meta":[],"data":[["1"]Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 24.3.1.1)',
		],
		[
			'an error inside the answer',
			'{"meta":[],"data":[],"rows":0,"exception":"Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 24.3.1.1)"}',
		],
	])('after the status 200 comes %s', async (_what, text) => {
		const server = await serve(() => ({status: 200, text}));
		expect(await ask(await engineFor(server.url))).toMatchObject({
			code: 'clickhouse-error',
			message: `ClickHouse at ${server.host} answered with error 241: Memory limit exceeded.`,
		});
	});

	test.each(['{"data":[[1]]}', '{"data":"x"}', 'null', '{"meta":[],"data":[["1"]', ''])(
		'an answer that is no table of texts is not believed: %j',
		async text => {
			const server = await serve(() => ({status: 200, text}));
			expect(await ask(await engineFor(server.url))).toMatchObject({code: 'clickhouse-answer'});
		},
	);

	test('the password is in no message, however it is spelt', async () => {
		const spellings = [
			password,
			encodeURIComponent(password),
			Buffer.from(`default:${password}`).toString('base64'),
		];
		const server = await serve(() => ({text: `Code: 1001. DB::Exception: ${spellings.join(' ')}`}));
		const problem = await ask(await engineFor(server.url));
		expect(problem.message).toContain('*** *** ***');
		for (const spelling of spellings) {
			expect(problem.message).not.toContain(spelling);
		}
	});

	test('a server that never answers', async () => {
		const server = await serve(() => undefined);
		expect(await ask(await engineFor(server.url, 10))).toMatchObject({
			code: 'clickhouse-timeout',
			message: `ClickHouse at ${server.host} did not answer within 10 ms.`,
		});
	});

	test('a server that stops in the middle of its answer is given up when the operator cancels', async () => {
		const interrupt = new AbortController();
		const server = await serve(({response}) => {
			response.write('{"meta":[');
			return undefined;
		});
		const onHeaders = (): void => void setImmediate(() => interrupt.abort());
		subscribe('http.client.response.finish', onHeaders);
		closing.push(async () => {
			unsubscribe('http.client.response.finish', onHeaders);
			return Promise.resolve();
		});
		const engine = await engineFor(server.url);
		await expect(engine.query('SELECT 1', {signal: interrupt.signal})).rejects.toMatchObject({
			code: 'clickhouse-cancelled',
		});
		await expect(engine.query('SELECT 1', {signal: interrupt.signal})).rejects.toMatchObject({
			code: 'clickhouse-cancelled',
		});
		expect(server.arrived).toHaveLength(1);
	});

	test('a connection that was cut is tried once more, with another id', async () => {
		const server = await serve(({request}) => {
			request.socket.destroy();
			return undefined;
		});
		expect(await ask(await engineFor(server.url))).toMatchObject({code: 'clickhouse-unreachable'});
		expect(server.arrived.map(({parameters}) => parameters.get('query_id'))).toEqual([
			'qtickets-explorer-0101010101010101',
			'qtickets-explorer-0202020202020202',
		]);
	});
});
