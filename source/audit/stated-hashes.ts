import {posix} from 'node:path';
import type {AuditedFile, AuditedSet, StatedHash} from './audited-set.ts';
import {foldedPath, pathFinder, pathInside} from './copies.ts';
import {originalsOf} from './file-text.ts';
import {baseName} from './lookup.ts';
import {sharedNames} from './named-files.ts';
import {lengthOf} from './readers/hash-words.ts';

/** A stated hash with the file that it is of. */
export type PlacedHash = StatedHash & {
	/** Lower-case, without a prefix such as `sha256:`. */
	readonly digest: string;
	/** `null`: not among the files, or the words do not say which. */
	readonly file: AuditedFile | null;
	/** Why it can be no hash, or only a part of one. */
	readonly fault: HashFault | null;
};

export type HashFault = {
	readonly code: 'wrong-length' | 'not-hexadecimal' | 'abbreviated' | 'placeholder' | 'hash-of-nothing';
	readonly found: string;
};

const placed = new WeakMap<AuditedSet, readonly PlacedHash[]>();

/** Every stated hash of a set that is of a file; worked out once. Hashes of bodies and parts are left out. */
export function hashesOf(set: AuditedSet): readonly PlacedHash[] {
	let hashes = placed.get(set);
	if (hashes === undefined) {
		const find = fileFinder(set);
		hashes = set.hashes
			.filter(hash => !isOfPart(hash) && !isOfItself(hash))
			.map(hash => placedHash(hash, find(hash)));
		placed.set(set, hashes);
	}

	return hashes;
}

/** How the file of a hash is called in findings. */
export function subjectOf(hash: PlacedHash): string {
	return hash.file?.path ?? hash.of ?? '';
}

function placedHash(hash: StatedHash, file: AuditedFile | null): PlacedHash {
	const digest = hash.value
		.trim()
		.replace(/^[a-z]{2,4}-?\d{0,3}[:=]\s*/i, '')
		.toLowerCase();
	return {...hash, digest, file, fault: faultOf(hash, digest, file)};
}

/** SHA-256, SHA-1 and MD5 of no bytes at all. */
const ofNothing: ReadonlySet<string> = new Set([
	'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	'da39a3ee5e6b4b0d3255bfef95601890afd80709',
	'd41d8cd98f00b204e9800998ecf8427e',
]);

function faultOf(hash: StatedHash, digest: string, file: AuditedFile | null): HashFault | null {
	const length = lengthOf(hash.algorithm);
	if (/^[\da-f]{6,}(?:\.\.\.|…)(?:[\da-f]+)?$/.test(digest)) {
		return {code: 'abbreviated', found: 'only a part of a hash'};
	}

	if (!/^[\da-f]+$/.test(digest)) {
		const wrong = /[^\da-f]/.exec(digest)?.[0] ?? '';
		return {
			code: 'not-hexadecimal',
			found: digest === '' ? 'nothing' : `${JSON.stringify(wrong)} is no hexadecimal digit`,
		};
	}

	if (length !== null && digest.length !== length) {
		return {code: 'wrong-length', found: `${digest.length} digits, not ${length}`};
	}

	if (length !== null && (new Set(digest).size <= 4 || isRepeated(digest))) {
		return {code: 'placeholder', found: 'a repeated pattern, which no hash has'};
	}

	return ofNothing.has(digest) && file?.size !== 0
		? {code: 'hash-of-nothing', found: 'the hash of an empty file'}
		: null;
}

/** A piece of at most 16 digits over and over, or the digits in their order. */
function isRepeated(digest: string): boolean {
	return [1, 2, 4, 8, 16].some(length => digest === digest.slice(0, length).repeat(digest.length / length));
}

/** Hash of a request's or answer's body, not of the file that holds it. */
function isOfPart(hash: StatedHash): boolean {
	const member = hash.place.pointer?.split('/').at(-1) ?? '';
	return (
		hash.source !== 'checksums' &&
		/body|content|response|request|payload|prev|chain|parent|commit|rev/i.test(member)
	);
}

/** `sha256sum * > SHA256SUMS` lists the file that it is just writing; that line proves nothing. */
function isOfItself(hash: StatedHash): boolean {
	return (
		hash.source === 'checksums' &&
		hash.of !== null &&
		foldedPath(baseName(hash.of)) === foldedPath(baseName(hash.place.file))
	);
}

/** Finds the file of a hash: beside a checksum file, by path, by the longest common end; on disk before in archives. */
function fileFinder(set: AuditedSet): (hash: StatedHash) => AuditedFile | null {
	const byPath = new Map(set.files.map(file => [foldedPath(file.path), file] as const));
	const disk = set.files.filter(file => file.archive === null);
	const shared = sharedNames(set);
	const onDisk = pathFinder(disk, ({path}) => path, shared).find;
	const inArchives = pathFinder(
		set.files.filter(file => file.archive !== null),
		({path}) => path,
		shared,
	).find;
	const archives = disk.filter(({kind}) => kind === 'archive');
	return ({of, place}) => {
		if (of === null) {
			return null;
		}

		const name = foldedPath(of.trim());
		const beside = byPath.get(foldedPath(posix.join(posix.dirname(place.file), name)));
		const found = beside ?? byPath.get(name);
		if (found !== undefined) {
			return found;
		}

		const archive = /^(.*?!)\//.exec(place.file)?.[1];
		const within = archive === undefined ? null : inArchives(`${archive}/${name}`);
		return (
			[within, onDisk(name), inArchives(name)].find(file => file !== null && isMeant(name, file)) ??
			(/^(?:the )?(?:zip|archive|zip[- ]archive|архив|zip-архив)$/.test(name) && archives.length === 1
				? (archives[0] ?? null)
				: null)
		);
	};
}

/** One path ends like the other; or the name alone says enough, since evidence files have names of their own. */
function isMeant(name: string, file: AuditedFile): boolean {
	const path = foldedPath(file.path.slice(file.path.indexOf('!/') === -1 ? 0 : file.path.indexOf('!/') + 2));
	return (
		['artifact', 'log', 'archive', 'counts'].includes(file.kind) ||
		`/${path}`.endsWith(`/${name}`) ||
		`/${name}`.endsWith(`/${path}`)
	);
}

const byFiles = new WeakMap<AuditedSet, ReadonlyMap<AuditedFile, readonly PlacedHash[]>>();

/** Hashes by the file that they are of; those of a copy in an archive by the file that it repeats. */
export function hashesByFile(set: AuditedSet): ReadonlyMap<AuditedFile, readonly PlacedHash[]> {
	let map = byFiles.get(set);
	if (map === undefined) {
		const originals = originalsOf(set);
		map = grouped(hashesOf(set), ({file}) => (file === null ? null : (originals.get(file) ?? file)));
		byFiles.set(set, map);
	}

	return map;
}

const byDigests = new WeakMap<AuditedSet, ReadonlyMap<string, readonly AuditedFile[]>>();

/** Files by their SHA-256. */
export function filesByDigest(set: AuditedSet): ReadonlyMap<string, readonly AuditedFile[]> {
	let map = byDigests.get(set);
	if (map === undefined) {
		map = grouped(set.files, ({sha256}) => sha256);
		byDigests.set(set, map);
	}

	return map;
}

/** The file that a hash is right for, where it is wrong for the file that it is stated of; else `null`. */
export function otherFileOf(set: AuditedSet, hash: PlacedHash): AuditedFile | null {
	return keptCopyOf(set, hash) === null ? (filesWith(set, hash)[0] ?? null) : null;
}

/** The copy in an archive (or beside it) of a hash's file that still has the hash: one of the two was changed since. */
export function keptCopyOf(set: AuditedSet, hash: PlacedHash): AuditedFile | null {
	const {file} = hash;
	const others = filesWith(set, hash).filter(({archive}) => archive !== file?.archive);
	if (file === null || others.length === 0) {
		return null;
	}

	const {has} = pathFinder([pathInside(file.path)], path => path);
	return others.find(({path}) => has(pathInside(path))) ?? null;
}

function filesWith(set: AuditedSet, {file, fault, algorithm, digest}: PlacedHash): readonly AuditedFile[] {
	return file !== null && fault === null && algorithm === 'sha256' && file.sha256 !== digest
		? (filesByDigest(set).get(digest) ?? [])
		: [];
}

/** Without those that have no key. */
function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K | null): ReadonlyMap<K, readonly T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		if (key !== null) {
			const group = groups.get(key) ?? [];
			group.push(item);
			groups.set(key, group);
		}
	}

	return groups;
}
