import type {Finding, FindingKind, FindingRow} from '../findings.ts';
import {shortened} from '../visible-text.ts';
import type {ReportContext} from './context.ts';
import {fileLink, heading, joined, list, paragraph, type Block, type Line} from './document.ts';
import {outcomeLabels, plural, sectionTitle, testLink} from './labels.ts';

const titles: Readonly<Record<FindingKind, readonly [title: string, meaning: string]>> = {
	success: ['Successful Operations', 'Status and body are as documented.'],
	'soft-error': [
		'Soft errors',
		'A success status over a body that says the opposite: the status alone proves nothing here.',
	],
	'undocumented-route': [
		'Routes that the server does not know',
		'HTTP 404 with an HTML page: the path or the method is not served.',
	],
	permission: ['Permission limits', 'The token was refused, or may not do this.'],
	'missing-data': [
		'Missing data',
		'HTTP 404 from a known route: the record asked for does not exist for this account.',
	],
	'other-limitation': ['Other expected limitations', 'Errors that the catalog expected before the run.'],
	failure: ['Failures', 'The answer differs from what is documented, and nothing announced it.'],
	'no-response': ['No response', 'No complete answer came.'],
	unknown: ['Unknown outcomes', 'No outcome was stored: the request may have been applied.'],
	retried: ['Attempts that disagree', 'Attempts of one test got different verdicts; none is dropped.'],
};

export function keyFindings(context: ReportContext): readonly Block[] {
	const {findings} = context;
	return [
		heading(2, 'Key Findings'),
		...(findings.length === 0 ? [paragraph('None: no request was fired.')] : findings.flatMap(findingBlocks)),
		...operatorNotes(context),
	];
}

/** A finding as a heading, what it means, and the rows that show it. */
export function findingBlocks(finding: Finding): readonly Block[] {
	const [title, meaning] = titles[finding.kind];
	return [
		heading(3, title),
		paragraph(meaning),
		list(
			finding.kind === 'success'
				? bySection(finding.rows)
				: finding.rows.map(row => findingLine(row, finding.kind)),
		),
	];
}

function bySection(rows: readonly FindingRow[]): readonly Line[] {
	const sections = new Map<string, FindingRow[]>();
	for (const entry of rows) {
		const title = sectionTitle(entry.row.section);
		sections.set(title, [...(sections.get(title) ?? []), entry]);
	}

	return Array.from(sections, ([title, own]) => [`${title}: `, ...joined(own.map(({row}) => testLink(row)))]);
}

function findingLine({row, evidence}: FindingRow, kind: FindingKind): Line {
	const reasons = row.latest?.attempt.reasons.map(({text}) => text).join(' ') ?? '';
	const said =
		kind === 'retried'
			? evidence
					.map(({attempt}) => `attempt ${attempt.intent.attempt}: ${outcomeLabels[attempt.verdict]}`)
					.join(', ')
			: `${outcomeLabels[row.outcome]}: ${shortened(reasons, 300)}`;
	return [
		{strong: row.testId},
		` ${row.latest?.attempt.intent.endpoint ?? ''}: ${said} (`,
		...joined(evidence.map(({artifact}) => fileLink(artifact))),
		')',
	];
}

/** Notes on the session, and on endpoints that have no row of their own. */
function operatorNotes({record, rows}: ReportContext): readonly Block[] {
	const shown = new Set(rows.map(({testId}) => testId));
	const others = Array.from(record.state.endpoints)
		.filter(([id]) => !shown.has(id))
		.flatMap(([id, {notes}]) => notes.map(note => ({...note, on: ` on ${id}`})));
	const notes = [...record.state.notes.map(note => ({...note, on: ''})), ...others].sort(
		(a, b) => a.seq - b.seq,
	);
	const removed = record.events.filter(({type}) => type === 'note.removed').length;
	return notes.length + removed === 0
		? []
		: [
				heading(3, 'Operator’s notes'),
				...(notes.length === 0
					? []
					: [list(notes.map(({at, on, text}) => [`Operator, ${at}${on}: ${text}`]))]),
				...(removed === 0
					? []
					: [paragraph(`Taken back by the operator, and still in the journal: ${plural(removed, 'note')}.`)]),
			];
}
