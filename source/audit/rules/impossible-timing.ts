import type {AuditedSet, LogRecord, ReadArtifact, ReadLog, Stamp} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isWholeShift} from '../moments.ts';
import {clock, durationText, grainOf, runTimesOf, slackOf} from '../run-times.ts';
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
		if (set.logs.length === 0 && set.artifacts.length === 0) {
			return notEvaluated('no log and no artifacts');
		}

		return [
			...set.logs.flatMap(log => [...log.records.flatMap(ofRecord), ...ofStartLines(log)]),
			...ofArtifacts(set),
		];
	},
};

/** A record with both moments. */
function ofRecord(record: LogRecord): Discovery[] {
	const {started, finished, latencyMs, testId} = record;
	return started === null || finished === null ? [] : between(started, finished, {latencyMs, testId});
}

function between(
	started: Stamp,
	finished: Stamp,
	{latencyMs, testId}: Pick<LogRecord, 'latencyMs' | 'testId'>,
): Discovery[] {
	if (!areComparable(started, finished)) {
		return [];
	}

	const took = finished.at! - started.at!;
	const slack = slackOf(grainOf(started), grainOf(finished));
	const subject = testId ?? '';
	const also = [started.place];
	if (took < -slack) {
		// Off by whole hours: one of the two is in another zone.
		return isWholeShift(took - (latencyMs ?? 0))
			? []
			: [
					{
						place: finished.place,
						subject,
						code: 'ends-before-start',
						claimed: `finished at ${clock(finished.at!, finished.precision)}`,
						found: `started at ${clock(started.at!, started.precision)}`,
						also,
					},
				];
	}

	return latencyMs !== null && took < latencyMs - slack - latencyMs / 100
		? [
				{
					place: finished.place,
					subject,
					claimed: `took ${durationText(latencyMs)}`,
					found: `${durationText(Math.max(0, took))} from ${clock(started.at!, started.precision)} to ${clock(finished.at!, finished.precision)}`,
					also,
				},
			]
		: [];
}

function areComparable(a: Stamp, b: Stamp): boolean {
	return a.at !== null && b.at !== null && (a.offset === null) === (b.offset === null);
}

/** A line when the request is sent, a line when it is answered. */
function ofStartLines(log: ReadLog): Discovery[] {
	const started = new Map<string, LogRecord>();
	return log.records.flatMap(record => {
		const {testId, kind, stamp, started: ownStart} = record;
		if (testId === null || stamp === null) {
			return [];
		}

		if (kind === 'start') {
			started.set(testId, record);
			return [];
		}

		const start = started.get(testId);
		if (kind !== 'result' || start === undefined || ownStart !== null) {
			return [];
		}

		started.delete(testId);
		// The line of the answer may repeat when the request was sent.
		return stamp.at === start.stamp!.at ? [] : between(start.stamp!, stamp, record);
	});
}

/** The artifact says when it was sent; the log, when the answer was there. */
function ofArtifacts(set: AuditedSet): Discovery[] {
	const {artifacts, artifactsFor} = testEvidence(set);
	const own = [...artifacts.values()].flat().flatMap(ofArtifact);
	const joined = runTimesOf(set).flatMap(({results, convention}) =>
		convention === 'start'
			? []
			: results.flatMap(({record}) => {
					const [artifact, more] = artifactsFor(record);
					return artifact === undefined || more !== undefined
						? []
						: loggedTooEarly(record, artifact, convention === 'end');
				}),
	);
	return [...own, ...joined];
}

function ofArtifact(artifact: ReadArtifact): Discovery[] {
	const {sent, stamps, latencyMs, testId} = artifact;
	const finished = stamps.filter(({role}) => role === 'finished');
	return sent === null || finished.length !== 1 ? [] : between(sent, finished[0]!, {latencyMs, testId});
}

function loggedTooEarly(record: LogRecord, artifact: ReadArtifact, marksEnd: boolean): Discovery[] {
	const {sent} = artifact;
	const {stamp} = record;
	if (sent === null || !areComparable(sent, stamp!)) {
		return [];
	}

	const latency = record.latencyMs ?? artifact.latencyMs ?? 0;
	const since = stamp!.at! - sent.at!;
	// Hours apart: another run, or another zone; other rules tell that.
	if (Math.abs(since) > 10 * 60_000 || isWholeShift(since)) {
		return [];
	}

	// A stamp taken while the request was prepared may lie shortly before it was sent, if it is no end.
	const earliest = marksEnd
		? latency - slackOf(grainOf(stamp!), grainOf(sent)) - latency / 100
		: -1000 - grainOf(stamp!);
	return since < earliest
		? [
				{
					place: stamp!.place,
					subject: record.testId ?? '',
					code: 'logged-before-answer',
					claimed: `answered by ${clock(stamp!.at!, stamp!.precision)}`,
					found: `sent at ${clock(sent.at!, sent.precision)}, ${durationText(latency)} long`,
					also: [artifactPlace(artifact, 'sent')],
				},
			]
		: [];
}
