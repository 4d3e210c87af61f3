import {describe, expect, test} from 'vitest';
import {newestColumns, newestExpression, newestValue} from '../../source/clickhouse/newest-columns.ts';

const column = (type: string) => ({name: 'snapshot_ts', type});

describe('newest columns', () => {
	test('the usual name wins over its relatives, and a table without them has none', () => {
		const columns = ['_snapshot_ts', 'snapshot_ts', '_version', 'id'].map(name => ({name, type: 'UInt64'}));
		expect(newestColumns(columns)).toMatchObject({
			version: {name: '_version'},
			snapshot: {name: 'snapshot_ts'},
		});
		expect(newestColumns([{name: 'id', type: 'UInt64'}])).toEqual({version: null, snapshot: null});
	});

	test.each([
		['DateTime', '2025-11-09 21:49:33', '2025-11-09T21:49:33.000Z'],
		["DateTime('Europe/Moscow')", '2025-11-09 21:49:33', '2025-11-09T21:49:33.000Z'],
		['DateTime64(6)', '2025-11-09 21:49:33.615999', '2025-11-09T21:49:33.615Z'],
		["Nullable(DateTime64(1, 'UTC'))", '2025-11-09 21:49:33.6', '2025-11-09T21:49:33.600Z'],
		['LowCardinality(Nullable(DateTime))', '2025-11-09T21:49:33Z', '2025-11-09T21:49:33.000Z'],
		['SimpleAggregateFunction(max, DateTime)', '2025-11-09 21:49:33', '2025-11-09T21:49:33.000Z'],
	])('%s is read in UTC', (type, value, expected) => {
		expect(newestExpression(column(type))).toBe("toString(toTimeZone(max(`snapshot_ts`), 'UTC'))");
		expect(newestValue(value, column(type))).toBe(expected);
	});

	test.each([
		['Date', '2025-11-09'],
		['String', '2025-11-09 21:49:33'],
		['UInt32', '1762724973'],
	])('%s says no zone and no unit: it stays as it is', (type, value) => {
		expect(newestExpression(column(type))).toBe('toString(max(`snapshot_ts`))');
		expect(newestValue(value, column(type))).toBe(value);
	});

	test('no value is no value', () => {
		expect(newestValue(null, column('Nullable(DateTime)'))).toBeNull();
	});
});
