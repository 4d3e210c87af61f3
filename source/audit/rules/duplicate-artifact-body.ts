import type {ReadArtifact} from '../audited-set.ts';
import {hasOwnMoment} from '../volatile-body.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {actionOf, groupsBy, requestOf, runOf, type Some} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

/** Shorter answers are alike by nature: `{"status":"success"}`. */
const shortest = 200;

/**
 * Fires for equal bodies of different requests in one run, when they hold what only one answer can hold (a request id, a
 * time), or when they are long successes of different actions. Standard errors and equal reads are innocent.
 */
export const duplicateArtifactBody: Rule = {
	id: 'duplicate-artifact-body',
	proves: 'different requests have one and the same answer, byte for byte',
	severity: 'medium',
	circumstantial: false,
	why: 'Different requests do not get one answer: at least one of these artifacts was copied from another.',
	needs: ['artifacts'],
	check: set => {
		const answered = artifactsOnce(set).filter(
			({bodyDigest, bodyLength}) => bodyDigest !== null && bodyLength > 1,
		);
		const groups = groupsBy(answered, ({file, bodyDigest}) => `${runOf(file)}\n${bodyDigest ?? ''}`);
		return [...groups.values()].flatMap(same => {
			const isOwn = hasOwnMoment(same[0]);
			// Two tests may ask the same URL: what holds a moment of its own is a copy even so.
			const requests = new Set(
				same.map(artifact => (isOwn ? (artifact.testId ?? requestOf(artifact)) : requestOf(artifact))),
			);
			return requests.size > 1 && (isOwn || isTelling(same)) ? [discovery(same, requests.size)] : [];
		});
	},
};

function isTelling(same: Some<ReadArtifact>): boolean {
	const [first] = same;
	const isSuccess = same.every(
		({status, softError}) => status !== null && status >= 200 && status <= 299 && softError === null,
	);
	const actions = new Set(
		same.map(artifact => `${artifact.method === 'GET' ? 'read' : 'other'} ${actionOf(artifact) ?? ''}`),
	);
	return isSuccess && first.bodyLength >= shortest && actions.size > 1 && same.every(({url}) => url !== null);
}

function discovery(same: Some<ReadArtifact>, requests: number): Discovery {
	const [first, ...others] = same;
	return {
		place: {
			file: first.file,
			...(first.pointers.body === undefined ? {} : {pointer: first.pointers.body}),
		},
		claimed: `answers to ${requests} different requests`,
		found: `one body of ${first.bodyLength} characters in ${same.length} artifacts`,
		also: others.map(({file}) => ({file})),
	};
}
