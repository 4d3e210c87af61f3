import {sha256} from '../../../evidence/checksums.ts';
import type {Derivation} from '../../../evidence/evidence-set.ts';
import {checksumsPath} from '../../../evidence/names.ts';
import {journalFileName} from '../../../session/journal.ts';
import type {Difference} from '../../audited-set.ts';
import {changedLinesOf, differencesOf} from './compare-file.ts';
import type {SetFiles} from './set-files.ts';

/** Hashes of the files that a journal gives, by path. */
export type DerivedHashes = ReadonlyMap<string, string>;

/** Makes every file once, one after the other, and keeps its hash alone. */
export function hashesOf({files}: Derivation): DerivedHashes {
	const hashes = new Map<string, string>();
	// SHA256SUMS last: it needs the hashes of all others, which are known then.
	for (const [path, make] of [...files].sort(
		([a], [b]) => Number(a === checksumsPath) - Number(b === checksumsPath),
	)) {
		hashes.set(path, sha256(make()));
	}

	return hashes;
}

/** Files of a set, compared with those that the journal gives. */
export type Compared = {
	readonly differences: readonly Difference[];
	/** Paths of those that are the same. */
	readonly same: readonly string[];
	/** Of the others, by path: the lines that differ. */
	readonly changedLines: ReadonlyMap<string, ReadonlySet<number>>;
};

/**
 * The files of a folder against those that the journal gives. Only files whose hash differs are read.
 *
 * @param isForeign for files that follow from nothing and yet are no finding
 */
export async function compareSet(
	{root, files}: SetFiles,
	derivation: Derivation,
	hashes: DerivedHashes,
	isForeign: (path: string) => boolean,
): Promise<Compared> {
	const changedLines = new Map<string, ReadonlySet<number>>();
	const same: string[] = [];
	const differences: Difference[] = [];
	const extra = new Map([...files].filter(([path]) => !hashes.has(path) && !isForeign(path)));
	for (const [path, hash] of hashes) {
		const own = files.get(path);
		if (own === undefined) {
			const moved = [...extra].find(([, file]) => file.sha256 === hash)?.[0];
			extra.delete(moved ?? '');
			differences.push(missing(`${root}${path}`, moved === undefined ? null : `${root}${moved}`));
		} else if (own.sha256 !== hash && path !== journalFileName) {
			const other = [...hashes].find(([, known]) => known === own.sha256)?.[0];
			if (other === undefined) {
				const [bytes, made] = [await own.read(), madeOf(derivation, path)];
				differences.push(...differencesOf(own.path, bytes, made));
				changedLines.set(own.path, changedLinesOf(bytes, made));
			} else {
				differences.push(taken(own.path, other));
			}
		} else if (own.sha256 === hash) {
			same.push(own.path);
		}
	}

	for (const file of extra.values()) {
		differences.push(extraFile(file.path, file.size));
	}

	return {differences, same, changedLines};
}

/** A file that the journal gives, made once more. */
export function madeOf({files}: Derivation, path: string): Buffer {
	return files.get(path)?.() ?? Buffer.alloc(0);
}

export function missing(file: string, moved: string | null): Difference {
	const found = moved === null ? 'no such file' : `no such file; the same bytes stand in ${moved}`;
	return {file, kind: 'missing', line: 0, claimed: 'a file of the set', found, onlyLineEndings: false};
}

export function extraFile(file: string, size: number): Difference {
	return {
		file,
		kind: 'extra',
		line: 0,
		claimed: `${size} ${size === 1 ? 'byte' : 'bytes'}`,
		found: 'nothing in the journal gives such a file',
		onlyLineEndings: false,
	};
}

/** A file that holds what belongs into another one. */
function taken(file: string, other: string): Difference {
	return {
		file,
		kind: 'changed',
		line: 1,
		claimed: `the content of ${other}`,
		found: 'another content',
		onlyLineEndings: false,
	};
}
