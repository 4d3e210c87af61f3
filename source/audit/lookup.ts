import type {AuditedFile, AuditedSet, ClaimScope, LogRecord, ReadArtifact, ReportRow} from './audited-set.ts';

/** Which rows, records and files belong together: the joins that many rules share. */

/** Last part of a path, whichever slash it was written with. */
export function baseName(name: string): string {
	return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/**
 * The file that a name in a text means: the same path, else a path that ends so, else the same last part; letters
 * compared without case, files on disk before copies inside an archive.
 */
export function fileNamed(set: AuditedSet, name: string): AuditedFile | null {
	const wanted = name
		.replaceAll('\\', '/')
		.replace(/^(?:\.?\/)+/, '')
		.toLowerCase();
	const base = baseName(wanted);
	let best: AuditedFile | null = null;
	let bestRank = Number.POSITIVE_INFINITY;
	for (const file of set.files) {
		const path = file.path.toLowerCase();
		const match = path === wanted ? 0 : path.endsWith(`/${wanted}`) ? 1 : baseName(path) === base ? 2 : null;
		if (match === null) {
			continue;
		}

		const rank = match + (file.archive === null ? 0 : 10);
		if (rank < bestRank) {
			best = file;
			bestRank = rank;
		}
	}

	return best;
}

type Artifacts = {
	readonly all: readonly ReadArtifact[];
	/** By last part of the path, in lower case. */
	readonly byName: ReadonlyMap<string, ReadArtifact>;
	readonly byTest: ReadonlyMap<string, readonly ReadArtifact[]>;
};

const known = new WeakMap<AuditedSet, Artifacts>();

/** Worked out once: rules ask for each of ten thousand tests. */
function artifactsIn(set: AuditedSet): Artifacts {
	let artifacts = known.get(set);
	if (artifacts === undefined) {
		artifacts = joined(set);
		known.set(set, artifacts);
	}

	return artifacts;
}

function joined(set: AuditedSet): Artifacts {
	const byName = new Map<string, ReadArtifact>();
	for (const artifact of set.artifacts) {
		const key = baseName(artifact.file).toLowerCase();
		const known = byName.get(key);
		if (known === undefined || (isInArchive(known.file) && !isInArchive(artifact.file))) {
			byName.set(key, artifact);
		}
	}

	const byTest = new Map<string, ReadArtifact[]>();
	for (const artifact of byName.values()) {
		if (artifact.testId !== null) {
			const same = byTest.get(artifact.testId) ?? [];
			same.push(artifact);
			byTest.set(artifact.testId, same);
		}
	}

	return {all: [...byName.values()], byName, byTest};
}

/** Copies of one artifact outside and inside an archive are one: those on disk, or the archive's where there is none. */
export function distinctArtifacts(set: AuditedSet): readonly ReadArtifact[] {
	return artifactsIn(set).all;
}

export function isInArchive(path: string): boolean {
	return path.includes('!/');
}

/** The artifact that a row or record names, else the only one with its test id; `null` when that stays open. */
export function artifactOf(
	set: AuditedSet,
	row: Pick<ReportRow | LogRecord, 'artifact' | 'testId'>,
): ReadArtifact | null {
	const {byName, byTest} = artifactsIn(set);
	if (row.artifact !== null) {
		return byName.get(baseName(row.artifact).toLowerCase()) ?? null;
	}

	const same = row.testId === null ? [] : (byTest.get(row.testId) ?? []);
	return same.length === 1 ? (same[0] ?? null) : null;
}

/** Result records of a test, of every log, in order. */
export function resultsOf(set: AuditedSet, testId: string): readonly LogRecord[] {
	return set.logs.flatMap(log =>
		log.records.filter(record => record.kind === 'result' && record.testId === testId),
	);
}

/** Whether a test id lies in what a claim or statement speaks about. A file name says nothing about tests: false. */
export function isInScope(testId: string, scope: ClaimScope): boolean {
	switch (scope.kind) {
		case 'all':
			return true;
		case 'section':
			return testId.startsWith(scope.prefix);
		case 'ids':
			return compareIds(scope.from, testId) <= 0 && compareIds(testId, scope.to) <= 0;
		case 'name':
			return false;
	}
}

/** By their numbers: 6.2 before 6.10. */
export function compareIds(a: string, b: string): number {
	const left = a.split('.');
	const right = b.split('.');
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const difference = Number(left[index] ?? -1) - Number(right[index] ?? -1);
		if (difference !== 0) {
			return difference;
		}
	}

	return 0;
}

/** Whether a name matches a glob with `*` and `?`, by its last part, without regard to case. */
export function matchesGlob(name: string, glob: string): boolean {
	const pattern = baseName(glob)
		.replaceAll(/[.+^${}()|[\]]/g, String.raw`\$&`)
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${pattern}$`, 'i').test(baseName(name));
}
