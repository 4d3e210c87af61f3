import type {ReadArtifact} from './audited-set.ts';

/** Whether an answer's body holds what no second answer can hold: the id that the server gave this one request. */
export function hasOwnMoment({requestIds, headers, hasBody}: ReadArtifact): boolean {
	const inHeaders = new Set(headers?.values() ?? []);
	return hasBody && requestIds.some(id => !inHeaders.has(id));
}
