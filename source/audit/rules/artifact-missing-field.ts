import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {baseName} from '../lookup.ts';
import type {Rule} from '../rule.ts';

/** So many artifacts show how a team stores them; fewer are told one by one. */
const fewest = 3;

/**
 * Parts without which an artifact cannot be tied to a request. One finding a file lists what lacks; what no artifact of the
 * set has is told once, since the team never stored it, or calls it by a name that is not known here.
 */
export const artifactMissingField: Rule = {
	id: 'artifact-missing-field',
	proves: 'an artifact lacks the status, headers, URL, method, body or timings',
	severity: 'high',
	circumstantial: false,
	why: 'Without these an answer cannot be tied to the request that it is said to prove.',
	needs: ['artifacts'],
	check: set => {
		const besides = partsBeside(set);
		const lists = artifactsOnce(set)
			.filter(artifact => !isUnread(artifact) && !besides.has(stemOf(artifact.file)))
			.map(artifact => ({artifact, lacking: lackingIn(artifact)}));
		const [first] = lists;
		if (first === undefined || lists.length < fewest) {
			return lists.flatMap(({artifact, lacking}) => discoveryOf(artifact, lacking));
		}

		const common = first.lacking.filter(part => lists.every(({lacking}) => lacking.includes(part)));
		return [
			...inNone(
				lists.map(({artifact}) => artifact),
				common,
			),
			...lists.flatMap(({artifact, lacking}) =>
				discoveryOf(
					artifact,
					lacking.filter(part => !common.includes(part)),
				),
			),
		];
	},
};

function isUnread({members, hasBody, status}: ReadArtifact): boolean {
	return members.length === 0 && !hasBody && status === null;
}

function inNone(artifacts: readonly ReadArtifact[], common: readonly string[]): readonly Discovery[] {
	const [first] = artifacts;
	return first === undefined || common.length === 0
		? []
		: [
				{
					place: {file: first.file},
					code: 'in-none',
					severity: 'medium',
					claimed: `${artifacts.length} artifacts of requests and their answers`,
					found: `none of them has ${common.join(', ')}, or under a name that is not known here`,
					also: artifacts.slice(1, 20).map(({file}) => ({file})),
				},
			];
}

function discoveryOf(artifact: ReadArtifact, lacking: readonly string[]): readonly Discovery[] {
	const onlyTimings = lacking.length === 1 && lacking[0] === 'timings';
	return lacking.length === 0
		? []
		: [
				{
					place: {file: artifact.file},
					claimed: 'an artifact of a request and its answer',
					found: `no ${lacking.join(', no ')}`,
					...(artifact.testId === null ? {} : {subject: artifact.testId}),
					...(onlyTimings ? {severity: 'medium' as const} : {}),
				},
			];
}

function lackingIn(artifact: ReadArtifact): readonly string[] {
	const {status, headers, pointers} = artifact;
	// One that says itself that no answer came, or that none was stored, lacks nothing that it could have.
	const saysNone = artifact.judged === 'no-response' || artifact.judged === 'unknown';
	const isAnswered = status !== null || (artifact.clientError === null && !saysNone);
	const hasNoBody =
		status === 204 || status === 304 || (status !== null && status < 200) || artifact.method === 'HEAD';
	return [
		isAnswered && status === null && 'status',
		isAnswered && (headers === null || headers.size === 0) && 'headers',
		artifact.url === null && 'URL',
		artifact.method === null && 'method',
		isAnswered && !hasNoBody && !artifact.hasBody && pointers.body === undefined && 'body',
		isAnswered && !artifact.hasTimings && 'timings',
	].filter(name => name !== false);
}

const beside = /^(.+?)[._-](?:headers?|meta|metadata|request|status|timings?|info)$/i;

/** Stems of files whose headers or other parts were saved in a file of their own (`curl -D`). */
function partsBeside(set: AuditedSet): ReadonlySet<string> {
	return new Set(
		set.files.flatMap(({path}) => {
			const match = beside.exec(stemOf(path));
			return match === null ? [] : [match[1] ?? '', match[0]];
		}),
	);
}

function stemOf(path: string): string {
	return baseName(path)
		.slice(0, 200)
		.replace(/\.\w{1,8}$/, '')
		.toLowerCase();
}
