import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {isMoment, isWholeShift, shiftText, type Moment} from '../moments.ts';
import {readStamp} from '../readers/stamp.ts';
import {runTimesOf} from '../run-times.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';
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
	readonly stamp: Moment;
	readonly truth: number;
	readonly witness: string;
	readonly place: Place;
	/** Ms by which the two may differ besides. */
	readonly within: number;
};

function pairsOf(set: AuditedSet): readonly Pair[] {
	const {artifacts, artifactsFor} = testEvidence(set);
	const logged = runTimesOf(set).flatMap(({log, results}) =>
		results.flatMap(({record, stamp}) => {
			const [artifact, more] = artifactsFor(record);
			return artifact === undefined || more !== undefined
				? []
				: [...ofArtifact(artifact, stamp, log.file), ...bySend(artifact, stamp, log.file)];
		}),
	);
	const twice = set.logs.flatMap(log =>
		log.records.flatMap(({stamp, started, finished}) =>
			[started, finished].flatMap(other =>
				other === stamp ||
				!isMoment(stamp) ||
				!isMoment(other) ||
				stamp.offset === null ||
				other.offset === null
					? []
					: [bySecond(stamp, other, log.file)],
			),
		),
	);
	const own = [...artifacts.values()]
		.flat()
		.flatMap(artifact => (isMoment(artifact.sent) ? ofArtifact(artifact, artifact.sent, 'artifacts') : []));
	return [...logged, ...twice, ...own];
}

/** The server's Date header, and moments inside its request ids, against a stamp of the client. */
function ofArtifact(artifact: ReadArtifact, stamp: Moment, source: string): Pair[] {
	if (stamp.offset === null || stamp.precision === 'day') {
		return [];
	}

	const place = artifactPlace(artifact, 'headers');
	const date = artifact.headers?.has('age') === true ? undefined : artifact.headers?.get('date');
	const served = readStamp(date ?? '', place, 'other').at;
	if (served !== null) {
		return [{source, stamp, truth: served, witness: `Date: ${date ?? ''}`, place, within: 120_000}];
	}

	return artifact.requestIds.flatMap(id => {
		const epoch = /(?<!\d)1[5-9]\d{8}(?:\d{3})?(?!\d)/.exec(id)?.[0];
		const truth = readStamp(epoch ?? '', place, 'other').at;
		return truth === null
			? []
			: [{source, stamp, truth, witness: `request id ${id.slice(0, 40)}`, place, within: 60_000}];
	});
}

/** The artifact's own stamp, for what it does not say by a header. */
function bySend({sent, headers}: ReadArtifact, stamp: Moment, source: string): Pair[] {
	return !isMoment(sent) || sent.offset === null || stamp.offset === null || headers?.has('date') === true
		? []
		: [bySecond(stamp, sent, source)];
}

function bySecond(stamp: Moment, other: Moment, source: string): Pair {
	return {
		source,
		stamp,
		truth: other.at,
		witness: other.text.slice(0, 60),
		place: other.place,
		within: 120_000,
	};
}

/** One finding for each source: a clock in the wrong zone shifts all of its stamps alike. */
function bySource(pairs: readonly Pair[]): Discovery[] {
	const groups = new Map<string, Pair[]>();
	for (const pair of pairs) {
		const list = groups.get(pair.source) ?? [];
		list.push(pair);
		groups.set(pair.source, list);
	}

	const told = new Set<string>();
	return [...groups.values()].flatMap(group => {
		const shifted = group.filter(({stamp, truth, within}) => isWholeShift(stamp.at - truth, within));
		const [first] = shifted;
		// One that is off by hours, to a minute or two, may be an artifact of another run.
		if (first === undefined || shifted.length * 2 <= group.length) {
			return [];
		}

		// Log and artifacts have their times from one clock.
		const shift = shiftText(first.stamp.at - first.truth);
		if (told.has(shift)) {
			return [];
		}

		told.add(shift);
		const all = shifted.length === 1 ? '' : `, and so for ${shifted.length} of ${group.length} stamps`;
		return [
			{
				place: first.stamp.place,
				code: 'shifted',
				claimed: first.stamp.text.slice(0, 60),
				found: `${first.witness}: ${shift} apart${all}`,
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
	const runs = runTimesOf(set).filter(({log}) => !isInArchive(log.file));
	const last =
		runs.length === 1 ? runs.map(({close, results}) => (close ?? results.at(-1))?.stamp)[0] : undefined;
	if (last === undefined || last.offset === null) {
		return [];
	}

	return set.reports
		.flatMap(({stamps}) => stamps.filter(stamp => isMoment(stamp)))
		.filter(({role, at, offset, precision}) => {
			const apart = at - last.at;
			return (
				role === 'generated' &&
				offset !== null &&
				(precision === 'second' || precision === 'millisecond') &&
				isWholeShift(apart, 3000) &&
				Number.isInteger(Number.parseFloat(shiftText(apart)))
			);
		})
		.map(stamp => ({
			place: stamp.place,
			code: 'report',
			claimed: stamp.text.slice(0, 60),
			found: `${shiftText(stamp.at - last.at)} from the end of the log at ${last.text}`,
			also: [last.place],
		}));
}
