import type {AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {areComparable, clock, durationText, isMoment, slackOf, type Moment} from '../moments.ts';
import {isWrittenLater} from '../run-order.ts';
import {idsOf, runTimesOf, type RunTimes} from '../run-times.ts';
import type {Rule} from '../rule.ts';

/** No request can start before its session does: not by its stamp, and not by its end less its latency. */
export const startedBeforeSession: Rule = {
	id: 'started-before-session',
	proves: 'a request starts before the session that it belongs to',
	severity: 'high',
	circumstantial: false,
	why: 'A request that started before its session was opened belongs to another run, or its times were not measured.',
	needs: ['log'],
	check(set) {
		return runTimesOf(set).flatMap(times => {
			const opened = openingOf(times, set);
			return opened === null || isWrittenLater(times.results) ? [] : earlierThan(opened, times);
		});
	},
};

/** The log's own opening record; else the start that the only report states. */
function openingOf({open, results}: RunTimes, set: AuditedSet): Moment | null {
	if (open !== null) {
		return open.stamp;
	}

	const started = set.reports.flatMap(({stamps}) => stamps.filter(({role}) => role === 'started'));
	const [stamp] = started;
	if (started.length !== 1 || set.logs.length !== 1 || !isMoment(stamp) || stamp.precision === 'day') {
		return null;
	}

	// A start that lies after most of the run is of another run, or in another zone: other rules' findings.
	const earlier = results.filter(result => result.stamp.at < stamp.at).length;
	const isLike = results.some(result => areComparable(result.stamp, stamp));
	return isLike && earlier * 2 <= results.length ? stamp : null;
}

function earlierThan(opened: Moment, {results, convention}: RunTimes): Discovery[] {
	const earlier = results.flatMap(({record, stamp, latency}) => {
		const began = record.started?.at ?? (convention === 'end' ? stamp.at - (latency ?? 0) : stamp.at);
		return began < opened.at - slackOf(stamp, opened) ? [{record, stamp, began}] : [];
	});
	const [first] = earlier;
	if (first === undefined) {
		return [];
	}

	const early = earlier.map(({began}) => opened.at - began).reduce((a, b) => Math.max(a, b));
	const records = earlier.map(({record}) => record);
	return [
		{
			place: first.stamp.place,
			subject: first.record.testId ?? '',
			claimed: `session opened at ${clock(opened)}`,
			found: `${idsOf(records)} ${records.length === 1 ? 'starts' : 'start'} up to ${durationText(early)} before it`,
			also: [opened.place, ...records.slice(1).map(({place}) => place)],
		},
	];
}
