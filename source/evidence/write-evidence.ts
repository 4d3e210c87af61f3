import {lstat, readFile, realpath, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Secrets} from '../catalog/catalog.ts';
import {Problem} from '../catalog/problem.ts';
import {journalFileName} from '../session/journal.ts';
import {archiveHashNameOf, archiveNameOf} from './archive-name.ts';
import {makeArchive} from './archive.ts';
import {checksumText, sha256} from './checksums.ts';
import {deriveEvidence, type EvidenceSet, type EvidenceSummary} from './evidence-set.ts';
import {isDerived, listFiles, writeInto} from './export-folder.ts';
import {searchLeaks} from './leak-search.ts';
import {reportPaths, reporters as allReporters, type Reporter} from './names.ts';

export type WriteOptions = {
	/** Folder of the session, with its journal in it. */
	readonly directory: string;
	/**
	 * Reports beside Markdown, which is always written. Unless they are said, those that the folder holds already are
	 * written again, so that deriving again gives the same set.
	 */
	readonly reporters?: readonly Reporter[] | undefined;
	/** Every secret in use: none of them may stand in the archive. */
	readonly secrets: Secrets;
};

/** What an export wrote. */
export type ExportSummary = {
	readonly directory: string;
	readonly name: string;
	readonly complete: boolean;
	/** Files of the set, the journal included, by POSIX path. */
	readonly files: ReadonlyArray<{readonly path: string; readonly bytes: number}>;
	readonly archive: {readonly path: string; readonly bytes: number; readonly sha256: string};
	/** Files of an earlier export that no longer belong to the set and were removed. */
	readonly removed: readonly string[];
	/** Files in the folder that are not part of the set and were left alone. */
	readonly extra: readonly string[];
	/**
	 * Bytes of a torn last line in the folder's journal. They are not in the set; until the session is resumed, which
	 * repairs the journal, `sha256sum -c` passes in the archive and not in the folder.
	 */
	readonly tornBytes: number;
	readonly secretsSearched: number;
	readonly summary: EvidenceSummary;
};

/**
 * Derives the evidence set of a session and writes it into the session's folder, and the archive with its hash beside
 * that folder. The journal is only read. Nothing derived is written when a secret would stand in it.
 *
 * @throws {Problem} `journal-missing`, `journal-damaged`, `journal-version`, `journal-empty`, `secret-found`,
 *   `evidence-not-writable`
 */
export async function writeEvidence({directory, reporters, secrets}: WriteOptions): Promise<ExportSummary> {
	const {root, journal} = await readSession(directory);
	const before = await listFiles(root);
	const set = deriveEvidence(journal, {
		reporters: reporters ?? allReporters.filter(reporter => before.includes(reportPaths[reporter])),
	});
	const archive = await makeArchive(set.name, set.files);
	await refuseLeaks(root, set, archive, secrets);

	const kept = before.filter(file => !isDerived(file));
	for (const [file, bytes] of set.files) {
		// The journal, and what was cut off it, are the session's own files: an export only reads them.
		if (!kept.includes(file)) {
			await writeInto(root, file, bytes);
		}
	}

	const removed = before.filter(file => isDerived(file) && !set.files.has(file));
	await Promise.all(removed.map(file => rm(path.join(root, ...file.split('/')), {force: true})));
	return {
		directory: root,
		name: set.name,
		complete: set.complete,
		files: Array.from(set.files, ([file, bytes]) => ({path: file, bytes: bytes.length})),
		archive: await writeArchive(path.dirname(root), set, archive),
		removed,
		extra: kept.filter(file => !set.files.has(file)),
		tornBytes: journal.length - (set.files.get(journalFileName)?.length ?? 0),
		secretsSearched: secrets.size,
		summary: set.summary,
	};
}

async function readSession(directory: string): Promise<{root: string; journal: Buffer}> {
	const file = path.join(directory, journalFileName);
	try {
		const root = await realpath(directory);
		if (!(await lstat(path.join(root, journalFileName))).isFile()) {
			throw new Error('it is not a plain file');
		}

		return {root, journal: await readFile(path.join(root, journalFileName))};
	} catch (cause) {
		throw new Problem('journal-missing', `The session's journal cannot be read (${messageOf(cause)}).`, {
			place: {file},
			next: 'Give the folder of a session: the one that holds session.jsonl.',
			cause,
		});
	}
}

/** Searches the finished archive before it is written; a hit takes back archives of earlier exports too. */
async function refuseLeaks(root: string, set: EvidenceSet, archive: Buffer, secrets: Secrets): Promise<void> {
	const leaks = searchLeaks(archive, secrets);
	const [first] = leaks;
	if (first === undefined) {
		return;
	}

	await removeArchives(path.dirname(root), set, null);
	const {file, offset, secret, encoding} = first;
	const more = leaks.length === 1 ? '' : `; ${leaks.length - 1} more such places`;
	throw new Problem(
		'secret-found',
		`The value of ${secret} stands in the evidence (as ${encoding}, at byte ${offset})${more}. No archive was made.`,
		{
			place: {file},
			next: 'Do not hand the folder over. Revoke the token, then find out how it came into the journal.',
			exitCode: 1,
		},
	);
}

async function writeArchive(
	folder: string,
	set: EvidenceSet,
	archive: Buffer,
): Promise<ExportSummary['archive']> {
	const hash = sha256(archive);
	await removeArchives(folder, set, set.archiveName);
	await writeInto(folder, set.archiveName, archive);
	const file = path.join(folder, set.archiveName);
	if (sha256(await readFile(file)) !== hash) {
		throw new Problem('evidence-not-writable', 'The archive read back is not what was written.', {
			place: {file},
			next: 'Check the disk, then derive the set again with `report`.',
			exitCode: 1,
		});
	}

	const hashText = checksumText(new Map([[set.archiveName, archive]]));
	await writeInto(folder, archiveHashNameOf(set.archiveName), Buffer.from(hashText));
	return {path: file, bytes: archive.length, sha256: hash};
}

/** A set has one archive: the complete or the INCOMPLETE one, never both. */
async function removeArchives(folder: string, set: EvidenceSet, except: string | null): Promise<void> {
	const stale = [true, false]
		.map(complete => archiveNameOf(set.name, complete))
		.filter(name => name !== except);
	for (const name of stale) {
		await rm(path.join(folder, archiveHashNameOf(name)), {force: true});
		await rm(path.join(folder, name), {force: true});
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
