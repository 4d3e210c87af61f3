import type {AuditedSet, LogRecord, ReadLog, Stamp} from './audited-set.ts';
import {testEvidence} from './test-evidence.ts';

/** When the requests of a log ran, as far as its stamps and latencies say it. */

/** What a result's stamp marks: the start of its request, its end, or nobody knows. */
export type Convention = 'start' | 'end' | 'unknown';

/** A result with a stamp. */
export type TimedResult = {
	readonly record: LogRecord;
	/** Ms since 1970. */
	readonly at: number;
	/** Ms; `null` when the record states none. */
	readonly latency: number | null;
	/** How coarse the stamp is, in ms. */
	readonly grain: number;
};

export type RunTimes = {
	readonly log: ReadLog;
	/** Results in the order of the file. Only those of the log's prevailing zone spelling: others cannot be compared. */
	readonly results: readonly TimedResult[];
	readonly convention: Convention;
	/** `parallel`: said, or seen; `serial`: so far as the log shows. */
	readonly order: 'serial' | 'parallel' | 'unknown';
	/** The record that opens the run, before any result; `null` when there is none. */
	readonly open: LogRecord | null;
	/** The record that closes it, after every result. */
	readonly close: LogRecord | null;
};

const known = new WeakMap<AuditedSet, readonly RunTimes[]>();

/** Of every log of the set that has results. */
export function runTimesOf(set: AuditedSet): readonly RunTimes[] {
	let times = known.get(set);
	if (times === undefined) {
		const said = saysParallel(set);
		times = set.logs
			.filter(log => log.records.some(({kind}) => kind === 'result'))
			.map(log => timesOf(log, said, set));
		known.set(set, times);
	}

	return times;
}

/** Ms that a stamp may lie before the moment it marks: it is cut, not rounded. */
export function grainOf({precision}: Pick<Stamp, 'precision'>): number {
	return {day: 86_400_000, minute: 60_000, second: 1000, millisecond: 1}[precision];
}

/**
 * What two clocks and two roundings may differ by without anything being wrong: the wall clock is set forward and back by
 * some ms while it runs, latencies are measured on another clock.
 */
export function slackOf(...grains: readonly number[]): number {
	return 5 + Math.max(0, ...grains);
}

/** Earliest and latest moment at which the request can have started and ended, under what its stamp may mean. */
export function boundsOf(
	{at, latency, grain}: TimedResult,
	convention: Convention,
): {from: number; to: number} {
	const length = latency ?? 0;
	return {
		from: convention === 'start' ? at : at - length,
		to: (convention === 'end' ? at : at + length) + (grain > 1 ? grain : 0),
	};
}

function timesOf(log: ReadLog, said: ReturnType<typeof saysParallel>, set: AuditedSet): RunTimes {
	const stamped = log.records.filter(
		({stamp}) => stamp !== null && stamp.at !== null && stamp.precision !== 'day',
	);
	const zoned = stamped.filter(({stamp}) => stamp!.offset !== null).length * 2 >= stamped.length;
	const comparable = stamped.filter(({stamp}) => (stamp!.offset !== null) === zoned);
	const results = comparable
		.filter(({kind}) => kind === 'result')
		.map(record => ({
			record,
			at: record.stamp!.at!,
			latency: record.latencyMs,
			grain: grainOf(record.stamp!),
		}));
	const convention = conventionOf(results, set);
	const order = said ?? orderSeen(results, convention);
	return {log, results, convention, order, open: openOf(comparable, results), close: closeOf(comparable)};
}

// ---------------------------------------------------------------- start or end

function conventionOf(results: readonly TimedResult[], set: AuditedSet): Convention {
	const named = results.map(({record}) => record.stamp!.role);
	if (named.length > 0 && named.every(role => role === 'started')) {
		return 'start';
	}

	if (named.length > 0 && named.every(role => role === 'finished')) {
		return 'end';
	}

	return conventionBySends(results, set) ?? conventionByPairs(results);
}

/** By the artifacts that say when their request was sent. */
function conventionBySends(results: readonly TimedResult[], set: AuditedSet): Convention | null {
	const {artifactsFor} = testEvidence(set);
	let starts = 0;
	let ends = 0;
	for (const {record, at, latency, grain} of results) {
		const [artifact, more] = artifactsFor(record);
		const sent = more === undefined ? artifact?.sent : undefined;
		if (sent?.at == null || (sent.offset === null) !== (record.stamp!.offset === null) || latency === null) {
			continue;
		}

		const slack = slackOf(grain, grainOf(sent));
		if (latency > 2 * slack) {
			starts += Math.abs(at - sent.at) <= slack ? 1 : 0;
			ends += at - sent.at >= latency - slack && at - sent.at <= latency + 60_000 ? 1 : 0;
		}
	}

	return starts >= 2 && starts > 4 * ends ? 'start' : ends >= 2 && ends > 4 * starts ? 'end' : null;
}

/**
 * By neighbours: of a serial run, the stamps of two ends are at least the second's latency apart, those of two starts at
 * least the first's. What one reading explains and the other does not is taken; equal differences count most.
 */
function conventionByPairs(results: readonly TimedResult[]): Convention {
	const pairs = pairsOf(results);
	const equalEnds = pairs.filter(
		({step, first, second}) => step === second && Math.abs(first - second) > 2,
	).length;
	const equalStarts = pairs.filter(
		({step, first, second}) => step === first && Math.abs(first - second) > 2,
	).length;
	if (
		Math.max(equalEnds, equalStarts) >= 3 &&
		Math.max(equalEnds, equalStarts) > 2 * Math.min(equalEnds, equalStarts)
	) {
		return equalEnds > equalStarts ? 'end' : 'start';
	}

	// Pairs that no reading explains are contradictions, whatever the stamps mean: they tell nothing here.
	const againstEnd = pairs.filter(
		({step, first, second, slack}) => step < second - slack && step >= first - slack,
	);
	const againstStart = pairs.filter(
		({step, first, second, slack}) => step < first - slack && step >= second - slack,
	);
	if (isMost(againstStart.length, againstEnd.length)) {
		return 'end';
	}

	return isMost(againstEnd.length, againstStart.length) ? 'start' : 'unknown';
}

function isMost(count: number, other: number): boolean {
	return count > 0 && (other === 0 || (count >= 3 && count >= 3 * other));
}

type Pair = {readonly step: number; readonly first: number; readonly second: number; readonly slack: number};

/** Neighbours that both state a latency, without those where time goes back: these are another rule's. */
function pairsOf(results: readonly TimedResult[]): readonly Pair[] {
	return results.slice(1).flatMap((second, index) => {
		const first = results[index]!;
		const step = second.at - first.at;
		return first.latency === null || second.latency === null || step < 0
			? []
			: [{step, first: first.latency, second: second.latency, slack: slackOf(first.grain, second.grain)}];
	});
}

// ---------------------------------------------------------------- one after the other

/** Whether two neighbours overlap whatever their stamps mean, beyond rounding; where time goes back this says nothing. */
export function overlaps(first: TimedResult, second: TimedResult, convention: Convention): boolean {
	if (isWhole(first.record) && isWhole(second.record)) {
		const slack = slackOf(grainOf(first.record.finished!), grainOf(second.record.started!));
		const gap = second.record.started!.at! - first.record.finished!.at!;
		return gap < -slack && second.record.started!.at! >= first.record.started!.at!;
	}

	const step = second.at - first.at;
	if (first.latency === null || second.latency === null || step < 0) {
		return false;
	}

	const needed =
		convention === 'end'
			? second.latency
			: convention === 'start'
				? first.latency
				: Math.min(first.latency, second.latency);
	return step < needed - slackOf(first.grain, second.grain);
}

function isWhole({started, finished}: LogRecord): boolean {
	return started?.at != null && finished?.at != null;
}

/**
 * A pool of workers is busy: nearly every request overlaps its neighbour, and they end in another order than the tests
 * have. A log whose tests stand in order, spread over time, was written by a program that did one after the other. A log
 * that was written in one go, after the run, shows nothing.
 */
function orderSeen(results: readonly TimedResult[], convention: Convention): RunTimes['order'] {
	if (results.length < 2) {
		return 'unknown';
	}

	const ats = results.map(({at}) => at);
	const longest = Math.max(...latenciesOf(results), 0);
	if (results.length > 2 && maximum(ats) - minimum(ats) < longest / 2) {
		return 'unknown';
	}

	const neighbours = results.slice(1).map((second, index) => overlaps(results[index]!, second, convention));
	const overlapping = neighbours.filter(Boolean).length;
	if (overlapping * 2 <= neighbours.length) {
		return 'serial';
	}

	return convention !== 'start' && isAscending(results) ? 'serial' : 'unknown';
}

/** The tests end in the order of their ids: six or more do so by chance in one of 720 runs. */
function isAscending(results: readonly TimedResult[]): boolean {
	return (
		results.length >= 6 &&
		results.slice(1).every((second, index) => {
			const first = results[index]!;
			const [before, after] = [first.record.testId, second.record.testId];
			return second.at >= first.at && before !== null && after !== null && compareIds(before, after) < 0;
		})
	);
}

const naturalOrder = new Intl.Collator('en', {numeric: true});

function compareIds(a: string, b: string): number {
	return naturalOrder.compare(a, b);
}

function latenciesOf(results: readonly TimedResult[]): readonly number[] {
	return results.flatMap(({latency}) => (latency === null ? [] : [latency]));
}

export function minimum(values: readonly number[]): number {
	return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

export function maximum(values: readonly number[]): number {
	return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

const parallelWords =
	/(?<![\p{L}-])(?:in parallel|parallel(?:ly|ism|ised|ized)?|concurren(?:t|tly|cy)|asyncio|multi-?thread(?:ed|ing)?|thread ?pool|workers?|параллел\p{L}*|одновременн\p{L}*|многопоточ\p{L}*|поток(?:ов|а)|воркер\p{L}*)(?!\p{L})/iu;
const serialWords =
	/(?<!\p{L})(?:sequential(?:ly)?|serial(?:ly)?|one (?:by one|after (?:the )?(?:other|another))|no parallel\w*|not (?:in )?parallel\w*|without (?:parallel\w*|concurren\w*)|последовательн\p{L}*|по очереди|один за другим|не параллельн\p{L}*|без параллел\p{L}*|(?:workers?|concurrency|threads?|parallel(?:ism)?|потоков)\s?[:=]?\s?(?:1|one|none|false|no)(?!\d))(?!\p{L})/iu;
const concurrencyMember =
	/^(?:concurrency|workers?|threads?|thread_?id|thread_?name|worker_?id|parallel(?:ism)?|max_?workers|vus)$/i;

/** What the set's own words say about the order; `null` when they say nothing. */
function saysParallel(set: AuditedSet): 'parallel' | 'serial' | null {
	const texts = [
		...set.reports.flatMap(({facts, claims, statements, tables}) => [
			...facts.map(({label, value}) => `${label}: ${value}`),
			...claims.map(({text}) => text),
			...statements.map(({text}) => text),
			...tables.filter(({isTests}) => !isTests).flatMap(({cells}) => cells.map(row => row.cells.join(': '))),
		]),
		...set.logs.flatMap(log => [
			...log.facts.map(({label, value}) => `${label}: ${value}`),
			...log.records.filter(({kind}) => kind !== 'result').map(({notes}) => notes),
		]),
	];
	if (texts.some(text => serialWords.test(text))) {
		return 'serial';
	}

	const hasMember = set.logs.some(log =>
		log.records.slice(0, 1000).some(({members}) => members.some(name => concurrencyMember.test(name))),
	);
	return hasMember || texts.some(text => parallelWords.test(text)) ? 'parallel' : null;
}

// ---------------------------------------------------------------- the session

const openWords =
	/(?<!\p{L})(?:start(?:ed|ing|s)?|begin(?:s|ning)?|began|open(?:ed|ing)?|ready|init(?:ialized|ialised)?|prepar(?:ed|ing)|environment|stage ?1|setup|готов\p{L}*|начал\p{L}*|старт\p{L}*|подготов\p{L}*|запуск\p{L}*)(?!\p{L})/iu;
const closeWords =
	/(?<!\p{L})(?:complet(?:e|ed|ion)|finish(?:ed)?|end(?:ed)?|close[ds]?|done|stage ?3|summary|заверш\p{L}*|окончен\p{L}*|итог\p{L}*|готово)(?!\p{L})/iu;

function openOf(records: readonly LogRecord[], results: readonly TimedResult[]): LogRecord | null {
	const first = records[0];
	if (first === undefined || !isStep(first) || !openWords.test(wordsOf(first))) {
		return null;
	}

	// A header that was written after the run is no opening.
	const earlier = results.filter(({at}) => at < first.stamp!.at!).length;
	return earlier * 2 > results.length ? null : first;
}

function closeOf(records: readonly LogRecord[]): LogRecord | null {
	const last = records.at(-1);
	const latest = maximum(records.map(({stamp}) => stamp!.at!));
	return last !== undefined && isStep(last) && last.stamp!.at! >= latest && closeWords.test(wordsOf(last))
		? last
		: null;
}

function isStep({kind, testId}: LogRecord): boolean {
	return testId === null && (kind === 'stage' || kind === 'summary' || kind === 'other');
}

function wordsOf({stage, notes, kind, words}: LogRecord): string {
	return `${stage ?? ''} ${words} ${kind === 'summary' ? 'summary' : ''} ${notes.slice(0, 200)}`
		.replaceAll('_', ' ')
		.replaceAll(/(\p{L})(\d)/gu, '$1 $2');
}

// ---------------------------------------------------------------- words for findings

/** `21:49:33.615`, with the zone that was written; days are left to the place. */
export function clock(at: number, precision: Stamp['precision'] = 'millisecond'): string {
	const iso = new Date(at).toISOString();
	return precision === 'millisecond' ? iso.slice(11, 23) : iso.slice(11, 19);
}

export function iso(at: number): string {
	return new Date(at).toISOString();
}

export function durationText(ms: number): string {
	return `${Number(ms.toFixed(3))} ms`;
}

/** `3.3, 3.4, 3.5`, cut after a dozen. */
export function idsOf(
	records: ReadonlyArray<{readonly testId: string | null; readonly place: {readonly line?: number}}>,
): string {
	const names = records.map(({testId, place}) => testId ?? `line ${place.line ?? '?'}`);
	return names.length <= 12 ? names.join(', ') : `${names.slice(0, 11).join(', ')} … ${names.at(-1)!}`;
}
