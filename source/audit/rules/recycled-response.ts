import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {runOf} from '../same-answers.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {hasOwnMoment} from '../volatile-body.ts';

/** Fires for an answer that says it is of one run and bears the request id, or the Date and body, of another. */
export const recycledResponse: Rule = {
	id: 'recycled-response',
	proves: 'an artifact repeats the answer of another run',
	severity: 'high',
	circumstantial: true,
	why: 'An answer that was seen in another run proves nothing about this one.',
	needs: ['artifacts'],
	check: set => {
		const artifacts = artifactsOnce(set);
		return new Set(artifacts.map(({file}) => runOf(file))).size < 2
			? notEvaluated('the artifacts of one run only were given')
			: recycledIn(artifacts, set);
	},
};

function recycledIn(artifacts: readonly ReadArtifact[], set: AuditedSet): readonly Discovery[] {
	const hashes = new Map(set.files.map(({path, sha256}) => [path, sha256]));
	const seen = new Map<string, ReadArtifact>();
	const found: Discovery[] = [];
	for (const artifact of artifacts) {
		for (const {key, what} of traitsOf(artifact)) {
			const before = seen.get(key);
			if (before === undefined) {
				seen.set(key, artifact);
				continue;
			}

			// The whole file twice is a copy of the file, which claims nothing new.
			if (
				runOf(before.file) !== runOf(artifact.file) &&
				hashes.get(before.file) !== hashes.get(artifact.file)
			) {
				found.push({
					place: {file: artifact.file},
					claimed: 'an answer of its own run',
					found: `${what} of ${before.file}`,
					also: [{file: before.file}],
				});
				break;
			}
		}
	}

	return found;
}

function traitsOf(artifact: ReadArtifact): ReadonlyArray<{readonly key: string; readonly what: string}> {
	const date = artifact.headers?.get('date') ?? '';
	const {bodyDigest, bodyLength} = artifact;
	return [
		...artifact.requestIds.map(id => ({key: `id ${id}`, what: 'the request id'})),
		...(bodyDigest !== null && bodyLength > 1 && date !== ''
			? [{key: `date ${date} ${bodyDigest}`, what: 'the Date and the body'}]
			: []),
		...(bodyDigest !== null && hasOwnMoment(artifact) ? [{key: `body ${bodyDigest}`, what: 'the body'}] : []),
	];
}
