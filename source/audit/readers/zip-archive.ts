import type {Entry} from 'yauzl';
import type {AuditedFile, ReadArchive, UnsafeEntry, Unread} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {classify} from './classify.ts';
import {digestsOf} from './digests.ts';
import type {FileBytes} from './file-bytes.ts';
import {maximumEntries, readDirectory, type Directory} from './zip-directory.ts';
import {contentOf, dataOf, isReadable, ZipDamage, type EntryData} from './zip-entry.ts';
import {foldedName, nameOf} from './zip-name.ts';

/** Bytes of content that are read at most, unless the archive is so large itself that it cannot swell by much. */
const maximumContent = 200 * 1024 * 1024;

type Unsafe = {readonly name: string; readonly code: UnsafeEntry; readonly detail: string};
type Problems = {readonly unsafe: Unsafe[]; readonly unread: Unread[]};
type SoundEntry = {readonly name: string; readonly data: EntryData};

/**
 * Reads a zip entry by entry; nothing is written anywhere, and one entry at a time is in memory. Every problem is an `unsafe` entry, and what is sound is still
 * read. Limits: 50 000 entries, 200 MB of content (or twice the archive, when that is more), a ratio of 100.
 *
 * @param file path of the archive, as the set has it
 * @param bytes of the archive; entries that are asked for again are read from it again
 * @param originalOf the file beside the archive that an entry's name means
 */
export async function readZipArchive(
	file: string,
	bytes: FileBytes,
	originalOf: (name: string) => AuditedFile | null = () => null,
): Promise<{archive: ReadArchive; files: AuditedFile[]; unread: Unread[]}> {
	const directory = await readDirectory(bytes);
	const empty: ReadArchive = {
		file,
		size: bytes.size,
		notZip: null,
		entries: new Map(),
		unsafe: [],
		root: '',
	};
	if (typeof directory === 'string') {
		return {archive: {...empty, notZip: directory}, files: [], unread: []};
	}

	const problems: Problems = {
		unsafe: directory.damage.map(detail => ({name: '', code: 'damaged', detail})),
		unread: [],
	};
	const sound = soundEntries(file, directory, problems);
	const {zip} = directory;
	const files = sound.flatMap(({name, data}): AuditedFile[] => {
		const content = soundContent(zip, {name, data}, problems);
		if (content === null) {
			return [];
		}

		const path = `${file}!/${name}`;
		const digests = digestsOf(content);
		const original = originalOf(name);
		const isCopy = original?.sha256 === digests.sha256 && baseName(original.path) === baseName(name);
		const kind = isCopy ? original.kind : classify(path, content);
		if (kind === 'archive') {
			problems.unsafe.push({
				name,
				code: 'nested-archive',
				detail: `${name} is an archive too; it was not opened`,
			});
		}

		return [
			{
				path,
				kind,
				size: content.length,
				...digests,
				modified: data.modified,
				archive: file,
				read: reader(zip, data),
			},
		];
	});
	const entries = new Map(
		files.map(({path, size, modified}) => [path.slice(file.length + 2), {path, size, modified}] as const),
	);
	return {
		archive: {...empty, entries, unsafe: problems.unsafe, root: rootOf([...entries.keys()])},
		files,
		unread: problems.unread,
	};
}

/** In a function of its own, so that what reads an entry again does not keep its content in memory. */
function reader(zip: FileBytes, data: EntryData): () => Promise<Buffer> {
	return () =>
		new Promise(resolve => {
			resolve(contentOf(zip, data));
		});
}

/** The entries that are worth unpacking; all others are told in `problems`. */
function soundEntries(file: string, directory: Directory, problems: Problems): readonly SoundEntry[] {
	const {unsafe} = problems;
	if (directory.stated > maximumEntries) {
		const detail = `${directory.stated} entries, of which at most ${maximumEntries} would be read`;
		unsafe.push({name: '', code: 'too-many-entries', detail});
		return [];
	}

	const seen = new Map<string, string>();
	const sound: SoundEntry[] = [];
	for (const entry of directory.entries) {
		const {name, fault, doubt} = nameOf(entry);
		const before = seen.get(foldedName(name));
		seen.set(foldedName(name), name);
		if (doubt !== null) {
			unsafe.push({name, ...doubt});
		}

		if (fault !== null) {
			unsafe.push({name, ...fault});
		} else if (before !== undefined) {
			unsafe.push({name, code: 'duplicate-name', detail: `${name} would overwrite ${before}`});
		} else if (!name.endsWith('/')) {
			const data = soundData(file, directory.zip, {entry, name}, problems);
			if (data !== null) {
				sound.push({name, data});
			}
		}
	}

	return withinLimits(withoutOverlaps(sound, unsafe), directory.zip.size, unsafe);
}

function soundData(
	file: string,
	zip: FileBytes,
	{entry, name}: {entry: Entry; name: string},
	{unsafe, unread}: Problems,
): EntryData | null {
	if (!isReadable(entry)) {
		const reason = `packed with method ${entry.compressionMethod}; only stored and deflated entries are read`;
		unread.push({place: {file: `${file}!/${name}`}, reason});
		return null;
	}

	try {
		return dataOf(zip, entry, name);
	} catch (error) {
		unsafe.push({name, ...damageOf(error)});
		return null;
	}
}

/** Entries that share bytes unpack to more than the archive can hold. */
function withoutOverlaps(entries: readonly SoundEntry[], unsafe: Unsafe[]): SoundEntry[] {
	let last: SoundEntry | undefined;
	return [...entries]
		.sort((a, b) => a.data.from - b.data.from)
		.filter(entry => {
			if (last !== undefined && entry.data.from < last.data.end) {
				const detail = `${entry.name} lies in the bytes of ${last.name}`;
				unsafe.push({name: entry.name, code: 'bomb', detail});
				return false;
			}

			last = entry;
			return true;
		});
}

function withinLimits(
	entries: readonly SoundEntry[],
	archiveSize: number,
	unsafe: Unsafe[],
): readonly SoundEntry[] {
	const limit = Math.max(maximumContent, archiveSize * 2);
	let total = 0;
	const kept = entries.filter(({data}) => (total += data.size) <= limit);
	if (total > limit) {
		unsafe.push({
			name: '',
			code: 'too-large',
			detail: `${total} bytes of content, of which at most ${limit} are read`,
		});
	}

	return kept;
}

function soundContent(zip: FileBytes, {name, data}: SoundEntry, {unsafe}: Problems): Buffer | null {
	try {
		return contentOf(zip, data);
	} catch (error) {
		const {code, detail} = damageOf(error);
		unsafe.push({name, code, detail: `${name} ${detail}`});
		return null;
	}
}

function damageOf(error: unknown): {code: UnsafeEntry; detail: string} {
	if (error instanceof ZipDamage) {
		return {code: error.code, detail: error.message};
	}

	throw error;
}

/** The folder that all names begin with, with its slash. */
function rootOf(names: readonly string[]): string {
	const first = names[0]?.slice(0, names[0].indexOf('/') + 1) ?? '';
	return first !== '' && names.every(name => name.startsWith(first)) ? first : '';
}
