import {randomBytes} from 'node:crypto';
import {createClient, type ClickHouseClient} from '@clickhouse/client';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {Problem} from '../../source/catalog/problem.ts';
import {systemClock, type Clock} from '../../source/clickhouse/clock.ts';
import {openEngine, type Engine} from '../../source/clickhouse/engine.ts';
import {clickhouseSettings, type ClickhouseSettings} from '../../source/clickhouse/settings.ts';
import {sqlName, sqlText} from '../../source/clickhouse/sql-text.ts';
import {likePattern} from '../../source/clickhouse/table-pattern.ts';
import {takeCounts, type TakeCountsOptions} from '../../source/clickhouse/take-counts.ts';
import {deltas} from '../../source/session/count-deltas.ts';
import type {CountsFailed, CountsTaken} from '../../source/session/event.ts';
import {matchesPattern} from '../../source/session/table-pattern.ts';
import {installClickhouse, startClickhouse, type RealClickhouse} from './real-clickhouse.ts';

const unavailable = await installClickhouse();
const password = 'correct horse %&/ battery';
const hostileName = "fact_qtickets_`); DROP TABLE x; -- '\\ \n\u202E😀 таблица";

function settingsFor(url: string, more: Record<string, string> = {}): ClickhouseSettings {
	return clickhouseSettings({
		CLICKHOUSE_URL: url,
		CLICKHOUSE_PASSWORD: password,
		CLICKHOUSE_DB: 'zakaz',
		...more,
	})!;
}

function optionsOf(more: Partial<TakeCountsOptions> = {}): TakeCountsOptions {
	return {
		patterns: ['stg_qtickets_api_*', 'fact_qtickets_*', 'meta_job_runs'],
		when: 'before',
		endpointId: null,
		signal: new AbortController().signal,
		clock: systemClock,
		...more,
	};
}

/** Waiting is what the test does in the meantime. */
function clockWith(meanwhile: ReadonlyArray<() => Promise<unknown>>): Clock {
	const steps = [...meanwhile];
	let now = 0;
	return {
		now: () => now,
		async wait(milliseconds) {
			now += milliseconds;
			await steps.shift()?.();
		},
	};
}

function taken(event: CountsTaken | CountsFailed): CountsTaken {
	expect(event).toMatchObject({type: 'counts.taken'});
	return event as CountsTaken;
}

function countOf(event: CountsTaken, table: string): string | undefined {
	return event.tables.find(count => count.table === table)?.count;
}

describe.skipIf(unavailable !== null)(
	`with a real ClickHouse${unavailable === null ? '' : `: ${unavailable}`}`,
	() => {
		let server: RealClickhouse;
		let engine: Engine;
		let writer: ClickHouseClient;

		async function write(...queries: string[]): Promise<void> {
			for (const query of queries) {
				await writer.command({query});
			}
		}

		beforeAll(async () => {
			server = await startClickhouse(password);
			writer = createClient({url: server.url, username: 'default', password});
			await write(
				'CREATE DATABASE zakaz',
				"CREATE TABLE zakaz.stg_qtickets_api_orders (id UInt64, _ver UInt64, snapshot_ts DateTime64(3, 'Europe/Moscow')) ENGINE = ReplacingMergeTree(_ver) ORDER BY id",
				'CREATE TABLE zakaz.stg_qtickets_api_empty (id UInt64, _ver UInt64, snapshot_ts DateTime) ENGINE = MergeTree ORDER BY id',
				"CREATE TABLE zakaz.fact_qtickets_sales (id UInt64, _snapshot_ts DateTime('Asia/Tokyo'), _ver Int64) ENGINE = MergeTree ORDER BY id",
				'CREATE VIEW zakaz.fact_qtickets_view AS SELECT * FROM zakaz.fact_qtickets_sales WHERE id < 10',
				'CREATE TABLE zakaz.stgXqtickets_api_no (id UInt64) ENGINE = Memory',
				`INSERT INTO zakaz.stg_qtickets_api_orders SELECT number, 18446744073709551515 + number, toDateTime64('2025-11-09 21:49:33.615', 3, 'UTC') - number FROM numbers(100)`,
				`INSERT INTO zakaz.fact_qtickets_sales SELECT number, toDateTime('2025-11-09 21:49:33', 'UTC'), -5 FROM numbers(1000)`,
			);
			engine = await openEngine(settingsFor(server.url), {random: randomBytes});
		}, 60_000);

		afterAll(async () => {
			await engine.close();
			await writer.close();
			await server.remove();
		});

		test('counts, newest version and newest snapshot time are exact, in UTC, and of the right tables', async () => {
			const progress: string[] = [];
			const event = taken(
				await takeCounts(
					engine,
					optionsOf({onProgress: ({table, done, total}) => progress.push(`${done}/${total} ${table}`)}),
				),
			);

			expect(
				event.tables.map(({table, count, max_ver: version, max_snapshot_ts: snapshot}) => [
					table,
					count,
					version,
					snapshot,
				]),
			).toEqual([
				['fact_qtickets_sales', '1000', '-5', '2025-11-09T21:49:33.000Z'],
				['fact_qtickets_view', '10', '-5', '2025-11-09T21:49:33.000Z'],
				['stg_qtickets_api_empty', '0', null, null],
				['stg_qtickets_api_orders', '100', '18446744073709551614', '2025-11-09T21:49:33.615Z'],
			]);
			expect(event.unmatched).toEqual(['meta_job_runs']);
			expect(event.failed).toEqual([]);
			expect(event.server.version).toMatch(/^\d+\.\d+/);
			expect(Math.abs(Date.parse(event.server.time) - Date.now())).toBeLessThan(60_000);
			expect(new Set(event.tables.map(({query_id: id}) => id)).size).toBe(4);
			expect(event.tables[0]!.query_id).toMatch(/^qtickets-explorer-[\da-f]{16}$/);
			expect(progress[3]).toBe('3/4 stg_qtickets_api_orders');
		});

		test('a name that tries to be SQL is one table, and nothing else happens', async () => {
			const quoted = `\`${hostileName.replaceAll(/[\\`]/g, '\\$&')}\``;
			await write(
				`CREATE TABLE zakaz.${quoted} (id UInt64, _ver UInt32) ENGINE = Memory`,
				`INSERT INTO zakaz.${quoted} VALUES (1, 7), (2, 9)`,
			);
			const event = taken(
				await takeCounts(engine, optionsOf({patterns: [hostileName, "'; DROP DATABASE zakaz; --"]})),
			);
			await write(`DROP TABLE zakaz.${quoted}`);

			expect(event.tables).toMatchObject([{table: hostileName, count: '2', max_ver: '9'}]);
			expect(event.unmatched).toEqual(["'; DROP DATABASE zakaz; --"]);
		});

		test('a writer between before and after is found again to the row', async () => {
			const before = taken(await takeCounts(engine, optionsOf()));
			await write(
				`INSERT INTO zakaz.stg_qtickets_api_orders SELECT 1000 + number, 1, now64() FROM numbers(37)`,
				'ALTER TABLE zakaz.fact_qtickets_sales DELETE WHERE id >= 990 SETTINGS mutations_sync = 1',
			);
			const after = taken(
				await takeCounts(
					engine,
					optionsOf({when: 'after', settle: {interval: 1, limit: 1000}, clock: clockWith([])}),
				),
			);

			expect(after.settled).toBe(true);
			expect(
				deltas(before, after, [
					{tables: 'stg_qtickets_api_orders', delta: '37'},
					{tables: 'meta_job_runs', delta: '1'},
				]).map(({table, delta, verdict, wentDown}) => [table, delta, verdict, wentDown]),
			).toEqual([
				['fact_qtickets_sales', '-10', null, true],
				['fact_qtickets_view', '0', null, false],
				['stg_qtickets_api_empty', '0', null, false],
				['stg_qtickets_api_orders', '37', 'consistent', false],
				['meta_job_runs', null, 'not-measured', false],
			]);
		});

		test('after waits for rows that come late, and for tables that come late', async () => {
			const insert = 'INSERT INTO zakaz.stg_qtickets_api_late SELECT number, number FROM numbers(5)';
			await write(
				'CREATE TABLE zakaz.stg_qtickets_api_late (id UInt64, _ver UInt64) ENGINE = MergeTree ORDER BY id',
			);
			const event = taken(
				await takeCounts(
					engine,
					optionsOf({
						when: 'after',
						patterns: ['stg_qtickets_api_late*'],
						settle: {interval: 100, limit: 10_000},
						clock: clockWith([
							async () => write(insert),
							async () =>
								write('CREATE TABLE zakaz.stg_qtickets_api_later ENGINE = Memory AS SELECT 1 AS _ver'),
							async () => write(insert),
						]),
					}),
				),
			);

			expect(event.tables).toMatchObject([
				{table: 'stg_qtickets_api_late', count: '10', max_ver: '4'},
				{table: 'stg_qtickets_api_later', count: '1', max_ver: '1'},
			]);
			expect(event).toMatchObject({settled: true, settled_ms: 400});
		});

		test('after gives up at its limit, and says that the counts still changed', async () => {
			const insert = async (): Promise<void> =>
				write('INSERT INTO zakaz.stg_qtickets_api_empty (id) VALUES (1)');
			const event = taken(
				await takeCounts(
					engine,
					optionsOf({
						when: 'after',
						patterns: ['stg_qtickets_api_empty'],
						settle: {interval: 100, limit: 300},
						clock: clockWith([insert, insert, insert, insert, insert]),
					}),
				),
			);
			await write('TRUNCATE TABLE zakaz.stg_qtickets_api_empty');

			expect(event).toMatchObject({settled: false, settled_ms: 300, tables: [{count: '3'}]});
		});

		test('a table that is dropped between being listed and being counted is said by name', async () => {
			await write('CREATE TABLE zakaz.fact_qtickets_dropped ENGINE = Memory AS SELECT 1 AS a');
			const event = taken(
				await takeCounts(
					{
						...engine,
						async query(sql, queryOptions) {
							if (sql.includes('`fact_qtickets_dropped`')) {
								await write('DROP TABLE IF EXISTS zakaz.fact_qtickets_dropped');
							}

							return engine.query(sql, queryOptions);
						},
					},
					optionsOf(),
				),
			);

			expect(event.failed).toEqual([
				{
					table: 'fact_qtickets_dropped',
					what: 'count',
					code: 'clickhouse-table-gone',
					message: 'The table was listed, and is not there any more.',
				},
			]);
			expect(countOf(event, 'fact_qtickets_dropped')).toBeUndefined();
			expect(countOf(event, 'fact_qtickets_sales')).toBe('990');
		});

		test('where the newest values cannot be had, the count is still exact', async () => {
			await write(
				"CREATE VIEW zakaz.slow AS SELECT number, materialize('a') || sleepEachRow(1)::String AS _ver FROM numbers(100)",
			);
			const quick = await openEngine(settingsFor(server.url), {random: randomBytes, timeout: 1000});
			const event = taken(await takeCounts(quick, optionsOf({patterns: ['slow']})));
			await quick.close();
			await write('DROP VIEW zakaz.slow');

			expect(event.tables).toMatchObject([{table: 'slow', count: '100', max_ver: null}]);
			expect(event.failed).toMatchObject([{table: 'slow', what: 'newest', code: 'clickhouse-timeout'}]);
		});

		test('any text survives being a literal and a name, and LIKE agrees with our own matching', async () => {
			const texts = fc
				.sample(fc.string({unit: fc.constantFrom(...'ab_%*?\\\'`"\0\n\t.я😀'), maxLength: 6}), {
					numRuns: 300,
					seed: 7,
				})
				.filter(text => text !== '');
			const {signal} = new AbortController();
			const {rows: literals} = await engine.query(`SELECT ${texts.map(sqlText).join(', ')}`, {signal});
			expect(literals).toEqual([texts]);
			const names = [...new Set(texts)].slice(0, 50);
			const {rows: named} = await engine.query(
				`SELECT ${names.map(sqlName).join(', ')} FROM (SELECT ${names.map((name, index) => `'${index}' AS ${sqlName(name)}`).join(', ')})`,
				{signal},
			);
			expect(named).toEqual([names.map((_name, index) => String(index))]);

			const pairs = texts.slice(1).map((text, index) => [texts[index]!.slice(0, 3), text] as const);
			const {rows: likes} = await engine.query(
				`SELECT ${pairs.map(([pattern, text]) => `toString(${sqlText(text)} LIKE ${sqlText(likePattern(pattern))})`).join(', ')}`,
				{signal},
			);
			expect(likes[0]).toEqual(pairs.map(([pattern, text]) => (matchesPattern(pattern, text) ? '1' : '0')));
			expect(likes[0]).toContain('1');
		});

		test('nothing can be written through the engine', async () => {
			const {signal} = new AbortController();
			await expect(engine.query('DROP TABLE zakaz.fact_qtickets_sales', {signal})).rejects.toMatchObject({
				code: 'clickhouse-no-rights',
			});
			expect(countOf(taken(await takeCounts(engine, optionsOf())), 'fact_qtickets_sales')).toBe('990');
		});

		test('a wrong password is said without showing it, and nothing is printed', async () => {
			const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
			const wrong = 'not-the-password-1';
			const stranger = await openEngine(settingsFor(server.url, {CLICKHOUSE_PASSWORD: wrong}), {
				random: randomBytes,
			});
			const event = await takeCounts(stranger, optionsOf());
			await stranger.close();

			expect(event).toMatchObject({
				type: 'counts.failed',
				code: 'clickhouse-login-refused',
				message: `ClickHouse at ${new URL(server.url).host} refused the login of user "default".`,
			});
			expect(JSON.stringify(event)).not.toContain(wrong);
			for (const spy of printed) {
				expect(spy).not.toHaveBeenCalled();
				spy.mockRestore();
			}
		});

		test('an unknown database is said by name', async () => {
			const elsewhere = await openEngine(settingsFor(server.url, {CLICKHOUSE_DB: 'nowhere`'}), {
				random: randomBytes,
			});
			const event = await takeCounts(elsewhere, optionsOf());
			await elsewhere.close();
			expect(event).toMatchObject({
				type: 'counts.failed',
				code: 'clickhouse-database-unknown',
				message: expect.stringContaining('no database "nowhere`"'),
			});
		});

		test('a server that is restarted between two tables is asked again while counts settle, and is told when it stays away', async () => {
			const own = await startClickhouse(password);
			const other = await openEngine(settingsFor(own.url, {CLICKHOUSE_DB: 'default'}), {random: randomBytes});
			const feeder = createClient({url: own.url, username: 'default', password});
			for (const table of ['fact_qtickets_a', 'fact_qtickets_b']) {
				await feeder.command({
					query: `CREATE TABLE ${table} ENGINE = MergeTree ORDER BY a AS SELECT number AS a FROM numbers(3)`,
				});
			}

			let killed = false;
			const event = taken(
				await takeCounts(
					{
						...other,
						async query(sql, queryOptions) {
							if (sql.includes('`fact_qtickets_b`') && !killed) {
								killed = true;
								await own.kill();
							}

							return other.query(sql, queryOptions);
						},
					},
					optionsOf({
						when: 'after',
						settle: {interval: 1, limit: 100},
						clock: clockWith([async () => own.start()]),
					}),
				),
			);
			expect(event.failed).toEqual([]);
			expect(event).toMatchObject({settled: true, tables: [{count: '3'}, {count: '3'}]});

			await own.kill();
			const gone = await takeCounts(other, optionsOf());
			expect(gone).toMatchObject({type: 'counts.failed', code: 'clickhouse-unreachable'});
			await feeder.close();
			await other.close();
			await own.remove();
		});

		test('a cancelled count ends at once, and the next one counts', async () => {
			await write(
				'CREATE VIEW zakaz.endless AS SELECT number FROM numbers(1000000000000) WHERE number % 7 = 3',
			);
			const interrupt = new AbortController();
			const counting = takeCounts(
				{
					...engine,
					async query(sql, queryOptions) {
						const answer = engine.query(sql, {...queryOptions, timeout: 2000});
						if (sql.includes('`endless`')) {
							interrupt.abort();
						}

						return answer;
					},
				},
				optionsOf({patterns: ['endless'], signal: interrupt.signal}),
			);

			expect(await counting).toMatchObject({type: 'counts.failed', code: 'clickhouse-cancelled'});
			await write('DROP VIEW zakaz.endless');
			expect(countOf(taken(await takeCounts(engine, optionsOf())), 'fact_qtickets_sales')).toBe('990');
		});

		test('a query runs no longer than its limit', async () => {
			const problem = await engine
				.query('SELECT toString(count()) FROM numbers(1000000000000) WHERE number % 7 = 3', {
					signal: new AbortController().signal,
					timeout: 1000,
				})
				.then(
					() => null,
					(error: unknown) => error as Problem,
				);
			expect(problem).toMatchObject({code: 'clickhouse-timeout', exitCode: 3});
		});
	},
);
