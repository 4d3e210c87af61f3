import type {EndpointLatency, LatencyStats} from '../latency.ts';
import {markNames, outcomes, type Totals} from '../tally.ts';
import type {ReportContext} from './context.ts';
import {fact, heading, list, paragraph, type Block, type Column} from './document.ts';
import {groupTitle, outcomeLabels, sectionTitle} from './labels.ts';

const statColumns = (titles: readonly string[]): readonly Column[] =>
	titles.map(title => ({title, align: 'right'}));

export function resultsSummary(context: ReportContext): readonly Block[] {
	const {tally} = context;
	return [
		heading(2, 'Test Results Summary'),
		totalsTable(context),
		...(tally.groups.length === 0 ? [] : [heading(3, 'By section'), sectionTable(context)]),
		heading(3, 'HTTP status of all attempts'),
		tally.statuses.length === 0
			? paragraph('No request was fired.')
			: list(
					tally.statuses.map(({status, attempts}) =>
						fact(status === null ? 'no status' : String(status), String(attempts)),
					),
				),
		heading(3, 'Latency'),
		...latencyBlocks(context),
	];
}

function totalsTable({tally}: ReportContext): Block {
	const all = {title: 'All', totals: tally.all};
	const groups = tally.groups.map(({group, totals}) => ({title: groupTitle(group), totals}));
	const shown = groups.length > 1 ? [...groups, all] : [all];
	const line = (name: string, number: (totals: Totals) => number) => [
		[name],
		...shown.map(({totals}) => [String(number(totals))]),
	];
	return {
		kind: 'table',
		columns: [{title: 'Count'}, ...statColumns(shown.map(({title}) => title))],
		rows: [
			line('Tests', totals => totals.tests),
			line('Tests planned', totals => totals.planned),
			line('Tests run', totals => totals.run),
			...outcomes.map(outcome =>
				line(`Verdict: ${outcomeLabels[outcome]}`, totals => totals.outcomes[outcome]),
			),
			...markNames.map(mark => line(`Mark: ${mark}`, totals => totals.marks[mark])),
			line('Mark and verdict disagree', totals => totals.disagreements),
			line('Attempts (one artifact each)', totals => totals.attempts),
			line('Tests with more than one attempt', totals => totals.retried),
		],
	};
}

function sectionTable({tally}: ReportContext): Block {
	return {
		kind: 'table',
		columns: [
			{title: 'Section'},
			...statColumns(['Tests', ...outcomes.map(outcome => outcomeLabels[outcome])]),
		],
		rows: tally.groups.flatMap(({group, sections}) =>
			sections.map(({section, totals}) => [
				[`${groupTitle(group)} - ${sectionTitle(section)}`],
				[String(totals.tests)],
				...outcomes.map(outcome => [String(totals.outcomes[outcome])]),
			]),
		),
	};
}

function latencyBlocks({tally}: ReportContext): readonly Block[] {
	if (tally.mixedLatency.length === 0) {
		return [paragraph('not measured: no complete answer came.')];
	}

	const repeated = tally.endpointLatency.filter(({stats}) => stats.n > 1);
	return [
		paragraph(
			'From the start of DNS or connect (of sending, on a reused connection) to the last byte of the body, on a monotonic clock, in ms.',
		),
		paragraph('Unlike endpoints together: a mix that measures none of them.'),
		{
			kind: 'table',
			columns: [{title: 'Connection'}, ...statColumns(['n', 'Min', 'Median', 'Average', 'Max'])],
			rows: tally.mixedLatency.map(({connection, stats}) => [[connection], ...numbers(stats)]),
		},
		...(repeated.length === 0
			? [paragraph('No endpoint was measured twice on a like connection: one number each, in the matrix.')]
			: [endpointTable(repeated)]),
	];
}

function endpointTable(series: readonly EndpointLatency[]): Block {
	return {
		kind: 'table',
		columns: [
			{title: 'Test ID'},
			{title: 'Endpoint'},
			{title: 'Connection'},
			...statColumns(['n', 'Min', 'Median', 'Average', 'Max']),
		],
		rows: series.map(({testId, endpoint, connection, stats}) => [
			[testId],
			[endpoint],
			[connection],
			...numbers(stats),
		]),
	};
}

function numbers({n, min, median, mean, max}: LatencyStats): readonly string[][] {
	return [n, min, median, mean, max].map(number => [String(number)]);
}
