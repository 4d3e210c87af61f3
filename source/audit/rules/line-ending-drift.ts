import {packagesOf} from '../packages.ts';
import type {Rule} from '../rule.ts';

export const lineEndingDrift: Rule = {
	id: 'line-ending-drift',
	proves: 'a file inside the archive differs from the one beside it in its line endings',
	severity: 'high',
	circumstantial: false,
	why: 'The words are the same, but every hash of one copy fails on the other: a program converted line endings on the way.',
	needs: ['archive'],
	*check(set) {
		for (const {copies} of packagesOf(set)) {
			for (const {entry, original} of copies) {
				const isSame = entry.sha256 === original.sha256;
				if (!isSame && (entry.sha256Lf ?? entry.sha256) === (original.sha256Lf ?? original.sha256)) {
					yield {
						place: {file: entry.path},
						subject: original.path,
						claimed: `a copy of ${original.path}`,
						found: `the same text with ${entry.sha256Lf === undefined ? 'LF' : 'CRLF'} line endings inside, ${original.sha256Lf === undefined ? 'LF' : 'CRLF'} outside`,
						also: [{file: original.path}],
					};
				}
			}
		}
	},
};
