import type {CountsTaken, ExpectedDelta} from './event.ts';
import {matchesPattern} from './table-pattern.ts';

export const deltaVerdicts = ['consistent', 'late', 'missing', 'unexpected', 'not-measured'] as const;
/**
 * `consistent`: exactly the expected rows. `late`: fewer, and nobody waited until the counts settled, so the rest may
 * still come. `missing`: fewer, and the counts had settled. `unexpected`: more, or the other way.
 * `not-measured`: one of the two sides has no count.
 */
export type DeltaVerdict = (typeof deltaVerdicts)[number];

/** One table before and after. Counts are decimal strings; `null` is a side that was not counted, never a zero. */
export type TableDelta = {
	/** The table's name, or the pattern where rows were expected and no table fits it. */
	readonly table: string;
	readonly before: string | null;
	readonly after: string | null;
	readonly delta: string | null;
	readonly expected: string | null;
	/** `null` where nothing is expected of the table, as long as it was counted. */
	readonly verdict: DeltaVerdict | null;
	/** Fewer rows than before: deleted, or merged away by a ReplacingMergeTree. */
	readonly wentDown: boolean;
};

type Counts = Pick<CountsTaken, 'tables' | 'settled'>;

/**
 * Compares two counts table by table, in the order in which they were counted.
 *
 * @param expected the first pattern that a table fits counts for it
 */
export function deltas(
	before: Counts | null,
	after: Counts | null,
	expected: readonly ExpectedDelta[] = [],
): readonly TableDelta[] {
	const counted = [...(before?.tables ?? []), ...(after?.tables ?? [])].map(({table}) => table);
	const names = [...new Set(counted)];
	const unmatched = expected.filter(({tables}) => !names.some(name => matchesPattern(tables, name)));
	return [
		...names.map(table =>
			tableDelta(
				{table, before: countIn(before, table), after: countIn(after, table)},
				expected.find(({tables}) => matchesPattern(tables, table))?.delta ?? null,
				after?.settled === true,
			),
		),
		...unmatched.map(({tables, delta}) =>
			tableDelta({table: tables, before: null, after: null}, delta, false),
		),
	];
}

function countIn(counts: Counts | null, table: string): string | null {
	return counts?.tables.find(count => count.table === table)?.count ?? null;
}

function tableDelta(
	sides: Pick<TableDelta, 'table' | 'before' | 'after'>,
	expected: string | null,
	settled: boolean,
): TableDelta {
	const {before, after} = sides;
	if (before === null || after === null || ![before, after].every(isWhole)) {
		return {...sides, delta: null, expected, verdict: 'not-measured', wentDown: false};
	}

	const delta = BigInt(after) - BigInt(before);
	return {
		...sides,
		delta: String(delta),
		expected,
		verdict: expected === null || !isWhole(expected) ? null : verdictOf(delta, BigInt(expected), settled),
		wentDown: delta < 0n,
	};
}

function verdictOf(delta: bigint, expected: bigint, settled: boolean): DeltaVerdict {
	if (delta === expected) {
		return 'consistent';
	}

	const isPart = expected > 0n ? delta >= 0n && delta < expected : delta <= 0n && delta > expected;
	if (!isPart) {
		return 'unexpected';
	}

	return settled ? 'missing' : 'late';
}

/** A journal of another version may hold what is no whole number. */
function isWhole(text: string): boolean {
	return /^-?\d+$/.test(text);
}
