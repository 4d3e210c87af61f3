import type {Rule} from '../rule.ts';
import {hashesOf, subjectOf} from '../stated-hashes.ts';

export const hashMalformed: Rule = {
	id: 'hash-malformed',
	proves: 'what is given as a hash cannot be one',
	severity: 'critical',
	circumstantial: false,
	why: 'A string that no program can have computed proves nothing about the file; it only looks like proof.',
	needs: ['hashes'],
	*check(set) {
		for (const hash of hashesOf(set)) {
			// A part of a hash is still held against its file.
			if (hash.fault !== null && hash.fault.code !== 'abbreviated') {
				yield {
					place: hash.place,
					subject: subjectOf(hash),
					code: hash.fault.code,
					claimed: `${hash.algorithm === 'other' ? 'hash' : hash.algorithm.toUpperCase()} ${hash.value.slice(0, 64)}`,
					found: hash.fault.found,
				};
			}
		}
	},
};
