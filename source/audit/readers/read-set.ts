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
import {digestsOf} from './digests.ts';
import {maximumFileSize, type FileSource, type SourceFile} from './file-source.ts';
import {reasonOf} from './folder-source.ts';
import {readJsonlLog} from './jsonl-log.ts';
import {readMarkdownReport} from './markdown-report.ts';
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
};

/**
 * Reads everything that a source gives: each file once, one after the other, and what is in archives last. No bytes are
 * kept; `AuditedFile.read` reads again. What cannot be read is told in `unread`, and never ends the reading.
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
	};
	const archives: AuditedFile[] = [];
	for await (const file of source.files()) {
		const bytes = await bytesOf(file, gathered.unread);
		if (bytes === null) {
			continue;
		}

		const audited = auditedFile(file, classify(file.path, bytes), bytes);
		if (audited.kind === 'archive') {
			gathered.files.push(audited);
			archives.push(audited);
		} else {
			gathered.files.push(take(audited, bytes, gathered));
		}
	}

	gathered.unread.push(...(source.unread?.() ?? []));
	const originalOf = pathFinder([...gathered.files], ({path}) => path);
	for (const file of archives) {
		await takeArchive(file, originalOf, gathered);
	}

	const journal = await readJournals(gathered, options.own);
	return {
		name: source.name,
		kind: journal === null ? 'foreign' : 'own',
		...gathered,
		journal,
		specs: await readSpecs(gathered),
		tables: await readTables(gathered.files),
		catalog: options.catalog ?? null,
		secrets: options.secrets ?? new Map(),
	};
}

async function bytesOf(
	file: Pick<AuditedFile, 'path' | 'size' | 'read'>,
	unread: Unread[],
): Promise<Buffer | null> {
	const place = {file: file.path};
	if (file.size > maximumFileSize) {
		unread.push({
			place,
			reason: `too large: ${file.size} bytes, of which at most ${maximumFileSize} are read`,
		});
		return null;
	}

	try {
		return await file.read();
	} catch (error) {
		unread.push({place, reason: reasonOf(error)});
		return null;
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
		read: kind === 'archive' || kind === 'journal' ? shared(file.read.bind(file), bytes) : () => file.read(),
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

/** Hands a file to the reader of its kind. Gives it back, with the kind that its content turned out to be of. */
function take(file: AuditedFile, bytes: Buffer, gathered: Gathered): AuditedFile {
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
			return takeDocument(file, bytes, gathered);
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
function takeDocument(file: AuditedFile, bytes: Buffer, gathered: Gathered): AuditedFile {
	const text = file.path.toLowerCase().endsWith('.json') ? textOf(bytes) : null;
	if (text !== null) {
		const {hashes} = readChecksums(file.path, text);
		gathered.hashes.push(...hashes.map(hash => ({...hash, source: 'other' as const})));
	}

	return file;
}

/** Reads an archive's files; those that also stand beside it are compared by rules, not read twice. */
async function takeArchive(
	file: AuditedFile,
	originalOf: (path: string) => AuditedFile | null,
	gathered: Gathered,
): Promise<void> {
	const bytes = await bytesOf(file, gathered.unread);
	if (bytes === null) {
		return;
	}

	const {archive, files, unread} = await readZipArchive(file.path, bytes, () => file.read(), originalOf);
	gathered.archives.push(archive);
	gathered.unread.push(...unread);
	for (const entry of files) {
		const original = originalOf(entry.path.slice(file.path.length + 2));
		// One artifact may differ from its namesake outside, and both are looked at then.
		const isCopy =
			original?.kind === entry.kind && (entry.kind !== 'artifact' || original.sha256 === entry.sha256);
		const isRead = entry.kind !== 'archive' && !isCopy;
		const content = isRead ? await bytesOf(entry, gathered.unread) : null;
		gathered.files.push(content === null ? entry : take(entry, content, gathered));
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
