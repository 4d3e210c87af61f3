import {createHash} from 'node:crypto';
import type {AuditedFile, AuditedSet, Content} from '../audited-set.ts';
import type {Rule} from '../rule.ts';
import {withCrlf, withLf} from '../readers/digests.ts';
import {hashesByFile, keptCopyOf, otherFileOf, subjectOf, type PlacedHash} from '../stated-hashes.ts';

export const hashMismatch: Rule = {
	id: 'hash-mismatch',
	proves: 'a file is not the one that its stated hash is of',
	severity: 'critical',
	circumstantial: false,
	why: 'The file was changed, replaced or damaged after its hash was taken, or the hash was never taken from it.',
	needs: ['hashes'],
	*checkFile(file, content, set) {
		for (const hash of hashesByFile(set).get(file) ?? []) {
			if (hash.algorithm === 'other' || isUnusable(hash) || matches(hash, file, content.bytes)) {
				continue;
			}

			if (otherFileOf(set, hash) !== null || isToldByJournal(set, hash)) {
				continue;
			}

			const path = hash.file?.path ?? file.path;
			const ends = lineEnds(hash, content);
			const kept = keptCopyOf(set, hash);
			yield {
				place: hash.place,
				subject: subjectOf(hash),
				...(ends === null ? {} : {code: 'line-endings', severity: 'high' as const}),
				claimed: `${hash.algorithm.toUpperCase()} ${hash.value}`,
				found:
					ends === null
						? `${hash.algorithm.toUpperCase()} ${digest(hash.algorithm, content.bytes)} of ${path}${kept === null ? '' : `; ${kept.path} still has the stated one`}`
						: `${path} has this hash only with ${ends} line endings: they were converted, the words are the same`,
				also: [{file: path}, ...(kept === null ? [] : [{file: kept.path}])],
			};
		}
	},
};

/** What the journal shows to be changed, a file or its list of hashes, has been told with its exact place. */
function isToldByJournal({journal}: AuditedSet, {place, file, source}: PlacedHash): boolean {
	const told = [...(journal?.differences ?? []), ...(journal?.archiveDifferences ?? [])];
	return (
		source === 'checksums' && told.some(difference => [place.file, file?.path].includes(difference.file))
	);
}

function isUnusable(hash: PlacedHash): boolean {
	return hash.fault !== null && hash.fault.code !== 'abbreviated';
}

function matches(hash: PlacedHash, file: AuditedFile, bytes: Buffer): boolean {
	return isSame(hash, hash.algorithm === 'sha256' ? file.sha256 : digest(hash.algorithm, bytes));
}

function isSame(hash: PlacedHash, actual: string): boolean {
	if (hash.fault?.code !== 'abbreviated') {
		return hash.digest === actual;
	}

	const [start = '', end = ''] = hash.digest.split(/\.\.\.|…/);
	return actual.startsWith(start) && actual.endsWith(end);
}

/** With which line endings the file would have the hash. */
function lineEnds(hash: PlacedHash, {bytes, isText}: Content): 'LF' | 'CRLF' | null {
	if (!isText) {
		return null;
	}

	if (bytes.includes('\r\n') && isSame(hash, digest(hash.algorithm, withLf(bytes)))) {
		return 'LF';
	}

	return isSame(hash, digest(hash.algorithm, withCrlf(bytes))) ? 'CRLF' : null;
}

function digest(algorithm: string, bytes: Buffer): string {
	return createHash(algorithm).update(bytes).digest('hex');
}
