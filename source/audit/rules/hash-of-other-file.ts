import type {Rule} from '../rule.ts';
import {hashesOf, otherFileOf, subjectOf} from '../stated-hashes.ts';

export const hashOfOtherFile: Rule = {
	id: 'hash-of-other-file',
	proves: 'a hash is stated for one file and is that of another',
	severity: 'critical',
	circumstantial: false,
	why: 'The hash belongs to a different file of the set: the file that it stands beside was never checked with it.',
	needs: ['hashes'],
	*check(set) {
		for (const hash of hashesOf(set)) {
			const other = otherFileOf(set, hash);
			if (other !== null) {
				yield {
					place: hash.place,
					subject: subjectOf(hash),
					claimed: `${hash.value} is of ${subjectOf(hash)}`,
					found: `it is of ${other.path}`,
					also: [{file: subjectOf(hash)}, {file: other.path}],
				};
			}
		}
	},
};
