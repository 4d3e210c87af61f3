import type {Rule} from '../rule.ts';
import {artifactDifference, requestDifference, requestText} from '../stated-request.ts';
import {cellPlace, testEvidence} from '../test-evidence.ts';

export const endpointDiffersFromLog: Rule = {
	id: 'endpoint-differs-from-log',
	proves: 'the report states another request than the log',
	severity: 'high',
	circumstantial: false,
	why: 'Report and log name different requests for one test; the result cannot be said to be that of either.',
	needs: ['report-rows', 'log'],
	*check(set) {
		const evidence = testEvidence(set);
		for (const row of evidence.rows) {
			const records = (evidence.results.get(row.testId) ?? []).filter(({path}) => path !== null);
			const differences = records.map(record => requestDifference(row, record));
			const [first] = records;
			const [difference] = differences;
			if (first === undefined || difference == null || differences.includes(null)) {
				continue;
			}

			// Where the artifact refutes the row and agrees with the log, that was said already.
			const artifacts = evidence.artifactsFor(row);
			const isSaid =
				artifactDifference(row, artifacts) !== null &&
				records.some(record => artifactDifference(record, artifacts) === null);
			if (!isSaid) {
				yield {
					place: cellPlace(row, 'endpoint'),
					subject: row.testId,
					code: difference,
					claimed: requestText(row),
					found: `${requestText(first)} in the log`,
					also: records.map(({place}) => place),
				};
			}
		}
	},
};
