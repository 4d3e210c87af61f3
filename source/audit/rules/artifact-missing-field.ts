import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {baseName} from '../lookup.ts';
import type {Rule} from '../rule.ts';

/** Parts without which an artifact cannot be tied to a request. One finding a file lists what lacks. */
export const artifactMissingField: Rule = {
	id: 'artifact-missing-field',
	proves: 'an artifact lacks the status, headers, URL, method, body or timings',
	severity: 'high',
	circumstantial: false,
	why: 'Without these an answer cannot be tied to the request that it is said to prove.',
	needs: ['artifacts'],
	check: set => {
		const besides = partsBeside(set);
		return artifactsOnce(set).flatMap(artifact => discoveriesIn(artifact, besides));
	},
};

function discoveriesIn(artifact: ReadArtifact, besides: ReadonlySet<string>): readonly Discovery[] {
	const isUnread = artifact.members.length === 0 && !artifact.hasBody && artifact.status === null;
	if (isUnread || besides.has(stemOf(artifact.file))) {
		return [];
	}

	const lacking = lackingIn(artifact);
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
