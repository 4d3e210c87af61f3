import {searchLeaks} from '../../evidence/leak-search.ts';
import type {AuditedFile, AuditedSet, Content} from '../audited-set.ts';
import {groupsBy, type Some} from '../same-answers.ts';
import type {Discovery} from '../finding.ts';
import {isArchivedCopy, lineAt} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {findSecretPatterns, type SecretHit} from '../secret-patterns.ts';

/** Live secrets in every encoding, and what has the form of a secret. One finding for a file and kind; never a value. */
export const secretLeak: Rule = {
	id: 'secret-leak',
	proves: 'a secret stands in a file in clear',
	severity: 'critical',
	circumstantial: false,
	why: 'Whoever has this file can act in the name of its owner: the secret must be replaced at once.',
	needs: ['text'],
	checkFile(file, content, set) {
		return file.kind === 'archive' || isArchivedCopy(file.path, set)
			? []
			: [...liveSecrets(file, content, set), ...patterns(file, content, set)];
	},
};

function liveSecrets(file: AuditedFile, {bytes}: Content, {secrets}: AuditedSet): readonly Discovery[] {
	return searchLeaks(new Map([[file.path, bytes]]), secrets).map(
		({offset, secret, encoding, file: where}) => ({
			place:
				where === file.path
					? {file: file.path, line: lineAt(bytes.toString('latin1', 0, offset + 1), offset)}
					: {file: file.path},
			code: 'live',
			subject: secret,
			claimed: 'no secret',
			found: `the value of ${secret}${encoding === 'plain' ? '' : ` (${encoding})`}${where === file.path ? '' : ' in the name of the file'}`,
		}),
	);
}

function patterns(file: AuditedFile, content: Content, {secrets, kind}: AuditedSet): readonly Discovery[] {
	// Our own files passed the gate of masking; what looks like a secret there is a fingerprint or a page of ours.
	if (!content.isText || kind === 'own' || file.kind === 'checksums') {
		return [];
	}

	const {text} = content;
	const live = [...secrets.values()].filter(value => value.length > 3);
	const hits = findSecretPatterns(text).filter(({value}) => !live.some(secret => value.includes(secret)));
	return [...groupsBy(hits, hit => hit.kind).values()].map(same => discovery(file, text, same));
}

function discovery(file: AuditedFile, text: string, same: Some<SecretHit>): Discovery {
	const [first] = same;
	const times = same.length === 1 ? '' : `, ${same.length} times`;
	return {
		place: {file: file.path, line: lineAt(text, first.offset)},
		code: first.kind.toLowerCase().replaceAll(' ', '-'),
		claimed: 'no secret',
		found: `${first.kind} of ${first.value.length} characters, unmasked${times}`,
	};
}
