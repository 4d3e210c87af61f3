import {baseName} from '../lookup.ts';
import type {Rule} from '../rule.ts';
import {hashesOf, subjectOf, type PlacedHash} from '../stated-hashes.ts';

export const hashReused: Rule = {
	id: 'hash-reused',
	proves: 'one hash is stated for several different files',
	severity: 'critical',
	circumstantial: false,
	why: 'Different files cannot have the same hash, so it was copied and checks at most one of them.',
	needs: ['hashes'],
	*check(set) {
		const byDigest = new Map<string, PlacedHash[]>();
		for (const hash of hashesOf(set)) {
			if (hash.fault === null && (hash.file !== null || hash.of !== null)) {
				const same = byDigest.get(hash.digest) ?? [];
				same.push(hash);
				byDigest.set(hash.digest, same);
			}
		}

		for (const same of byDigest.values()) {
			const different = differentFiles(same);
			const [first, second] = different;
			if (first !== undefined && second !== undefined) {
				const names = different.map(hash => nameOf(hash));
				yield {
					place: second.place,
					subject: names.join(', '),
					claimed: `${second.value} is of ${nameOf(second)}`,
					found: `it is stated for ${names.length} files: ${names.slice(0, 5).join(', ')}`,
					also: different.filter(hash => hash !== second).map(({place}) => place),
				};
			}
		}
	},
};

/** One statement a file, of files that are not copies of each other as far as they can be seen. */
function differentFiles(hashes: readonly PlacedHash[]): PlacedHash[] {
	const byFile = new Map<string, PlacedHash>();
	for (const hash of hashes) {
		// By the last part: the same file is named with and without its folder.
		const key = hash.file === null ? `name ${nameOf(hash).toLowerCase()}` : `content ${hash.file.sha256}`;
		if (!byFile.has(key)) {
			byFile.set(key, hash);
		}
	}

	const names = new Map<string, PlacedHash>();
	for (const hash of byFile.values()) {
		const name = nameOf(hash).toLowerCase();
		if (!names.has(name)) {
			names.set(name, hash);
		}
	}

	return [...names.values()];
}

function nameOf(hash: PlacedHash): string {
	return baseName(subjectOf(hash));
}
