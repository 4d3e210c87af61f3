import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {areRowsToCome, deltas, withLaterCount} from '../../source/session/count-deltas.ts';

function counts(tables: Record<string, string>, settled: boolean | null = true) {
	return {
		settled,
		tables: Object.entries(tables).map(([table, count]) => ({
			table,
			count,
			max_ver: null,
			max_snapshot_ts: null,
			query_id: null,
		})),
	};
}

function verdict(delta: number, expected: number, settled: boolean | null): string | null {
	const [row] = deltas(counts({t: '1000'}), counts({t: String(1000 + delta)}, settled), [
		{tables: 't', delta: String(expected)},
	]);
	return row!.verdict;
}

describe('deltas', () => {
	test('are exact beyond 2^53', () => {
		expect(deltas(counts({t: '18446744073709551614'}), counts({t: '18446744073709551615'}))).toEqual([
			{
				table: 't',
				before: '18446744073709551614',
				after: '18446744073709551615',
				delta: '1',
				expected: null,
				verdict: null,
				wentDown: false,
			},
		]);
	});

	test('a side that was not counted is not measured, never a zero', () => {
		const rows = deltas(counts({gone: '5', both: '1'}), counts({both: '1', fresh: '7'}));
		expect(
			rows.map(({table, before, after, delta, verdict: said}) => [table, before, after, delta, said]),
		).toEqual([
			['gone', '5', null, null, 'not-measured'],
			['both', '1', '1', '0', null],
			['fresh', null, '7', null, 'not-measured'],
		]);
		expect(deltas(null, counts({t: '7'}))[0]).toMatchObject({delta: null, verdict: 'not-measured'});
		expect(deltas(null, null)).toEqual([]);
	});

	test('rows that were expected in a table that nobody counted are not measured', () => {
		expect(deltas(counts({a: '1'}), counts({a: '1'}), [{tables: 'stg_*', delta: '1'}])).toMatchObject([
			{table: 'a', verdict: null},
			{table: 'stg_*', expected: '1', verdict: 'not-measured'},
		]);
	});

	test.each([
		[3, 3, true, 'consistent'],
		[3, 3, false, 'consistent'],
		[0, 0, true, 'consistent'],
		[2, 3, true, 'missing'],
		[0, 3, true, 'missing'],
		[2, 3, false, 'late'],
		[0, 3, null, 'late'],
		[4, 3, true, 'unexpected'],
		[-1, 3, false, 'unexpected'],
		[1, 0, true, 'unexpected'],
		[-1, 0, true, 'unexpected'],
		[-2, -2, true, 'consistent'],
		[-1, -2, true, 'missing'],
		[0, -2, false, 'late'],
		[-3, -2, true, 'unexpected'],
		[1, -2, true, 'unexpected'],
	])('a change of %i where %i was expected (settled: %s) is %s', (delta, expected, settled, said) => {
		expect(verdict(delta, expected, settled)).toBe(said);
	});

	test('fewer rows than before are flagged', () => {
		expect(deltas(counts({t: '10'}), counts({t: '9'}))[0]).toMatchObject({delta: '-1', wentDown: true});
	});

	test('the first pattern that fits says what is expected', () => {
		const rows = deltas(counts({a: '0', ab: '0'}), counts({a: '1', ab: '2'}), [
			{tables: 'ab', delta: '2'},
			{tables: 'a*', delta: '1'},
		]);
		expect(rows.map(({verdict: said}) => said)).toEqual(['consistent', 'consistent']);
	});

	test('rows are to come while there are fewer than expected, and never after more', () => {
		const awaiting = (delta: number, expected: number): boolean =>
			areRowsToCome(counts({t: '1000'}), counts({t: String(1000 + delta)}).tables, [
				{tables: 't', delta: String(expected)},
			]);
		expect([0, 1, 2, 3, -1].map(delta => awaiting(delta, 2))).toEqual([true, true, false, false, false]);
		expect([0, -1, -2, 1].map(delta => awaiting(delta, -2))).toEqual([true, true, false, false]);
		expect(areRowsToCome(counts({}), [], [{tables: 't', delta: '1'}])).toBe(false);
		expect(areRowsToCome(null, counts({t: '1'}).tables, [{tables: 't', delta: '1'}])).toBe(false);
	});

	test('missing rows that a later count shows came late; any other number proves nothing', () => {
		const found = deltas(counts({t: '1000'}), counts({t: '1000'}), [{tables: 't', delta: '2'}]);
		const later = (count: string): unknown => withLaterCount(found, counts({t: count}))[0]!.verdict;
		expect([later('1001'), later('1002'), later('1003')]).toEqual(['missing', 'late', 'missing']);
		expect(withLaterCount(found, counts({}))[0]!.verdict).toBe('missing');
	});

	test('before plus delta is after, for any counts', () => {
		const count = fc.bigInt(0n, 2n ** 64n - 1n);
		fc.assert(
			fc.property(count, count, (before, after) => {
				const [row] = deltas(counts({t: String(before)}), counts({t: String(after)}));
				expect(BigInt(row!.before!) + BigInt(row!.delta!)).toBe(after);
				expect(row!.wentDown).toBe(after < before);
			}),
		);
	});
});
