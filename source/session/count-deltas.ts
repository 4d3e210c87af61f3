import type {CountsTaken, ExpectedDelta} from './event.ts';
import {matchesPattern} from './table-pattern.ts';

export const deltaVerdicts = ['consistent', 'late', 'missing', 'unexpected', 'not-measured'] as const;
/**
 * `consistent`: exactly the expected rows, at once or while they were waited for. `late`: fewer, and the rest came
 * afterwards, or may still come because the counts had not settled. `missing`: fewer, although the rest was waited for
 * until the counts settled. `unexpected`: more, or the other way. `not-measured`: one of the two sides has no count.
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

/**
 * Whether a table has fewer of the expected rows than it should have. More than expected is not waited for: rows do not
 * go away by waiting.
 */
export function areRowsToCome(
	before: Counts | null,
	tables: Counts['tables'],
	expected: readonly ExpectedDelta[],
): boolean {
	return deltas(before, {tables, settled: false}, expected).some(({verdict}) => verdict === 'late');
}

/**
 * The same deltas with what a later count shows: rows that were missing came late where their table has exactly the
 * expected rows by then.
 *
 * @param later counted after `after`, and before anything else that may change rows was fired
 */
export function withLaterCount(
	found: readonly TableDelta[],
	later: Pick<CountsTaken, 'tables'>,
): readonly TableDelta[] {
	return found.map(delta => {
		const count = countIn({...later, settled: null}, delta.table);
		const {before, expected, verdict} = delta;
		const hasCome =
			verdict === 'missing' &&
			[before, count, expected].every(text => text !== null && isWhole(text)) &&
			BigInt(count ?? 0) - BigInt(before ?? 0) === BigInt(expected ?? 0);
		return hasCome ? {...delta, verdict: 'late'} : delta;
	});
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
