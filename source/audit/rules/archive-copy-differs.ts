import type {AuditedFile, AuditedSet, ReadArchive} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {packagesOf, type Package} from '../packages.ts';
import type {Rule} from '../rule.ts';

export const archiveCopyDiffers: Rule = {
	id: 'archive-copy-differs',
	proves: 'a file inside the archive is not the one beside it',
	severity: 'high',
	circumstantial: false,
	why: 'Two versions of the same evidence exist, and nothing says which one the report speaks about.',
	needs: ['archive'],
	*check(set) {
		for (const one of packagesOf(set)) {
			yield* onlyInside(set, one);
			for (const {entry, original} of one.copies) {
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

/**
 * Files of JSON that stand in the archive among copies of artifacts, and not beside it, where everything beside it was
 * packed: somebody added them, or took them away outside.
 */
function onlyInside(set: AuditedSet, {archive, copies, lacking, isPartial}: Package): readonly Discovery[] {
	const packed = copies.filter(({original}) => original.kind === 'artifact');
	if (isPartial || packed.length < 3 || lacking.some(({kind}) => kind === 'artifact')) {
		return [];
	}

	const copied = new Set(copies.map(({entry}) => entry));
	const folders = new Set(packed.map(({entry}) => topOf(archive, entry)));
	return set.files
		.filter(file => file.archive === archive.file && !copied.has(file))
		.filter(file => /\.json$/i.test(file.path) && folders.has(topOf(archive, file)))
		.map(({path}) => ({
			place: {file: path},
			subject: path.slice(archive.file.length + 2),
			code: 'only-inside',
			severity: 'medium',
			claimed: `a copy of what stands beside ${archive.file}`,
			found: 'no such file beside it',
		}));
}

/** The folder of an entry that stands highest under the archive's own. */
function topOf({file, root}: ReadArchive, {path}: AuditedFile): string {
	const inside = path.slice(file.length + 2 + root.length);
	return inside.slice(0, Math.max(0, inside.indexOf('/')));
}

function lf(file: {readonly sha256: string; readonly sha256Lf?: string}): string {
	return file.sha256Lf ?? file.sha256;
}
