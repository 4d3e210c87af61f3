import type {Discovery} from '../finding.ts';
import {durationText, neighbours} from '../moments.ts';
import {overlaps} from '../run-order.ts';
import {idsOf, runTimesOf, type RunTimes, type TimedResult} from '../run-times.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** Of a program that sends one request after the other, no two can be under way at the same time. */
export const overlappingRequests: Rule = {
	id: 'overlapping-requests',
	proves: 'requests of a serial run overlap in time',
	severity: 'high',
	circumstantial: false,
	why: 'A run that sends one request after the other cannot have two under way at once, so these times or durations were not measured.',
	needs: ['log'],
	check(set) {
		const serial = runTimesOf(set).filter(({order}) => order === 'serial');
		return serial.length === 0
			? notEvaluated('no log shows that its requests were sent one after the other')
			: serial.flatMap(discoveriesOf);
	},
};

/**
 * By the lines of the log, and where its stamps go back more than once, by the stamps too: a request that went out before
 * its neighbour in the log still cannot have been under way together with another.
 */
function discoveriesOf({results, convention}: RunTimes): Discovery[] {
	const told = groupsOf(results, convention);
	const isInOrder =
		neighbours(results).filter(([first, second]) => second.stamp.at < first.stamp.at).length < 2;
	const known = new Set(told.flat());
	const byTime = results.toSorted((a, b) => a.stamp.at - b.stamp.at);
	const others = isInOrder
		? []
		: groupsOf(byTime, convention).filter(group => !group.every(result => known.has(result)));
	return [...told, ...others].flatMap(discoveryOf);
}

/** Runs of neighbours of which every one overlaps the next. */
function groupsOf(results: readonly TimedResult[], convention: RunTimes['convention']): TimedResult[][] {
	const found: TimedResult[][] = [];
	let run: TimedResult[] = [];
	for (const result of results) {
		const before = run.at(-1);
		if (before !== undefined && !overlaps(before, result, convention)) {
			found.push(run);
			run = [];
		}

		run.push(result);
	}

	return [...found, run].filter(group => group.length > 1);
}

function discoveryOf(run: readonly TimedResult[]): Discovery[] {
	const [first, second] = run;
	const last = run.at(-1);
	if (first === undefined || second === undefined || last === undefined) {
		return [];
	}

	const latencies = run.map(({record, latency}) => durationText(latency ?? lengthOf(record)));
	return [
		{
			place: second.stamp.place,
			subject: second.record.testId ?? '',
			claimed: `${idsOf(run.map(({record}) => record))} took ${latencies.slice(0, 6).join(', ')}${run.length > 6 ? ' …' : ''}`,
			found: `${run.length} stamps within ${durationText(last.stamp.at - first.stamp.at)}`,
			also: run.filter(result => result !== second).map(({record}) => record.place),
		},
	];
}

function lengthOf({started, finished}: TimedResult['record']): number {
	return (finished?.at ?? 0) - (started?.at ?? 0);
}
