import type {AuditedSet, ClaimScope, LogRecord, ReadArtifact} from './audited-set.ts';
import {foldedPath, pathFinder, pathInside} from './copies.ts';

/** Which rows, records and files belong together: the joins that many rules share. */

/** Last part of a path, whichever slash it was written with. */
export function baseName(name: string): string {
	return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

const known = new WeakMap<AuditedSet, readonly ReadArtifact[]>();

/** Copies of one artifact outside and inside an archive are one: those on disk, or the archive's where there is none. */
export function distinctArtifacts(set: AuditedSet): readonly ReadArtifact[] {
	let artifacts = known.get(set);
	if (artifacts === undefined) {
		artifacts = withoutCopies(set.artifacts);
		known.set(set, artifacts);
	}

	return artifacts;
}

/** An artifact in an archive whose path ends like that of one on disk is a copy of it; what differs is another rule's. */
function withoutCopies(artifacts: readonly ReadArtifact[]): readonly ReadArtifact[] {
	const onDisk = pathFinder(
		artifacts.filter(({file}) => !isInArchive(file)),
		({file}) => file,
	);
	const seen = new Set<string>();
	return artifacts.filter(({file}) => {
		if (!isInArchive(file)) {
			return true;
		}

		const inside = foldedPath(pathInside(file));
		return !onDisk.has(inside) && !seen.has(inside) && seen.add(inside);
	});
}

export function isInArchive(path: string): boolean {
	return path.includes('!/');
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
		case 'list':
			return scope.ids.includes(testId);
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
