import {deltaVerdicts, type DeltaVerdict} from '../session/count-deltas.ts';
import {marks, type Mark, type StageChecked} from '../session/event.ts';
import {leftBehind} from '../session/walkthrough.ts';
import {verdicts} from '../verdict/verdict.ts';
import {endpointLatencies, latencySeries, type EndpointLatency, type LatencySeries} from './latency.ts';
import type {SessionRecord} from './record.ts';
import {missingCaptures} from './missing-captures.ts';
import {testCountsOf} from './test-counts.ts';
import {
	firingsOf,
	rowGroupsOf,
	type Firing,
	type Outcome,
	type RowGroup,
	type SectionName,
	type TestRow,
} from './rows.ts';

export const outcomes: readonly Outcome[] = [...verdicts, 'not-run'];
export const markNames: ReadonlyArray<Mark | 'none'> = [...marks, 'none'];

/** Numbers over some rows. `outcomes` and `marks` each add up to `tests`. */
export type Totals = {
	readonly tests: number;
	/** Tests that a plan names. */
	readonly planned: number;
	/** Tests fired at least once. */
	readonly run: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	readonly marks: Readonly<Record<Mark | 'none', number>>;
	readonly attempts: number;
	/** Tests with more than one attempt. */
	readonly retried: number;
	/** Tests whose mark and verdict say different things. */
	readonly disagreements: number;
};

export type SectionTally = {
	readonly section: SectionName | null;
	readonly rows: readonly TestRow[];
	readonly totals: Totals;
};

export type GroupTally = {
	readonly group: RowGroup;
	readonly totals: Totals;
	readonly sections: readonly SectionTally[];
};

/** Every number of every report, computed here and nowhere else. */
export type Tally = {
	readonly groups: readonly GroupTally[];
	readonly all: Totals;
	/** Attempts by HTTP status, ascending; `null` for those without an answer, last. */
	readonly statuses: ReadonlyArray<{readonly status: number | null; readonly attempts: number}>;
	/** Over all attempts, unlike endpoints together: a mix, and no measure of any of them. */
	readonly mixedLatency: readonly LatencySeries[];
	readonly endpointLatency: readonly EndpointLatency[];
	/** Masked values by kind, in the order of the kinds' names. */
	readonly masked: ReadonlyArray<{readonly kind: string; readonly values: number}>;
	/** Attempts without a stored outcome, also where a later attempt has one. */
	readonly unansweredAttempts: number;
	/** Changes of rows around single tests, by what they amount to; those of which nothing was expected are not in it. */
	readonly rowDeltas: Readonly<Record<DeltaVerdict, number>>;
	/** Things that requests made on the server, and those of them that are still there. */
	readonly created: number;
	readonly leftBehind: number;
	/** Values that an earlier test should have given and did not. */
	readonly missingCaptures: number;
	/** Stage 1's last checklist by status; zeros where none was run. */
	readonly checks: Readonly<Record<CheckStatus, number>>;
	/** Nothing was planned: no stage, and no tests by their ids. */
	readonly exploratory: boolean;
	/** Every planned test was run, and no row's outcome is unknown. */
	readonly complete: boolean;
};

type CheckStatus = StageChecked['checks'][number]['status'];

/** Which outcomes a mark agrees with. A blocked test may have been tried; a skipped one was not. */
const agreement: Readonly<Record<Mark, readonly Outcome[]>> = {
	pass: ['success'],
	limitation: ['limitation'],
	fail: ['failure', 'no-response'],
	blocked: ['limitation', 'failure', 'no-response', 'unknown', 'not-run'],
	skipped: ['not-run'],
};

/** True when the operator's mark and the program's verdict say different things. */
export function disagrees({mark, outcome}: Pick<TestRow, 'mark' | 'outcome'>): boolean {
	return mark !== null && !agreement[mark.mark].includes(outcome);
}

/** All numbers of a session. */
export function tallyOf(record: SessionRecord): Tally {
	const firings = firingsOf(record);
	const groups = rowGroupsOf(record).map(group => ({
		group,
		totals: totalsOf(group.rows),
		sections: sectionTallies(group.rows),
	}));
	const all = totalsOf(groups.flatMap(({group}) => group.rows));
	const isNotRun = groups.some(({group}) => group.rows.some(row => row.planned && row.outcome === 'not-run'));
	return {
		groups,
		all,
		statuses: statusCounts(firings.map(({attempt}) => attempt.exchange?.status ?? null)),
		mixedLatency: latencySeries(firings),
		endpointLatency: endpointLatencies(firings),
		masked: maskedCounts(firings.map(({attempt}) => attempt.masked)),
		unansweredAttempts: firings.filter(({attempt}) => attempt.verdict === 'unknown').length,
		...sideTallies(record, firings),
		exploratory: groups.every(({group}) => group.plan.length === 0),
		complete: !isNotRun && all.outcomes.unknown === 0,
	};
}

function sideTallies(
	record: SessionRecord,
	firings: readonly Firing[],
): Pick<Tally, 'rowDeltas' | 'created' | 'leftBehind' | 'missingCaptures' | 'checks'> {
	const verdictsOfRows = testCountsOf(record).flatMap(({deltas}) => deltas.map(({verdict}) => verdict));
	const count = <Name extends string>(names: readonly Name[], found: ReadonlyArray<Name | null>) =>
		Object.fromEntries(names.map(name => [name, found.filter(one => one === name).length])) as Record<
			Name,
			number
		>;
	const statuses = record.state.checks?.checks.map(({status}) => status) ?? [];
	return {
		rowDeltas: count(deltaVerdicts, verdictsOfRows),
		created: firings.reduce((sum, {attempt}) => sum + attempt.created.length, 0),
		leftBehind: leftBehind(record.state).length,
		missingCaptures: missingCaptures(firings).length,
		checks: count<CheckStatus>(['ok', 'warning', 'blocked'], statuses),
	};
}

/** The numbers of some rows. */
export function totalsOf(rows: readonly TestRow[]): Totals {
	const count = (accept: (row: TestRow) => boolean): number => rows.filter(accept).length;
	const byName = <Name extends string>(names: readonly Name[], nameOf: (row: TestRow) => Name) =>
		Object.fromEntries(names.map(name => [name, count(row => nameOf(row) === name)])) as Record<Name, number>;
	return {
		tests: rows.length,
		planned: count(row => row.planned),
		run: count(row => row.latest !== null),
		outcomes: byName(outcomes, row => row.outcome),
		marks: byName(markNames, row => row.mark?.mark ?? 'none'),
		attempts: rows.reduce((sum, row) => sum + row.firings.length, 0),
		retried: count(row => row.firings.length > 1),
		disagreements: count(disagrees),
	};
}

function sectionTallies(rows: readonly TestRow[]): readonly SectionTally[] {
	const bySection = new Map<string | null, TestRow[]>();
	for (const row of rows) {
		const id = row.section?.id ?? null;
		bySection.set(id, [...(bySection.get(id) ?? []), row]);
	}

	return [...bySection.values()].map(own => ({
		section: own[0]?.section ?? null,
		rows: own,
		totals: totalsOf(own),
	}));
}

function statusCounts(statuses: ReadonlyArray<number | null>): Tally['statuses'] {
	const counts = new Map<number | null, number>();
	for (const status of statuses) {
		counts.set(status, (counts.get(status) ?? 0) + 1);
	}

	return Array.from(counts, ([status, attempts]) => ({status, attempts})).sort(
		(a, b) => (a.status ?? Infinity) - (b.status ?? Infinity),
	);
}

function maskedCounts(maskedOf: ReadonlyArray<Readonly<Record<string, number>>>): Tally['masked'] {
	const counts = new Map<string, number>();
	for (const masked of maskedOf) {
		for (const [kind, values] of Object.entries(masked)) {
			counts.set(kind, (counts.get(kind) ?? 0) + values);
		}
	}

	return Array.from(counts, ([kind, values]) => ({kind, values})).sort(
		(a, b) => Number(a.kind > b.kind) - Number(a.kind < b.kind),
	);
}
