import type {ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {groupsBy, runOf} from '../same-answers.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** What the recorder of this program writes (source/evidence/artifacts.ts), in its order. */
const ownMembers =
	'test_id title endpoint variant stage spec_ref attempt sent_at status_code latency_ms timings connection request headers body body_encoding wire_bytes decoded_bytes truncated masked error verdict reasons mark notes journal_seq'.split(
		' ',
	);
/** So many files of one shape come from one program. */
const fewest = 5;
/** Members that come and go with what happened. */
const occasional =
	/error|exception|traceback|retr(?:y|ies)|attempt|note|comment|warning|redirect|history|body|response|text|reason|message|skipped|mark|encoding|truncated|size|bytes/i;

/**
 * Own sets: members that our recorder never writes. Others: an answer whose members are nearly all unlike those that at
 * least five siblings, and most files of the folder, share exactly.
 */
export const artifactShapeDiffersFromRunner: Rule = {
	id: 'artifact-shape-differs-from-runner',
	proves: 'an artifact has another structure than the program writes that made the others',
	severity: 'high',
	circumstantial: false,
	why: 'One program writes one structure: a file of another was made by something or somebody else.',
	needs: ['artifacts'],
	check(set) {
		if (set.kind === 'own') {
			return artifactsOnce(set).flatMap(artifact => unlikeOurs(artifact));
		}

		const folders = [...groupsBy(artifactsOnce(set).filter(isComparable), ({file}) => runOf(file)).values()];
		return folders.every(siblings => siblings.length < fewest)
			? notEvaluated(`no folder holds ${fewest} artifacts that could be compared`)
			: folders.flatMap(siblings => unlikeSiblings(siblings));
	},
};

function isComparable({members, broken}: ReadArtifact): boolean {
	return members.length > 0 && (broken === null || broken.code === 'trailing-text' || broken.code === 'bom');
}

function unlikeOurs({file, members, broken}: ReadArtifact): readonly Discovery[] {
	const foreign = members.filter(name => !ownMembers.includes(name));
	const missing = ownMembers.filter(name => !members.includes(name));
	const found = [...foreign.map(name => `member ${name.slice(0, 40)}`), ...missing.map(name => `no ${name}`)];
	return broken !== null || found.length === 0
		? []
		: [{place: {file}, claimed: 'an artifact of this program', found: found.slice(0, 5).join(', ')}];
}

function unlikeSiblings(siblings: readonly ReadArtifact[]): readonly Discovery[] {
	const shapes = [...groupsBy(siblings, ({members}) => [...members].sort().join('\n')).values()].sort(
		(a, b) => b.length - a.length,
	);
	const [usual] = shapes;
	if (usual === undefined || usual.length < fewest || usual.length < siblings.length * 0.6) {
		return [];
	}

	const known = new Set(usual[0].members);
	return shapes.slice(1).flatMap(([first, ...rest]) => {
		const invented = first.members.filter(name => !known.has(name) && !occasional.test(name));
		const kept = first.members.filter(name => known.has(name)).length;
		const isUnlike = first.clientError === null && invented.length >= 2 && kept < known.size / 2;
		return isUnlike
			? [first, ...rest].map(({file, testId}) => ({
					place: {file},
					claimed: `the structure of ${usual.length} other artifacts (${[...known].slice(0, 4).join(', ')} …)`,
					found: `members ${invented.slice(0, 5).join(', ').slice(0, 120)}`,
					also: [{file: usual[0].file}],
					...(testId === null ? {} : {subject: testId}),
				}))
			: [];
	});
}
