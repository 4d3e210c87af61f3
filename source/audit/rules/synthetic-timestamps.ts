import type {AuditedSet} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {idsOf, runTimesOf} from '../run-times.ts';
import {stampPatterns, type StampInRow, type StampPattern} from '../stamp-patterns.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';
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
			: rows.flatMap(row => stampPatterns(row.stamps).map(pattern => discoveryOf(row, pattern)));
	},
};

type Row = {
	readonly stamps: readonly StampInRow[];
	readonly names: ReadonlyArray<{readonly testId: string | null; readonly place: Place}>;
};

function rowsOfLogs(set: AuditedSet): Row[] {
	return runTimesOf(set)
		.filter(({order, results}) => order !== 'parallel' && results.length > 0)
		.map(({results}) => ({
			stamps: results.map(({record, at, latency}) => ({
				at,
				latency,
				hasFraction: record.stamp!.precision === 'millisecond',
			})),
			names: results.map(({record}) => ({testId: record.testId, place: record.stamp!.place})),
		}));
}

/** By the time they were sent; not where a log shows the same stamps. */
function rowsOfArtifacts(set: AuditedSet): Row[] {
	const logged = new Set(runTimesOf(set).flatMap(({results}) => results.map(({at}) => at)));
	const sent = [...testEvidence(set).artifacts.values()]
		.flat()
		.filter(artifact => artifact.sent?.at != null)
		.toSorted((a, b) => a.sent!.at! - b.sent!.at!);
	const isLogged =
		sent.length > 0 && sent.filter(artifact => logged.has(artifact.sent!.at!)).length * 2 > sent.length;
	return isLogged || sent.length === 0
		? []
		: [
				{
					stamps: sent.map(artifact => ({
						at: artifact.sent!.at!,
						latency: artifact.latencyMs,
						hasFraction: artifact.sent!.precision === 'millisecond',
					})),
					names: sent.map(artifact => ({testId: artifact.testId, place: artifactPlace(artifact, 'sent')})),
				},
			];
}

function discoveryOf({names}: Row, {kind, at, detail}: StampPattern): Discovery {
	const shown = at.map(index => names[index]!);
	const isStronger = kind === 'exact-sums' || (kind === 'equal-steps' && !detail.endsWith('000 ms'));
	return {
		place: shown[0]!.place,
		code: kind,
		claimed: `measured times of ${idsOf(shown)}`,
		found: `${at.length} stamps: ${detail}`,
		also: shown.slice(1, 40).map(({place}) => place),
		...(isStronger ? {} : {severity: 'high' as const}),
	};
}
