import type {AuditedSet, LogRecord, ReadArtifact, ReportRow} from './audited-set.ts';
import {pathFinder} from './copies.ts';
import type {Place} from './finding.ts';
import {distinctArtifacts} from './lookup.ts';
import {sharedNames} from './named-files.ts';

/** What a set holds about each test, joined once: rules ask for ten thousand tests. */
export type TestEvidence = {
	/** Rows of every report, without those that repeat one of the same report word for word. */
	readonly rows: readonly ReportRow[];
	/** Ids of tests in rows, in order. */
	readonly rowIds: ReadonlySet<string>;
	/** Records of outcomes by test, of every log, in order. */
	readonly results: ReadonlyMap<string, readonly LogRecord[]>;
	/** Records of beginnings by test. */
	readonly starts: ReadonlyMap<string, readonly LogRecord[]>;
	/** Artifacts without copies in archives, by test. */
	readonly artifacts: ReadonlyMap<string, readonly ReadArtifact[]>;
	/**
	 * The artifacts that may belong to a row or record: the one that it names, else all of its test. Empty when it names
	 * one that is not there.
	 */
	artifactsFor(row: Pick<ReportRow | LogRecord, 'artifact' | 'testId'>): readonly ReadArtifact[];
};

const known = new WeakMap<AuditedSet, TestEvidence>();

export function testEvidence(set: AuditedSet): TestEvidence {
	const evidence = known.get(set) ?? join(set);
	known.set(set, evidence);
	return evidence;
}

function join(set: AuditedSet): TestEvidence {
	const distinct = distinctArtifacts(set);
	const artifacts = groupBy(distinct, ({testId}) => testId);
	const named = pathFinder(distinct, ({file}) => file, sharedNames(set));
	const rows = set.reports.flatMap(report => {
		const seen = new Set<string>();
		return report.rows.filter(({testId, method, path, status, artifact, judged}) => {
			const key = JSON.stringify([testId, method, path, status, artifact, judged]);
			return !seen.has(key) && seen.add(key);
		});
	});
	const records = set.logs.flatMap(log => log.records);
	const byArtifact = new Map<string, readonly ReadArtifact[]>();
	return {
		rows,
		rowIds: new Set(rows.map(({testId}) => testId)),
		results: groupBy(
			records.filter(({kind}) => kind === 'result'),
			({testId}) => testId,
		),
		starts: groupBy(
			records.filter(({kind}) => kind === 'start'),
			({testId}) => testId,
		),
		artifacts,
		artifactsFor({artifact, testId}) {
			if (artifact === null) {
				return testId === null ? [] : (artifacts.get(testId) ?? []);
			}

			const found = byArtifact.get(artifact) ?? named.all(artifact);
			byArtifact.set(artifact, found);
			// A name that many folders hold: the test's own, where there is one.
			const own = found.length > 1 ? found.filter(each => each.testId === testId) : [];
			return own.length > 0 ? own : found;
		},
	};
}

function groupBy<T>(
	items: readonly T[],
	keyOf: (item: T) => string | null,
): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		if (key === null) {
			continue;
		}

		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [item]);
		} else {
			group.push(item);
		}
	}

	return groups;
}

/** The place of a row's cell. */
export function cellPlace(row: ReportRow, column: keyof ReportRow['columns']): Place {
	const header = row.columns[column];
	return header === undefined ? row.place : {...row.place, column: header};
}

/** Where an artifact states something, by the part that is meant. */
export function artifactPlace(artifact: ReadArtifact, part: keyof ReadArtifact['pointers']): Place {
	const pointer = artifact.pointers[part];
	return pointer === undefined ? {file: artifact.file} : {file: artifact.file, pointer};
}

/** Whether every artifact that may belong to it recorded another status than the one stated. */
export function isRefuted(status: number | null, artifacts: readonly ReadArtifact[]): boolean {
	return (
		status !== null &&
		artifacts.length > 0 &&
		artifacts.every(artifact => artifact.status !== null && artifact.status !== status)
	);
}
