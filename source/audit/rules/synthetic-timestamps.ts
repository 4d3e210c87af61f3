import type {AuditedSet} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isMoment, neighbours, type Moment} from '../moments.ts';
import {overlaps} from '../run-order.ts';
import {idsOf, runTimesOf, type Convention, type TimedResult} from '../run-times.ts';
import {stampPatterns, type RowTraits, type StampInRow, type StampPattern} from '../stamp-patterns.ts';
import {testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** Stamps that were computed from each other instead of read from a clock. */
export const syntheticTimestamps: Rule = {
	id: 'synthetic-timestamps',
	proves: 'stamps are exact sums, equal steps or whole seconds: computed, not measured',
	severity: 'critical',
	circumstantial: false,
	why: 'A clock does not give such numbers, so somebody or some program made these times up after the fact.',
	needs: [],
	check(set) {
		const rows = [...rowsOfLogs(set), ...rowsOfArtifacts(set)];
		return rows.length === 0
			? notEvaluated('no results with times')
			: rows.flatMap(row =>
					stampPatterns(row.stamps, row.traits).flatMap(pattern => discoveriesOf(row, pattern)),
				);
	},
};

type Row = {
	readonly traits: RowTraits;
	readonly stamps: readonly StampInRow[];
	readonly names: ReadonlyArray<{readonly testId: string | null; readonly place: Place}>;
};

function rowsOfLogs(set: AuditedSet): Row[] {
	return runTimesOf(set)
		.filter(({order, results}) => order !== 'parallel' && results.length > 0)
		.map(({results, order, convention}) => ({
			traits: {isSerial: order === 'serial', isBroken: isBroken(results, convention)},
			stamps: results.map(({stamp, latency}) => inRow(stamp, latency)),
			names: results.map(({record, stamp}) => ({testId: record.testId, place: stamp.place})),
		}));
}

/** By as much as no clock is ever set back while it runs, or with two requests at once. */
function isBroken(results: readonly TimedResult[], convention: Convention): boolean {
	return neighbours(results).some(
		([first, second]) => second.stamp.at < first.stamp.at - 100 || overlaps(first, second, convention),
	);
}

function inRow({at, precision}: Moment, latency: number | null): StampInRow {
	return {at, latency, hasFraction: precision === 'millisecond'};
}

/** By the time they were sent; not where a log shows the same stamps. */
function rowsOfArtifacts(set: AuditedSet): Row[] {
	const logged = new Set(runTimesOf(set).flatMap(({results}) => results.map(({stamp}) => stamp.at)));
	const sent = [...testEvidence(set).artifacts.values()]
		.flat()
		.flatMap(({sent: stamp, testId, latencyMs}) => (isMoment(stamp) ? [{stamp, testId, latencyMs}] : []))
		.toSorted((a, b) => a.stamp.at - b.stamp.at);
	const isLogged = sent.filter(({stamp}) => logged.has(stamp.at)).length * 2 > sent.length;
	return isLogged || sent.length === 0
		? []
		: [
				{
					traits: {isSerial: false, isBroken: false},
					stamps: sent.map(({stamp, latencyMs}) => inRow(stamp, latencyMs)),
					names: sent.map(({stamp, testId}) => ({testId, place: stamp.place})),
				},
			];
}

function discoveriesOf({names}: Row, {kind, at, detail, isStrong}: StampPattern): Discovery[] {
	const places = new Set(at);
	const shown = names.filter((_, index) => places.has(index));
	const [first, ...more] = shown;
	return first === undefined
		? []
		: [
				{
					place: first.place,
					code: kind,
					claimed: `measured times of ${idsOf(shown)}`,
					found: `${at.length} stamps: ${detail}`,
					also: more.slice(0, 40).map(({place}) => place),
					...(isStrong ? {} : {severity: 'high' as const}),
				},
			];
}
