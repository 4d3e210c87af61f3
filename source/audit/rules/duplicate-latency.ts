import type {AuditedSet} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {maximum} from '../moments.ts';
import {cellPlace, testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/**
 * Equal durations of unlike tests, where chance does not give them. Some are always equal among many, so the bound is that
 * of the birthday problem: n values in a range of R give `C(n, k) / R^(k-1)` groups of k. It is asked twice, for the
 * whole range and for the values around the equal ones, since latencies crowd; both must stay below one in thirty:
 * honest durations then give a hint in less than one of two hundred runs.
 */
export const duplicateLatency: Rule = {
	id: 'duplicate-latency',
	proves: 'unlike tests have equal latencies, beyond chance',
	severity: 'medium',
	circumstantial: true,
	why: 'Measured durations scatter, so the same number for several different requests suggests that it was copied.',
	needs: [],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('a set of this program: its latencies are held against the journal instead');
		}

		const values = latenciesOf(set);
		return values.length < 5 ? notEvaluated('fewer than five tests with a latency') : duplicatesIn(values);
	},
};

type Value = {readonly testId: string; readonly latency: number; readonly place: Place};

/** One value a test: of the log, else of the report, else of the artifacts. */
function latenciesOf(set: AuditedSet): readonly Value[] {
	const {rows, results, artifacts} = testEvidence(set);
	const values = new Map<string, Value>();
	for (const records of results.values()) {
		for (const {testId, latencyMs, place} of records) {
			if (testId !== null && latencyMs !== null && !values.has(testId)) {
				values.set(testId, {testId, latency: latencyMs, place});
			}
		}
	}

	for (const row of rows) {
		if (row.latencyMs !== null && !values.has(row.testId)) {
			values.set(row.testId, {testId: row.testId, latency: row.latencyMs, place: cellPlace(row, 'latency')});
		}
	}

	for (const [testId, [artifact]] of artifacts) {
		if (artifact?.latencyMs != null && !values.has(testId)) {
			values.set(testId, {testId, latency: artifact.latencyMs, place: {file: artifact.file}});
		}
	}

	return [...values.values()].filter(({latency}) => latency > 0);
}

const mostExpected = 0.035;
/** Below so many units there are too few numbers to choose from. */
const leastUnits = 50;

function duplicatesIn(values: readonly Value[]): Discovery[] {
	// The finest digit that any value shows is the unit in which they can differ.
	const decimals = Math.min(
		6,
		maximum(values.map(({latency}) => String(latency).split('.')[1]?.length ?? 0)),
	);
	const unit = decimals === 0 && values.every(({latency}) => latency % 10 === 0) ? 10 : 10 ** -decimals;
	const groups = new Map<number, Value[]>();
	for (const value of values) {
		const key = Math.round(value.latency / unit);
		const group = groups.get(key) ?? [];
		group.push(value);
		groups.set(key, group);
	}

	const sorted = values.map(({latency}) => Math.round(latency / unit)).toSorted((a, b) => a - b);
	const quarter = Math.floor(sorted.length / 4);
	// Twice the middle half: a few slow requests do not make the others scatter.
	const range = 2 * ((sorted.at(-1 - quarter) ?? 0) - (sorted[quarter] ?? 0)) + 1;
	return [...groups].flatMap(([key, group]) => {
		const needed = decimals === 0 ? 3 : 2;
		return group.length >= needed &&
			key >= leastUnits &&
			isBeyondChance(key, {group: group.length, range, sorted})
			? discoveryOf(group)
			: [];
	});
}

type Crowd = {
	readonly group: number;
	readonly range: number;
	/** All values, in units. */
	readonly sorted: readonly number[];
};

function isBeyondChance(key: number, {group, range, sorted}: Crowd): boolean {
	const reach = Math.max(10, Math.round(key / 10));
	const around = lowerBound(sorted, key + reach + 1) - lowerBound(sorted, key - reach);
	const width = 2 * reach + 1;
	return (
		expected(sorted.length, group, range) < mostExpected &&
		expected(around, group, Math.min(range, width)) * Math.max(1, range / width) < mostExpected
	);
}

/** Groups of `size` equal ones that n values in a range of so many have on average. */
function expected(count: number, size: number, range: number): number {
	let combinations = 1;
	for (let index = 0; index < size; index++) {
		combinations = (combinations * (count - index)) / (index + 1);
	}

	return combinations / range ** (size - 1);
}

/** How many values are less. */
function lowerBound(sorted: readonly number[], value: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? value) < value) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

function discoveryOf(group: readonly Value[]): Discovery[] {
	const [first, ...more] = group;
	const ids = group.slice(0, 12).map(({testId}) => testId);
	return first === undefined
		? []
		: [
				{
					place: first.place,
					subject: first.testId,
					claimed: `${first.latency} ms measured for ${ids.join(', ')}`,
					found: `the same number ${group.length} times`,
					also: more.slice(0, 20).map(({place}) => place),
				},
			];
}
