import type {Discovery} from '../finding.ts';
import {isArtifactToCheck} from '../file-text.ts';
import {plainKey} from '../readers/artifact-keys.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

const delayKeys = /^(?:eventloop(?:delay|lag)(?:max)?|loop(?:delay|lag|max)|maxloop(?:delay|lag))(?:ms)?$/;

/** Fires where an artifact gives a latency beside its own note that the measuring program was late. */
export const sampleContaminated: Rule = {
	id: 'sample-contaminated',
	proves: 'a latency was measured while the measuring program itself was late',
	severity: 'medium',
	circumstantial: false,
	why: 'The delay was on our side: the figure says nothing about the server.',
	needs: ['artifacts'],
	checkFile(file, {artifact}, set) {
		const latency = isArtifactToCheck(file, set) ? (artifactNamed(set, file.path)?.latencyMs ?? null) : null;
		return latency === null || artifact === null ? [] : discoveriesIn(file.path, artifact.value, latency);
	},
};

function discoveriesIn(file: string, value: unknown, latency: number): readonly Discovery[] {
	const claimed = `a latency of ${latency} ms`;
	for (const {key, member, pointer} of members(value, '', 0)) {
		const name = plainKey(key);
		if (name === 'contaminated' && member === true) {
			return [
				{place: {file, pointer}, claimed, found: 'the artifact calls its own measurement contaminated'},
			];
		}

		// The limit of the measuring standard: 5 ms, or a tenth of the value.
		if (delayKeys.test(name) && typeof member === 'number' && member > Math.max(5, latency / 10)) {
			return [{place: {file, pointer}, claimed, found: `an event loop delay of ${member} ms`}];
		}
	}

	return [];
}

function* members(
	value: unknown,
	pointer: string,
	depth: number,
): Generator<{key: string; member: unknown; pointer: string}> {
	if (!isRecord(value) || depth > 2) {
		return;
	}

	for (const [key, member] of Object.entries(value)) {
		const at = pointerTo(pointer, key);
		yield {key, member, pointer: at};
		if (!/^(?:body|response|headers|data)$/i.test(key)) {
			yield* members(member, at, depth + 1);
		}
	}
}
