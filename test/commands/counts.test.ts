import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {counts} from '../../source/commands/counts.ts';
import {
	replyFor,
	startFakeServer,
	type Arrived,
	type FakeServer,
	type Reply,
} from '../clickhouse/fake-server.ts';
import {commandContext} from './command-context.ts';

let server: FakeServer | undefined;

afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function serve(reply: (arrived: Arrived) => Reply): Promise<Record<string, string>> {
	server = await startFakeServer(reply);
	return {CLICKHOUSE_URL: server.url, CLICKHOUSE_DB: 'zakaz', CLICKHOUSE_PASSWORD: 'hunter2'};
}

const tables = {stg_qtickets_api_orders: '18446744073709551615', fact_qtickets_sales: '12'};
const gone: Reply = {
	status: 404,
	text: 'Code: 60. DB::Exception: Table zakaz.x does not exist. (UNKNOWN_TABLE)',
};

describe('counts', () => {
	test('CSV on stdout, words for people on stderr', async () => {
		const reply = replyFor(tables);
		const {context, written} = commandContext(await serve(arrived => reply(arrived) ?? gone));
		expect(await counts({}, context)).toBe(0);
		expect(written().stdout).toBe(
			'table_name,count,max_ver,max_snapshot_ts\n' +
				'"stg_qtickets_api_orders","18446744073709551615","",""\n' +
				'"fact_qtickets_sales","12","",""\n',
		);
		expect(written().stderr).toBe(
			[
				`ClickHouse 18.16.1 at ${server!.host}, user default, database zakaz, server time 2025-11-09T21:49:33.000Z`,
				'table                                    rows  max_ver  max_snapshot_ts',
				'stg_qtickets_api_orders  18446744073709551615',
				'fact_qtickets_sales                        12',
				'No table fits meta_job_runs.',
				'',
			].join('\n'),
		);
	});

	test('--json gives the same with query ids', async () => {
		const reply = replyFor(tables);
		const {context, written} = commandContext(await serve(arrived => reply(arrived) ?? gone));
		expect(await counts({json: true, tables: 'stg_*,fact_*'}, context)).toBe(0);
		expect(JSON.parse(written().stdout)).toMatchObject({
			host: server!.host,
			database: 'zakaz',
			server: {version: '18.16.1', time: '2025-11-09T21:49:33.000Z'},
			patterns: ['stg_*', 'fact_*'],
			unmatched: [],
			tables: [
				{
					table: 'stg_qtickets_api_orders',
					count: '18446744073709551615',
					query_id: expect.stringMatching(/^qtickets-explorer-[\da-f]{16}$/),
				},
				{table: 'fact_qtickets_sales', count: '12'},
			],
			failed: [],
		});
		expect(written().stdout + written().stderr).not.toContain('hunter2');
	});

	test('a table that could not be counted is not measured, and costs the 0', async () => {
		const reply = replyFor({...tables, meta_job_runs: ''});
		const {context, written} = commandContext(
			await serve(arrived => (arrived.sql.includes('`meta_job_runs`') ? gone : (reply(arrived) ?? gone))),
		);
		expect(await counts({}, context)).toBe(1);
		expect(written().stdout).toContain('"meta_job_runs","not measured","",""\n');
		expect(written().stderr).toContain(
			'meta_job_runs: not measured: The table was listed, and is not there any more.\n',
		);
	});

	test('no table at all is said, and is no success', async () => {
		const {context, written} = commandContext(await serve(arrived => replyFor({})(arrived) ?? gone));
		expect(await counts({tables: 'nothing_*'}, context)).toBe(1);
		expect(written().stdout).toBe('table_name,count,max_ver,max_snapshot_ts\n');
		expect(written().stderr).toContain('No table fits nothing_*.\nNo table was counted.\n');
	});

	test("a table's name can neither command the terminal nor be run by a spreadsheet", async () => {
		const name = '=cmd|\u001B[2J\u202E"x';
		const reply = replyFor({[name]: '1'});
		const environment = await serve(arrived => reply(arrived) ?? gone);
		for (const json of [false, true]) {
			const {context, written} = commandContext(environment, {isTTY: !json});
			expect(await counts({tables: '*', json}, context)).toBe(0);
			const all = written().stdout + written().stderr.replaceAll('\r\u001B[2K', '');
			expect(all).not.toMatch(/\u001B|\u202E/);
			if (json) {
				expect(JSON.parse(written().stdout)).toMatchObject({tables: [{table: name}]});
			} else {
				expect(written().stdout).toContain('"\'=cmd|');
			}
		}
	});

	test('missing settings are named', async () => {
		await expect(counts({}, commandContext({}).context)).rejects.toMatchObject({
			code: 'clickhouse-missing',
			exitCode: 2,
			next: expect.stringMatching(/CLICKHOUSE_URL.*CLICKHOUSE_USER.*CLICKHOUSE_PASSWORD.*CLICKHOUSE_DB/),
		});
	});

	test('settings come from --env-file too', async () => {
		const reply = replyFor(tables);
		const environment = await serve(arrived => reply(arrived) ?? gone);
		const folder = await mkdtemp(path.join(tmpdir(), 'counts-'));
		const envFile = path.join(folder, 'clickhouse.env');
		await writeFile(
			envFile,
			Object.entries(environment)
				.map(pair => pair.join('='))
				.join('\n'),
		);
		expect(await counts({envFile}, commandContext({}).context)).toBe(0);
		await rm(folder, {recursive: true});
	});

	test('a refused login and a server that is not there end with 3, an unknown database with 2', async () => {
		const refused = await serve(() => ({
			status: 403,
			text: 'Code: 516. DB::Exception: no. (AUTHENTICATION_FAILED)',
		}));
		await expect(counts({}, commandContext(refused).context)).rejects.toMatchObject({
			code: 'clickhouse-login-refused',
			exitCode: 3,
		});
		await server!.close();
		server = undefined;
		await expect(counts({}, commandContext(refused).context)).rejects.toMatchObject({
			code: 'clickhouse-unreachable',
			exitCode: 3,
		});
		const unknown = await serve(() => ({
			status: 404,
			text: 'Code: 81. DB::Exception: Database zakaz does not exist. (UNKNOWN_DATABASE)',
		}));
		await expect(counts({}, commandContext(unknown).context)).rejects.toMatchObject({
			code: 'clickhouse-database-unknown',
			exitCode: 2,
		});
	});

	test('a wrong --timeout is refused before anything is asked', async () => {
		const environment = await serve(() => undefined);
		await expect(counts({timeout: '0'}, commandContext(environment).context)).rejects.toMatchObject({
			code: 'option-invalid',
		});
		expect(server!.arrived).toEqual([]);
	});
});
