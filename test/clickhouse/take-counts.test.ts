import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import type {Clock} from '../../source/clickhouse/clock.ts';
import type {Engine} from '../../source/clickhouse/engine.ts';
import {takeCounts, type TakeCountsOptions} from '../../source/clickhouse/take-counts.ts';

type Table = {kind?: string; count?: string; newest?: readonly (string | null)[] | Error; error?: Error};

/** Stands in for counts that no test can afford to make real. */
function engineOf(
	tables: Record<string, Table>,
	columns: ReadonlyArray<readonly [string, string, string]> = [],
): Engine {
	let queries = 0;
	return {
		database: 'zakaz',
		host: 'localhost:8123',
		async query(sql) {
			const queryId = `q${++queries}`;
			if (sql.startsWith('SELECT version()')) {
				return Promise.resolve({rows: [['26.7', '0']], queryId});
			}

			if (sql.includes('system.tables')) {
				return {rows: Object.entries(tables).map(([name, {kind}]) => [name, kind ?? 'MergeTree']), queryId};
			}

			if (sql.includes('system.columns')) {
				return {rows: columns, queryId};
			}

			const {count = '0', newest = [], error} = tables[/FROM `zakaz`\.`(.*)`$/.exec(sql)![1]!]!;
			if (error !== undefined) {
				throw error;
			}

			if (!sql.includes('max(')) {
				return {rows: [[count]], queryId};
			}

			if (newest instanceof Error) {
				throw newest;
			}

			return {rows: [[count, ...newest]], queryId};
		},
		close: async () => Promise.resolve(),
	};
}

const stillClock: Clock = {now: () => 0, wait: async () => Promise.resolve()};

function optionsOf(more: Partial<TakeCountsOptions> = {}): TakeCountsOptions {
	return {
		patterns: ['*'],
		when: 'before',
		endpointId: '6.1',
		signal: new AbortController().signal,
		clock: stillClock,
		...more,
	};
}

describe('takeCounts', () => {
	test('counts beyond 2^53 keep every digit', async () => {
		expect(
			await takeCounts(
				engineOf({a: {count: '18446744073709551615', newest: ['9007199254740993']}}, [
					['a', '_ver', 'UInt64'],
				]),
				optionsOf(),
			),
		).toMatchObject({
			type: 'counts.taken',
			endpoint_id: '6.1',
			database: 'zakaz',
			settled_ms: null,
			settled: null,
			tables: [{count: '18446744073709551615', max_ver: '9007199254740993', query_id: 'q4'}],
		});
	});

	test('a queue is never read: reading it takes its messages', async () => {
		const event = await takeCounts(
			engineOf({a: {count: '1'}, stream: {kind: 'Kafka', error: new Error('it was read')}}),
			optionsOf(),
		);
		expect(event).toMatchObject({
			tables: [{table: 'a'}],
			failed: [{table: 'stream', what: 'count', code: 'clickhouse-queue'}],
		});
	});

	test('when no table could be counted, counting failed, and the first reason is given', async () => {
		const error = new Problem('clickhouse-no-rights', 'No.');
		expect(await takeCounts(engineOf({a: {error}, b: {error}}), optionsOf())).toEqual({
			type: 'counts.failed',
			when: 'before',
			endpoint_id: '6.1',
			code: 'clickhouse-no-rights',
			message: 'None of the 2 tables could be counted; a: No.',
		});
	});

	test('an answer that is no number is not a count', async () => {
		for (const count of ['', '-1', '1e3', '0x10']) {
			expect(await takeCounts(engineOf({a: {count}, b: {count: '5'}}), optionsOf())).toMatchObject({
				tables: [{table: 'b', count: '5'}],
				failed: [{table: 'a', code: 'clickhouse-answer'}],
			});
		}
	});

	test('the newest values of no rows are none', async () => {
		expect(
			await takeCounts(
				engineOf({a: {count: '0', newest: ['0', '1970-01-01 00:00:00']}}, [
					['a', '_ver', 'UInt64'],
					['a', 'snapshot_ts', 'DateTime'],
				]),
				optionsOf(),
			),
		).toMatchObject({tables: [{count: '0', max_ver: null, max_snapshot_ts: null}]});
	});

	test('when the time for all tables is used up, the rest is not measured', async () => {
		let now = 0;
		const event = await takeCounts(
			engineOf({a: {count: '1'}, b: {count: '2'}}),
			optionsOf({
				limit: 100,
				clock: {...stillClock, now: () => now},
				onProgress({table}) {
					now = table === 'b' ? 100 : 0;
				},
			}),
		);
		expect(event).toMatchObject({
			tables: [{table: 'a'}],
			failed: [{table: 'b', what: 'count', code: 'clickhouse-timeout'}],
		});
	});

	test('while counts settle, the newest values of a table that did not change are not read again', async () => {
		const asked: string[] = [];
		const engine = engineOf({a: {count: '7', newest: ['3']}}, [['a', '_ver', 'UInt64']]);
		const event = await takeCounts(
			{
				...engine,
				async query(sql, options) {
					asked.push(sql);
					return engine.query(sql, options);
				},
			},
			optionsOf({when: 'after', settle: {interval: 10, limit: 100}}),
		);
		expect(event).toMatchObject({settled: true, tables: [{count: '7', max_ver: '3', query_id: 'q4'}]});
		expect(asked.filter(sql => sql.includes('FROM `zakaz`'))).toEqual([
			'SELECT toString(count()), toString(max(`_ver`)) FROM `zakaz`.`a`',
			'SELECT toString(count()) FROM `zakaz`.`a`',
		]);
	});

	test('a table that keeps failing does not keep the others from settling', async () => {
		const error = new Problem('clickhouse-no-rights', 'No.');
		expect(
			await takeCounts(
				engineOf({a: {count: '7'}, b: {error}}),
				optionsOf({when: 'after', settle: {interval: 10, limit: 100}}),
			),
		).toMatchObject({settled: true, failed: [{table: 'b'}]});
	});

	test('counts that rest are waited for as long as rows are to come, and no longer', async () => {
		const tables = {t: {count: '5'}};
		let now = 0;
		const clock: Clock = {
			now: () => now,
			async wait(milliseconds) {
				now += milliseconds;
				// An importer that begins long after the counts were equal for the first time.
				tables.t.count = now >= 5000 ? '6' : '5';
				return Promise.resolve();
			},
		};
		const counted = async (expected: string): Promise<unknown> => {
			now = 0;
			tables.t.count = '5';
			const event = await takeCounts(
				engineOf(tables),
				optionsOf({
					when: 'after',
					clock,
					settle: {interval: 1000, limit: 15_000},
					isAwaiting: ([table]) => table?.count !== expected,
				}),
			);
			return event.type === 'counts.taken'
				? [event.tables[0]?.count, event.settled, event.settled_ms]
				: event.code;
		};

		expect(await counted('5')).toEqual(['5', true, 1000]);
		expect(await counted('6')).toEqual(['6', true, 6000]);
		expect(await counted('7')).toEqual(['6', true, 15_000]);
	});

	test('a table that is dropped while counts settle is not measured', async () => {
		const tables: Record<string, Table> = {a: {count: '7'}, b: {count: '8'}};
		expect(
			await takeCounts(
				engineOf(tables),
				optionsOf({
					when: 'after',
					settle: {interval: 10, limit: 100},
					clock: {
						...stillClock,
						async wait() {
							delete tables['b'];
							return Promise.resolve();
						},
					},
				}),
			),
		).toMatchObject({
			settled: true,
			tables: [{table: 'a'}],
			failed: [{table: 'b', what: 'count', code: 'clickhouse-table-gone'}],
		});
	});

	test('when the time is used up while counts settle, the counts that are there stay', async () => {
		let now = 0;
		const event = await takeCounts(
			engineOf({a: {count: '1'}, b: {count: '2'}}),
			optionsOf({
				when: 'after',
				limit: 100,
				settle: {interval: 10, limit: 100},
				clock: {...stillClock, now: () => now},
				onProgress({round, table}) {
					now = round === 2 && table === 'b' ? 100 : 0;
				},
			}),
		);
		expect(event).toMatchObject({settled: false, failed: [], tables: [{count: '1'}, {count: '2'}]});
	});

	test('a bug of ours is not told as a failure of ClickHouse', async () => {
		await expect(takeCounts(engineOf({a: {error: new TypeError('bug')}}), optionsOf())).rejects.toThrow(
			TypeError,
		);
	});
});
