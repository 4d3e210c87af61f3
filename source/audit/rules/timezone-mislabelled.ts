import type {AuditedSet, ReadArtifact, Stamp} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {isWholeShift, shiftText} from '../moments.ts';
import {readStamp} from '../readers/stamp.ts';
import {runTimesOf} from '../run-times.ts';
import {testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** Stamps that name a zone and are off by whole hours from another stamp of the same moment. */
export const timezoneMislabelled: Rule = {
	id: 'timezone-mislabelled',
	proves: 'a stamp names a zone that it is not in',
	severity: 'high',
	circumstantial: false,
	why: 'Times that are hours off cannot be found in the server’s own logs.',
	needs: [],
	check(set) {
		const pairs = pairsOf(set);
		return pairs.length === 0
			? notEvaluated('no two stamps of the same moment')
			: [...bySource(pairs), ...ofReports(set)];
	},
};

/** A stamp with a zone, and what another clock says of the same moment. */
type Pair = {
	readonly source: string;
	readonly stamp: Stamp;
	readonly truth: number;
	readonly witness: string;
	readonly place: Place;
	/** Ms by which the two may differ besides. */
	readonly within: number;
};

function pairsOf(set: AuditedSet): readonly Pair[] {
	const {artifacts, artifactsFor} = testEvidence(set);
	const own = [...artifacts.values()]
		.flat()
		.flatMap(artifact => ofArtifact(artifact, artifact.sent, 'artifacts'));
	const logged = runTimesOf(set).flatMap(({log, results}) =>
		results.flatMap(({record}) => {
			const [artifact, more] = artifactsFor(record);
			return artifact === undefined || more !== undefined
				? []
				: [...ofArtifact(artifact, record.stamp, log.file), ...bySend(artifact, record.stamp!, log.file)];
		}),
	);
	const twice = set.logs.flatMap(log =>
		log.records.flatMap(({stamp, started, finished}) =>
			[started, finished].flatMap(other =>
				stamp === null || other?.at == null || stamp.at === null || other === stamp
					? []
					: [
							{
								source: log.file,
								stamp,
								truth: other.at,
								witness: other.text,
								place: other.place,
								within: 120_000,
							},
						].filter(() => stamp.offset !== null && other.offset !== null),
			),
		),
	);
	return [...own, ...logged, ...twice];
}

/** The server's Date header, and moments inside its request ids, against a stamp of the client. */
function ofArtifact(artifact: ReadArtifact, stamp: Stamp | null, source: string): Pair[] {
	if (stamp?.at == null || stamp.offset === null || stamp.precision === 'day') {
		return [];
	}

	const place: Place = {
		file: artifact.file,
		...(artifact.pointers.headers === undefined ? {} : {pointer: artifact.pointers.headers}),
	};
	const date = artifact.headers?.get('date');
	const served =
		date === undefined || artifact.headers?.has('age') === true ? null : readStamp(date, place, 'other').at;
	if (served !== null) {
		return [{source, stamp, truth: served, witness: `Date: ${date!}`, place, within: 120_000}];
	}

	return artifact.requestIds.flatMap(id => {
		const epoch = /(?<!\d)1[5-9]\d{8}(?:\d{3})?(?!\d)/.exec(id)?.[0];
		const truth = epoch === undefined ? null : readStamp(epoch, place, 'other').at;
		return truth === null
			? []
			: [{source, stamp, truth, witness: `request id ${id.slice(0, 40)}`, place, within: 60_000}];
	});
}

/** The artifact's own stamp, for what it does not say by a header. */
function bySend({sent, headers}: ReadArtifact, stamp: Stamp, source: string): Pair[] {
	return sent?.at == null || sent.offset === null || stamp.offset === null || headers?.has('date') === true
		? []
		: [{source, stamp, truth: sent.at, witness: sent.text, place: sent.place, within: 120_000}];
}

/** One finding for each source: a clock in the wrong zone shifts all of its stamps alike. */
function bySource(pairs: readonly Pair[]): Discovery[] {
	const groups = new Map<string, Pair[]>();
	for (const pair of pairs) {
		const list = groups.get(pair.source) ?? [];
		list.push(pair);
		groups.set(pair.source, list);
	}

	return [...groups.values()].flatMap(group => {
		const shifted = group.filter(({stamp, truth, within}) => isWholeShift(stamp.at! - truth, within));
		const [first] = shifted;
		// One that is off by hours, to a minute or two, may be an artifact of another run.
		if (first === undefined || shifted.length * 2 <= group.length) {
			return [];
		}

		const shift = first.stamp.at! - first.truth;
		return [
			{
				place: first.stamp.place,
				code: 'shifted',
				claimed: first.stamp.text.slice(0, 60),
				found: `${first.witness}: ${shiftText(shift)} apart${shifted.length === 1 ? '' : `, and so for ${shifted.length} of ${group.length} stamps`}`,
				also: [first.place, ...shifted.slice(1, 20).map(({stamp}) => stamp.place)],
			},
		];
	});
}

/**
 * A report is written within seconds of the end of its run, by a program. One that is whole hours off, to three seconds,
 * is so by chance in one of six hundred.
 */
function ofReports(set: AuditedSet): Discovery[] {
	const runs = runTimesOf(set).filter(({results, log}) => results.length > 0 && !isInArchive(log.file));
	const last = runs.length === 1 ? (runs[0]!.close ?? runs[0]!.results.at(-1)!.record).stamp! : null;
	return last === null || last.offset === null
		? []
		: set.reports
				.flatMap(({stamps}) => stamps)
				.filter(
					({role, at, offset, precision}) =>
						role === 'generated' &&
						at !== null &&
						offset !== null &&
						(precision === 'second' || precision === 'millisecond') &&
						isWholeShift(at - last.at!, 3000) &&
						Math.round((at - last.at!) / 1_800_000) % 2 === 0,
				)
				.map(stamp => ({
					place: stamp.place,
					code: 'report',
					claimed: stamp.text.slice(0, 60),
					found: `${shiftText(stamp.at! - last.at!)} from the end of the log at ${last.text}`,
					also: [last.place],
				}));
}
