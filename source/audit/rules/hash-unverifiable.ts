import type {AuditedSet} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {isGiven, isKindGiven, isPathGiven, kindOfName} from '../given-files.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import type {Discovery} from '../finding.ts';
import {filesByDigest, hashesOf, subjectOf, type PlacedHash} from '../stated-hashes.ts';

export const hashUnverifiable: Rule = {
	id: 'hash-unverifiable',
	proves: 'the file that a hash is stated of is not there',
	severity: 'critical',
	circumstantial: false,
	why: 'Nobody can check this hash: the file that it is said to be of was not handed over.',
	needs: ['hashes'],
	check(set) {
		const open = hashesOf(set).filter(hash => hash.file === null);
		const decidable = open.filter(hash => isDecidable(set, hash));
		if (decidable.length === 0 && open.length > 0) {
			return notEvaluated('no file of the kind that a hash is stated of was given');
		}

		return decidable.flatMap((hash): Discovery[] => {
			const isMissing = hash.of === null ? !filesByDigest(set).has(hash.digest) : !isGiven(set, hash.of);
			return isMissing && (hash.fault === null || hash.fault.code === 'abbreviated')
				? [
						{
							place: hash.place,
							subject: subjectOf(hash),
							claimed: `${hash.algorithm === 'other' ? 'hash' : hash.algorithm.toUpperCase()} ${hash.value}`,
							found:
								hash.of === null
									? 'no file has it, and it does not say of which file it is'
									: `no file ${baseName(hash.of)} is there`,
							...(hash.of !== null && isKindGiven(set, hash.of) ? {} : {severity: 'medium' as const}),
						},
					]
				: [];
		});
	},
};

/** Files of its kind were given, or so many others that it would be there too. */
function isDecidable(set: AuditedSet, hash: PlacedHash): boolean {
	if (hash.of === null) {
		return hash.algorithm === 'sha256' && set.archives.length > 0;
	}

	// A hash of an archive that stands inside of one speaks about its own package.
	const isOfPackage = kindOfName(hash.of) === 'archive' && hash.place.file.includes('!/');
	const isListed = hash.source === 'checksums' && isPathGiven(set, hash.of);
	return !isOfPackage && (isKindGiven(set, hash.of) || isListed || set.artifacts.length > 0);
}
