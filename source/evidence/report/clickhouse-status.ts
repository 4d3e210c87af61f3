import type {TableDelta} from '../../session/count-deltas.ts';
import type {CountsTaken} from '../../session/event.ts';
import type {Stamped} from '../../session/state.ts';
import {countGaps, countRows} from '../counts.ts';
import {notMeasured} from '../names.ts';
import {toldDeltas, type TestCounts} from '../test-counts.ts';
import type {ReportContext} from './context.ts';
import {
	fact,
	fileLink,
	heading,
	joined,
	list,
	paragraph,
	type Block,
	type Inline,
	type Line,
} from './document.ts';
import {deltaLabels, deltaTotals, plural, signed} from './labels.ts';

export function clickhouseStatus(context: ReportContext): readonly Block[] {
	const {record, countsPath} = context;
	const {counts} = record.state;
	const failures = counts.failures.map(({when, at, code, message, endpoint_id}): Line => [
		`Counting ${when}${endpoint_id === null ? '' : ` test ${endpoint_id}`} failed at ${at}: ${code}: ${message}`,
	]);
	return [
		heading(2, 'ClickHouse Integration Status'),
		...(counts.before === null && counts.after === null
			? [paragraph('Row counts: not measured.')]
			: takenBlocks(context, countsPath)),
		...(failures.length === 0 ? [] : [list(failures)]),
		...aroundTests(context),
	];
}

function takenBlocks(context: ReportContext, countsPath: string | null): readonly Block[] {
	const {state} = context.record;
	const {before, after} = state.counts;
	const taken = [before, after].filter(side => side !== null);
	const patterns = [...new Set(taken.flatMap(side => side.patterns))];
	const unmatched = [...new Set(taken.flatMap(side => side.unmatched))];
	return [
		list([
			sideLine('Before', before),
			sideLine('After', after),
			fact('Patterns', patterns.join(', ')),
			...(unmatched.length === 0 ? [] : [fact('Patterns that matched no table', unmatched.join(', '))]),
			...countGaps(state).map(({table, when, what, code, message}) =>
				fact(
					what === 'count' ? `Not counted ${when}` : `Newest values not read ${when}`,
					table,
					`: ${code}: ${message}`,
				),
			),
			...(countsPath === null ? [] : [fact('File', fileLink(countsPath))]),
		]),
		{
			kind: 'table',
			columns: [
				{title: 'Table'},
				{title: 'Before', align: 'right'},
				{title: 'After', align: 'right'},
				{title: 'Change', align: 'right'},
				{title: 'Newest version', align: 'right'},
				{title: 'Newest snapshot'},
				{title: 'Query ids, before and after'},
			],
			rows: countRows(state).map(row => [
				[row.table],
				[row.before ?? notMeasured],
				[row.after ?? notMeasured],
				[row.change === null ? notMeasured : signed(row.change)],
				[row.maxVer ?? '—'],
				[row.maxSnapshotTs ?? '—'],
				queryIds(row.queryIds.before, row.queryIds.after),
			]),
		},
	];
}

function sideLine(name: string, taken: Stamped<CountsTaken> | null): Line {
	if (taken === null) {
		return fact(name, notMeasured);
	}

	const {at, server, database, settled, settled_ms: waited} = taken;
	const settling =
		waited === null
			? ''
			: settled === false
				? `, still changing after ${waited} ms: what came later is not in it`
				: `, unchanged after ${waited} ms`;
	return fact(
		name,
		`${at}, ClickHouse ${server.version}, server time ${server.time}${database === undefined ? '' : `, database ${database}`}${settling}`,
	);
}

function queryIds(before: string | null, after: string | null): Line {
	const ids: readonly Inline[] = [before, after].flatMap(id => (id === null ? [] : [id]));
	return ids.length === 0 ? ['—'] : joined(ids);
}

/** Rows around single tests, each judged against what the catalog expects of it. */
function aroundTests({tally, testCounts, rows}: ReportContext): readonly Block[] {
	if (testCounts.length === 0) {
		return [];
	}

	const artifacts = new Map(
		rows.flatMap(row => row.firings.map(({attempt, artifact}) => [attempt.intent.seq, artifact] as const)),
	);
	return [
		heading(3, 'Rows around single tests'),
		paragraph(
			'consistent: exactly the expected rows; late: fewer, and the rest came by the next count, or the counts had not settled; missing: fewer, although the rest was waited for; unexpected: more, or the other way.',
		),
		paragraph(`Judged: ${deltaTotals(tally)}.`),
		{
			kind: 'table',
			columns: [
				{title: 'Test ID'},
				{title: 'Attempt', align: 'right'},
				{title: 'Table'},
				{title: 'Before', align: 'right'},
				{title: 'After', align: 'right'},
				{title: 'Change', align: 'right'},
				{title: 'Expected', align: 'right'},
				{title: 'Judged'},
			],
			rows: testCounts.flatMap(counted => {
				const path = artifacts.get(counted.intent);
				const id: Inline = path === undefined ? counted.endpointId : {link: counted.endpointId, path};
				return testRows(counted).map(cells => [[id], [String(counted.attempt)], ...cells]);
			}),
		},
	];
}

function testRows(counted: TestCounts): ReadonlyArray<readonly Line[]> {
	const {before, after, deltas} = counted;
	if (before === null || after === null) {
		const side = before === null ? 'before' : 'after';
		return [[['—'], ...Array.from({length: 4}, () => [notMeasured]), [`not counted ${side}`]]];
	}

	const told = toldDeltas(counted);
	const quiet = deltas.length - told.length;
	return [
		...told.map(deltaCells),
		...(quiet === 0 && told.length > 0
			? []
			: [[[plural(quiet, told.length === 0 ? 'table' : 'other table')], ['—'], ['—'], ['0'], ['—'], ['—']]]),
	];
}

function deltaCells({table, before, after, delta, expected, verdict, wentDown}: TableDelta): readonly Line[] {
	return [
		[table],
		[before ?? notMeasured],
		[after ?? notMeasured],
		[delta === null ? notMeasured : signed(delta)],
		[expected === null ? '—' : signed(expected)],
		[verdict === null ? (wentDown ? 'fewer rows than before' : '—') : deltaLabels[verdict]],
	];
}
