import {posix} from 'node:path';
import type {AuditedSet, FileKind} from './audited-set.ts';
import {foldedPath, pathFinder, pathInside} from './copies.ts';
import {baseName, matchesGlob} from './lookup.ts';
import {sharedNames} from './named-files.ts';

/** What was handed over, and whether a file that somebody names is among it. */

type Given = {
	/** Last parts of all paths, folded: of files, of what could not be read, and of entries that must not be unpacked. */
	readonly names: ReadonlySet<string>;
	/** The same without extension. */
	readonly stems: ReadonlySet<string>;
	/** Whether a path of several parts may be that of one of them. */
	readonly has: (path: string) => boolean;
	/** Folders, folded, without a slash at the end; those in archives without the archive. */
	readonly folders: ReadonlySet<string>;
};

const known = new WeakMap<AuditedSet, Given>();

function givenIn(set: AuditedSet): Given {
	let given = known.get(set);
	if (given === undefined) {
		const paths = [
			...set.files.map(({path}) => path),
			...set.unread.map(({place}) => place.file),
			...set.archives.flatMap(archive => archive.unsafe.map(({name}) => `${archive.file}!/${name}`)),
		].map(path => foldedPath(path));
		const names = new Set(paths.map(path => baseName(path)));
		const folders = new Set<string>();
		for (const path of paths) {
			let folder = posix.dirname(path.slice(path.lastIndexOf('!/') + 1).replace(/^\//, ''));
			while (folder !== '.' && folder !== '/' && !folders.has(folder)) {
				folders.add(folder);
				folder = posix.dirname(folder);
			}
		}

		const {has} = pathFinder(paths.map(pathInside), path => path, sharedNames(set));
		given = {names, has, stems: new Set([...names].map(name => stemOf(name))), folders};
		known.set(set, given);
	}

	return given;
}

function stemOf(name: string): string {
	return name.replace(/\.[a-z\d]{1,6}$/, '');
}

/**
 * Whether a file of that name is among what was given: by its last part (`*` allowed) where that tells it from others, else
 * by its folders too; a name without extension by what stands before it.
 */
export function isGiven(set: AuditedSet, name: string): boolean {
	const {names, has, stems, folders} = givenIn(set);
	const folded = foldedPath(name).replace(/\/$/, '');
	const base = baseName(folded);
	if (/[*?]/.test(base)) {
		return [...names].some(candidate => matchesGlob(candidate, base));
	}

	return (
		(names.has(base) && (base === folded || has(folded))) ||
		(/\.[a-z\d]{1,6}$/.test(base) ? false : stems.has(base) || hasFolder(folders, folded))
	);
}

/** Whether a folder of that path is there, at the end of some path. */
export function isFolderGiven(set: AuditedSet, name: string): boolean {
	return hasFolder(givenIn(set).folders, foldedPath(name).replace(/\/+$/, ''));
}

function hasFolder(folders: ReadonlySet<string>, folder: string): boolean {
	return (
		folders.has(folder) ||
		[...folders].some(path => path.endsWith(`/${folder}`) || folder.endsWith(`/${path}`))
	);
}

/** Whether the folder that a file is said to stand in was given. */
export function isPathGiven(set: AuditedSet, name: string): boolean {
	const folder = posix.dirname(foldedPath(name));
	return folder === '.' || isFolderGiven(set, folder);
}

/** Kind of a file as far as its name says; `null` when it says nothing. */
export function kindOfName(name: string): FileKind | null {
	const base = baseName(name).toLowerCase();
	if (/\.(?:zip|tar|tgz|tar\.gz|7z|rar)$/.test(base)) {
		return 'archive';
	}

	if (/\.(?:jsonl|ndjson|log)$/.test(base)) {
		return 'log';
	}

	if (/\.(?:csv|tsv)$/.test(base)) {
		return 'counts';
	}

	if (/\.(?:sha\d*|md5)$|^(?:sha\d*|md5)sums?/.test(base)) {
		return 'checksums';
	}

	if (/\.(?:md|markdown|html?|pdf)$/.test(base)) {
		return 'report';
	}

	return /\.json$/.test(base) ? 'artifact' : null;
}

/** Whether files of the kind that a name is of were given at all. */
export function isKindGiven(set: AuditedSet, name: string): boolean {
	const kind = kindOfName(name);
	return kind !== null && set.files.some(file => file.kind === kind);
}
