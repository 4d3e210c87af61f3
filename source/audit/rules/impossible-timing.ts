import type {AuditedSet, LogRecord, ReadArtifact, ReadLog, Stamp} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {
	areComparable,
	clock,
	durationText,
	grainOf,
	isMoment,
	isWholeShift,
	slackOf,
	type Moment,
} from '../moments.ts';
import {runTimesOf, type TimedResult} from '../run-times.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** A request ends at its start plus its latency, or later: never before. */
export const impossibleTiming: Rule = {
	id: 'impossible-timing',
	proves: 'a request ends earlier than its start and its latency allow',
	severity: 'critical',
	circumstantial: false,
	why: 'An answer cannot arrive before the request has taken the time that it is said to have taken, so the numbers were not measured.',
	needs: [],
	check(set) {
		return set.logs.length === 0 && set.artifacts.length === 0
			? notEvaluated('no log and no artifacts')
			: [
					...set.logs.flatMap(log => [
						...log.records.flatMap(record => between(record.started, record.finished, record)),
						...ofStartLines(log),
					]),
					...ofArtifacts(set),
				];
	},
};

type Request = Pick<LogRecord, 'latencyMs' | 'testId'>;

/** Start and end of one request, where both are stated. */
function between(started: Stamp | null, finished: Stamp | null, {latencyMs, testId}: Request): Discovery[] {
	if (!isMoment(started) || !isMoment(finished) || !areComparable(started, finished)) {
		return [];
	}

	const took = finished.at - started.at;
	const slack = slackOf(started, finished);
	const found = {place: finished.place, subject: testId ?? '', also: [started.place]};
	if (took < -slack) {
		// Off by whole hours: one of the two is in another zone.
		return isWholeShift(took - (latencyMs ?? 0))
			? []
			: [
					{
						...found,
						code: 'ends-before-start',
						claimed: `finished at ${clock(finished)}`,
						found: `started at ${clock(started)}`,
					},
				];
	}

	return latencyMs !== null && took < latencyMs - slack - latencyMs / 100
		? [
				{
					...found,
					claimed: `took ${durationText(latencyMs)}`,
					found: `${durationText(Math.max(0, took))} from ${clock(started)} to ${clock(finished)}`,
				},
			]
		: [];
}

/** A line when the request is sent, a line when it is answered. */
function ofStartLines(log: ReadLog): Discovery[] {
	const started = new Map<string, Stamp>();
	return log.records.flatMap(record => {
		const {testId, kind, stamp} = record;
		if (testId === null || stamp === null) {
			return [];
		}

		if (kind === 'start') {
			started.set(testId, stamp);
			return [];
		}

		const start = started.get(testId);
		if (kind !== 'result' || start === undefined || record.started !== null) {
			return [];
		}

		started.delete(testId);
		// The line of the answer may repeat when the request was sent.
		return stamp.at === start.at ? [] : between(start, stamp, record);
	});
}

/** The artifact says when it was sent; the log, when the answer was there. */
function ofArtifacts(set: AuditedSet): Discovery[] {
	const {artifacts, artifactsFor} = testEvidence(set);
	const own = [...artifacts.values()].flat().flatMap(artifact => {
		const finished = artifact.stamps.filter(({role}) => role === 'finished');
		return finished.length === 1 ? between(artifact.sent, finished[0] ?? null, artifact) : [];
	});
	const joined = runTimesOf(set).flatMap(({results, convention, isConventionSure}) => {
		const last = new Map(results.map(result => [result.record.testId, result]));
		return results.flatMap(result => {
			const [artifact, more] = artifactsFor(result.record);
			// The artifact is of the last attempt, unless it says of which it is.
			const isOther =
				artifact?.attempt == null || result.record.attempt === null
					? last.get(result.record.testId) !== result
					: artifact.attempt !== result.record.attempt;
			return artifact === undefined || more !== undefined || isOther || convention === 'start'
				? []
				: loggedTooEarly(result, artifact, convention === 'end' && isConventionSure);
		});
	});
	return [...own, ...joined];
}

function loggedTooEarly(
	{record, stamp}: TimedResult,
	artifact: ReadArtifact,
	marksEnd: boolean,
): Discovery[] {
	const {sent} = artifact;
	if (!isMoment(sent) || !areComparable(sent, stamp)) {
		return [];
	}

	const latency = record.latencyMs ?? artifact.latencyMs ?? 0;
	const since = stamp.at - sent.at;
	// Hours apart: another run, or another zone; other rules tell that.
	if (
		Math.abs(since) > 10 * 60_000 ||
		isWholeShift(since) ||
		since >= earliest(sent, stamp, marksEnd ? latency : null)
	) {
		return [];
	}

	return [
		{
			place: stamp.place,
			subject: record.testId ?? '',
			code: 'logged-before-answer',
			claimed: `answered by ${clock(stamp)}`,
			found: `sent at ${clock(sent)}, ${durationText(latency)} long`,
			also: [artifactPlace(artifact, 'sent')],
		},
	];
}

/** Ms after the sending; a stamp that is no end may be taken while the request is prepared. */
function earliest(sent: Moment, stamp: Moment, latency: number | null): number {
	return latency === null
		? -1000 - grainOf(stamp)
		: latency - slackOf(stamp, sent) - grainOf(sent) - latency / 100;
}
