import {readJournal, journalFileName, type JournalContent} from '../session/journal.ts';
import {archiveNameOf} from './archive-name.ts';
import {artifactFiles} from './artifacts.ts';
import {checksumLines, comparePaths, sha256} from './checksums.ts';
import {countsCsv, countsPath} from './counts.ts';
import {logText} from './log.ts';
import {
	checksumsPath,
	logPath,
	reportPaths,
	reporters as allReporters,
	verifyPath,
	type Reporter,
} from './names.ts';
import {recordOf, type SessionRecord} from './record.ts';
import {ctrfReport, type FileDigest} from './report-ctrf.ts';
import {htmlReport} from './report-html.ts';
import {junitReport} from './report-junit.ts';
import {markdownReport} from './report-markdown.ts';
import {reportBlocks, reportContext} from './report/report.ts';
import {stampsOf, type Stamp} from './report/stamps.ts';
import type {TestRow} from './rows.ts';
import {safeName} from './safe-name.ts';
import {tallyOf, type Tally, type Totals} from './tally.ts';
import {verifyText} from './verify.ts';

/** The numbers of a set, for screens and machine output. */
export type EvidenceSummary = {
	readonly stamps: readonly Stamp[];
	readonly totals: Totals;
	/** Ids of planned tests that were never fired. */
	readonly notRun: readonly string[];
	/** Ids of tests whose latest attempt has no stored outcome. */
	readonly unknown: readonly string[];
	readonly exploratory: boolean;
	readonly sandbox: boolean;
	/** The lines of the matrix, as the report shows them. */
	readonly rows: readonly TestRow[];
	readonly journalEvents: number;
	readonly journalHead: string;
};

/** The same files before they are made: for who compares them one by one and keeps none. */
export type Derivation = Omit<EvidenceSet, 'files'> & {
	/** By POSIX path relative to the set's folder, sorted. Each is made at every call, the same bytes each time. */
	readonly files: ReadonlyMap<string, () => Buffer>;
};

/** The files that follow from a journal. */
export type EvidenceSet = {
	readonly name: string;
	/** By POSIX path relative to the set's folder, sorted; the journal and SHA256SUMS included. */
	readonly files: ReadonlyMap<string, Buffer>;
	readonly archiveName: string;
	/** Every planned test was run and no outcome is unknown. */
	readonly complete: boolean;
	readonly summary: EvidenceSummary;
};

export type DeriveOptions = {
	/** Reports beside Markdown, which is always there. */
	readonly reporters?: readonly Reporter[] | undefined;
};

/**
 * The evidence set of a journal: a pure function of its bytes and of the reporters, the same on every machine. A torn
 * last line is left out, as if it had never been begun.
 *
 * @throws {Problem} `journal-damaged`, `journal-version`, `journal-empty`
 */
export function deriveEvidence(journal: Buffer, options: DeriveOptions = {}): EvidenceSet {
	const content = readJournal(journal);
	return evidenceOf(content, journal.subarray(0, content.goodBytes), options);
}

/**
 * The same for a journal that has been read already.
 *
 * @param journal the good bytes that `content` was read from
 * @throws {Problem} `journal-empty`
 */
export function evidenceOf(
	content: Pick<JournalContent, 'events' | 'head'>,
	journal: Buffer,
	options: DeriveOptions = {},
): EvidenceSet {
	const {files, ...rest} = derivationOf(content, journal, options);
	const made = new Map<string, Buffer>();
	// Artifacts and reports before SHA256SUMS, which comes first by its name and needs the hashes of all of them.
	for (const [path, make] of [...files].sort(
		([a], [b]) => Number(a === checksumsPath) - Number(b === checksumsPath),
	)) {
		made.set(path, make());
	}

	return {...rest, files: new Map([...made].sort(([a], [b]) => comparePaths(a, b)))};
}

/**
 * What the files of the evidence set are and how each is made.
 *
 * @param journal the good bytes that `content` was read from
 * @throws {Problem} `journal-empty`
 */
export function derivationOf(
	content: Pick<JournalContent, 'events' | 'head'>,
	journal: Buffer,
	{reporters = []}: DeriveOptions = {},
): Derivation {
	const record = recordOf(content);
	const tally = tallyOf(record);
	const counts = countsPath(record.state);
	const asked = allReporters.filter(reporter => reporter === 'markdown' || reporters.includes(reporter));
	const context = reportContext(record, tally, {
		countsPath: counts,
		otherReports: asked.filter(reporter => reporter !== 'markdown').map(reporter => reportPaths[reporter]),
	});
	const blocks = reportBlocks(context);
	const writers: Readonly<Record<Reporter, () => string>> = {
		markdown: () => markdownReport(blocks, 'reports'),
		html: () => htmlReport(blocks, 'reports'),
		junit: () => junitReport(record, tally),
		ctrf: () => ctrfReport(record, tally, digestOf),
	};
	const digests = new Map<string, FileDigest>();
	const hashed = (path: string, make: () => Buffer) => (): Buffer => {
		const bytes = make();
		digests.set(path, {sha256: sha256(bytes), bytes: bytes.length});
		return bytes;
	};
	const makers = new Map<string, () => Buffer>(
		[
			[journalFileName, () => journal] as const,
			...tornTails(record).map(([path, tail]) => [path, () => tail] as const),
			...Array.from(artifactFiles(record), ([path, text]) => [path, () => Buffer.from(text())] as const),
			...(counts === null ? [] : [[counts, () => Buffer.from(countsCsv(record.state))] as const]),
			[logPath, () => Buffer.from(logText(record, tally))] as const,
			...asked.map(reporter => [reportPaths[reporter], () => Buffer.from(writers[reporter]())] as const),
			[verifyPath, () => Buffer.from(verifyText(record, context.archiveName))] as const,
		].map(([path, make]) => [path, hashed(path, make)] as const),
	);

	function digestOf(path: string): FileDigest {
		if (!digests.has(path)) {
			makers.get(path)?.();
		}

		return digests.get(path) ?? {sha256: sha256(Buffer.alloc(0)), bytes: 0};
	}

	const sums = (): Buffer =>
		Buffer.from(checksumLines(new Map([...makers.keys()].map(path => [path, digestOf(path).sha256]))));
	const files = new Map<string, () => Buffer>([...makers, [checksumsPath, sums]]);
	return {
		name: safeName(record.opened.name),
		files: new Map([...files].sort(([a], [b]) => comparePaths(a, b))),
		archiveName: archiveNameOf(record.opened.name, tally.complete),
		complete: tally.complete,
		summary: summaryOf(record, tally, stampsOf(context)),
	};
}

/** What was cut off the journal stands in it too, so its file follows from the journal like any other. */
function tornTails({state}: SessionRecord): ReadonlyArray<readonly [string, Buffer]> {
	return state.repairs.flatMap(({kept_as, tail_base64, sha256: hash}) => {
		const tail = Buffer.from(tail_base64, 'base64');
		const isOurs = /^session\.jsonl\.torn-\d{1,20}$/.test(kept_as) && sha256(tail) === hash;
		return isOurs ? [[kept_as, tail] as const] : [];
	});
}

function summaryOf(record: SessionRecord, tally: Tally, stamps: readonly Stamp[]): EvidenceSummary {
	const rows = tally.groups.flatMap(({group}) => group.rows);
	const {opened, events, head} = record;
	return {
		stamps,
		totals: tally.all,
		notRun: rows.filter(row => row.planned && row.outcome === 'not-run').map(({testId}) => testId),
		unknown: rows.filter(({outcome}) => outcome === 'unknown').map(({testId}) => testId),
		exploratory: tally.exploratory,
		sandbox: opened.sandbox !== null || opened.profile.kind === 'sandbox',
		rows,
		journalEvents: events.length,
		journalHead: head,
	};
}
