import {randomBytes} from 'node:crypto';
import {afterEach, describe, expect, test} from 'vitest';
import {runCheck, type CheckResult} from '../../../source/commands/doctor/check.ts';
import {clickhouseChecks} from '../../../source/commands/doctor/clickhouse-checks.ts';
import {startFakeServer, type Arrived, type FakeServer, type Reply} from '../../clickhouse/fake-server.ts';

let server: FakeServer | undefined;

afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function check(environment: Record<string, string>): Promise<Record<string, CheckResult>> {
	const checks = clickhouseChecks(environment, {random: randomBytes, signal: new AbortController().signal});
	return Object.fromEntries(
		await Promise.all(checks.map(async one => [one.id, await runCheck(one)] as const)),
	);
}

async function checkServer(
	replies: {grants?: Reply; tables?: readonly string[]; version?: Reply},
	more: Record<string, string> = {},
): Promise<Record<string, CheckResult>> {
	server = await startFakeServer(({sql}: Arrived): Reply => {
		if (sql.startsWith('SELECT version()')) {
			return replies.version ?? {rows: [['26.7.2.1']]};
		}

		return sql === 'SHOW GRANTS'
			? (replies.grants ?? {rows: [['GRANT SELECT ON zakaz.* TO reader']]})
			: {rows: (replies.tables ?? []).map(name => [name, 'MergeTree'])};
	});
	return check({CLICKHOUSE_URL: server.url, CLICKHOUSE_USER: 'reader', CLICKHOUSE_DB: 'zakaz', ...more});
}

describe('clickhouseChecks', () => {
	test('not configured: a warning that nothing will be measured', async () => {
		expect(await check({})).toMatchObject({
			clickhouse: {status: 'warning', found: expect.stringContaining('"not measured"')},
		});
	});

	test('a bad URL blocks, and is not quoted', async () => {
		const results = await check({CLICKHOUSE_URL: 'tcp://u:hunter2@localhost:9000'});
		expect(results['clickhouse']).toMatchObject({status: 'blocked'});
		expect(JSON.stringify(results)).not.toContain('hunter2');
	});

	test('all is well', async () => {
		const tables = ['fact_qtickets_a', 'meta_job_runs', ...[1, 2, 3, 4, 5].map(n => `stg_qtickets_api_${n}`)];
		expect(await checkServer({tables})).toEqual({
			clickhouse: {
				status: 'ok',
				found: `ClickHouse 26.7.2.1 at ${server!.host}, user reader, database zakaz`,
			},
			'clickhouse-rights': {status: 'ok', found: 'reader may SELECT'},
			'clickhouse-tables': {
				status: 'ok',
				found:
					'7 in zakaz: fact_qtickets_a, meta_job_runs, stg_qtickets_api_1, stg_qtickets_api_2, stg_qtickets_api_3 and 2 more',
			},
		});
	});

	test('a user who may write, and patterns that fit nothing, are warnings', async () => {
		const results = await checkServer({
			grants: {rows: [['GRANT SHOW, SELECT, INSERT, ALTER ON *.* TO reader']]},
			tables: ['meta_job_runs'],
		});
		expect(results).toMatchObject({
			'clickhouse-rights': {status: 'warning', found: expect.stringContaining('may write')},
			'clickhouse-tables': {
				status: 'warning',
				found: '1 in zakaz: meta_job_runs; no table fits stg_qtickets_api_*, fact_qtickets_*',
			},
		});
	});

	test('an old server cannot tell the rights: that is no reason to stop', async () => {
		const results = await checkServer({
			grants: {
				status: 400,
				text: 'Code: 62, e.displayText() = DB::Exception: Syntax error, e.what() = DB::Exception',
			},
		});
		expect(results['clickhouse-rights']).toEqual({
			status: 'warning',
			found: 'not known: the server does not tell (too old, or not allowed)',
			next: 'See to it that reader has SELECT alone. Counting itself runs read-only.',
		});
	});

	test('a refused login blocks, and is said once', async () => {
		const results = await checkServer({version: {status: 403, text: 'Code: 516. DB::Exception: no.'}});
		expect(results).toMatchObject({
			clickhouse: {status: 'blocked', next: 'Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.'},
			'clickhouse-rights': {status: 'warning'},
			'clickhouse-tables': {status: 'warning'},
		});
		expect(server!.arrived).toHaveLength(1);
	});
});
