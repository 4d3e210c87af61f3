import type {LogRecord, ReadArtifact, ReportRow} from './audited-set.ts';
import {areOtherHosts, mayBeSamePath, readEndpoint} from './endpoint-text.ts';

type Stated = Pick<ReportRow | LogRecord, 'method' | 'path'>;

/** What of two requests differs, as far as both state it: `method`, `path`, `host`, or `null`. */
export function requestDifference(
	stated: Stated,
	recorded: {readonly method: string | null; readonly path: string | null},
): 'method' | 'path' | 'host' | null {
	const [a, b] = [readEndpoint(stated.path ?? ''), readEndpoint(recorded.path ?? '')];
	if (!mayBeSamePath(a, b)) {
		return 'path';
	}

	if (stated.method !== null && recorded.method !== null && stated.method !== recorded.method.toUpperCase()) {
		return 'method';
	}

	return areOtherHosts(a, b) ? 'host' : null;
}

/** `GET /events/33`, as far as it is stated. */
export function requestText({method, path}: Stated): string {
	return [method, path].filter(part => part !== null).join(' ');
}

/** What a row or record states against every artifact that may be its own; `null` unless all of them differ. */
export function artifactDifference(
	stated: Stated,
	artifacts: readonly ReadArtifact[],
): ReturnType<typeof requestDifference> {
	const differences = artifacts.map(({method, url}) => requestDifference(stated, {method, path: url}));
	return differences.length > 0 && differences.every(difference => difference !== null)
		? (differences[0] ?? null)
		: null;
}
