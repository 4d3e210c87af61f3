import {checksumsPath} from '../../evidence/names.ts';
import type {JournalEvent} from '../../session/event.ts';
import type {AuditedFile, Difference, ReadJournal} from '../audited-set.ts';
import {archivesOf, compareArchive} from './own/archive-of-set.ts';
import {compareSet, hashesOf} from './own/compare-set.ts';
import {readJournalLines} from './own/journal-lines.ts';
import {derive, originOf} from './own/origin.ts';
import {isTornBefore, setFilesOf} from './own/set-files.ts';
import {statedHeadOf} from './own/stated-head.ts';

export type OwnSetOptions = {
	/** Version of this program, to be told where another version made the set. */
	readonly version?: string | undefined;
};

/**
 * Reads a session's journal as far as it goes, derives its evidence set again, and compares every file byte for byte with
 * those that stand beside it, in its folder or in the archive that it was read from. Files are made and compared one by
 * one. Reports beside Markdown are optional: those that are there are compared.
 *
 * @param journal the session.jsonl to go by
 * @param all every file of what is audited
 */
export async function readOwnSet(
	journal: AuditedFile,
	all: readonly AuditedFile[],
	{version}: OwnSetOptions = {},
): Promise<ReadJournal> {
	const bytes = await journal.read();
	const lines = readJournalLines(bytes);
	const set = setFilesOf(journal, all);
	const good = bytes.subarray(0, lines.goodBytes);
	const stated = lines.damage === null ? await statedHeadOf(set, good, lines.head) : null;
	const read: ReadJournal = {
		file: journal.path,
		events: lines.events,
		head: lines.head,
		damage: lines.damage,
		tornBytes: lines.tornBytes,
		isExported: set.isExported,
		underivable: null,
		differences: [],
		derivedFiles: new Set(),
		archiveDifferences: null,
		stated,
		otherVersion: otherVersionOf(lines.events, version),
	};
	const origin = originOf(lines, bytes, stated);
	const [opened] = origin?.events ?? [];
	if (origin === null || opened === undefined) {
		const reason =
			lines.damage === null ? 'the journal is empty' : `the journal is damaged: ${lines.damage.detail}`;
		return {...read, underivable: reason};
	}

	const derivation = await derive(origin, set);
	const archives = archivesOf(derivation.name, all);
	if (!set.isExported && archives.length === 0) {
		return read;
	}

	const hashes = hashesOf(derivation);
	const found = set.isExported
		? await compareSet(set, derivation, hashes, path => isTornBefore(path, opened.at))
		: {differences: [], same: [], changedLines: new Map<string, ReadonlySet<number>>()};
	const changedLines = new Map(found.changedLines);
	const derivedFiles = new Set(found.same);
	const archiveDifferences: Difference[] = [];
	for (const archive of archives) {
		const {
			differences,
			same,
			changedLines: changed,
		} = await compareArchive(archive, all, {
			origin,
			derivation,
			hashes,
			set,
			within: journal.archive,
			differs: found.differences.length > 0,
		});
		archiveDifferences.push(...differences);
		same.forEach(path => derivedFiles.add(path));
		changed.forEach((lines, path) => changedLines.set(path, lines));
	}

	return {
		...read,
		// Where the journal's bytes are not those of the export, the hashes of all that changed with them are others.
		differences: found.differences.filter(
			({file, kind}) => origin.isExact || kind !== 'changed' || !file.endsWith(checksumsPath),
		),
		derivedFiles,
		changedLines,
		totals: derivation.summary.totals,
		archiveDifferences: archives.length === 0 ? null : archiveDifferences,
	};
}

function otherVersionOf(
	events: readonly JournalEvent[],
	version: string | undefined,
): ReadJournal['otherVersion'] {
	const tools = events.flatMap(event =>
		event.type === 'session.opened' || event.type === 'session.resumed' ? [event.tool.version] : [],
	);
	const made = tools.at(-1);
	return version === undefined || made === undefined || made === version ? null : {made, derived: version};
}
