import type {LogRecord, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import type {Rule} from '../rule.ts';
import {artifactPlace, cellPlace, isRefuted, testEvidence} from '../test-evidence.ts';

export const statusDiffersFromArtifact: Rule = {
	id: 'status-differs-from-artifact',
	proves: 'a stated status is not the recorded one',
	severity: 'critical',
	circumstantial: false,
	why: 'The answer that was kept does not say what the report says: the row is invented or belongs to another request.',
	needs: ['artifacts'],
	*check(set) {
		const evidence = testEvidence(set);
		for (const row of evidence.rows) {
			const artifacts = evidence.artifactsFor(row);
			if (isRefuted(row.status, artifacts)) {
				yield discovery(row, artifacts);
			}
		}

		// Tests that have a row were compared there; the rest of the log has only itself to be compared.
		for (const [testId, records] of evidence.results) {
			for (const record of evidence.rowIds.has(testId) ? [] : records) {
				const artifacts = evidence.artifactsFor(record);
				if (isRefuted(record.status, artifacts)) {
					yield discovery(record, artifacts);
				}
			}
		}
	},
};

function discovery(source: ReportRow | LogRecord, artifacts: readonly ReadArtifact[]): Discovery {
	return {
		place: 'columns' in source ? cellPlace(source, 'status') : source.place,
		...(source.testId === null ? {} : {subject: source.testId}),
		claimed: `status ${source.status}`,
		found: `status ${artifacts.map(({status}) => status).join(', ')} in the artifact`,
		also: artifacts.map(artifact => artifactPlace(artifact, 'status')),
	};
}
