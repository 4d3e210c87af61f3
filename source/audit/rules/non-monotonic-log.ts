import type {LogRecord, ReadLog} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {clock, durationText, grainOf, runTimesOf, slackOf, type RunTimes} from '../run-times.ts';
import type {Rule} from '../rule.ts';

/** A log that is written as things happen only ever goes forward. */
export const nonMonotonicLog: Rule = {
	id: 'non-monotonic-log',
	proves: 'time or sequence numbers of a log go back',
	severity: 'high',
	circumstantial: false,
	why: 'A log that is written line by line cannot go back in time, so these lines were edited, merged or made up.',
	needs: ['log'],
	check(set) {
		const times = new Map(runTimesOf(set).map(time => [time.log, time]));
		return set.logs.flatMap(log => [...backInTime(log, times.get(log)), ...backInNumber(log)]);
	},
};

type Step = {readonly first: LogRecord; readonly second: LogRecord; readonly back: number};

function backInTime(log: ReadLog, times: RunTimes | undefined): Discovery[] {
	// A pool of workers may write the start of a request when it has ended.
	if (
		times?.order === 'parallel' ||
		(times?.order === 'unknown' && times.results.length > 2 && times.convention !== 'end')
	) {
		return [];
	}

	const steps: Step[] = [];
	let forward = 0;
	let first: LogRecord | undefined;
	for (const second of log.records) {
		const at = second.stamp?.at ?? null;
		if (at === null || second.stamp!.precision === 'day' || isPart(second)) {
			continue;
		}

		if (first !== undefined && (first.stamp!.offset === null) === (second.stamp!.offset === null)) {
			const back = first.stamp!.at! - at;
			forward += back < 0 ? 1 : 0;
			if (back > slackOf(grainOf(first.stamp!), grainOf(second.stamp!)) && isTold(first, second, times)) {
				steps.push({first, second, back});
			}
		}

		first = second;
	}

	// Newest first is an order too.
	return forward === 0 && steps.length > 1 ? [] : told(steps);
}

/** A record inside another one stands below it, whenever it happened. */
function isPart({place}: LogRecord): boolean {
	return place.pointer !== undefined;
}

function isTold(first: LogRecord, second: LogRecord, times: RunTimes | undefined): boolean {
	// Before the opening record: told by the rule about sessions.
	const opened = times?.open?.stamp?.at ?? null;
	if (opened !== null && second.kind === 'result' && second.stamp!.at! < opened) {
		return false;
	}

	// A repeated attempt may stand beside the first one of its test.
	return (first.attempt ?? 1) <= 1 || first.testId === second.testId;
}

/** Single steps back are places of their own; a log that goes back all over is one thing. */
function told(steps: readonly Step[]): Discovery[] {
	const shown = steps.length > 6 ? steps.slice(0, 1) : steps;
	return shown.map(({first, second, back}) => ({
		place: second.stamp!.place,
		subject: second.testId ?? '',
		code: 'time',
		claimed: `${clock(second.stamp!.at!)} after ${clock(first.stamp!.at!)} in the line above`,
		found:
			steps.length === shown.length
				? `goes back by ${durationText(back)}`
				: `goes back by ${durationText(back)}, and ${steps.length - 1} more times further down`,
		also: [
			first.place,
			...(steps.length === shown.length ? [] : steps.slice(1, 20).map(step => step.second.place)),
		],
	}));
}

function backInNumber(log: ReadLog): Discovery[] {
	const found: Discovery[] = [];
	let first: LogRecord | undefined;
	for (const second of log.records) {
		if (second.seq === null || isPart(second)) {
			continue;
		}

		if (first !== undefined && isBack(first, second)) {
			found.push({
				place: second.place,
				subject: second.testId ?? '',
				code: 'sequence',
				claimed: `number ${second.seq}`,
				found: `${first.seq!} in the line above`,
				also: [first.place],
			});
		}

		first = second;
	}

	return found.length > 6
		? [{...found[0]!, found: `${found[0]!.found}, and ${found.length - 1} more times further down`}]
		: found;
}

function isBack(first: LogRecord, second: LogRecord): boolean {
	// A new stage may count from its beginning; start and result of one test may share a number.
	const restarts = second.seq! <= 1;
	const isSame = second.seq === first.seq && (first.testId === second.testId || first.kind !== second.kind);
	return second.seq! <= first.seq! && !restarts && !isSame;
}
