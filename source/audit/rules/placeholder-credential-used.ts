import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';

/** What stands in a file of settings before somebody fills it in. A mask (`***`, `<redacted>`, `<token>`) is none. */
const placeholder =
	/^(?:your[-_ ]?\w*|\w*[-_]?(?:your|insert|enter|put|replace|change)[-_]?(?:me|your|this|the|with)?[-_ ]?(?:api[-_]?)?(?:token|key|secret|password)?[-_ ]?(?:here)?|(?:api[-_]?)?(?:token|key)[-_]here|change[-_]?me|placeholder\w*|\w*[-_]placeholder|dummy[-_]?\w*|fake[-_]?\w*|example[-_]?(?:token|key)|sample[-_]?(?:token|key)|test[-_]?(?:token|key)|todo|tbd|undefined|null|none|nan|\[object object\]|\{\{[\w .-]{1,60}\}\}|\$\{?[A-Z_]{3,60}\}?|%[A-Z_]{3,60}%|)$/i;
const refusal = /auth|unauthor|forbidden|permission|denied|token|credential/i;

/** What nobody writes to hide a token, but forgets to replace. */
const forgotten =
	/^(?:\w*[-_]?your|insert|enter|replace|change[-_]?me|placeholder|\{\{|\$\{|%[A-Z])|(?:token|key)[-_]here$/i;

/**
 * Fires where a request bears a placeholder for its token and the server refused it: the run could not succeed. An answer
 * that succeeded, to this request or to another with the same one, shows that the placeholder only hides the real one;
 * but where nearly all others hide theirs in another way, the request that is shown is not the one that was sent.
 */
export const placeholderCredentialUsed: Rule = {
	id: 'placeholder-credential-used',
	proves: 'the requests carried a placeholder instead of a token',
	severity: 'critical',
	circumstantial: false,
	why: 'Such a run could not succeed: its failures say nothing about the server.',
	needs: [],
	check(set) {
		const artifacts = artifactsOnce(set);
		const hiding = new Set(
			artifacts
				.filter(({status, softError}) => status !== null && status < 300 && softError === null)
				.map(artifact => credentialOf(artifact)),
		);
		const odd = oddOnes(artifacts);
		return [
			...artifacts.filter(artifact => odd.has(artifact)).flatMap(artifact => inSuccess(artifact)),
			...artifacts
				.filter(artifact => !odd.has(artifact) && !hiding.has(credentialOf(artifact)))
				.flatMap(artifact => inArtifact(artifact)),
			...inFacts(set),
		];
	},
};

function credentialOf({requestHeaders}: ReadArtifact): string | undefined {
	const header = requestHeaders?.get('authorization') ?? requestHeaders?.get('x-api-key');
	return header?.replace(/^\s*(?:Bearer|Token|Basic)(?:\s+|$)/i, '').trim();
}

/** The one or two that succeeded with a forgotten placeholder among many that bear none. */
function oddOnes(artifacts: readonly ReadArtifact[]): ReadonlySet<ReadArtifact> {
	const bearing = artifacts.filter(artifact => (credentialOf(artifact) ?? '') !== '');
	const odd = bearing.filter(artifact => forgotten.test(credentialOf(artifact) ?? ''));
	const isOdd = odd.length <= 2 && bearing.length >= odd.length * 5;
	return new Set(isOdd ? odd.filter(({status}) => status !== null && status < 300) : []);
}

function inSuccess(artifact: ReadArtifact): readonly Discovery[] {
	return [
		{
			place: {file: artifact.file},
			claimed: `a request that was answered with ${artifact.status}`,
			found: `the placeholder ${(credentialOf(artifact) ?? '').slice(0, 60)} for its token, with which no request succeeds`,
			...(artifact.testId === null ? {} : {subject: artifact.testId}),
		},
	];
}

function inArtifact(artifact: ReadArtifact): readonly Discovery[] {
	const value = credentialOf(artifact);
	const isRefused =
		artifact.status === 401 ||
		artifact.status === 403 ||
		artifact.status === null ||
		(artifact.softError !== null && refusal.test(artifact.softError));
	return value !== undefined && value.length < 100 && placeholder.test(value) && isRefused
		? [
				{
					place: {file: artifact.file},
					claimed: 'a request with a token',
					found: value === '' ? 'an empty token' : `the placeholder ${value.slice(0, 60)}`,
					...(artifact.testId === null ? {} : {subject: artifact.testId}),
				},
			]
		: [];
}

/** A report that names the token itself. */
function inFacts(set: AuditedSet): readonly Discovery[] {
	return [...set.reports, ...set.logs].flatMap(({facts}) =>
		facts.flatMap(({key, value, place}) => {
			const shown = value.trim();
			const isPlaceholder =
				key === 'token' &&
				shown !== '' &&
				!/^(?:none|null|test[-_]?token|undefined)$/i.test(shown) &&
				placeholder.test(shown);
			return isPlaceholder
				? [{place, claimed: 'a token', found: `the placeholder ${shown.slice(0, 60)}`}]
				: [];
		}),
	);
}
