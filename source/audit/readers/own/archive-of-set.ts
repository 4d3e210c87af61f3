import {sha256} from '../../../evidence/checksums.ts';
import {archiveNameOf} from '../../../evidence/archive-name.ts';
import type {Derivation} from '../../../evidence/evidence-set.ts';
import {checksumsPath, reporters, reportPaths} from '../../../evidence/names.ts';
import {journalFileName} from '../../../session/journal.ts';
import type {AuditedFile, Difference} from '../../audited-set.ts';
import {baseName} from '../../lookup.ts';
import {bytesInMemory, type FileBytes} from '../file-bytes.ts';
import {packedOtherwise, type Packed} from './compare-archive.ts';
import {changedLinesOf, differencesOf} from './compare-file.ts';
import {extraFile, hashesOf, madeOf, missing, type Compared, type DerivedHashes} from './compare-set.ts';
import {derive, type Origin} from './origin.ts';
import {setFilesOf, type SetFiles} from './set-files.ts';

export type ArchiveCase = {
	readonly origin: Origin;
	/** What the folder's files are held against. */
	readonly derivation: Derivation;
	readonly hashes: DerivedHashes;
	readonly set: SetFiles;
	/** Path of the archive that the set itself was read from; its files have been compared already. */
	readonly within: string | null;
	/** True when those files differ. */
	readonly differs: boolean;
};

/** The archives of a session among all files: those that hold its journal, or bear its name. */
export function archivesOf(name: string, all: readonly AuditedFile[]): readonly AuditedFile[] {
	const names = [true, false].map(complete => archiveNameOf(name, complete));
	const holders = new Set(
		all
			.filter(({archive, path}) => archive !== null && path === `${archive}!/${name}/${journalFileName}`)
			.map(({archive}) => archive),
	);
	return all.filter(
		({kind, archive, path}) =>
			kind === 'archive' && archive === null && (holders.has(path) || names.includes(baseName(path))),
	);
}

/** An archive, its name and the hash file beside it against those that the export makes of the journal. */
export async function compareArchive(
	archive: AuditedFile,
	all: readonly AuditedFile[],
	given: ArchiveCase,
): Promise<Compared> {
	const {derivation, within} = given;
	const differences: Difference[] = [];
	if (baseName(archive.path) !== derivation.archiveName) {
		differences.push(changed(archive.path, `named ${baseName(archive.path)}`, derivation.archiveName));
	}

	const inside =
		within === archive.path
			? {...nothing, files: packedIn(archive, all, given), isExplained: given.differs}
			: await compareEntries(archive, all, given);
	differences.push(...inside.differences);
	if (inside.differences.length === 0 && !inside.isExplained) {
		const packed = packedOtherwise(derivation.name, await bytesOf(archive), inside.files);
		if (packed !== null) {
			differences.push(changed(archive.path, `${archive.size} bytes`, packed));
		}
	}

	const same = differences.length === 0 && !inside.isExplained ? [...inside.same, archive.path] : inside.same;
	const hashFile = all.find(({path}) => path === `${archive.path}.sha256`);
	if (hashFile !== undefined) {
		const isChanged = same.length === inside.same.length;
		differences.push(
			...(await compareHashFile(hashFile, archive, {name: derivation.archiveName, isChanged})),
		);
	}

	return {differences, same, changedLines: inside.changedLines};
}

/** What the entries of an archive are, compared with the files that the journal gives. */
type Inside = Compared & {
	/** Those that ought to be there. */
	readonly files: readonly Packed[];
	/** What differs has been told of the files beside the archive. */
	readonly isExplained: boolean;
};

const nothing: Compared = {differences: [], same: [], changedLines: new Map()};

async function bytesOf({size, part, read}: AuditedFile): Promise<FileBytes> {
	return part === undefined ? bytesInMemory(await read()) : {size, part};
}

function packedIn(
	archive: AuditedFile,
	all: readonly AuditedFile[],
	{derivation, hashes}: Pick<ArchiveCase, 'derivation' | 'hashes'>,
): readonly Packed[] {
	const root = `${archive.path}!/${derivation.name}/`;
	return all.flatMap(file => {
		const path = file.archive === archive.path ? file.path.slice(root.length) : '';
		return hashes.has(path) ? [{path, size: file.size}] : [];
	});
}

async function compareEntries(
	archive: AuditedFile,
	all: readonly AuditedFile[],
	given: ArchiveCase,
): Promise<Inside> {
	const {origin, set} = given;
	const root = `${archive.path}!/${given.derivation.name}/`;
	const entries = all.filter(file => file.archive === archive.path);
	const byPath = new Map(entries.map(entry => [entry.path, entry]));
	if (entries.length === 0) {
		const found = 'no archive that can be read';
		return {
			...nothing,
			differences: [changed(archive.path, `${archive.size} bytes`, found)],
			files: [],
			isExplained: true,
		};
	}

	const ownJournal = byPath.get(`${root}${journalFileName}`);
	const older = ownJournal === undefined ? null : await eventsOfOlder(ownJournal, origin.bytes);
	if (older !== null) {
		const newest = origin.events.length;
		const claimed = `an archive of the first ${older} events`;
		return {
			...nothing,
			differences: [changed(archive.path, claimed, `${newest} events in the journal`)],
			files: [],
			isExplained: true,
		};
	}

	const {derivation, hashes} = await withReportsOf(ownJournal, all, given);
	const differences: Difference[] = [];
	const same: string[] = [];
	const changedLines = new Map<string, ReadonlySet<number>>();
	let isExplained = false;
	for (const [path, hash] of hashes) {
		const entry = byPath.get(`${root}${path}`);
		byPath.delete(`${root}${path}`);
		if (entry === undefined) {
			differences.push({...missing(`${root}${path}`, null), found: 'no such entry that can be read'});
		} else if (entry.sha256 === hash) {
			same.push(entry.path);
		} else if (path !== journalFileName && entry.sha256 === set.files.get(path)?.sha256) {
			// The same edit as beside the archive, where it has been told.
			isExplained = true;
		} else {
			const [bytes, made] = [await entry.read(), madeOf(derivation, path)];
			differences.push(...differencesOf(entry.path, bytes, made));
			changedLines.set(entry.path, changedLinesOf(bytes, made));
		}
	}

	const extra = [...byPath.values()].map(entry => extraFile(entry.path, entry.size));
	return {
		differences: [...differences, ...extra],
		same,
		changedLines,
		files: packedIn(archive, all, {derivation, hashes}),
		isExplained,
	};
}

/** An export may have made other reports for the archive than stand in the folder, or there is no folder. */
async function withReportsOf(
	journal: AuditedFile | undefined,
	all: readonly AuditedFile[],
	{origin, derivation, hashes, set}: ArchiveCase,
): Promise<{derivation: Derivation; hashes: DerivedHashes}> {
	const beside = journal === undefined ? set : setFilesOf(journal, all);
	if (journal === undefined || isChoiceSame(beside, set)) {
		return {derivation, hashes};
	}

	const own = await derive(origin, beside);
	return [...own.files.keys()].join() === [...derivation.files.keys()].join()
		? {derivation, hashes}
		: {derivation: own, hashes: hashesOf(own)};
}

/** Whether everything is alike that decides which reports belong to a set. */
function isChoiceSame({files: a}: SetFiles, {files: b}: SetFiles): boolean {
	return (
		reporters.every(reporter => a.has(reportPaths[reporter]) === b.has(reportPaths[reporter])) &&
		[checksumsPath, reportPaths.markdown].every(path => a.get(path)?.sha256 === b.get(path)?.sha256)
	);
}

/** Events of an archived journal that ours goes on from; `null` when it is the same or another one. */
async function eventsOfOlder(entry: AuditedFile, journal: Buffer): Promise<number | null> {
	if (
		entry.size === 0 ||
		entry.size >= journal.length ||
		entry.sha256 !== sha256(journal.subarray(0, entry.size))
	) {
		return null;
	}

	return (await entry.read()).toString('latin1').split('\n').length - 1;
}

/** A changed archive does not fit its hash file for that reason, which has been told. */
async function compareHashFile(
	file: AuditedFile,
	archive: AuditedFile,
	{name, isChanged}: {name: string; isChanged: boolean},
): Promise<Difference[]> {
	const bytes = await file.read();
	const stated = /^[\da-f]{64}/.exec(bytes.subarray(0, 64).toString('latin1'))?.[0];
	const hash = isChanged && stated !== undefined ? stated : archive.sha256;
	const expected = [name, baseName(archive.path)].map(known => Buffer.from(`${hash}  ${known}\n`));
	return expected.some(line => line.equals(bytes))
		? []
		: differencesOf(file.path, bytes, expected[0] ?? Buffer.alloc(0));
}

function changed(file: string, claimed: string, found: string): Difference {
	return {file, kind: 'changed', line: 0, claimed, found, onlyLineEndings: false};
}
