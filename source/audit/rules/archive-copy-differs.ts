import {packagesOf} from '../packages.ts';
import type {Rule} from '../rule.ts';

export const archiveCopyDiffers: Rule = {
	id: 'archive-copy-differs',
	proves: 'a file inside the archive is not the one beside it',
	severity: 'high',
	circumstantial: false,
	why: 'Two versions of the same evidence exist, and nothing says which one the report speaks about.',
	needs: ['archive'],
	*check(set) {
		for (const {copies} of packagesOf(set)) {
			for (const {entry, original} of copies) {
				if (entry.sha256 !== original.sha256 && lf(entry) !== lf(original)) {
					yield {
						place: {file: entry.path},
						subject: original.path,
						claimed: `a copy of ${original.path} (${original.size} bytes, SHA-256 ${original.sha256.slice(0, 12)}…)`,
						found: `other content (${entry.size} bytes, SHA-256 ${entry.sha256.slice(0, 12)}…)`,
						also: [{file: original.path}],
					};
				}
			}
		}
	},
};

function lf(file: {readonly sha256: string; readonly sha256Lf?: string}): string {
	return file.sha256Lf ?? file.sha256;
}
