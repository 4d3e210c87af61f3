/** What an export wrote, how to check it, and what it does not prove. */
import type {ExportAudit, ExportSummary} from '../export-summary.ts';
import {bytesText} from '../format.ts';
import type {Span} from '../spans.ts';
import type {Mode} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {contentOf, type Content} from './pane-view.ts';
import {textRows} from './text-rows.ts';

/** The rows of the export screen. */
export function exportContent(status: Extract<Mode, {kind: 'export'}>['status'], width: number): Content {
	switch (status.kind) {
		case 'running': {
			return contentOf([[['Writing the evidence set …', 'accent']]]);
		}

		case 'failed': {
			const {text, next} = status.message;
			return contentOf([
				[['✘ Nothing was exported', 'bad']],
				...plain(text, width),
				...plain(next ?? '', width),
			]);
		}

		case 'done': {
			return contentOf(doneRows(status.summary, width));
		}
	}
}

function doneRows(summary: ExportSummary, width: number): ReadonlyArray<readonly Span[]> {
	const bytes = summary.files.reduce((sum, file) => sum + file.bytes, 0);
	return [
		...headlineRows(summary, width),
		...(summary.operatorWords ?? []).flatMap(words => textRows(words, width, {tone: 'caution'})),
		...auditRows(summary.audit, width),
		[],
		[['archive', 'muted']],
		...plain(summary.archive, width, '  '),
		[['sha256', 'muted']],
		...plain(summary.sha256, width, '  '),
		...plain(
			'Leaving the program closes the session and writes the set again: hand over the archive whose sha256 is printed then.',
			width,
			'  ',
		),
		[['folder', 'muted']],
		...plain(summary.directory, width, '  '),
		[],
		[[`${summary.files.length} files, ${bytesText(bytes)}`, 'strong']],
		...summary.files.map((file): readonly Span[] => [
			[`${bytesText(file.bytes).padStart(10)}  `, 'muted'],
			[file.path],
		]),
		[],
		[['What it proves', 'strong']],
		...plain(
			'Every row, count and tick in the reports is computed from the journal, whose lines are chained by hash: a change after the fact shows. VERIFY.md says how a stranger checks it.',
			width,
		),
		[['What it does not prove', 'strong']],
		...plain(
			"That this computer's clock was right, that nothing was asked outside this program, and that your marks and notes are right: they are labelled as yours. Whoever holds all files could write the whole journal anew; keep the sha256 apart from the archive.",
			width,
		),
	];
}

function headlineRows({headline, complete}: ExportSummary, width: number): ReadonlyArray<readonly Span[]> {
	if (headline !== undefined) {
		return wrapText(headline, width).map((row): readonly Span[] => [
			[row, complete ? 'ok' : 'caution', 'safe'],
		]);
	}

	return complete
		? [[['✔ Exported, complete', 'ok']], ...plain('Everything that was planned was run.', width)]
		: [
				[['! Exported, INCOMPLETE', 'caution']],
				...plain('Tests of the stage were not run. The report says which.', width),
			];
}

/** More findings than these are for the command line. */
const mostFindings = 8;

function auditRows(audit: ExportAudit | undefined, width: number): ReadonlyArray<readonly Span[]> {
	if (audit === undefined) {
		return [];
	}

	const {isClean, verdict, findings, command} = audit;
	const told = findings.slice(0, mostFindings);
	const head = `${isClean ? '✔' : '✘'} Audit of the files as they stand on the disk: ${verdict}`;
	return [
		...wrapText(head, width).map((row): readonly Span[] => [[row, isClean ? 'ok' : 'bad', 'safe']]),
		...told.flatMap(({rule, place, text}) => [
			...plain(`${rule}  ${place}`, width, '  '),
			...plain(text, width, '    '),
		]),
		...(isClean && findings.length <= told.length
			? []
			: plain(`${findings.length} in all; qtickets-explorer ${command} shows them.`, width, '  ')),
	];
}

function plain(text: string, width: number, indent = ''): ReadonlyArray<readonly Span[]> {
	return text === ''
		? []
		: wrapText(text, width - indent.length).map((row): readonly Span[] => [[indent], [row, 'plain', 'safe']]);
}
