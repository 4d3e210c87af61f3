import type {AuditedSet, LogRecord, Stamp} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {clock, durationText, grainOf, idsOf, runTimesOf, slackOf, type RunTimes} from '../run-times.ts';
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
			const opening = openingOf(times, set);
			return opening === null ? [] : earlierThan(opening, times);
		});
	},
};

type Opening = {readonly at: number; readonly stamp: Stamp; readonly place: Place; readonly shown: string};

/** The log's own opening record; else the start that the only report states. */
function openingOf({open, results}: RunTimes, set: AuditedSet): Opening | null {
	if (open !== null) {
		const stamp = open.stamp!;
		return {at: stamp.at!, stamp, place: stamp.place, shown: clock(stamp.at!, stamp.precision)};
	}

	const started = set.reports.flatMap(({stamps}) => stamps.filter(({role}) => role === 'started'));
	const [stamp] = started;
	const isLike =
		stamp?.at != null &&
		results.some(({record}) => (record.stamp!.offset === null) === (stamp.offset === null));
	if (started.length !== 1 || set.logs.length !== 1 || !isLike || stamp.precision === 'day') {
		return null;
	}

	// A start that lies after most of the run is of another run, or in another zone: other rules' findings.
	const earlier = results.filter(({at}) => at < stamp.at!).length;
	return earlier * 2 > results.length
		? null
		: {at: stamp.at!, stamp, place: stamp.place, shown: clock(stamp.at!, stamp.precision)};
}

function earlierThan(
	{at: opened, stamp, place, shown}: Opening,
	{results, convention}: RunTimes,
): Discovery[] {
	const earlier = results.flatMap(({record, at, latency, grain}) => {
		const began = record.started?.at ?? (convention === 'end' ? at - (latency ?? 0) : at);
		const isEarlier = began < opened - slackOf(grain, grainOf(stamp));
		return isEarlier ? [{record, began}] : [];
	});
	const [first] = earlier;
	if (first === undefined) {
		return [];
	}

	const earliest = earlier.reduce((a, b) => (b.began < a.began ? b : a));
	const records: LogRecord[] = earlier.map(({record}) => record);
	return [
		{
			place: first.record.stamp!.place,
			subject: first.record.testId ?? '',
			claimed: `session opened at ${shown}`,
			found: `${idsOf(records)} ${records.length === 1 ? 'starts' : 'start'} up to ${durationText(opened - earliest.began)} before it`,
			also: [place, ...records.slice(1).map(record => record.place)],
		},
	];
}
