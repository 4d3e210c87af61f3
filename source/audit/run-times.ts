import type {AuditedSet, LogRecord, ReadLog} from './audited-set.ts';
import {grainOf, isMoment, maximum, neighbours, slackOf, type Moment} from './moments.ts';
import {orderSaid, orderSeen} from './run-order.ts';
import {testEvidence} from './test-evidence.ts';

/** When the requests of a log ran, as far as its stamps and latencies say it. */

/** What a result's stamp marks: the start of its request, its end, or nobody knows. */
export type Convention = 'start' | 'end' | 'unknown';

/** A record with a stamp that could be read. */
export type TimedRecord = {readonly record: LogRecord; readonly stamp: Moment};

/** A result with a stamp. */
export type TimedResult = TimedRecord & {
	/** Ms; `null` when the record states none. */
	readonly latency: number | null;
};

export type RunTimes = {
	readonly log: ReadLog;
	/** Results in the order of the file. Only those of the log's prevailing zone spelling: others cannot be compared. */
	readonly results: readonly TimedResult[];
	readonly convention: Convention;
	/** The convention is stated by names or by artifacts, and not only what explains the steps best. */
	readonly isConventionSure: boolean;
	/** `parallel` or `serial`: said, or seen. */
	readonly order: 'serial' | 'parallel' | 'unknown';
	/** The record that opens the run, before any result; `null` when there is none. */
	readonly open: TimedRecord | null;
	/** The record that closes it, after every result. */
	readonly close: TimedRecord | null;
};

const known = new WeakMap<AuditedSet, readonly RunTimes[]>();

/** Of every log of the set that has results. */
export function runTimesOf(set: AuditedSet): readonly RunTimes[] {
	let times = known.get(set);
	if (times === undefined) {
		const said = orderSaid(set);
		times = set.logs
			.filter(log => log.records.some(({kind}) => kind === 'result'))
			.map(log => timesOf(log, said, set));
		known.set(set, times);
	}

	return times;
}

/** Earliest and latest moment at which the request can have started and ended, under what its stamp may mean. */
export function boundsOf({stamp, latency}: TimedResult, convention: Convention): {from: number; to: number} {
	const length = latency ?? 0;
	const grain = grainOf(stamp);
	return {
		from: convention === 'start' ? stamp.at : stamp.at - length,
		to: (convention === 'end' ? stamp.at : stamp.at + length) + (grain > 1 ? grain : 0),
	};
}

function timesOf(log: ReadLog, said: ReturnType<typeof orderSaid>, set: AuditedSet): RunTimes {
	const stamped = log.records.flatMap((record): TimedRecord[] =>
		isMoment(record.stamp) && record.stamp.precision !== 'day' ? [{record, stamp: record.stamp}] : [],
	);
	const isZoned = stamped.filter(({stamp}) => stamp.offset !== null).length * 2 >= stamped.length;
	const comparable = stamped.filter(({stamp}) => (stamp.offset !== null) === isZoned);
	const results = comparable
		.filter(({record}) => record.kind === 'result')
		.map(({record, stamp}) => ({record, stamp, latency: record.latencyMs}));
	const sure = conventionStated(results, set);
	const convention = sure ?? conventionByPairs(results);
	return {
		log,
		results,
		convention,
		isConventionSure: sure !== null,
		order: said ?? orderSeen(results, convention),
		open: openOf(comparable, results),
		close: closeOf(comparable),
	};
}

// ---------------------------------------------------------------- start or end

/** By the names of the members, or by artifacts; `null` when neither says it. */
function conventionStated(results: readonly TimedResult[], set: AuditedSet): Convention | null {
	const roles = new Set(results.map(({stamp}) => stamp.role));
	if (roles.size === 1 && (roles.has('started') || roles.has('finished'))) {
		return roles.has('started') ? 'start' : 'end';
	}

	return conventionBySends(results, set);
}

/** By the artifacts that say when their request was sent. */
function conventionBySends(results: readonly TimedResult[], set: AuditedSet): Convention | null {
	const {artifactsFor} = testEvidence(set);
	let starts = 0;
	let ends = 0;
	for (const {record, stamp, latency} of results) {
		const [artifact, more] = artifactsFor(record);
		const sent = more === undefined ? artifact?.sent : undefined;
		if (!isMoment(sent) || (sent.offset === null) !== (stamp.offset === null) || latency === null) {
			continue;
		}

		const slack = slackOf(stamp, sent);
		const since = stamp.at - sent.at;
		if (latency > 2 * slack) {
			starts += Math.abs(since) <= slack ? 1 : 0;
			ends += since >= latency - slack && since <= latency + 60_000 ? 1 : 0;
		}
	}

	return starts >= 2 && starts > 4 * ends ? 'start' : ends >= 2 && ends > 4 * starts ? 'end' : null;
}

/**
 * By neighbours: of a serial run, the stamps of two ends are at least the second's latency apart, those of two starts at
 * least the first's. The reading that the other one's impossible pairs leave is taken; where all are possible, the one
 * that makes steps equal latencies.
 */
function conventionByPairs(results: readonly TimedResult[]): Convention {
	const pairs = pairsOf(results);
	// Pairs that no reading explains are contradictions, whatever the stamps mean: they tell nothing here.
	const againstEnd = pairs.filter(
		({step, first, second, slack}) => step < second - slack && step >= first - slack,
	);
	const againstStart = pairs.filter(
		({step, first, second, slack}) => step < first - slack && step >= second - slack,
	);
	const unlike = pairs.filter(({first, second}) => Math.abs(first - second) > 2);
	const equalEnds = unlike.filter(({step, second}) => step === second);
	const equalStarts = unlike.filter(({step, first}) => step === first);
	const readings: ReadonlyArray<readonly [Convention, boolean]> = [
		['end', isMost(againstStart.length, againstEnd.length)],
		['start', isMost(againstEnd.length, againstStart.length)],
		['end', equalEnds.length >= 3 && isMost(equalEnds.length, equalStarts.length)],
		['start', equalStarts.length >= 3 && isMost(equalStarts.length, equalEnds.length)],
	];
	return readings.find(([, isProven]) => isProven)?.[0] ?? 'unknown';
}

function isMost(count: number, other: number): boolean {
	return count > 0 && (other === 0 || (count >= 3 && count >= 3 * other));
}

type Pair = {readonly step: number; readonly first: number; readonly second: number; readonly slack: number};

/** Neighbours that both state a latency, without those where time goes back: these are another rule's. */
function pairsOf(results: readonly TimedResult[]): readonly Pair[] {
	return neighbours(results).flatMap(([first, second]) => {
		const step = second.stamp.at - first.stamp.at;
		return first.latency === null || second.latency === null || step < 0
			? []
			: [{step, first: first.latency, second: second.latency, slack: slackOf(first.stamp, second.stamp)}];
	});
}

// ---------------------------------------------------------------- the session

const openWords =
	/(?<!\p{L})(?:start(?:ed|ing|s)?|begin(?:s|ning)?|began|open(?:ed|ing)?|ready|init(?:ialized|ialised)?|prepar(?:ed|ing)|environment|stage ?1|setup|готов\p{L}*|начал\p{L}*|старт\p{L}*|подготов\p{L}*|запуск\p{L}*)(?!\p{L})/iu;
const closeWords =
	/(?<!\p{L})(?:complet(?:e|ed|ion)|finish(?:ed)?|end(?:ed)?|close[ds]?|done|stage ?3|summary|заверш\p{L}*|окончен\p{L}*|итог\p{L}*|готово)(?!\p{L})/iu;

function openOf(records: readonly TimedRecord[], results: readonly TimedResult[]): TimedRecord | null {
	const [first] = records;
	if (first === undefined || !isStep(first.record) || !openWords.test(wordsOf(first.record))) {
		return null;
	}

	// A header that was written after the run is no opening.
	const earlier = results.filter(({stamp}) => stamp.at < first.stamp.at).length;
	return earlier * 2 > results.length ? null : first;
}

function closeOf(records: readonly TimedRecord[]): TimedRecord | null {
	const last = records.at(-1);
	const latest = maximum(records.map(({stamp}) => stamp.at));
	return last !== undefined &&
		isStep(last.record) &&
		last.stamp.at >= latest &&
		closeWords.test(wordsOf(last.record))
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

/** `3.3, 3.4, 3.5`, cut after a dozen; the line stands for a record without a test. */
export function idsOf(records: ReadonlyArray<Pick<LogRecord, 'testId' | 'place'>>): string {
	const names = records.map(({testId, place}) => testId ?? `line ${place.line ?? '?'}`);
	return names.length <= 12 ? names.join(', ') : `${names.slice(0, 11).join(', ')} … ${names.at(-1) ?? ''}`;
}
