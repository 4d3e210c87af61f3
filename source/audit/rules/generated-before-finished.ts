import type {AuditedSet} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {baseName, isInArchive} from '../lookup.ts';
import {
	areComparable,
	clock,
	durationText,
	grainOf,
	isMoment,
	isWholeShift,
	type Moment,
} from '../moments.ts';
import {stampOfName} from '../readers/stamp.ts';
import {runTimesOf} from '../run-times.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** A report is made after the last result that it reports; an archive is named when its run begins, or later. */
export const generatedBeforeFinished: Rule = {
	id: 'generated-before-finished',
	proves: 'a report or archive is stamped earlier than the results in it',
	severity: 'high',
	circumstantial: false,
	why: 'What was made before the tests had ended cannot contain their results.',
	needs: ['log'],
	check(set) {
		const runs = runsOf(set);
		const [run] = runs;
		if (run === undefined || runs.length > 1) {
			return notEvaluated(
				run === undefined ? 'no log with times' : 'several logs: it stays open which one a report is of',
			);
		}

		const stamped = [...reportStamps(set), ...nameStamps(set)];
		return stamped.length === 0
			? notEvaluated('no report or archive states when it was made')
			: stamped.flatMap(one => discoveryOf(one, run));
	},
};

type Run = {
	readonly first: Moment;
	readonly last: Moment;
};

type Stamped = {readonly stamp: Moment; readonly what: 'report' | 'archive-name' | 'report-name'};

/** First record of any kind, last result. */
function runsOf(set: AuditedSet): readonly Run[] {
	return runTimesOf(set).flatMap(({log, results, open}) => {
		const stamps = results.map(({stamp}) => stamp).toSorted((a, b) => a.at - b.at);
		const [first, last] = [stamps[0], stamps.at(-1)];
		if (first === undefined || last === undefined || isInArchive(log.file)) {
			return [];
		}

		return [{first: open !== null && open.stamp.at < first.at ? open.stamp : first, last}];
	});
}

function reportStamps(set: AuditedSet): Stamped[] {
	return set.reports
		.filter(({file}) => !isInArchive(file))
		.flatMap(({stamps}) => stamps)
		.filter(stamp => isMoment(stamp))
		.filter(({role, precision}) => role === 'generated' && precision !== 'day')
		.map(stamp => ({stamp, what: 'report' as const}));
}

/** Of names of archives and reports, given or only mentioned; each name once. */
function nameStamps(set: AuditedSet): Stamped[] {
	const named: Array<{name: string; place: Place; what: Stamped['what']}> = [
		...[...set.reports, ...set.logs].flatMap(({named: names}) =>
			names.flatMap(({name, place, role}) => {
				const what = role === 'archive' ? 'archive-name' : role === 'report' ? 'report-name' : null;
				return what === null ? [] : [{name, place, what} as const];
			}),
		),
		...set.archives.map(({file}) => ({name: file, place: {file}, what: 'archive-name' as const})),
		...set.reports.map(({file}) => ({name: file, place: {file}, what: 'report-name' as const})),
	];
	const seen = new Set<string>();
	return named.flatMap(({name, place, what}) => {
		const base = baseName(name).toLowerCase();
		const role = what === 'archive-name' ? 'archive-name' : 'file-name';
		const stamp = seen.has(base) ? null : stampOfName(base, place, role);
		seen.add(base);
		return isMoment(stamp) && stamp.precision !== 'day' ? [{stamp, what}] : [];
	});
}

const quarterHour = 15 * 60_000;

function discoveryOf({stamp, what}: Stamped, {first, last}: Run): Discovery[] {
	// The last moment that the stamp may mean.
	const made = stamp.at + grainOf(stamp);
	if (what !== 'report') {
		const early = first.at - made;
		// Names say no zone: only what is minutes off is surely of the same one. And they may be given when the run begins,
		// so that they say something only when nothing of the run had happened.
		return early > 5000 && early < quarterHour
			? [
					{
						place: stamp.place,
						subject: stamp.text,
						code: what,
						claimed: `made at ${clock(stamp)}, as its name says`,
						found: `the first record is of ${clock(first)}`,
						also: [first.place],
						severity: 'medium',
					},
				]
			: [];
	}

	const isComparable = areComparable(stamp, last);
	const early = last.at - made;
	// Without a zone on one side, only more than any zone can explain is provable; whole hours are a zone that is wrong.
	if (early < (isComparable ? 1 : 26 * 3_600_000) || isWholeShift(early, 60_000)) {
		return [];
	}

	return [
		{
			place: stamp.place,
			code: 'report',
			claimed: `generated at ${stamp.text}`,
			found: `the last result is of ${new Date(last.at).toISOString()}, ${durationText(early)} later`,
			also: [last.place],
		},
	];
}
