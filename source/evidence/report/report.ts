import {leftBehind} from '../../session/walkthrough.ts';
import {findingsOf} from '../findings.ts';
import {archiveNameOf} from '../archive-name.ts';
import {logPath} from '../names.ts';
import type {SessionRecord} from '../record.ts';
import type {Tally} from '../tally.ts';
import {testCountsOf} from '../test-counts.ts';
import {artifactsCollected} from './artifacts-collected.ts';
import {clickhouseStatus} from './clickhouse-status.ts';
import {compliance} from './compliance.ts';
import type {ReportContext} from './context.ts';
import {deviations} from './deviations.ts';
import {fact, heading, list, type Block} from './document.ts';
import {executiveSummary} from './executive-summary.ts';
import {keyFindings} from './key-findings.ts';
import {nextSteps, recommendations} from './recommendations.ts';
import {resultsSummary} from './results-summary.ts';
import {stampBlocks} from './stamps.ts';
import {testMatrix} from './test-matrix.ts';

/** What the report's sections look at. */
export function reportContext(
	record: SessionRecord,
	tally: Tally,
	files: Pick<ReportContext, 'countsPath' | 'otherReports'>,
): ReportContext {
	const rows = tally.groups.flatMap(({group}) => group.rows);
	return {
		record,
		tally,
		rows,
		findings: findingsOf(rows),
		testCounts: testCountsOf(record),
		leftBehind: leftBehind(record.state),
		archiveName: archiveNameOf(record.opened.name, tally.complete),
		...files,
	};
}

/** The final report: the sections of the November report in their order (design.md §6), every one computed. */
export function reportBlocks(context: ReportContext): readonly Block[] {
	return [
		...stampBlocks(context),
		heading(1, 'QTickets API Stage 2/3 Final Report'),
		...executiveSummary(context),
		...testMatrix(context),
		...resultsSummary(context),
		...keyFindings(context),
		...artifactsCollected(context),
		...clickhouseStatus(context),
		...deviations(context),
		...recommendations(context),
		...compliance(context),
		...nextSteps(context),
		...footer(context),
	];
}

function footer({record, archiveName}: ReportContext): readonly Block[] {
	const {state, opened, head, events} = record;
	return [
		{kind: 'rule'},
		list([
			fact('Derived from', `the journal up to ${state.last?.at ?? opened.at}, ${events.length} events`),
			fact('Archive', archiveName, ' (its hash stands beside it, in ', `${archiveName}.sha256`, ')'),
			fact('JSONL Log', logPath),
			fact('Journal head', {code: head}),
		]),
	];
}
