import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createClient, type ClickHouseClient} from '@clickhouse/client';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {startGate, type Gate} from '../clickhouse/gate.ts';
import {installClickhouse, startClickhouse, type RealClickhouse} from '../clickhouse/real-clickhouse.ts';
import type {JournalEvent} from '../../source/session/event.ts';
import {readJournal} from '../../source/session/journal.ts';
import {checkSums, newFolder, runProgram, sessionFolder, type Ended} from './program.ts';
import {begin, endRobots, open, stage3, toFire, toMark} from './walk-robot.ts';

const unavailable = await installClickhouse();
const password = 'correct horse %&/ battery';

function eventsOf(out: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(sessionFolder(out), 'session.jsonl'))).events;
}

function countsOf(out: string): ReadonlyArray<readonly unknown[]> {
	return eventsOf(out).flatMap(event =>
		event.type === 'counts.taken'
			? [[event.when, event.endpoint_id, ...event.tables.map(({table, count}) => `${table}=${count}`)]]
			: event.type === 'counts.failed'
				? [[event.when, event.endpoint_id, event.code]]
				: [],
	);
}

function report(out: string): string {
	return readFileSync(path.join(sessionFolder(out), 'reports/qtickets_stage2_final_report.md'), 'utf8');
}

function csv(out: string): string | undefined {
	const folder = path.join(sessionFolder(out), 'artifacts');
	const name = readdirSync(folder).find(file => /^clickhouse_counts_\d{8}_\d{6}\.csv$/.test(file));
	return name === undefined ? undefined : readFileSync(path.join(folder, name), 'utf8');
}

function logLines(out: string): Array<Record<string, unknown>> {
	return readFileSync(path.join(sessionFolder(out), 'logs/qtickets_stage2_complete_tests.jsonl'), 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Record<string, unknown>);
}

/** The bytes of every file that was written. The archive holds the same files, deflated. */
function everything(out: string): string {
	return readdirSync(out, {recursive: true, encoding: 'utf8'})
		.map(name => path.join(out, name))
		.filter(file => statSync(file).isFile())
		.map(file => readFileSync(file, 'latin1'))
		.join('\n');
}

/** The built-in catalog with expected rows for three writes. */
function catalogWithDeltas(): string {
	const text = readFileSync(path.resolve(import.meta.dirname, '../../source/catalog/qtickets.yaml'), 'utf8');
	const expected: Readonly<Record<string, number>> = {
		test_6_1_partners_add_single: 1,
		test_6_2_partners_add_batch: 2,
		test_6_4_partners_update: 0,
	};
	const lines = text.split('\n').flatMap(line => {
		const [, indent = '', artifact = ''] = /^(\s+)artifact: (\S+)$/.exec(line) ?? [];
		const delta = expected[artifact];
		return delta === undefined ? [line] : [line, `${indent}row_deltas: {stg_qtickets_api_*: ${delta}}`];
	});
	const file = path.join(newFolder(), 'catalog.yaml');
	writeFileSync(file, lines.join('\n'));
	return file;
}

describe.skipIf(unavailable !== null)(
	`run --counts against a real ClickHouse${unavailable === null ? '' : `: ${unavailable}`}`,
	() => {
		let server: RealClickhouse;
		let writer: ClickHouseClient;
		let gate: Gate | undefined;

		beforeAll(async () => {
			server = await startClickhouse(password);
			writer = createClient({url: server.url, username: 'default', password});
		}, 120_000);

		afterAll(async () => {
			await writer.close();
			await server.remove();
		});

		beforeEach(async () => {
			await write(
				'CREATE DATABASE IF NOT EXISTS zakaz',
				'DROP TABLE IF EXISTS zakaz.stg_qtickets_api_orders',
				'DROP TABLE IF EXISTS zakaz.fact_qtickets_sales',
				'CREATE TABLE zakaz.stg_qtickets_api_orders (id UInt64, _ver UInt64) ENGINE = MergeTree ORDER BY id',
				'CREATE TABLE zakaz.fact_qtickets_sales (id UInt64) ENGINE = MergeTree ORDER BY id',
				'INSERT INTO zakaz.stg_qtickets_api_orders SELECT number, 18446744073709551515 + number FROM numbers(100)',
				'INSERT INTO zakaz.fact_qtickets_sales SELECT number FROM numbers(1000)',
			);
		}, 60_000);

		afterEach(async () => {
			endRobots();
			await gate?.close();
			gate = undefined;
		});

		async function write(...queries: string[]): Promise<void> {
			for (const query of queries) {
				await writer.command({query});
			}
		}

		async function feed(rows: number): Promise<void> {
			await write(`INSERT INTO zakaz.stg_qtickets_api_orders SELECT 1000 + number, 5 FROM numbers(${rows})`);
		}

		/** Runs the program; `between` happens when counting begins for the nth time, before anything is counted. */
		async function runCounted(
			typed: readonly string[],
			between: Readonly<Record<number, (kill: (signal: NodeJS.Signals) => void) => Promise<unknown>>>,
			environment: Readonly<Record<string, string>> = {},
		): Promise<Ended & {out: string}> {
			let kill: (signal: NodeJS.Signals) => void = () => undefined;
			gate = await startGate(server.url, async number => between[number]?.(signal => kill(signal)));
			const out = newFolder();
			const ended = await runProgram(['run', ...typed, '--sandbox', '--out', out], {
				environment: {
					CLICKHOUSE_URL: gate.url,
					CLICKHOUSE_DB: 'zakaz',
					CLICKHOUSE_PASSWORD: password,
					...environment,
				},
				onStderr(_text, killer) {
					kill = killer;
				},
			});
			return {...ended, out};
		}

		test('before and after, fed by a writer in between: counts, changes and CSV are exact', async () => {
			const {code, stderr, out} = await runCounted(['stage2', '--counts', 'before-after'], {
				2: async () => feed(3),
			});
			expect(stderr).toContain('20 success');
			expect(code).toBe(0);
			expect(countsOf(out)).toEqual([
				['before', null, 'fact_qtickets_sales=1000', 'stg_qtickets_api_orders=100'],
				['after', null, 'fact_qtickets_sales=1000', 'stg_qtickets_api_orders=103'],
			]);
			expect(csv(out)).toBe(
				'table_name,count_before,count_after,max_ver,max_snapshot_ts\n' +
					'"fact_qtickets_sales","1000","1000","",""\n' +
					'"stg_qtickets_api_orders","100","103","18446744073709551614",""\n',
			);
			expect(logLines(out).at(-1)).toMatchObject({
				clickhouse_before: {fact_qtickets_sales: '1000', stg_qtickets_api_orders: '100'},
				clickhouse_after: {fact_qtickets_sales: '1000', stg_qtickets_api_orders: '103'},
			});
			expect(logLines(out)[1]).toMatchObject({clickhouse_before: 'not measured'});
			expect(report(out)).toContain('| stg_qtickets_api_orders | 100 | 103 | +3 | 18446744073709551614 |');
			expect(report(out)).toContain('| fact_qtickets_sales | 1000 | 1000 | 0 |');
			expect(report(out)).toMatch(
				/\*\*After:\*\* \S+, ClickHouse \d+\.\d+\S*, server time \S+, database zakaz, unchanged after \d+ ms/,
			);
			expect(report(out)).toContain('**Patterns that matched no table:** meta_job_runs');
			expect(stderr).toContain('stg_qtickets_api_orders: 100 → 103 (+3)');
			expect(checkSums(sessionFolder(out))).toEqual({wrong: [], unlisted: []});
		}, 60_000);

		test('around each write: every change is told apart and judged by what the catalog expects', async () => {
			// 1 before all; 2, 3 around 6.1; 4, 5 around 6.2; 6, 7 around 6.4; 8 after all.
			const {code, stderr, out} = await runCounted(
				[
					'6.1',
					'6.2',
					'6.4',
					'6.8',
					'--counts',
					'each',
					'--settle',
					'3000',
					'--catalog',
					catalogWithDeltas(),
				],
				{3: async () => feed(1), 4: async () => feed(50), 5: async () => feed(1), 7: async () => feed(7)},
			);
			expect(stderr).toContain('4 success');
			expect(code).toBe(0);
			expect(gate?.counts()).toBe(8);
			expect(countsOf(out).map(([when, id, , orders]) => [when, id, orders])).toEqual([
				['before', null, 'stg_qtickets_api_orders=100'],
				['before', '6.1', 'stg_qtickets_api_orders=100'],
				['after', '6.1', 'stg_qtickets_api_orders=101'],
				['before', '6.2', 'stg_qtickets_api_orders=151'],
				['after', '6.2', 'stg_qtickets_api_orders=152'],
				['before', '6.4', 'stg_qtickets_api_orders=152'],
				['after', '6.4', 'stg_qtickets_api_orders=159'],
				['after', null, 'stg_qtickets_api_orders=159'],
			]);
			const rows = report(out)
				.split('\n')
				.filter(line => line.includes('| stg_qtickets_api_orders |'));
			expect(rows.slice(1).map(row => row.replace(/\[([\d.]+)\]\([^)]*\)/, '$1'))).toEqual([
				'| 6.1 | 1 | stg_qtickets_api_orders | 100 | 101 | +1 | +1 | ✔ consistent |',
				'| 6.2 | 1 | stg_qtickets_api_orders | 151 | 152 | +1 | +2 | ✘ missing |',
				'| 6.4 | 1 | stg_qtickets_api_orders | 152 | 159 | +7 | 0 | ✘ unexpected |',
			]);
			const [, first] = logLines(out);
			expect(first).toMatchObject({
				test_id: '6.1',
				clickhouse_before: {fact_qtickets_sales: '1000', stg_qtickets_api_orders: '100'},
				clickhouse_after: {fact_qtickets_sales: '1000', stg_qtickets_api_orders: '101'},
			});
			expect(logLines(out).find(({test_id: id}) => id === '6.8')).toMatchObject({
				clickhouse_before: 'not measured',
				clickhouse_after: 'not measured',
			});
		}, 90_000);

		test('rows that come while they are waited for are no surprise; those of the next count came late', async () => {
			// 2, 3 around 6.1: an importer that takes its time; 4, 5 around 6.2, and its rows come before 6.4 is counted.
			let importing: Promise<void> | undefined;
			const {stderr, out} = await runCounted(
				['6.1', '6.2', '6.4', '--counts', 'each', '--settle', '4000', '--catalog', catalogWithDeltas()],
				{
					3: () => {
						importing = new Promise(resolve => setTimeout(resolve, 1500)).then(async () => feed(1));
						return Promise.resolve();
					},
					6: async () => feed(2),
				},
			);
			await importing;
			expect(stderr).toContain(
				'ClickHouse rows of 6.2: stg_qtickets_api_orders: 101 → 101 (0), +2 expected: missing',
			);
			const rows = report(out)
				.split('\n')
				.filter(line => line.includes('| stg_qtickets_api_orders |'));
			expect(rows.slice(1).map(row => row.replace(/\[([\d.]+)\]\([^)]*\)/, '$1'))).toEqual([
				'| 6.1 | 1 | stg_qtickets_api_orders | 100 | 101 | +1 | +1 | ✔ consistent |',
				'| 6.2 | 1 | stg_qtickets_api_orders | 101 | 101 | 0 | +2 | ◷ late |',
				'| 6.4 | 1 | stg_qtickets_api_orders | 103 | 103 | 0 | 0 | ✔ consistent |',
			]);
		}, 90_000);

		test('a guided run counts the same: before, around every write, and after the export is asked for', async () => {
			// 1 before all; 2, 3 around 3.4; 4, 5 around 3.5; 6, 7 around 6.1; 8 after all.
			gate = await startGate(server.url, async number =>
				number === 7 ? feed(1) : number === 8 ? feed(4) : undefined,
			);
			const cwd = newFolder();
			const user = open(
				['explore', '--sandbox', '--counts', 'each', '--settle', '2000', '--catalog', catalogWithDeltas()],
				cwd,
				{CLICKHOUSE_URL: gate.url, CLICKHOUSE_DB: 'zakaz', CLICKHOUSE_PASSWORD: password},
			);
			await begin(user);
			for (let number = 1; number <= 6; number++) {
				await user.press('enter', toMark('P pass'));
				await user.press('enter', toFire(number + 1));
			}

			await user.type('w', stage3);
			await user.press('enter', /^INCOMPLETE: 14 of 20[^]*sha256/m);
			user.robot.kill('SIGTERM');
			await user.robot.exit;
			const out = path.join(cwd, 'artifacts');
			expect(countsOf(out).map(([when, id, , orders]) => [when, id, orders])).toEqual([
				['before', null, 'stg_qtickets_api_orders=100'],
				['before', '3.4', 'stg_qtickets_api_orders=100'],
				['after', '3.4', 'stg_qtickets_api_orders=100'],
				['before', '3.5', 'stg_qtickets_api_orders=100'],
				['after', '3.5', 'stg_qtickets_api_orders=100'],
				['before', '6.1', 'stg_qtickets_api_orders=100'],
				['after', '6.1', 'stg_qtickets_api_orders=101'],
				['after', null, 'stg_qtickets_api_orders=105'],
			]);
			expect(csv(out)).toContain('"stg_qtickets_api_orders","100","105","18446744073709551614",""\n');
			expect(report(out)).toContain('| stg_qtickets_api_orders | 100 | 105 | +5 | 18446744073709551614 |');
			expect(report(out)).toMatch(/\| \[6\.1\].* \| 100 \| 101 \| \+1 \| \+1 \| ✔ consistent \|/);
			expect(logLines(out).at(-1)).toMatchObject({clickhouse_after: {stg_qtickets_api_orders: '105'}});
			expect(checkSums(sessionFolder(out))).toEqual({wrong: [], unlisted: []});
		}, 120_000);

		test('a server that is restarted in between is counted as if it had not been', async () => {
			const {code, stderr, out} = await runCounted(['stage2'], {
				2: async () => {
					await server.kill();
					await server.start();
				},
			});
			expect(stderr).toContain('20 success');
			expect(code).toBe(0);
			expect(countsOf(out).map(([when, , ...tables]) => [when, ...tables])).toEqual([
				['before', 'fact_qtickets_sales=1000', 'stg_qtickets_api_orders=100'],
				['after', 'fact_qtickets_sales=1000', 'stg_qtickets_api_orders=100'],
			]);
		}, 60_000);

		test('rows that may still come are late, when nobody waited for them', async () => {
			const {out} = await runCounted(
				['6.2', '--counts', 'each', '--settle', '0', '--catalog', catalogWithDeltas()],
				{3: async () => feed(1)},
			);
			expect(report(out)).toContain('| 100 | 101 | +1 | +2 | ◷ late |');
		}, 60_000);

		test('a table dropped in between is not measured after, and never a zero', async () => {
			const {code, stderr, out} = await runCounted(['stage2'], {
				2: async () => write('DROP TABLE zakaz.fact_qtickets_sales SYNC'),
			});
			expect(code).toBe(0);
			expect(stderr).toContain('20 success');
			expect(csv(out)).toContain('"fact_qtickets_sales","1000","not measured","",""\n');
			expect(report(out)).toContain('| fact_qtickets_sales | 1000 | not measured | not measured |');
			expect(report(out)).toContain('✘ **ClickHouse counts:**');
			expect(report(out)).toContain(
				'**ClickHouse tables that are not there any more after:** fact_qtickets_sales',
			);
			expect(stderr).toContain('ClickHouse rows: fact_qtickets_sales: not measured');
		}, 60_000);

		test('a server that dies in between costs the counts, not the tests', async () => {
			const {code, stderr, out} = await runCounted(['stage2'], {2: async () => server.kill()});
			await server.start();
			expect(stderr).toContain('20 success');
			expect(stderr).toMatch(/ClickHouse after: not measured: ClickHouse at \S+ cannot be reached/);
			expect(code).toBe(3);
			expect(countsOf(out).at(-1)).toEqual(['after', null, 'clickhouse-unreachable']);
			expect(csv(out)).toContain('"fact_qtickets_sales","1000","not measured"');
			expect(report(out)).toContain('**ClickHouse counts after:** tried, and not measured:');
		}, 60_000);

		test('a wrong password is said, and stands nowhere', async () => {
			const wrong = 'Tr0ub4dor&3 "quoted"';
			const {code, stderr, out} = await runCounted(
				['stage2', '--override-checks', `perhaps ${wrong} is wrong`],
				{},
				{CLICKHOUSE_PASSWORD: wrong},
			);
			expect(code).toBe(3);
			expect(stderr).toContain('ClickHouse before: not measured: ClickHouse at 127.0.0.1');
			expect(stderr).toContain('refused the login of user "default"');
			expect(countsOf(out)).toEqual([
				['before', null, 'clickhouse-login-refused'],
				['after', null, 'clickhouse-login-refused'],
			]);
			expect(csv(out)).toBeUndefined();
			expect(report(out)).toContain('Row counts: not measured.');
			expect(report(out)).toMatch(/overridden:\*\* Operator: perhaps \S+ is wrong/);
			expect(everything(out)).not.toContain('Tr0ub4dor');
		}, 60_000);

		test('Ctrl+C while rows are counted ends with 130, and the journal is complete', async () => {
			const {code, out} = await runCounted(['stage2'], {
				2: async kill => {
					kill('SIGINT');
					return new Promise(() => undefined);
				},
			});
			expect(code).toBe(130);
			expect(countsOf(out).map(([when]) => when)).toEqual(['before', 'after']);
			expect(countsOf(out).at(-1)).toEqual(['after', null, 'clickhouse-cancelled']);
			expect(eventsOf(out).at(-1)).toMatchObject({type: 'session.ended', reason: 'interrupted'});
			expect(report(out)).toContain('**After:** not measured');
		}, 60_000);

		test('a resumed session does not count "before" again', async () => {
			const {out} = await runCounted(['6.8'], {2: async () => feed(2)});
			const again = await runProgram(['run', '--session', sessionFolder(out)], {
				environment: {
					CLICKHOUSE_URL: gate!.url,
					CLICKHOUSE_DB: 'zakaz',
					CLICKHOUSE_PASSWORD: password,
				},
			});
			expect(again.code).toBe(0);
			expect(again.stderr).toMatch(/ClickHouse before: counted at \S+ \(from the journal\)/);
			expect(again.stderr).toMatch(/ClickHouse after: counted at \S+ \(from the journal\)/);
			expect(countsOf(out)).toHaveLength(2);
		}, 60_000);
	},
);

describe('run --counts without ClickHouse', () => {
	test('an unreachable one costs the counts, not the tests', async () => {
		const out = newFolder();
		const {code, stderr} = await runProgram(['run', '6.8', '--sandbox', '--out', out, '--counts', 'each'], {
			environment: {CLICKHOUSE_URL: 'http://127.0.0.1:1'},
		});
		expect(stderr).toContain(
			'ClickHouse before: not measured: ClickHouse at 127.0.0.1:1 cannot be reached: nothing listens there (ECONNREFUSED).',
		);
		expect(stderr).toContain('1 success');
		expect(code).toBe(3);
		expect(report(out)).toContain('Row counts: not measured.');
		expect(logLines(out).at(-1)).toMatchObject({
			clickhouse_before: 'not measured',
			clickhouse_after: 'not measured',
		});
	});

	test.each([
		[['--counts', 'before-after'], /CLICKHOUSE_URL is not set/],
		[['--counts', 'eahc'], /Did you mean each\?/],
		[['--counts', 'off', '--settle', 'soon'], /--settle/],
	])('%j is refused before anything is written', async (options, said) => {
		const out = newFolder();
		const {code, stderr} = await runProgram(['run', '6.8', '--sandbox', '--out', out, ...options]);
		expect(stderr).toMatch(said);
		expect(code).toBe(2);
		expect(readdirSync(out)).toEqual([]);
	});

	test('off counts nothing, whatever CLICKHOUSE_URL says', async () => {
		const out = newFolder();
		const {code} = await runProgram(['run', '6.8', '--sandbox', '--out', out, '--counts', 'off'], {
			environment: {CLICKHOUSE_URL: 'ftp://nonsense'},
		});
		expect(code).toBe(0);
		expect(countsOf(out)).toEqual([]);
	});

	test('a password that is a plain word is said and spoils nothing', async () => {
		const out = newFolder();
		const {code, stderr} = await runProgram(['run', '6.8', '--sandbox', '--out', out, '--counts', 'off'], {
			environment: {CLICKHOUSE_URL: 'http://127.0.0.1:1', CLICKHOUSE_PASSWORD: 'clickhouse'},
		});
		expect(stderr).toContain('CLICKHOUSE_PASSWORD is too short or too plain a word');
		expect(code).toBe(0);
	});
});
