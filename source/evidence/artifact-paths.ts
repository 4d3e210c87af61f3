import {createHash} from 'node:crypto';
import type {Attempt} from '../session/state.ts';
import {safeName} from './safe-name.ts';

/** Folder of the artifacts of a stage, or of what was fired outside a stage; POSIX, relative to the set. */
export function artifactFolder(stage: string | null): string {
	return stage === null ? 'artifacts/exploratory' : `artifacts/${safeName(stage)}_mandatory_tests`;
}

/**
 * The artifact's path of every attempt, by the `seq` of its intent. The latest attempt of a test has the plain name,
 * earlier ones `<name>.attempt-<n>.json` (design.md §6).
 *
 * @param attempts every attempt of the session, in any order
 */
export function artifactPaths(attempts: readonly Attempt[]): ReadonlyMap<number, string> {
	const inOrder = [...attempts].sort((a, b) => a.intent.seq - b.intent.seq);
	const tests = new Map<string, {folder: string; attempts: Attempt[]}>();
	for (const attempt of inOrder) {
		const folder = artifactFolder(attempt.intent.stage);
		const key = JSON.stringify([folder, attempt.intent.endpoint_id]);
		const test = tests.get(key) ?? {folder, attempts: []};
		test.attempts.push(attempt);
		tests.set(key, test);
	}

	const paths = new Map<number, string>();
	const taken = new Set<string>();
	for (const test of tests.values()) {
		const latest = test.attempts.at(-1);
		if (latest === undefined) {
			continue;
		}

		const stem = freeStem(`${test.folder}/${safeName(latest.intent.artifact)}`, latest, taken);
		for (const attempt of test.attempts) {
			paths.set(attempt.intent.seq, attempt === latest ? `${stem}.json` : earlierPath(stem, attempt, taken));
		}
	}

	return paths;
}

/** Two endpoints may claim one artifact name, or names that differ only in case: neither may overwrite the other. */
function freeStem(stem: string, {intent}: Attempt, taken: Set<string>): string {
	if (claim(stem, taken)) {
		return stem;
	}

	const other = `${stem}-${createHash('sha256').update(intent.endpoint_id).digest('hex').slice(0, 8)}`;
	claim(other, taken);
	return other;
}

function earlierPath(stem: string, {intent}: Attempt, taken: Set<string>): string {
	const path = `${stem}.attempt-${Math.trunc(intent.attempt)}`;
	return claim(path, taken) ? `${path}.json` : `${path}-seq-${intent.seq}.json`;
}

function claim(name: string, taken: Set<string>): boolean {
	const key = name.toLowerCase();
	const isFree = !taken.has(key);
	taken.add(key);
	return isFree;
}
