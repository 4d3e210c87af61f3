import type {LogRecord, ReadLog} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {areComparable, clock, durationText, isMoment, neighbours, slackOf} from '../moments.ts';
import {runTimesOf, type RunTimes, type TimedRecord} from '../run-times.ts';
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

type Step = {readonly first: TimedRecord; readonly second: TimedRecord; readonly back: number};

function backInTime(log: ReadLog, times: RunTimes | undefined): Discovery[] {
	if (times !== undefined && isByWorkers(times)) {
		return [];
	}

	const stamped = log.records.flatMap((record): TimedRecord[] =>
		isMoment(record.stamp) && record.stamp.precision !== 'day' && !isPart(record)
			? [{record, stamp: record.stamp}]
			: [],
	);
	const steps = neighbours(stamped)
		.filter(([first, second]) => areComparable(first.stamp, second.stamp))
		.map(([first, second]) => ({first, second, back: first.stamp.at - second.stamp.at}));
	const back = steps.filter(
		step => step.back > slackOf(step.first.stamp, step.second.stamp) && isTold(step, times),
	);
	// Newest first is an order too.
	return back.length > 1 && steps.every(step => step.back >= 0) ? [] : told(back);
}

/** A pool of workers may write the start of a request when it has ended. */
function isByWorkers({order, results, convention}: RunTimes): boolean {
	return order === 'parallel' || (order === 'unknown' && results.length > 2 && convention !== 'end');
}

/** A record inside another one stands below it, whenever it happened. Items of one array around all are no parts. */
function isPart({place}: LogRecord): boolean {
	return place.pointer !== undefined && !/^\/\d+$/.test(place.pointer);
}

function isTold({first, second}: Step, times: RunTimes | undefined): boolean {
	// Before the opening record: told by the rule about sessions.
	const opened = times?.open;
	if (opened != null && second.record.kind === 'result' && second.stamp.at < opened.stamp.at) {
		return false;
	}

	// A repeated attempt may stand beside the first one of its test.
	return (first.record.attempt ?? 1) <= 1 || first.record.testId === second.record.testId;
}

/** Single steps back are places of their own; a log that goes back all over is one thing. */
const mostTold = 6;

function told(steps: readonly Step[]): Discovery[] {
	const isAllOver = steps.length > mostTold;
	return steps.slice(0, isAllOver ? 1 : mostTold).map(({first, second, back}) => ({
		place: second.stamp.place,
		subject: second.record.testId ?? '',
		code: 'time',
		claimed: `${clock(second.stamp)} after ${clock(first.stamp)} in the line above`,
		found: `goes back by ${durationText(back)}${isAllOver ? `, and ${steps.length - 1} more times further down` : ''}`,
		also: [
			first.record.place,
			...(isAllOver ? steps.slice(1, 20).map(step => step.second.record.place) : []),
		],
	}));
}

type Numbered = {readonly record: LogRecord; readonly seq: number};

function backInNumber(log: ReadLog): Discovery[] {
	const numbered = log.records.flatMap((record): Numbered[] =>
		record.seq === null || isPart(record) ? [] : [{record, seq: record.seq}],
	);
	const back = neighbours(numbered).filter(([first, second]) => isBack(first, second));
	const isAllOver = back.length > mostTold;
	return back.slice(0, isAllOver ? 1 : mostTold).map(([first, second]) => ({
		place: second.record.place,
		subject: second.record.testId ?? '',
		code: 'sequence',
		claimed: `number ${second.seq}`,
		found: `${first.seq} in the line above${isAllOver ? `, and ${back.length - 1} more times further down` : ''}`,
		also: [first.record.place],
	}));
}

function isBack(first: Numbered, second: Numbered): boolean {
	// A new stage may count from its beginning; start and result of one test may share a number.
	const restarts = second.seq <= 1;
	const isSame =
		second.seq === first.seq &&
		(first.record.testId === second.record.testId || first.record.kind !== second.record.kind);
	return second.seq <= first.seq && !restarts && !isSame;
}
