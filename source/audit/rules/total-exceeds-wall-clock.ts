import type {AuditedSet, Claim} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {durationText, grainOf, maximum, minimum} from '../moments.ts';
import {boundsOf, runTimesOf, type RunTimes} from '../run-times.ts';
import {orderSaid} from '../run-order.ts';
import {unitFactor} from '../readers/text/numbers.ts';
import {testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** All durations of a serial run must fit into the time that it took. */
export const totalExceedsWallClock: Rule = {
	id: 'total-exceeds-wall-clock',
	proves: 'the latencies of a serial run add up to more than the time that it took',
	severity: 'critical',
	circumstantial: false,
	why: 'Requests that were sent one after the other cannot take longer together than the whole run, so the times or the latencies are invented.',
	needs: [],
	check(set) {
		const times = runTimesOf(set);
		const serial = times.filter(({order}) => order === 'serial');
		if (times.length > 0) {
			return serial.length === 0
				? notEvaluated('no log shows that its requests were sent one after the other')
				: serial.flatMap(ofLog);
		}

		return set.reports.some(({rows}) => rows.some(({latencyMs}) => latencyMs !== null))
			? ofStatedDurations(set)
			: notEvaluated('no log with times, and no report with latencies');
	},
};

/** Sum of latencies against the widest span that the stamps allow. */
function ofLog({results, convention, open, close}: RunTimes): Discovery[] {
	const measured = results.filter(({latency}) => latency !== null);
	const [first, last] = [open ?? measured[0], close ?? measured.at(-1)];
	if (measured.length < 2 || first === undefined || last === undefined) {
		return [];
	}

	const bounds = measured.map(result => boundsOf(result, convention));
	const from = Math.max(minimum(bounds.map(bound => bound.from)), open?.stamp.at ?? Number.NEGATIVE_INFINITY);
	const to = Math.min(
		maximum(bounds.map(bound => bound.to)),
		close === null ? Number.POSITIVE_INFINITY : close.stamp.at + grainOf(close.stamp),
	);
	const sum = measured.reduce((total, {latency}) => total + (latency ?? 0), 0);
	const slack = 5 + measured.length + maximum(measured.map(({stamp}) => grainOf(stamp)));
	// A single request that is longer than the whole run is another rule's finding.
	return sum <= to - from + slack || measured.some(({latency}) => (latency ?? 0) > to - from + slack)
		? []
		: [
				{
					place: last.stamp.place,
					claimed: `${measured.length} requests of ${durationText(sum)} in all`,
					found: `${durationText(Math.max(0, to - from))} from the first to the last`,
					also: [first.record.place],
				},
			];
}

/** Without a log: the rows of the report against the duration that it states. */
function ofStatedDurations(set: AuditedSet): Discovery[] {
	const {rows} = testEvidence(set);
	const latencies = new Map(rows.map(({testId, latencyMs}) => [testId, latencyMs]));
	const sum = [...latencies.values()].reduce<number>((total, latency) => total + (latency ?? 0), 0);
	const [report] = set.reports;
	return report === undefined || set.reports.length > 1 || orderSaid(set) === 'parallel'
		? []
		: report.claims
				.filter(
					({subject, scope, approximate}) => subject === 'duration' && scope.kind === 'all' && !approximate,
				)
				.filter(claim => sum > longestOf(claim))
				.map(claim => ({
					place: claim.place,
					claimed: claim.text.slice(0, 120),
					found: `${durationText(sum)}, the sum of ${latencies.size} rows`,
				}));
}

/** The longest duration that is written so: one more in the last digit shown. */
function longestOf({value, upTo, decimals, unit}: Claim): number {
	const factor = unitFactor(unit);
	return (upTo ?? value) + factor * 10 ** -decimals;
}
