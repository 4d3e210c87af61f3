import type {LogRecord, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import type {Rule} from '../rule.ts';
import {artifactDifference, requestText} from '../stated-request.ts';
import {artifactPlace, cellPlace, testEvidence} from '../test-evidence.ts';

export const endpointDiffersFromArtifact: Rule = {
	id: 'endpoint-differs-from-artifact',
	proves: 'a stated request is not the recorded one',
	severity: 'critical',
	circumstantial: false,
	why: 'The artifact shows another request than the one reported, so it proves nothing about this row.',
	needs: ['artifacts'],
	*check(set) {
		const evidence = testEvidence(set);
		const withoutRow = [...evidence.results]
			.filter(([testId]) => !evidence.rowIds.has(testId))
			.flatMap(([, records]) => records);
		for (const source of [...evidence.rows, ...withoutRow]) {
			const artifacts = evidence.artifactsFor(source);
			const difference = artifactDifference(source, artifacts);
			if (difference !== null) {
				yield discovery(source, artifacts, difference);
			}
		}
	},
};

function discovery(
	source: ReportRow | LogRecord,
	artifacts: readonly ReadArtifact[],
	difference: 'method' | 'path' | 'host',
): Discovery {
	return {
		place: 'columns' in source ? cellPlace(source, 'endpoint') : source.place,
		...(source.testId === null ? {} : {subject: source.testId}),
		code: difference,
		claimed: requestText(source),
		found: `${requestText({method: artifacts[0]?.method ?? null, path: artifacts[0]?.url ?? null})} in the artifact`,
		also: artifacts.map(artifact => artifactPlace(artifact, difference === 'method' ? 'method' : 'url')),
	};
}
