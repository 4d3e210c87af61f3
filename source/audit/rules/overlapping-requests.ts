import {durationText, idsOf, overlaps, runTimesOf, type TimedResult} from '../run-times.ts';
import type {Discovery} from '../finding.ts';
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
		if (serial.length === 0) {
			return notEvaluated('no log shows that its requests were sent one after the other');
		}

		return serial.flatMap(({results, convention}) =>
			runsOf(results, (first, second) => overlaps(first, second, convention)).map(discoveryOf),
		);
	},
};

/** Longest runs of neighbours that belong together, of two or more. */
function runsOf(
	results: readonly TimedResult[],
	belong: (first: TimedResult, second: TimedResult) => boolean,
): ReadonlyArray<readonly TimedResult[]> {
	const runs: TimedResult[][] = [];
	for (const [index, second] of results.entries()) {
		const first = results[index - 1];
		if (first === undefined || !belong(first, second)) {
			runs.push([second]);
		} else {
			runs.at(-1)!.push(second);
		}
	}

	return runs.filter(run => run.length > 1);
}

function discoveryOf(run: readonly TimedResult[]): Discovery {
	const [first, second] = [run[0]!, run[1]!];
	const span = run.at(-1)!.at - first.at;
	const latencies = run.map(({latency}) => durationText(latency ?? 0));
	return {
		place: second.record.stamp!.place,
		subject: second.record.testId ?? '',
		claimed: `${idsOf(run.map(({record}) => record))} took ${latencies.slice(0, 6).join(', ')}${run.length > 6 ? ' …' : ''}`,
		found: `${run.length} stamps within ${durationText(span)}`,
		also: run.filter(result => result !== second).map(({record}) => record.place),
	};
}
