import type {AuditedFile, AuditedSet, Content, Statement} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {findPersonalData} from '../personal-data.ts';
import {findSecretFragments, findSecretPatterns} from '../secret-patterns.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {mayHoldPersonalData} from './unmasked-pii.ts';

/** What the files hold, gathered while they pass by. */
type Seen = {
	/** Files; of those with a sample, which is not masked either, in `sample`. */
	clear: {secret: string[]; personal: string[]; sample: string[]};
	hasMask: boolean;
};

const seenBy = new WeakMap<AuditedSet, Seen>();
const maskForm =
	/\*{3}|\*{2}\w|\w\*{2}|redacted|\bmasked\b|<hidden>|•{3}|[xX]{6}|\w\.\.\w|…\w|скрыто|замаскирован/i;
const aboutSecrets = /token|secret|credential|password|auth|api[ -]?key|токен|секрет|ключ|парол|авторизац/i;
const aboutPeople =
	/personal|\bpii\b|\bpd\b|e-?mail|phone|name|customer|client data|gdpr|персональн|почт|телефон|фио|клиент|152/i;

/** Fires once for a statement that something is masked, when it stands in clear or no mask stands anywhere. */
export const maskClaimNotFound: Rule = {
	id: 'mask-claim-not-found',
	proves: 'the set says that data is masked, and it is not',
	severity: 'high',
	circumstantial: false,
	why: 'Whoever relies on the masking hands on personal data or secrets without knowing it.',
	needs: ['statements', 'text'],
	check(set) {
		if (statementsOf(set).length === 0) {
			return notEvaluated('no statement about masking was understood');
		}

		if (set.artifacts.length + set.logs.length === 0) {
			return notEvaluated('no artifacts or logs were given that could hold what is masked');
		}

		seenBy.set(set, {clear: {secret: [], personal: [], sample: []}, hasMask: false});
		return [];
	},
	checkFile(file, content, set) {
		const seen = seenBy.get(set);
		if (seen === undefined) {
			return [];
		}

		look(file, content, {set, seen});
		return file === set.files.at(-1)
			? statementsOf(set).flatMap(statement => discoveriesFor(statement, seen, set))
			: [];
	},
};

function statementsOf(set: AuditedSet): readonly Statement[] {
	return [...set.reports, ...set.logs].flatMap(({statements}) =>
		statements.filter(({kind}) => kind === 'masked'),
	);
}

function look(file: AuditedFile, content: Content, {set, seen}: {set: AuditedSet; seen: Seen}): void {
	const isEvidence = ['artifact', 'log', 'report'].includes(file.kind) && content.isText;
	if (!isEvidence || !mayHoldPersonalData(file, set)) {
		return;
	}

	const {text} = content;

	seen.hasMask ||= file.kind !== 'report' && maskForm.test(text);
	if (set.kind === 'foreign' && findSecretPatterns(text).length + findSecretFragments(text).length > 0) {
		seen.clear.secret.push(file.path);
	}

	const people = findPersonalData(text);
	if (people.some(({isSample}) => !isSample)) {
		seen.clear.personal.push(file.path);
	} else if (people.length > 0 && file.kind !== 'report') {
		seen.clear.sample.push(file.path);
	}
}

function discoveriesFor(
	{place, text}: Statement,
	{clear, hasMask}: Seen,
	set: AuditedSet,
): readonly Discovery[] {
	const isBoth = !aboutSecrets.test(text) && !aboutPeople.test(text);
	const files = [
		...(isBoth || aboutSecrets.test(text) ? clear.secret.map(file => ({file, what: 'a secret'})) : []),
		...(isBoth || aboutPeople.test(text) ? clear.personal.map(file => ({file, what: 'personal data'})) : []),
	];
	const claimed = text.trim().slice(0, 120);
	// The masks that are there leave no doubt that it was to be masked as well.
	if (hasMask && (isBoth || aboutPeople.test(text))) {
		files.push(...clear.sample.map(file => ({file, what: 'values of a test person'})));
	}

	const [first] = files;
	if (first !== undefined) {
		const more = files.length === 1 ? '' : ` and in ${files.length - 1} more files`;
		return [
			{
				place,
				claimed,
				found: `${first.what} in clear in ${first.file}${more}`,
				also: files.slice(0, 20).map(({file}) => ({file})),
				...(clear.sample.includes(first.file) ? {severity: 'medium' as const} : {}),
			},
		];
	}

	return hasMask || set.artifacts.length === 0
		? []
		: [{place, claimed, found: 'no masked value in any artifact or log'}];
}
