import type {ReportRow} from '../audited-set.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {artifactPlace, cellPlace, testEvidence, type TestEvidence} from '../test-evidence.ts';

export const statusWithoutEvidence: Rule = {
	id: 'status-without-evidence',
	proves: 'a row states a status that no artifact shows',
	severity: 'critical',
	circumstantial: false,
	why: 'There is nothing to show for this status: nobody can tell a received answer from an imagined one.',
	needs: ['report-rows', 'artifacts'],
	check(set) {
		const evidence = testEvidence(set);
		const rows = evidence.rows.filter(({status}) => status !== null);
		const backed = rows.filter(row => evidence.artifactsFor(row).length > 0);
		if (backed.length === 0) {
			return notEvaluated('no row could be joined with an artifact');
		}

		// Teams that keep only some answers on purpose say so by leaving out the column.
		const keepsAll = backed.length * 2 >= rows.length;
		return rows
			.filter(row => keepsAll || row.columns.artifact !== undefined)
			.flatMap(row => withoutEvidence(row, evidence));
	},
};

function withoutEvidence(row: ReportRow, evidence: TestEvidence) {
	const artifacts = evidence.artifactsFor(row);
	const found = {place: cellPlace(row, 'status'), subject: row.testId, claimed: `status ${row.status}`};
	if (artifacts.length === 0) {
		// A named file that is absent is told by missing-artifact.
		return row.artifact === null ? [{...found, found: 'no artifact of this test'}] : [];
	}

	// What does not parse cannot be asked for a status, and is a finding of its own.
	return artifacts.every(({status, broken}) => status === null && !isUnreadable(broken))
		? [
				{
					...found,
					found: `${(artifacts[0]?.clientError ?? null) === null ? 'no status' : 'an error instead of a status'} in the artifact`,
					also: artifacts.map(artifact => artifactPlace(artifact, 'status')),
				},
			]
		: [];
}

/** A byte-order mark or a repeated key leaves the rest readable. */
function isUnreadable(broken: {readonly code: string} | null): boolean {
	return broken !== null && broken.code !== 'bom' && broken.code !== 'duplicate-keys';
}
