import type {TestRow} from '../rows.ts';
import {variantLabel} from '../variant-label.ts';
import type {ReportContext} from './context.ts';
import {fileLink, heading, paragraph, type Block, type Column, type Line} from './document.ts';
import {
	groupTitle,
	latencyText,
	markLabel,
	outcomeLabels,
	rowNotes,
	sectionTitle,
	statusText,
} from './labels.ts';

const columns: readonly Column[] = [
	{title: 'Test ID'},
	{title: 'Endpoint'},
	{title: 'Variant'},
	{title: 'Status'},
	{title: 'Latency (ms)', align: 'right'},
	{title: 'Verdict'},
	{title: 'Mark'},
	{title: 'Attempts', align: 'right'},
	{title: 'Artifact'},
	{title: 'Notes'},
];

export function testMatrix({tally}: ReportContext): readonly Block[] {
	const tables = tally.groups.flatMap(({group, sections}) =>
		sections.flatMap(({section, rows}): readonly Block[] => [
			heading(3, `${groupTitle(group)} - ${sectionTitle(section)}`),
			{kind: 'table', columns, rows: rows.map(matrixRow)},
		]),
	);
	return [
		heading(2, 'Test Matrix'),
		...(tables.length === 0
			? [paragraph('Nothing was fired and nothing was planned.')]
			: [
					paragraph(
						'The row shows the latest attempt; earlier attempts stand beside its artifact. The verdict is the program’s, the mark the operator’s.',
					),
					...tables,
				]),
	];
}

function matrixRow(row: TestRow): readonly Line[] {
	const {latest} = row;
	return [
		[row.testId],
		[latest?.attempt.intent.endpoint ?? '—'],
		[latest === null ? '—' : variantLabel(latest.attempt.intent)],
		[statusText(row)],
		[latest === null ? '—' : latencyText(latest.attempt.exchange?.latency_ms)],
		[outcomeLabels[row.outcome]],
		[markLabel(row.mark)],
		[String(row.firings.length)],
		[latest === null ? 'none' : fileLink(latest.artifact)],
		rowNotes(row),
	];
}
