import type {StatedHash} from '../audited-set.ts';

export type Algorithm = StatedHash['algorithm'];

/** A hash of a known length that stands alone in a text: MD5, SHA-1, SHA-256 or SHA-512. */
export const hashPattern =
	/(?<![\da-zа-яё])(?:[\da-f]{128}|[\da-f]{64}|[\da-f]{40}|[\da-f]{32})(?![\da-zа-яё])/i;

const lengths: ReadonlyMap<number, Algorithm> = new Map([
	[32, 'md5'],
	[40, 'sha1'],
	[64, 'sha256'],
	[128, 'sha512'],
]);

/** Hexadecimal digits of an algorithm's hash; `null` for one that is not known. */
export function lengthOf(algorithm: Algorithm): number | null {
	return [...lengths].find(([, name]) => name === algorithm)?.[0] ?? null;
}

/** The algorithm that a hash of this length is of; SHA-256 when no length fits. */
export function algorithmOf(value: string): Algorithm {
	return lengths.get(value.length) ?? 'sha256';
}

/** The algorithm that a word names, when it is nothing else: `SHA-256`, `SHA2-256`, `md5sum`. */
export function statedAlgorithm(word: string): Algorithm | null {
	const [, name] =
		/^\s*(md5|sha-?(?:2-?)?\d{1,3})(?:[- ]?(?:sums?|hash|checksum|хэш|хеш))?\s*:?\s*$/i.exec(word) ?? [];
	return name === undefined ? null : named(name);
}

/** The algorithm that a file's name says: `run.zip.sha256`, `SHA256SUMS`, `md5.txt`. */
export function algorithmNamed(fileName: string): Algorithm | null {
	const [, name] = /(?:^|[-_. ])(md5|sha-?\d{1,3})(?:sums?)?(?:[-_. ]|$)/i.exec(fileName) ?? [];
	return name === undefined ? null : named(name);
}

function named(name: string): Algorithm {
	switch (name.toLowerCase().replaceAll('-', '')) {
		case 'md5':
			return 'md5';
		case 'sha1':
			return 'sha1';
		case 'sha256':
		case 'sha2256':
			return 'sha256';
		case 'sha512':
		case 'sha2512':
			return 'sha512';
		default:
			return 'other';
	}
}
