import {derivationOf, type Derivation} from '../../evidence/evidence-set.ts';
import {checksumsPath, reporters as allReporters, reportPaths, type Reporter} from '../../evidence/names.ts';
import {sha256} from '../../evidence/checksums.ts';
import type {JournalEvent} from '../../session/event.ts';
import {journalFileName} from '../../session/journal.ts';
import type {AuditedFile, Difference, ReadJournal, StatedHead} from '../audited-set.ts';
import {archivesOf, compareArchive} from './own/archive-of-set.ts';
import {compareSet, hashesOf} from './own/compare-set.ts';
import {readJournalLines, type JournalLines} from './own/journal-lines.ts';
import {isTornBefore, setFilesOf, type SetFiles} from './own/set-files.ts';
import {statedHeadOf} from './own/stated-head.ts';

export type OwnSetOptions = {
	/** Version of this program, to be told where another version made the set. */
	readonly version?: string | undefined;
};

/** What the set's files are derived from: events, their bytes, and the head that the files name. */
type Origin = {
	readonly events: readonly JournalEvent[];
	readonly bytes: Buffer;
	readonly head: string;
	/** False where the journal's bytes are not those that the set was made of: its hash in SHA256SUMS tells nothing new. */
	readonly isExact: boolean;
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
		: {differences: [], same: []};
	const derivedFiles = new Set(found.same);
	const archiveDifferences: Difference[] = [];
	for (const archive of archives) {
		const {differences, same} = await compareArchive(archive, all, {
			derivation,
			hashes,
			set,
			journal: origin.bytes,
			within: journal.archive,
			differs: found.differences.length > 0,
		});
		archiveDifferences.push(...differences);
		same.forEach(path => derivedFiles.add(path));
	}

	return {
		...read,
		differences: found.differences.filter(difference => origin.isExact || !isJournalHash(difference)),
		derivedFiles,
		archiveDifferences: archives.length === 0 ? null : archiveDifferences,
	};
}

function originOf(
	{events, head, goodBytes, damage, believed}: JournalLines,
	bytes: Buffer,
	stated: StatedHead | null,
): Origin | null {
	if (damage !== null) {
		return believed === null ? null : {...believed, bytes, isExact: false};
	}

	const good = bytes.subarray(0, goodBytes);
	if (stated === null) {
		return {events, head, bytes: good, isExact: true};
	}

	if (stated.events === null) {
		return {events, head: stated.head, bytes: good, isExact: false};
	}

	const end = good.indexOf(`,"h":"${stated.head}"}\n`) + `,"h":"${stated.head}"}\n`.length;
	return {
		events: events.slice(0, stated.events),
		head: stated.head,
		bytes: good.subarray(0, end),
		isExact: true,
	};
}

/** With the reports that are there; where SHA256SUMS lists others, with those that the Markdown report was made with. */
async function derive({events, head, bytes}: Origin, {files}: SetFiles): Promise<Derivation> {
	const present = allReporters.filter(reporter => files.has(reportPaths[reporter]));
	const sums = files.get(checksumsPath);
	const text = sums === undefined ? '' : (await sums.read()).toString();
	const listed =
		sums === undefined
			? present
			: allReporters.filter(reporter => text.includes(`  ${reportPaths[reporter]}\n`));
	const one = derivationOf({events, head}, bytes, {reporters: present});
	if (isSame(present, listed) || isMarkdownOf(one, files)) {
		return one;
	}

	const other = derivationOf({events, head}, bytes, {reporters: listed});
	return isMarkdownOf(other, files) ? other : one;
}

function isSame(a: readonly Reporter[], b: readonly Reporter[]): boolean {
	return a.filter(isOptional).join() === b.filter(isOptional).join();
}

function isOptional(reporter: Reporter): boolean {
	return reporter !== 'markdown';
}

function isMarkdownOf(derivation: Derivation, files: SetFiles['files']): boolean {
	const made = derivation.files.get(reportPaths.markdown);
	return made !== undefined && sha256(made()) === files.get(reportPaths.markdown)?.sha256;
}

function isJournalHash({file, claimed, found}: Difference): boolean {
	return (
		file.endsWith(checksumsPath) && [claimed, found].every(line => line.endsWith(`  ${journalFileName}`))
	);
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
