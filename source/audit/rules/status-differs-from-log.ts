import type {Rule} from '../rule.ts';
import {cellPlace, isRefuted, testEvidence} from '../test-evidence.ts';

export const statusDiffersFromLog: Rule = {
	id: 'status-differs-from-log',
	proves: 'the report states another status than the log',
	severity: 'critical',
	circumstantial: false,
	why: 'Report and log tell two stories about the same request; at least one of them was not written from what happened.',
	needs: ['report-rows', 'log'],
	*check(set) {
		const evidence = testEvidence(set);
		for (const row of evidence.rows) {
			const records = (evidence.results.get(row.testId) ?? []).filter(({status}) => status !== null);
			if (row.status === null || records.length === 0 || records.some(({status}) => status === row.status)) {
				continue;
			}

			// Where the artifact refutes the row and agrees with the log, that was said already.
			const artifacts = evidence.artifactsFor(row);
			const agrees = artifacts.some(({status}) => records.some(record => record.status === status));
			if (!(isRefuted(row.status, artifacts) && agrees)) {
				yield {
					place: cellPlace(row, 'status'),
					subject: row.testId,
					claimed: `status ${row.status}`,
					found: `status ${[...new Set(records.map(({status}) => status))].join(', ')} in the log`,
					also: records.map(({place}) => place),
				};
			}
		}
	},
};
