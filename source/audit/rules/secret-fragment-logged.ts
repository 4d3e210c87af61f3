import {isArchivedCopy, lineAt} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {findSecretFragments} from '../secret-patterns.ts';

/** Fires for the first or last characters of a secret beside a word for it. A fingerprint of ours is none. */
export const secretFragmentLogged: Rule = {
	id: 'secret-fragment-logged',
	proves: 'a part of a secret stands in a file in clear',
	severity: 'critical',
	circumstantial: false,
	why: 'Every character that is shown makes the secret easier to guess and to match with other leaks.',
	needs: ['text'],
	checkFile(file, content, set) {
		const isOther =
			!content.isText || set.kind === 'own' || file.kind === 'document' || file.kind === 'checksums';
		const found = isOther || isArchivedCopy(file.path, set) ? [] : findSecretFragments(content.text);
		const [first] = found;
		return first === undefined
			? []
			: [
					{
						place: {file: file.path, line: lineAt(content.text, first.offset)},
						claimed: 'a masked secret',
						found: `${first.shown} of its characters are readable${found.length === 1 ? '' : `, ${found.length} times`}`,
					},
				];
	},
};
