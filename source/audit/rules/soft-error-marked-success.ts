import type {AuditedSet, LogRecord, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {artifactPlace, cellPlace, testEvidence} from '../test-evidence.ts';

/** Fires once for an artifact with a 2xx status over an error body that a row, a record or the artifact itself calls passed. */
export const softErrorMarkedSuccess: Rule = {
	id: 'soft-error-marked-success',
	proves: 'an answer whose body is an error is counted as success',
	severity: 'critical',
	circumstantial: false,
	why: 'The server refused the request inside a 200 answer: a test that counts this as passed tested nothing.',
	needs: ['artifacts'],
	check: set => {
		const soft = artifactsOnce(set).filter(isError);
		return soft.length === 0 ? [] : discoveries(soft, set);
	},
};

function* discoveries(soft: readonly ReadArtifact[], set: AuditedSet): Generator<Discovery> {
	const {rows, results, artifactsFor} = testEvidence(set);
	const passedRows = groupByArtifact(rows, artifactsFor);
	const passedRecords = groupByArtifact([...results.values()].flat(), artifactsFor);
	for (const artifact of soft) {
		const row = passedRows.get(artifact.file);
		const record = passedRecords.get(artifact.file);
		const evidence = {file: artifact.file, pointer: artifact.pointers.body ?? ''};
		const base = {
			found: artifact.softError ?? artifact.bodyError ?? '',
			...(artifact.testId === null ? {} : {subject: artifact.testId}),
		};
		if (row !== undefined) {
			const place = row.text.result !== undefined ? cellPlace(row, 'result') : cellPlace(row, 'status');
			const also = [evidence, ...(record === undefined ? [] : [record.place])];
			yield {
				...base,
				place,
				claimed: `${row.testId} passed${row.status === null ? '' : ` (${row.status})`}`,
				also,
			};
		} else if (record !== undefined) {
			yield {...base, place: record.place, claimed: `${record.testId ?? 'a test'} passed`, also: [evidence]};
		} else if (artifact.judged === 'pass') {
			yield {...base, place: artifactPlace(artifact, 'body'), claimed: 'passed, by the artifact itself'};
		}
	}
}

/** Those that say "passed" about exactly one artifact, by its file; a failure that was expected is no success. */
function groupByArtifact<T extends ReportRow | LogRecord>(
	statements: readonly T[],
	artifactsFor: (statement: T) => readonly ReadArtifact[],
): ReadonlyMap<string, T> {
	const found = new Map<string, T>();
	for (const statement of statements) {
		if (statement.judged !== 'pass' || statement.saysExpected) {
			continue;
		}

		const artifacts = artifactsFor(statement);
		const artifact = artifacts.at(-1);
		const isSure = artifacts.length === 1 || artifacts.every(isError);
		// Without a status in the artifact the statement must say itself that it was a success of HTTP.
		const isSuccess =
			artifact?.status !== null ||
			(statement.status !== null && statement.status >= 200 && statement.status <= 299);
		if (artifact !== undefined && isSure && isSuccess && !found.has(artifact.file)) {
			found.set(artifact.file, statement);
		}
	}

	return found;
}

function isError({softError, bodyError}: ReadArtifact): boolean {
	return (softError ?? bodyError) !== null;
}
