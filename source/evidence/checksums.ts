import {createHash} from 'node:crypto';

export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** A file in the format of coreutils' `sha256sum`: the hash, two spaces, the path; sorted by path. */
export function checksumText(files: ReadonlyMap<string, Buffer>): string {
	return checksumLines(new Map(Array.from(files, ([path, bytes]) => [path, sha256(bytes)])));
}

/** The same from hashes that are known already. */
export function checksumLines(hashes: ReadonlyMap<string, string>): string {
	return [...hashes]
		.sort(([a], [b]) => comparePaths(a, b))
		.map(([path, hash]) => `${hash}  ${path}\n`)
		.join('');
}

/** By UTF-16 code units: the same order on every machine, whatever its locale. */
export function comparePaths(a: string, b: string): number {
	return Number(a > b) - Number(a < b);
}
