import type {ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {groupsBy, requestOf, runOf} from '../same-answers.ts';

/** A server gives every request an id of its own. */
export const requestIdReused: Rule = {
	id: 'request-id-reused',
	proves: 'two artifacts of one run hold the same request id of the server',
	severity: 'medium',
	circumstantial: true,
	why: 'A server numbers every request anew: the same id twice means that one answer was copied, unless it numbers sessions.',
	needs: ['artifacts'],
	check: set => {
		const artifacts = artifactsOnce(set);
		const uses = artifacts.flatMap(artifact => artifact.requestIds.map(id => ({id, artifact})));
		const groups = groupsBy(uses, ({id, artifact}) => `${runOf(artifact.file)}\n${id}`);
		const withIds = artifacts.filter(({requestIds}) => requestIds.length > 0).length;
		return [...groups.values()].flatMap(used => {
			const holders = used.map(({artifact}) => artifact);
			const others = holders.slice(1);
			// One id in everything is the id of the session or of the deployment.
			const isCommon = withIds > 2 && holders.length === withIds;
			const isSame =
				new Set(holders.map(artifact => artifact.testId ?? requestOf(artifact))).size < 2 &&
				new Set(holders.map(({sent}) => sent?.text)).size < 2;
			return holders.length < 2 || isCommon || isSame ? [] : [discovery(used[0], others)];
		});
	},
};

function discovery(
	{id, artifact}: {readonly id: string; readonly artifact: ReadArtifact},
	others: readonly ReadArtifact[],
): Discovery {
	return {
		place: {file: artifact.file},
		subject: id.slice(0, 80),
		claimed: `an answer of its own to ${requestOf(artifact)}`,
		found: `request id ${id.slice(0, 80)} in ${others.length + 1} artifacts`,
		also: others.map(({file}) => ({file})),
	};
}
