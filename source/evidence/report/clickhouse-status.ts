import {countRows} from '../counts.ts';
import {notMeasured} from '../names.ts';
import type {CountsTaken} from '../../session/event.ts';
import type {ReportContext} from './context.ts';
import {fact, fileLink, heading, list, paragraph, type Block, type Line} from './document.ts';

export function clickhouseStatus({record, countsPath}: ReportContext): readonly Block[] {
	const {counts} = record.state;
	const failures = counts.failures.map(({when, at, code, message, endpoint_id}): Line => [
		`Counting ${when}${endpoint_id === null ? '' : ` test ${endpoint_id}`} failed at ${at}: ${code}: ${message}`,
	]);
	const aroundTests = new Set(
		record.events.flatMap(event =>
			event.type === 'counts.taken' && event.endpoint_id !== null ? [event.endpoint_id] : [],
		),
	);
	return [
		heading(2, 'ClickHouse Integration Status'),
		...(counts.before === null && counts.after === null
			? [paragraph('Row counts: not measured.')]
			: takenBlocks(record.state.counts, record, countsPath)),
		...(failures.length === 0 ? [] : [list(failures)]),
		...(aroundTests.size === 0
			? []
			: [paragraph(`Counts around single tests stand in the log: ${[...aroundTests].join(', ')}.`)]),
	];
}

function takenBlocks(
	{before, after}: ReportContext['record']['state']['counts'],
	record: ReportContext['record'],
	countsPath: string | null,
): readonly Block[] {
	const side = (name: string, taken: (CountsTaken & {readonly at: string}) | null): Line =>
		taken === null
			? fact(name, notMeasured)
			: fact(
					name,
					`${taken.at}, ClickHouse ${taken.server.version}, server time ${taken.server.time}`,
					taken.settled_ms === null ? '' : `, unchanged after ${taken.settled_ms} ms`,
				);
	const unmatched = [...new Set([before, after].flatMap(taken => taken?.unmatched ?? []))];
	return [
		list([
			side('Before', before),
			side('After', after),
			...(unmatched.length === 0 ? [] : [fact('Patterns that matched no table', unmatched.join(', '))]),
			...(countsPath === null ? [] : [fact('File', fileLink(countsPath))]),
		]),
		{
			kind: 'table',
			columns: [
				{title: 'Table'},
				{title: 'Before', align: 'right'},
				{title: 'After', align: 'right'},
				{title: 'Change', align: 'right'},
			],
			rows: countRows(record.state).map(row => [
				[row.table],
				[row.before ?? notMeasured],
				[row.after ?? notMeasured],
				[row.change ?? notMeasured],
			]),
		},
	];
}
