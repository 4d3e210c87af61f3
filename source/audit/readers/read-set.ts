import type {Catalog, Secrets} from '../../catalog/catalog.ts';
import type {
	AuditedFile,
	AuditedSet,
	FileKind,
	ReadArchive,
	ReadArtifact,
	ReadCounts,
	ReadJournal,
	ReadLog,
	ReadReport,
	StatedHash,
	Unread,
} from '../audited-set.ts';
import {pathFinder} from '../copies.ts';
import {baseName} from '../lookup.ts';
import {readArtifact} from './artifact.ts';
import {readChecksums} from './checksums.ts';
import {classify} from './classify.ts';
import {readCsvCounts} from './csv-counts.ts';
import {digestsOf, sha256Of} from './digests.ts';
import {maximumFileSize, type FileSource, type SourceFile} from './file-source.ts';
import {reasonOf} from './folder-source.ts';
import {readJsonlLog} from './jsonl-log.ts';
import {readMarkdownReport} from './markdown-report.ts';
import {takeNamed} from './named-artifacts.ts';
import {readOwnSet, type OwnSetOptions} from './own-set.ts';
import {speaksOfRun} from './report-kind.ts';
import {readSpecs} from './specs.ts';
import {readTables} from './sql-schema.ts';
import {textOf} from './text.ts';
import {readZipArchive} from './zip-archive.ts';

export type ReadOptions = {
	/** What the requests are held against; none unless given. */
	readonly catalog?: Catalog | null;
	/** Searched for in every file, never printed. */
	readonly secrets?: Secrets;
	/** For the sets of this program. */
	readonly own?: OwnSetOptions;
};

/** What is gathered while files pass by; the set's own lists in the making. */
type Gathered = {
	readonly files: AuditedFile[];
	readonly reports: ReadReport[];
	readonly logs: ReadLog[];
	readonly artifacts: ReadArtifact[];
	readonly counts: ReadCounts[];
	readonly archives: ReadArchive[];
	readonly hashes: StatedHash[];
	readonly unread: Unread[];
	/** Where in `files` reports and logs stand that are read last, when it is known whether a journal proves them. */
	readonly later: number[];
};

/**
 * Reads everything that a source gives, one file after the other: what is in archives after what stands beside them, and
 * reports and logs last. No bytes are kept; `AuditedFile.read` reads again. What cannot be read is told in `unread`, and
 * never ends the reading.
 */
export async function readSet(source: FileSource, options: ReadOptions = {}): Promise<AuditedSet> {
	const gathered: Gathered = {
		files: [],
		reports: [],
		logs: [],
		artifacts: [],
		counts: [],
		archives: [],
		hashes: [],
		unread: [],
		later: [],
	};
	const packed: AuditedFile[] = [];
	for await (const file of source.files()) {
		if (isArchive(file)) {
			const archive = archiveFile(file, gathered.unread);
			packed.push(...archive);
			gathered.files.push(...archive);
			continue;
		}

		const bytes = await bytesOf(file, gathered.unread);
		if (bytes !== null) {
			take(auditedFile(file, classify(file.path, bytes), bytes), bytes, gathered);
		}
	}

	gathered.unread.push(...(source.unread?.() ?? []));
	const originalOf = finderOf(gathered);
	for (const file of packed) {
		await takeArchive(file, originalOf, gathered);
	}

	const journal = await readJournals(gathered, options.own);
	const proved = await takeLater(gathered, provedBy(journal));
	await takeNamed(gathered, file => bytesOf(file, gathered.unread));
	const {files, reports, logs, artifacts, counts, archives, hashes, unread} = gathered;
	return {
		name: source.name,
		kind: journal === null ? 'foreign' : 'own',
		...{files, reports, logs, artifacts, counts, archives, hashes, unread},
		proved,
		journal,
		specs: await readSpecs(gathered),
		tables: await readTables(files),
		catalog: options.catalog ?? null,
		secrets: options.secrets ?? new Map(),
	};
}

function isTooLarge({path, size}: Pick<AuditedFile, 'path' | 'size'>, unread: Unread[]): boolean {
	if (size <= maximumFileSize) {
		return false;
	}

	const reason = `too large: ${size} bytes, of which at most ${maximumFileSize} are read`;
	unread.push({place: {file: path}, reason});
	return true;
}

async function bytesOf(
	file: Pick<AuditedFile, 'path' | 'size' | 'read'>,
	unread: Unread[],
): Promise<Buffer | null> {
	if (isTooLarge(file, unread)) {
		return null;
	}

	try {
		return await file.read();
	} catch (error) {
		unread.push({place: {file: file.path}, reason: reasonOf(error)});
		return null;
	}
}

/** Told by its name and its first bytes: an archive is never read as a whole. */
function isArchive(file: SourceFile): boolean {
	try {
		return classify(file.path, file.part(0, Math.min(file.size, 4))) === 'archive';
	} catch {
		// Whoever reads it next is told why it cannot be read.
		return false;
	}
}

/** None when it cannot be read, which is told. */
function archiveFile(file: SourceFile, unread: Unread[]): readonly AuditedFile[] {
	if (isTooLarge(file, unread)) {
		return [];
	}

	const {path, size, modified} = file;
	try {
		return [
			{
				path,
				kind: 'archive',
				size,
				modified,
				archive: null,
				sha256: sha256Of(file),
				read: () => file.read(),
				part: (from, to) => file.part(from, to),
			},
		];
	} catch (error) {
		unread.push({place: {file: path}, reason: reasonOf(error)});
		return [];
	}
}

function auditedFile(file: SourceFile, kind: FileKind, bytes: Buffer): AuditedFile {
	return {
		path: file.path,
		kind,
		size: bytes.length,
		modified: file.modified,
		archive: null,
		...digestsOf(bytes),
		read: kind === 'journal' ? shared(() => file.read(), bytes) : () => file.read(),
	};
}

/** Gives the same bytes to all who ask while somebody has them: what is large is in memory once at most. */
function shared(read: () => Promise<Buffer>, bytes: Buffer): () => Promise<Buffer> {
	let known = new WeakRef(bytes);
	return async () => {
		const kept = known.deref();
		if (kept !== undefined) {
			return kept;
		}

		const again = await read();
		known = new WeakRef(again);
		return again;
	};
}

/** Hands a file to the reader of its kind, at once or later, and adds it with the kind that its content is of. */
function take(file: AuditedFile, bytes: Buffer | null, gathered: Gathered): void {
	if (isReadLater(file)) {
		gathered.later.push(gathered.files.length);
	}

	gathered.files.push(bytes === null || isReadLater(file) ? file : readNow(file, bytes, gathered));
}

function isReadLater({kind}: AuditedFile): boolean {
	return kind === 'report' || kind === 'log';
}

function readNow(file: AuditedFile, bytes: Buffer, gathered: Gathered): AuditedFile {
	switch (file.kind) {
		case 'artifact':
			gathered.artifacts.push(readArtifact(file.path, bytes));
			return file;
		case 'report':
		case 'log':
		case 'counts':
		case 'checksums':
			return takeText(file, textOf(bytes), gathered);
		case 'document':
			takeDocument(file, bytes, gathered);
			return file;
		case 'archive':
		case 'journal':
		case 'own-report':
		case 'other':
			if (
				file.kind === 'other' &&
				/\.(?:md|markdown|txt|log|jsonl|ndjson|json|csv|tsv|html?|xml|ya?ml)$/i.test(file.path)
			) {
				gathered.unread.push({place: {file: file.path}, reason: 'named like a text, but its bytes are none'});
			} else if (/\.(?:7z|rar|tar|tgz|tbz2?|txz|gz|bz2|xz|zst)$/i.test(file.path)) {
				gathered.unread.push({
					place: {file: file.path},
					reason: 'an archive of a format that is not read; only zips are',
				});
			}

			return file;
	}
}

function takeText(file: AuditedFile, text: string | null, gathered: Gathered): AuditedFile {
	const {path} = file;
	if (text === null) {
		gathered.unread.push({place: {file: path}, reason: 'named like a text, but its bytes are none'});
		return {...file, kind: 'other'};
	}

	if (file.kind === 'report') {
		const report = readMarkdownReport(path, text);
		if (!speaksOfRun(path, report)) {
			// A readme that gives the archive's hash gives it as much as a report does.
			gathered.hashes.push(...report.hashes.filter(({of, value}) => of !== null && value.length === 64));
			return {...file, kind: 'document'};
		}

		gathered.reports.push(report);
		gathered.hashes.push(...report.hashes);
	} else if (file.kind === 'log') {
		const log = readJsonlLog(path, text);
		gathered.logs.push(log);
		gathered.hashes.push(...log.hashes);
		gathered.unread.push(...log.unread);
	} else if (file.kind === 'counts') {
		const counts = readCsvCounts(path, text);
		gathered.counts.push(counts);
		if (counts.rows.length === 0 && text.trim() !== '') {
			gathered.unread.push({place: {file: path}, reason: 'a CSV file without row counts of tables'});
		}
	} else {
		const {hashes, unread} = readChecksums(path, text);
		gathered.hashes.push(...hashes);
		gathered.unread.push(...unread);
	}

	return file;
}

/** A summary or package file in JSON may state hashes among other things. */
function takeDocument(file: AuditedFile, bytes: Buffer, gathered: Gathered): void {
	const text = file.path.toLowerCase().endsWith('.json') ? textOf(bytes) : null;
	if (text !== null) {
		const {hashes} = readChecksums(file.path, text);
		gathered.hashes.push(...hashes.map(hash => ({...hash, source: 'other' as const})));
	}
}

/**
 * What a journal proves of reports and logs: those that follow from it byte for byte, where the whole set does. Where
 * anything differs, all of them are read as claims, so that the contradiction is told in every place where it shows.
 */
function provedBy(journal: ReadJournal | null): ReadonlySet<string> {
	const isWhole =
		journal !== null &&
		journal.damage === null &&
		journal.stated === null &&
		journal.differences.length === 0 &&
		(journal.archiveDifferences ?? []).length === 0;
	return isWhole ? journal.derivedFiles : new Set();
}

/**
 * Reads the reports and logs that are not proved. What a proved one states is as true as the journal: to read it as somebody's
 * claims would prove nothing more, and takes long when it speaks of ten thousand tests.
 *
 * @returns paths of those that were left unread for that reason
 */
async function takeLater(gathered: Gathered, proved: ReadonlySet<string>): Promise<readonly string[]> {
	const {files, later} = gathered;
	const isOutside = (index: number): boolean => files[index]?.archive === null;
	const left = await takeAll(later.filter(isOutside), {gathered, proved, originalOf: () => null});
	const originalOf = finderOf(gathered);
	const inside = later.filter(index => !isOutside(index));
	return [...left, ...(await takeAll(inside, {gathered, proved, originalOf}))];
}

type Finder = (path: string) => AuditedFile | null;

async function takeAll(
	indexes: readonly number[],
	{gathered, proved, originalOf}: {gathered: Gathered; proved: ReadonlySet<string>; originalOf: Finder},
): Promise<readonly string[]> {
	const {files, unread} = gathered;
	const left: string[] = [];
	for (const index of indexes) {
		const file = files[index];
		const original = file === undefined ? null : originalOfEntry(file, originalOf);
		if (file === undefined || original?.kind === file.kind) {
			continue;
		}

		if (original?.sha256 === file.sha256) {
			files[index] = {...file, kind: original.kind};
		} else if (proved.has(file.path)) {
			left.push(file.path);
		} else {
			const bytes = await bytesOf(file, unread);
			if (bytes !== null) {
				files[index] = readNow(file, bytes, gathered);
			}
		}
	}

	return left;
}

/** Finds what stands beside the archives, by name. */
function finderOf({files}: Gathered): Finder {
	return pathFinder(
		files.filter(({archive}) => archive === null),
		({path}) => path,
	).find;
}

/** The file beside an archive that one of its own is a copy of, or is named like. */
function originalOfEntry({archive, path}: AuditedFile, originalOf: Finder): AuditedFile | null {
	return archive === null ? null : originalOf(path.slice(archive.length + 2));
}

/** Reads an archive's files; those that also stand beside it are compared by rules, not read twice. */
async function takeArchive(file: AuditedFile, originalOf: Finder, gathered: Gathered): Promise<void> {
	const {part = () => Buffer.alloc(0)} = file;
	const found = await readZipArchive(file.path, {size: file.size, part}, originalOf).catch(
		(error: unknown) => {
			gathered.unread.push({place: {file: file.path}, reason: reasonOf(error)});
			return null;
		},
	);
	if (found === null) {
		return;
	}

	const {archive, files, unread} = found;
	gathered.archives.push(archive);
	gathered.unread.push(...unread);
	for (const entry of files) {
		const original = originalOfEntry(entry, originalOf);
		// One artifact may differ from its namesake outside, and both are looked at then.
		const isCopy =
			original?.kind === entry.kind && (entry.kind !== 'artifact' || original.sha256 === entry.sha256);
		if (isReadLater(entry)) {
			take(entry, null, gathered);
		} else if (entry.kind === 'archive' || isCopy) {
			gathered.files.push(entry);
		} else {
			const content = await bytesOf(entry, gathered.unread);
			take(entry, content, gathered);
		}
	}
}

async function readJournals(gathered: Gathered, options: OwnSetOptions = {}): Promise<ReadJournal | null> {
	const journals = gathered.files.filter(({kind}) => kind === 'journal');
	const first = journals.find(({archive}) => archive === null) ?? journals[0];
	if (first === undefined) {
		return null;
	}

	for (const other of journals) {
		if (other !== first && other.sha256 !== first.sha256 && baseName(other.path) === baseName(first.path)) {
			gathered.unread.push({
				place: {file: other.path},
				reason: `another journal beside ${first.path}; audit its folder on its own`,
			});
		}
	}

	return readOwnSet(first, gathered.files, options);
}
