import type {Discovery} from '../finding.ts';
import {durationText} from '../moments.ts';
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

/** One for each run of neighbours of which every one overlaps the next. */
function discoveriesOf({results, convention}: RunTimes): Discovery[] {
	const found: Discovery[] = [];
	let run: TimedResult[] = [];
	for (const result of results) {
		const before = run.at(-1);
		if (before !== undefined && !overlaps(before, result, convention)) {
			found.push(...discoveryOf(run));
			run = [];
		}

		run.push(result);
	}

	return [...found, ...discoveryOf(run)];
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
