import type {AuditedSet, LogRecord, ReadArtifact} from './audited-set.ts';
import type {Place} from './finding.ts';
import {isInArchive} from './lookup.ts';
import {grainOf, isMoment, maximum, minimum} from './moments.ts';
import {boundsOf, runTimesOf} from './run-times.ts';
import {testEvidence} from './test-evidence.ts';

/** The time that a run took, as its log (or else its report) says. */
export type RunWindow = {
	/** Ms since 1970; nothing of the run is earlier or later. */
	readonly from: number;
	readonly to: number;
	/** False: its stamps name no zone, so that it may lie up to fourteen hours elsewhere. */
	readonly isZoned: boolean;
	readonly places: readonly Place[];
	/** A few words: `2025-11-09T21:49:33Z to 21:49:45`. */
	readonly shown: string;
};

const widestZone = 14 * 3_600_000;

/** `null` when nothing says when the run was. */
export function runWindowOf(set: AuditedSet): RunWindow | null {
	return windowOfLogs(set) ?? windowOfReport(set);
}

function windowOfLogs(set: AuditedSet): RunWindow | null {
	const runs = runTimesOf(set).filter(({log}) => set.logs.length === 1 || !isInArchive(log.file));
	const results = runs.flatMap(run => run.results);
	const [first, last] = [results[0], results.at(-1)];
	if (first === undefined || last === undefined) {
		return null;
	}

	const bounds = runs.flatMap(run => run.results.map(result => boundsOf(result, run.convention)));
	const steps = runs
		.flatMap(({open, close}) => [open, close])
		.flatMap(step => (step === null ? [] : [step.stamp]));
	const from = minimum([...bounds.map(bound => bound.from), ...steps.map(({at}) => at)]);
	const to = maximum([...bounds.map(bound => bound.to), ...steps.map(stamp => stamp.at + grainOf(stamp))]);
	return {
		from,
		to,
		isZoned: results.every(({stamp}) => stamp.offset !== null),
		places: [first.record.place, last.record.place],
		shown: shownOf(from, to),
	};
}

/** Start and end that the only report states, else its day. */
function windowOfReport(set: AuditedSet): RunWindow | null {
	const reports = set.reports.filter(({file}) => !isInArchive(file));
	const stamps =
		reports.length === 1 ? reports.flatMap(report => report.stamps.filter(stamp => isMoment(stamp))) : [];
	const started = stamps.find(({role, precision}) => role === 'started' && precision !== 'day');
	const finished = stamps.find(({role, precision}) => role === 'finished' && precision !== 'day');
	if (started !== undefined && finished !== undefined && started.at <= finished.at) {
		return {
			from: started.at,
			to: finished.at + grainOf(finished),
			isZoned: started.offset !== null && finished.offset !== null,
			places: [started.place, finished.place],
			shown: shownOf(started.at, finished.at),
		};
	}

	const day = stamps.find(({role, precision}) => role === 'date' && precision === 'day');
	return day === undefined
		? null
		: {
				from: day.at,
				to: day.at + 86_400_000,
				isZoned: false,
				places: [day.place],
				shown: day.text,
			};
}

function shownOf(from: number, to: number): string {
	return `${new Date(from).toISOString().slice(0, 19)}Z to ${new Date(to).toISOString().slice(11, 19)}`;
}

/**
 * How far a moment lies outside the run, in ms: negative before it, positive after it, 0 inside or when a zone may explain it.
 *
 * @param isZoned whether the moment names its zone
 */
export function outside({from, to, isZoned: isRunZoned}: RunWindow, at: number, isZoned: boolean): number {
	const leeway = isZoned && isRunZoned ? 0 : isZoned || isRunZoned ? widestZone : 0;
	return at < from - leeway ? at - from : at > to + leeway ? at - to : 0;
}

/** An artifact of a test that was run in this window, as far as log or report say so: another may be from wherever. */
export function artifactsOfRun(set: AuditedSet): readonly ReadArtifact[] {
	const {artifacts, results, rowIds} = testEvidence(set);
	return [...artifacts].flatMap(([testId, list]) => {
		const records = results.get(testId) ?? [];
		return records.length > 0 || (set.logs.length === 0 && rowIds.has(testId))
			? list.filter(artifact => isAttemptOf(artifact, records))
			: [];
	});
}

function isAttemptOf({attempt}: ReadArtifact, records: readonly LogRecord[]): boolean {
	return (
		attempt === null ||
		records.length === 0 ||
		records.every(record => record.attempt === null) ||
		records.some(record => record.attempt === attempt)
	);
}
