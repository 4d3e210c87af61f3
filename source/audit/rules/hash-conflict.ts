import {nameKey} from '../named-files.ts';
import type {Rule} from '../rule.ts';
import {hashesOf, subjectOf, type PlacedHash} from '../stated-hashes.ts';

export const hashConflict: Rule = {
	id: 'hash-conflict',
	proves: 'two different hashes are stated for one file',
	severity: 'critical',
	circumstantial: false,
	why: 'A file has one hash; at least one of the two was not taken from the file that was handed over.',
	needs: ['hashes'],
	*check(set) {
		const byFile = new Map<string, PlacedHash[]>();
		for (const hash of hashesOf(set)) {
			const name = hash.file?.path ?? (hash.of === null ? null : nameKey(set, hash.of));
			if (hash.fault === null && name !== null) {
				const key = `${hash.algorithm} ${hash.digest.length} ${name}`;
				const same = byFile.get(key) ?? [];
				same.push(hash);
				byFile.set(key, same);
			}
		}

		for (const [first, ...others] of byFile.values()) {
			const reported = new Set([first?.digest]);
			for (const other of others) {
				if (first !== undefined && !reported.has(other.digest)) {
					reported.add(other.digest);
					yield {
						place: other.place,
						subject: subjectOf(other),
						claimed: `${other.algorithm.toUpperCase()} ${other.value}`,
						found: `${first.value} elsewhere`,
						also: [first.place],
					};
				}
			}
		}
	},
};
