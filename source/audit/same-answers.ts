import type {AuditedSet, ReadArtifact} from './audited-set.ts';

/** Which artifacts are about the same request, and which belong to one run. */

/** The request as far as it is known, else the test, else the file. */
export function requestOf({method, url, testId, file}: ReadArtifact): string {
	return url === null ? (testId === null ? file : `test ${testId}`) : `${method ?? ''} ${url}`.trim();
}

/** The folder that an artifact stands in: artifacts of two runs stand in two. */
export function runOf(file: string): string {
	return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('!/') + 1, 0));
}

/** The path's words without ids: answers of `tickets/add` and `tickets/remove` cannot be the same. */
export function actionOf({url}: ReadArtifact): string | null {
	const path = url?.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
	return path === undefined
		? null
		: path
				.split('/')
				.filter(part => part !== '' && !/\d{2,}|^\d+$|[{}]/.test(part))
				.join('/')
				.toLowerCase();
}

/** At least one. */
export type Some<T> = readonly [T, ...T[]];

/** Items by key, in order. */
export function groupsBy<T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, Some<T>> {
	const groups = new Map<string, [T, ...T[]]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [item]);
		} else {
			group.push(item);
		}
	}

	return groups;
}

const byFile = new WeakMap<AuditedSet, ReadonlyMap<string, ReadArtifact>>();

/** What was read of an artifact's file. */
export function artifactNamed(set: AuditedSet, file: string): ReadArtifact | undefined {
	const known = byFile.get(set) ?? new Map(set.artifacts.map(artifact => [artifact.file, artifact]));
	byFile.set(set, known);
	return known.get(file);
}
