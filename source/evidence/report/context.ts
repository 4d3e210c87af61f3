import type {LeftBehind} from '../../session/walkthrough.ts';
import type {Finding} from '../findings.ts';
import type {SessionRecord} from '../record.ts';
import type {TestRow} from '../rows.ts';
import type {Tally} from '../tally.ts';
import type {TestCounts} from '../test-counts.ts';

/** What a section of the report may look at. Numbers come from `tally` only. */
export type ReportContext = {
	readonly record: SessionRecord;
	readonly tally: Tally;
	readonly rows: readonly TestRow[];
	readonly findings: readonly Finding[];
	/** Attempts that rows were counted around. */
	readonly testCounts: readonly TestCounts[];
	/** What was made on the server and is still there. */
	readonly leftBehind: readonly LeftBehind[];
	readonly archiveName: string;
	/** Path of the ClickHouse counts in the set; `null` when none were taken. */
	readonly countsPath: string | null;
	/** Paths of the other reports of the set. */
	readonly otherReports: readonly string[];
};

export function rowsOf({findings}: ReportContext, kind: Finding['kind']): readonly TestRow[] {
	return findings.find(finding => finding.kind === kind)?.rows.map(({row}) => row) ?? [];
}

/** Tests that were planned and never fired. */
export function notRun({rows}: ReportContext): readonly TestRow[] {
	return rows.filter(row => row.planned && row.outcome === 'not-run');
}

export function ids(rows: readonly TestRow[]): string {
	return [...new Set(rows.map(({testId}) => testId))].join(', ');
}
