import type {AuditedSet} from './audited-set.ts';
import {grainOf, maximum, minimum, neighbours, slackOf, isMoment} from './moments.ts';
import type {Convention, TimedResult} from './run-times.ts';

/** Whether requests were sent one after the other: what the set says, and what its log shows. */

/** Whether two neighbours overlap whatever their stamps mean, beyond rounding; where time goes back this says nothing. */
export function overlaps(first: TimedResult, second: TimedResult, convention: Convention): boolean {
	const [before, after] = [first.record, second.record];
	if (
		isMoment(before.started) &&
		isMoment(before.finished) &&
		isMoment(after.started) &&
		isMoment(after.finished)
	) {
		const slack = slackOf(before.finished, after.started);
		return after.started.at < before.finished.at - slack && after.started.at >= before.started.at;
	}

	const step = second.stamp.at - first.stamp.at;
	if (first.latency === null || second.latency === null || step < 0) {
		return false;
	}

	const needed =
		convention === 'end'
			? second.latency
			: convention === 'start'
				? first.latency
				: Math.min(first.latency, second.latency);
	return step < needed - slackOf(first.stamp, second.stamp);
}

/**
 * A pool of workers is busy: many requests overlap their neighbours, and they end in another order than the tests have. A
 * log whose tests stand in order, spread over time, was written by a program that did one after the other. A log that
 * was written in one go, after the run, shows nothing.
 */
export function orderSeen(results: readonly TimedResult[], convention: Convention): 'serial' | 'unknown' {
	if (results.length < 2 || isWrittenLater(results) || !standsInOrder(results)) {
		return 'unknown';
	}

	// With whole seconds nobody sees whether short requests overlap: only the order speaks.
	const isCoarse = results.some(({stamp}) => grainOf(stamp) >= 1000);
	const pairs = neighbours(results);
	const overlapping = pairs.filter(([first, second]) => overlaps(first, second, convention)).length;
	const isExceptional = overlapping <= Math.max(Math.min(2, pairs.length / 2), pairs.length / 4);
	if (isExceptional) {
		return isCoarse && !isAscending(results) ? 'unknown' : 'serial';
	}

	// No pool has so many at work that was never spoken of.
	return isAscending(results) && mostAtOnce(results) > largestPool ? 'serial' : 'unknown';
}

const largestPool = 6;

/** How many requests would be under way at once if the stamps were starts; those of ends give as many. */
function mostAtOnce(results: readonly TimedResult[]): number {
	const edges = results
		.flatMap(({stamp, latency}) => [
			{at: stamp.at, change: 1},
			{at: stamp.at + (latency ?? 0), change: -1},
		])
		.toSorted((a, b) => a.at - b.at || a.change - b.change);
	let now = 0;
	let most = 0;
	for (const {change} of edges) {
		now += change;
		most = Math.max(most, now);
	}

	return most;
}

/** The stamps together take less than one of the requests: they are the times of writing. */
export function isWrittenLater(results: readonly TimedResult[]): boolean {
	const ats = results.map(({stamp}) => stamp.at);
	const longest = maximum(results.map(({latency}) => latency ?? 0));
	return results.length > 2 && maximum(ats) - minimum(ats) < longest / 2;
}

const naturalOrder = new Intl.Collator('en', {numeric: true});

/** How often a test follows one with a higher id; repeated attempts do not count. */
function descents(results: readonly TimedResult[]): number {
	return neighbours(results).filter(([{record: first}, {record: second}]) => {
		return (
			first.testId !== null && second.testId !== null && naturalOrder.compare(first.testId, second.testId) > 0
		);
	}).length;
}

/** A section after another one, or a line that was moved, is in order still; what a pool leaves behind is not. */
function standsInOrder(results: readonly TimedResult[]): boolean {
	return descents(results) <= 1 + Math.floor(results.length / 50);
}

/** The tests end in the order of their ids: six or more do so by chance in one of 720 runs. */
function isAscending(results: readonly TimedResult[]): boolean {
	return (
		results.length >= 6 &&
		results.every(({record}) => record.testId !== null) &&
		descents(results) === 0 &&
		neighbours(results).every(([first, second]) => second.stamp.at >= first.stamp.at)
	);
}

const parallelWords =
	/(?<![\p{L}-])(?:in parallel|parallel(?:ly|ism|ised|ized)?|concurren(?:t|tly|cy)|asyncio|multi-?thread(?:ed|ing)?|thread ?pool|workers?|параллел\p{L}*|одновременн\p{L}*|многопоточ\p{L}*|поток(?:ов|а)|воркер\p{L}*)(?!\p{L})/iu;
const serialWords =
	/(?<!\p{L})(?:sequential(?:ly)?|serial(?:ly)?|one (?:by one|after (?:the )?(?:other|another))|no parallel\w*|not (?:in )?parallel\w*|without (?:parallel\w*|concurren\w*)|последовательн\p{L}*|по очереди|один за другим|не параллельн\p{L}*|без параллел\p{L}*|(?:workers?|concurrency|threads?|parallel(?:ism)?|потоков)\s?[:=]?\s?(?:1|one|none|false|no)(?!\d))(?!\p{L})/iu;
const concurrencyMember =
	/^(?:concurrency|workers?|threads?|thread_?id|thread_?name|worker_?id|parallel(?:ism)?|max_?workers|vus)$/i;

/** What the set's own words say about the order; `null` when they say nothing. */
export function orderSaid(set: AuditedSet): 'parallel' | 'serial' | null {
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
