import type {
	AuditedSet,
	Claim,
	ClaimScope,
	ClaimSubject,
	Judgement,
	LogRecord,
	ReportRow,
} from './audited-set.ts';
import type {Place} from './finding.ts';
import {isInScope} from './lookup.ts';

/** Results that a stated number can be held against: the rows of one report, or the records of one log. */
export type Tally = {
	/** `the report's table of tests`, `the log`. */
	readonly name: string;
	/** `rows`, `tests in the log`. */
	readonly noun: string;
	readonly place: Place;
	readonly items: readonly Item[];
};

export type Item = {
	readonly testId: string;
	readonly judged: Judgement | null;
	readonly status: number | null;
	readonly latencyMs: number | null;
	/** What the shown latency may be off by, in ms. */
	readonly exactness: number;
	readonly place: Place;
	/** The row itself calls its error expected: whether that is true is for another rule. */
	readonly saysExpected: boolean;
};

/** Tables of some tests only: they say nothing about how many there are. */
const partHeading =
	/(?<!\p{L})(?:failed|failures?|failing|errors?|problems?|deviation\p{L}*|limitations?|slow\p{L}*|fast\p{L}*|top|sample|selected|examples?|excerpt|key|notable|skipped|blocked|retri\p{L}+|changed|провал\p{L}*|неуспешн\p{L}*|ошибк\p{L}*|ошибочн\p{L}*|проблем\p{L}*|отклонени\p{L}*|ограничени\p{L}*|медленн\p{L}*|выборочн\p{L}*|пример\p{L}*|избранн\p{L}*|пропущен\p{L}*|заблокирован\p{L}*|ключев\p{L}*)(?!\p{L})/iu;
const passHeading = /(?<!\p{L})(?:successful|passed|passing|успешн\p{L}*|пройден\p{L}*)(?!\p{L})/iu;

type Tallies = {readonly byReport: ReadonlyMap<string, Tally>; readonly byLog: ReadonlyMap<string, Tally>};

const known = new WeakMap<AuditedSet, Tallies>();

export function talliesOf(set: AuditedSet): Tallies {
	const found = known.get(set) ?? {
		byReport: new Map(
			set.reports.flatMap(report => {
				const rows = wholeTable(report.rows);
				return rows.length === 0 ? [] : [[report.file, tallyOfRows(report.file, rows)] as const];
			}),
		),
		byLog: new Map(
			set.logs.flatMap(log => {
				const results = log.records.filter(({kind, testId}) => kind === 'result' && testId !== null);
				return results.length === 0 ? [] : [[log.file, tallyOfRecords(log.file, results)] as const];
			}),
		),
	};
	known.set(set, found);
	return found;
}

/**
 * What a number stated in a file is held against: the file's own rows or records, else the only other results that the
 * set holds. `null` when there is nothing, or when it stays open which of several runs is meant.
 */
export function tallyFor(set: AuditedSet, file: string): Tally | null {
	const {byReport, byLog} = talliesOf(set);
	const own = byReport.get(file) ?? byLog.get(file);
	if (own !== undefined) {
		return own;
	}

	const isReport = set.reports.some(report => report.file === file);
	// A report whose tables show a part only, or that has none, is held against the log before another report.
	const others = isReport ? [byLog, byReport] : [byReport, byLog];
	for (const tallies of others) {
		if (tallies.size > 0) {
			return tallies.size === 1 ? ([...tallies.values()][0] ?? null) : null;
		}
	}

	return null;
}

/** Rows of tables that show every test: a table of the failed ones counts only beside one of the passed ones. */
function wholeTable(rows: readonly ReportRow[]): readonly ReportRow[] {
	const whole = rows.filter(({section}) => !partHeading.test(section));
	const parts = rows.filter(({section}) => partHeading.test(section));
	if (parts.length === 0 || whole.length === 0) {
		return parts.length === 0 ? whole : [];
	}

	return whole.every(({section}) => passHeading.test(section)) ? rows : whole;
}

function tallyOfRows(file: string, rows: readonly ReportRow[]): Tally {
	return {
		name: 'the table of tests',
		noun: 'rows',
		place: {file, line: rows[0]?.place.line ?? 1},
		items: rows.map(row => ({
			testId: row.testId,
			judged: row.judged,
			status: row.status,
			latencyMs: row.latencyMs,
			exactness: exactnessOf(row),
			place: row.place,
			saysExpected: row.saysExpected,
		})),
	};
}

function tallyOfRecords(file: string, records: readonly LogRecord[]): Tally {
	return {
		name: 'the log',
		noun: 'tests in the log',
		place: {file, line: records[0]?.place.line ?? 1},
		items: records.map(record => ({
			testId: record.testId ?? '',
			judged: record.judged,
			status: record.status,
			latencyMs: record.latencyMs,
			exactness: record.latencyMs === null || Number.isInteger(record.latencyMs) ? 0.5 : 0.05,
			place: record.place,
			saysExpected: false,
		})),
	};
}

/** Half a unit of the last digit shown; a cell in seconds shows at most as many as it needs. */
function exactnessOf({latencyMs, latencyDecimals, text}: ReportRow): number {
	const isSeconds = latencyMs !== null && latencyDecimals > 0 && !hasValue(text.latency ?? '', latencyMs);
	return (0.5 * (isSeconds ? 1000 : 1)) / 10 ** latencyDecimals;
}

function hasValue(text: string, value: number): boolean {
	return text
		.replaceAll(/[\s'’]/g, '')
		.replace(',', '.')
		.includes(String(value));
}

const byId = new WeakMap<readonly Item[], ReadonlyMap<string, readonly Item[]>>();

function grouped(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const group = groups.get(item.testId);
		if (group === undefined) {
			groups.set(item.testId, [item]);
		} else {
			group.push(item);
		}
	}

	return groups;
}

/** Results in a scope. One test is looked up: a report may speak of each of ten thousand on its own. */
export function itemsIn(items: readonly Item[], scope: ClaimScope): readonly Item[] {
	if (scope.kind === 'all') {
		return items;
	}

	if (scope.kind !== 'list' && (scope.kind !== 'ids' || scope.from !== scope.to)) {
		return items.filter(({testId}) => isInScope(testId, scope));
	}

	const index = byId.get(items) ?? grouped(items);
	byId.set(items, index);
	return (scope.kind === 'list' ? scope.ids : [scope.from]).flatMap(id => index.get(id) ?? []);
}

/** Results in a scope, earlier attempts of a test left out: the last one stands for it. */
export function lastResults(items: readonly Item[], scope: ClaimScope): readonly Item[] {
	const last = new Map<string, Item>();
	for (const item of itemsIn(items, scope)) {
		last.set(item.testId, item);
	}

	return [...last.values()];
}

export type Outcome = 'passed' | 'failed' | 'limitation' | 'skipped' | 'blocked' | 'no-response' | 'unknown';

const outcomes: Readonly<Record<Judgement, Outcome>> = {
	pass: 'passed',
	fail: 'failed',
	limitation: 'limitation',
	'no-response': 'no-response',
	unknown: 'unknown',
	blocked: 'blocked',
	skipped: 'skipped',
	'not-run': 'skipped',
};

/** What became of a test: as it was judged, else by its status. */
export function outcomeOf({judged, status}: Pick<Item, 'judged' | 'status'>): Outcome {
	if (judged !== null) {
		return outcomes[judged];
	}

	return status === null
		? 'unknown'
		: status >= 200 && status < 300
			? 'passed'
			: status >= 400
				? 'failed'
				: 'unknown';
}

/** Whether anything says that the test was run. */
export function wasRun({judged, status, latencyMs}: Item): boolean {
	return (
		status !== null ||
		latencyMs !== null ||
		(judged !== null && !['skipped', 'blocked', 'not-run'].includes(judged))
	);
}

/**
 * Every number that could truthfully be given for a claim, by all the ways in which people count (with or without
 * expected errors among the failures, each attempt or each test). Empty when the claim counts something else, or when
 * the results do not say.
 */
export function truthfulCounts(
	{subject, statuses, scope}: Pick<Claim, 'subject' | 'statuses' | 'scope'>,
	tally: Tally,
): readonly number[] {
	const known = countsOf.get(tally) ?? new Map<string, readonly number[]>();
	countsOf.set(tally, known);
	const key = JSON.stringify([subject, statuses, scope]);
	const counts = known.get(key) ?? count({subject, statuses, scope}, tally);
	known.set(key, counts);
	return counts;
}

/** The same question is asked for every place that states a number. */
const countsOf = new WeakMap<Tally, Map<string, readonly number[]>>();

function count(claim: Pick<Claim, 'subject' | 'statuses' | 'scope'>, {items}: Tally): readonly number[] {
	const inScope = itemsIn(items, claim.scope);
	const last = lastResults(inScope, {kind: 'all'});
	if (inScope.length === 0) {
		return [];
	}

	const both = (test: (item: Item) => boolean) => [
		last.filter(item => test(item)).length,
		inScope.filter(item => test(item)).length,
	];
	return (
		counters[claim.subject]?.({
			both,
			of: (...wanted) => both(item => wanted.includes(outcomeOf(item))),
			ofStatuses: () =>
				claim.statuses.length === 0
					? []
					: both(({status}) => status !== null && claim.statuses.includes(status)),
			isJudged: inScope.every(({judged}) => judged !== null),
			isSilent: inScope.every(({judged}) => judged === null),
			isKnown: last.some(item => outcomeOf(item) !== 'unknown'),
			items: inScope,
		}) ?? []
	);
}

type Counting = {
	/** Of the last result of each test, and of all results. */
	readonly both: (test: (item: Item) => boolean) => readonly number[];
	readonly of: (...outcomes: readonly Outcome[]) => readonly number[];
	/** With one of the claim's status codes; empty when it names none. */
	readonly ofStatuses: () => readonly number[];
	/** Every result is judged, or none is. */
	readonly isJudged: boolean;
	readonly isSilent: boolean;
	/** At least one result tells how it ended. */
	readonly isKnown: boolean;
	readonly items: readonly Item[];
};

const counters: Partial<Record<ClaimSubject, (counting: Counting) => readonly number[]>> = {
	attempts: ({both}) => both(item => wasRun(item)),
	tests: ({both}) => [...both(() => true), ...both(item => wasRun(item))],
	passed: ({both, of, ofStatuses, isJudged, isKnown}) =>
		isKnown
			? [
					...of('passed'),
					...ofStatuses(),
					...(isJudged ? [] : both(({status}) => status !== null && status >= 200 && status < 300)),
				]
			: [],
	failed: ({of, ofStatuses, isKnown}) =>
		isKnown
			? [
					...of('failed'),
					...of('failed', 'limitation'),
					...of('failed', 'no-response'),
					...of('failed', 'no-response', 'unknown'),
					...of('failed', 'limitation', 'no-response', 'unknown'),
					...of('failed', 'limitation', 'no-response', 'unknown', 'skipped', 'blocked'),
					...of('failed', 'blocked'),
					...of('failed', 'skipped', 'blocked'),
					...ofStatuses(),
				]
			: [],
	limitation: ({of, items}) => (items.some(item => outcomeOf(item) === 'limitation') ? of('limitation') : []),
	skipped: ({both, of, isSilent}) =>
		isSilent
			? []
			: [
					...of('skipped'),
					...of('skipped', 'blocked'),
					...both(({judged}) => judged === 'skipped'),
					...both(({judged}) => judged === 'not-run'),
				],
	blocked: ({of, isSilent}) => (isSilent ? [] : [...of('blocked'), ...of('skipped', 'blocked')]),
	'no-response': ({of, isSilent}) =>
		isSilent ? [] : [...of('no-response'), ...of('no-response', 'unknown')],
	status: ({items, ofStatuses}) => (items.some(({status}) => status !== null) ? ofStatuses() : []),
};

/** Counts by section (`6.`) for which a number without a scope might stand. */
export function sectionPrefixes({items}: Tally): readonly string[] {
	return [
		...new Set(items.flatMap(({testId}) => (testId.includes('.') ? [testId.replace(/\..*$/s, '.')] : []))),
	];
}
