import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readCsvCounts} from '../../../source/audit/readers/csv-counts.ts';
import {readCount} from '../../../source/audit/readers/count-columns.ts';

const own = 'table_name,count_before,count_after,max_ver,max_snapshot_ts';

function rows(text: string, file = 'counts.csv') {
	return readCsvCounts(file, text).rows.map(({place, table, before, after, count}) => [
		place.line,
		table,
		before,
		after,
		count,
	]);
}

describe('readCsvCounts', () => {
	test('reads the layout of this program, wordy cells as not counted', () => {
		const counts = readCsvCounts(
			'artifacts/clickhouse_counts_20251109_214500.csv',
			`${own}\n"stg_orders","10","12","3","2025-11-09 21:40:00"\n"fact_sales","not measured","0","",""\n`,
		);
		expect(counts.hasHeader).toBe(true);
		expect(counts.columns).toEqual(own.split(','));
		expect(counts.rows.map(({table, before, after, count}) => [table, before, after, count])).toEqual([
			['stg_orders', 10, 12, undefined],
			['fact_sales', null, 0, undefined],
		]);
		// max_snapshot_ts is the newest row's time, not the time at which somebody counted.
		expect(counts.rows[0]!.takenAt).toBeNull();
		expect(counts.rows[1]).toMatchObject({
			place: {file: 'artifacts/clickhouse_counts_20251109_214500.csv', line: 3},
			cells: ['fact_sales', 'not measured', '0', '', ''],
		});
		expect(counts.named?.at).toBe(Date.UTC(2025, 10, 9, 21, 45));
	});

	test.each([
		['semicolons, CRLF and a BOM', `\uFEFFtable;before;after\r\nstg_a;1;2\r\n`],
		['tabs', 'Table\tRows Before\tRows After\nstg_a\t1\t2\n'],
		['Russian headers', 'Таблица;Количество до;Количество после\nstg_a;1;2\n'],
		['bare Russian headers', 'таблица,до,после\nstg_a,1,2\n'],
		['other orders', 'count_after,count_before,table_name\n2,1,stg_a\n'],
		['camel case and quotes', '"tableName","countBefore","countAfter"\n"stg_a","1","2"'],
		['comments', '# taken by hand\ntable|before|after\nstg_a|1|2'],
	])('reads %s', (_name, text) => {
		expect(rows(text)).toEqual([[expect.any(Number), 'stg_a', 1, 2, undefined]]);
	});

	test('reads one count a row, and its side from a column or the name of the file', () => {
		expect(rows('table,cnt\nstg_a,5\n')).toEqual([[2, 'stg_a', undefined, undefined, 5]]);
		expect(rows('table,rows\nstg_a,5\n', 'clickhouse_before.csv')).toEqual([
			[2, 'stg_a', 5, undefined, undefined],
		]);
		expect(rows('table,phase,rows\nstg_a,before,5\nstg_a,after,7\n')).toEqual([
			[2, 'stg_a', 5, undefined, undefined],
			[3, 'stg_a', undefined, 7, undefined],
		]);
	});

	test('reads files without a header only where no doubt is left', () => {
		expect(readCsvCounts('a.csv', 'stg_a,5\nstg_b,7\n')).toMatchObject({hasHeader: false, columns: []});
		expect(rows('stg_a,5\nstg_b,7\n')).toEqual([
			[1, 'stg_a', undefined, undefined, 5],
			[2, 'stg_b', undefined, undefined, 7],
		]);
		expect(rows('stg_a,5,6,1,2025-11-09 10:00:00\n')).toEqual([[1, 'stg_a', 5, 6, undefined]]);
		expect(rows('stg_a,5,6\n')).toEqual([[1, 'stg_a', undefined, undefined, undefined]]);
		expect(rows('stg_a,N/A,-\n')).toEqual([[1, 'stg_a', undefined, undefined, undefined]]);
	});

	test('keeps stated changes, tests and times', () => {
		const [row] = readCsvCounts(
			'a.csv',
			'test_id,table,before,after,delta,ts_before,ts_after\n6.1,stg_a,1,2,+1,2025-11-09T10:00:00Z,2025-11-09T10:00:05Z\n',
		).rows;
		expect(row).toMatchObject({testId: '6.1', delta: 1});
		expect(row!.takenAfter!.at! - row!.takenBefore!.at!).toBe(5000);
	});

	test('tells lines of records behind cells with line ends and empty lines', () => {
		expect(rows('table,count\n"stg\na",1\n\nstg_b,2\n')).toEqual([
			[2, 'stg\na', undefined, undefined, 1],
			[5, 'stg_b', undefined, undefined, 2],
		]);
	});

	test('gives no rows for a CSV of something else', () => {
		expect(readCsvCounts('a.csv', 'test_id,status\n6.1,200\n').rows).toEqual([]);
		expect(readCsvCounts('a.csv', '').rows).toEqual([]);
	});

	test('reads text that is no proper CSV without an error', () => {
		expect(rows('table,count\n"stg_a,1\nstg_b,2\n').at(-1)).toEqual([3, 'stg_b', undefined, undefined, 2]);
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				readCsvCounts('a.csv', text);
			}),
		);
	});
});

test.each([
	['12345', 12345],
	['12 345', 12345],
	['12\u00a0345', 12345],
	['1,234,567', 1234567],
	['1.234', 1234],
	["'-3", -3],
	['+3', 3],
	['\u22122', -2],
	['0 rows', 0],
	['5 строк', 5],
	['10.0', 10],
	['', null],
	['-', null],
	['N/A', null],
	['not measured', null],
	['~100', null],
	['9007199254740993', null],
	['1 2', null],
	['2025-11-09', null],
])('readCount(%j) is %j', (text, count) => {
	expect(readCount(text)).toBe(count);
});
