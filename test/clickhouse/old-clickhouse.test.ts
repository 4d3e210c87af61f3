/** The old server that Debian ships: what it cannot do is said, what it can do is counted exactly. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {newFolder, runProgram, sessionFolder} from '../end-to-end/program.ts';
import {findOldClickhouse, startOldClickhouse, type OldClickhouse} from './old-clickhouse.ts';

const file = findOldClickhouse();
const password = 'correct-horse-battery';

describe.skipIf(file === null)(
	`with ClickHouse 18.16${file === null ? ': there is no clickhouse-server here' : ''}`,
	() => {
		let server: OldClickhouse;
		let environment: Record<string, string>;

		beforeAll(async () => {
			server = await startOldClickhouse(file ?? '', password);
			environment = {CLICKHOUSE_URL: server.url, CLICKHOUSE_DB: 'zakaz', CLICKHOUSE_PASSWORD: password};
			for (const query of [
				'CREATE DATABASE zakaz',
				'CREATE TABLE zakaz.stg_qtickets_api_orders (id UInt64, _ver UInt64, snapshot_ts DateTime) ENGINE = MergeTree ORDER BY id',
				'CREATE TABLE zakaz.meta_job_runs (id UInt64) ENGINE = MergeTree ORDER BY id',
				"INSERT INTO zakaz.stg_qtickets_api_orders SELECT number, 18446744073709551515 + number, toDateTime('2025-11-09 21:49:33', 'UTC') FROM numbers(100)",
			]) {
				await server.query(query);
			}
		}, 60_000);

		afterAll(async () => server.remove());

		test('counts, newest version and newest time are exact there too', async () => {
			const {stdout, code} = await runProgram(['counts', '--json'], {environment});
			expect(code).toBe(0);
			expect(JSON.parse(stdout)).toMatchObject({
				server: {version: /^18\./.exec(JSON.parse(stdout).server.version)?.input},
				unmatched: ['fact_qtickets_*'],
				tables: [
					{table: 'meta_job_runs', count: '0', max_ver: null, max_snapshot_ts: null},
					{
						table: 'stg_qtickets_api_orders',
						count: '100',
						max_ver: '18446744073709551614',
						max_snapshot_ts: '2025-11-09T21:49:33.000Z',
					},
				],
				failed: [],
			});
		});

		test('what it cannot tell is a warning in one clear line, and the stage is run and counted', async () => {
			const out = newFolder();
			const {stderr, code} = await runProgram(
				['run', 'stage2', '--sandbox', '--check', '--counts', 'each', '--settle', '0', '--out', out],
				{environment},
			);
			expect(stderr).toMatch(/✔ ok +ClickHouse answers +ClickHouse 18\.\d+\.\d+ at /);
			expect(stderr).toMatch(
				/! warning +ClickHouse rights +not known: the server does not tell \(too old, or not allowed\)\n/,
			);
			expect(stderr).not.toMatch(/Code: \d+|DB::Exception|e\.what/);
			expect(stderr).toContain('20 success');
			expect(code).toBe(0);
		}, 60_000);

		test('a wrong password is said without a stack trace and without the password', async () => {
			const {stdout, stderr, code} = await runProgram(['counts'], {
				environment: {...environment, CLICKHOUSE_PASSWORD: 'wrong-password-of-a-test'},
			});
			expect(code).toBe(3);
			expect(stdout + stderr).toMatch(
				/refused the login of user "default"\.\nCheck CLICKHOUSE_USER and CLICKHOUSE_PASSWORD\./,
			);
			expect(stdout + stderr).not.toMatch(/wrong-password-of-a-test|Code: \d+|e\.what/);
		});

		test('a table that is dropped in between is not measured, never a zero', async () => {
			await server.query('CREATE TABLE zakaz.fact_qtickets_sales (id UInt64) ENGINE = MergeTree ORDER BY id');
			const out = newFolder();
			await runProgram(['run', '6.8', '--sandbox', '--settle', '0', '--out', out], {environment});
			await server.query('DROP TABLE zakaz.fact_qtickets_sales');
			const again = await runProgram(['run', '6.8', '--session', sessionFolder(out), '--settle', '0'], {
				environment,
			});
			expect(again.stderr).toContain('ClickHouse rows: fact_qtickets_sales: not measured');
		}, 60_000);
	},
);
