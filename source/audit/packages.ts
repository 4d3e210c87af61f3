import type {AuditedFile, AuditedSet, ReadArchive} from './audited-set.ts';
import {foldedPath, pathFinder, sharedEnds} from './copies.ts';

/** An archive together with the files beside it that it packs. */
export type Package = {
	readonly archive: ReadArchive;
	/** Entries with the file on disk that they are a copy of. */
	readonly copies: ReadonlyArray<{readonly entry: AuditedFile; readonly original: AuditedFile}>;
	/** Evidence on disk that belongs to the archive's set. */
	readonly expected: readonly AuditedFile[];
	/** Those of `expected` without a copy in the archive. */
	readonly lacking: readonly AuditedFile[];
	/** The list of entries is not all there is: limits or damage cut it short. */
	readonly isPartial: boolean;
};

/** What an archive of a run is there for; checksums and other archives stand beside it. */
const evidenceKinds: readonly string[] = ['report', 'log', 'artifact', 'counts', 'journal', 'own-report'];

const packages = new WeakMap<AuditedSet, readonly Package[]>();

/**
 * Archives of which it is certain what they are to hold: those that stand beside a folder of their name, and the only
 * archive among files of one run.
 */
export function packagesOf(set: AuditedSet): readonly Package[] {
	let found = packages.get(set);
	if (found === undefined) {
		const disk = set.files.filter(file => file.archive === null && file.kind !== 'archive');
		const sound = set.archives.filter(archive => archive.notZip === null);
		found = sound.flatMap(archive => {
			const files = filesOf(archive, disk, set.archives.length === 1);
			return files.length === 0 ? [] : [packageOf(set, archive, files)];
		});
		packages.set(set, found);
	}

	return found;
}

function filesOf(
	archive: ReadArchive,
	disk: readonly AuditedFile[],
	isOnly: boolean,
): readonly AuditedFile[] {
	const folder = `${foldedPath(archive.file).replace(/\.zip$/, '')}/`;
	const own = disk.filter(({path}) => foldedPath(path).startsWith(folder));
	return own.length > 0 ? own : isOnly ? disk : [];
}

function packageOf(set: AuditedSet, archive: ReadArchive, files: readonly AuditedFile[]): Package {
	const entries = set.files.filter(file => file.archive === archive.file);
	const nameOf = ({path}: AuditedFile): string => path.slice(archive.file.length + 2);
	const shared = sharedEnds([entries.map(nameOf)]);
	const original = pathFinder(files, ({path}) => path, shared);
	const copies = entries.flatMap(entry => {
		const name = nameOf(entry);
		const found = original.find(name);
		return found !== null && isCopy(name, entry, found) ? [{entry, original: found}] : [];
	});
	const copied = new Set(copies.map(copy => copy.original));
	// Readable or not: it is in there.
	const names = [...entries.map(nameOf), ...archive.unsafe.map(({name}) => name)];
	const packed = pathFinder(names, name => name, sharedEnds([files.map(({path}) => path)]));
	const expected = files.filter(({kind}) => evidenceKinds.includes(kind));
	return {
		archive,
		copies,
		expected,
		lacking: expected.filter(file => !copied.has(file) && packed.all(file.path).length === 0),
		isPartial: archive.unsafe.some(
			({code, name}) =>
				code === 'too-large' || code === 'too-many-entries' || (code === 'damaged' && name === ''),
		),
	};
}

/** One path ends like the other; evidence files have names of their own, so that their folders may differ. */
function isCopy(name: string, entry: AuditedFile, original: AuditedFile): boolean {
	const inside = `/${foldedPath(name)}`;
	const outside = `/${foldedPath(original.path)}`;
	return (
		inside.endsWith(outside) ||
		outside.endsWith(inside) ||
		(entry.kind === original.kind && evidenceKinds.includes(entry.kind))
	);
}
