import {describe, expect, test} from 'vitest';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {logPath, reporters, reportPaths} from '../../source/evidence/names.ts';
import type {CountsTaken, EventBody, RequestOutcome, StageChecked} from '../../source/session/event.ts';
import {answer, intent, journalOf, opened, outcome} from './sample-session.ts';

function report(events: readonly EventBody[]): string {
	return deriveEvidence(journalOf(events)).files.get(reportPaths.markdown)?.toString() ?? '';
}

function section(text: string, title: string): string {
	return text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

function lastLine(events: readonly EventBody[]): Record<string, unknown> {
	const text = deriveEvidence(journalOf(events)).files.get(logPath)?.toString() ?? '';
	return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

function ctrf(events: readonly EventBody[]): {
	results: {summary: {extra: Record<string, unknown>}; tests: Array<{extra: Record<string, unknown>}>};
} {
	const {files} = deriveEvidence(journalOf(events), {reporters});
	return JSON.parse(files.get(reportPaths.ctrf)?.toString() ?? '');
}

function taken(
	when: 'before' | 'after',
	tables: Readonly<Record<string, string>>,
	changes: Partial<CountsTaken> = {},
): CountsTaken {
	return {
		type: 'counts.taken',
		when,
		endpoint_id: null,
		server: {version: '26.7.2.1', time: '2026-11-22T15:30:01.000Z'},
		database: 'zakaz',
		patterns: ['stg_*', 'fact_*'],
		unmatched: [],
		tables: Object.entries(tables).map(([table, count]) => ({
			table,
			count,
			max_ver: null,
			max_snapshot_ts: null,
			query_id: `q-${when}-${table}`,
		})),
		failed: [],
		settled_ms: when === 'before' ? null : 1000,
		settled: when === 'before' ? null : true,
		...changes,
	};
}

const plan = {stage: 'stage2', tests: ['6.1'], variant: 'documented'};
const begin = opened({plan});
const gone = {
	table: 'fact_sales',
	what: 'count',
	code: 'clickhouse-table-gone',
	message: 'The table was dropped while its rows were counted.',
} as const;

describe('row counts around the stage', () => {
	const events: readonly EventBody[] = [
		begin,
		taken('before', {stg_orders: '9007199254740993', fact_sales: '7'}),
		intent('6.1'),
		outcome(3, 'success'),
		taken('after', {stg_orders: '9007199254740996'}, {failed: [gone], settled: false, settled_ms: 15_000}),
		{type: 'session.ended', reason: 'finished'},
	];

	test('say where, how long they were waited for, and under which query ids', () => {
		const text = section(report(events), 'ClickHouse Integration Status');
		expect(text).toContain('ClickHouse 26.7.2.1, server time 2026-11-22T15:30:01.000Z, database zakaz');
		expect(text).toContain('still changing after 15000 ms');
		expect(text).toContain(
			'| stg_orders | 9007199254740993 | 9007199254740996 | +3 | — | — | q-before-stg_orders, q-after-stg_orders |',
		);
	});

	test('a table dropped between the two is not measured after, never 0, and a deviation', () => {
		const text = report(events);
		expect(section(text, 'ClickHouse Integration Status')).toContain(
			'| fact_sales | 7 | not measured | not measured |',
		);
		const deviations = section(text, 'Deviations and blocked tests');
		expect(deviations).toContain('**ClickHouse table not counted after:** fact_sales: The table was dropped');
		expect(deviations).toContain('**ClickHouse counts after:** still changing after 15000 ms');
		expect(section(text, 'Compliance with PROTOCOL.md')).toContain('✘ **ClickHouse counts:**');
		expect(lastLine(events)).toMatchObject({
			clickhouse_before: {stg_orders: '9007199254740993', fact_sales: '7'},
			clickhouse_after: {stg_orders: '9007199254740996', fact_sales: 'not measured'},
		});
	});

	test('a table that was counted on neither side stands in the CSV as not measured', () => {
		const {files} = deriveEvidence(
			journalOf([begin, taken('before', {}, {failed: [gone]}), taken('after', {}, {failed: [gone]})]),
		);
		const csv = [...files].find(([path]) => path.endsWith('.csv'))?.[1].toString();
		expect(csv?.split('\n')[1]).toBe('"fact_sales","not measured","not measured","",""');
	});

	test('a request fired before "before" or after "after" is told', () => {
		const text = section(
			report([
				begin,
				intent('6.1'),
				outcome(2, 'success'),
				taken('before', {stg: '1'}),
				taken('after', {stg: '1'}),
				intent('6.1', {attempt: 2}),
				outcome(6, 'success'),
			]),
			'Deviations and blocked tests',
		);
		expect(text).toMatch(/ClickHouse counts before:\*\* taken at \S+ after 1 of the requests/);
		expect(text).toMatch(/ClickHouse counts after:\*\* taken at \S+ before 1 of the requests/);
	});

	test('a table that came or went in between is told, and the box is not ticked', () => {
		const text = report([
			begin,
			taken('before', {old: '1', same: '2'}),
			taken('after', {same: '2', fresh: '3'}),
		]);
		const deviations = section(text, 'Deviations and blocked tests');
		expect(deviations).toContain('**ClickHouse tables that are not there any more after:** old');
		expect(deviations).toContain('**ClickHouse tables that were not there before:** fresh');
		expect(section(text, 'Compliance with PROTOCOL.md')).toContain('✘ **ClickHouse counts:**');
		const whole = report([begin, taken('before', {same: '2'}), taken('after', {same: '2'})]);
		expect(section(whole, 'Compliance with PROTOCOL.md')).toContain('✔ **ClickHouse counts:**');
	});

	test('fewer rows than before are told', () => {
		const text = section(
			report([begin, taken('before', {stg: '9'}), taken('after', {stg: '4'})]),
			'Deviations and blocked tests',
		);
		expect(text).toContain('**ClickHouse tables with fewer rows than before:** stg (-5)');
	});
});

describe('row counts around single tests', () => {
	function around(after: Readonly<Record<string, string>>, changes: Partial<CountsTaken> = {}): EventBody[] {
		return [
			begin,
			taken('before', {stg_orders: '10', fact_sales: '5'}, {endpoint_id: '6.1'}),
			intent('6.1'),
			outcome(3, 'success'),
			taken('after', after, {
				endpoint_id: '6.1',
				expected: [{tables: 'stg_*', delta: '2'}],
				...changes,
			}),
		];
	}

	test.each([
		['consistent', {stg_orders: '12', fact_sales: '5'}, {}],
		['missing', {stg_orders: '11', fact_sales: '5'}, {}],
		['late', {stg_orders: '11', fact_sales: '5'}, {settled: false}],
		['unexpected', {stg_orders: '13', fact_sales: '5'}, {}],
	])('are judged %s, and counted so in every format', (verdict, after, changes) => {
		const events = around(after, changes);
		const text = report(events);
		const change = `+${Number(after.stg_orders) - 10}`;
		expect(section(text, 'ClickHouse Integration Status')).toMatch(
			new RegExp(
				`\\| \\[6\\.1\\]\\([^)]+\\) \\| 1 \\| stg_orders \\| 10 \\| ${after.stg_orders} \\| \\${change} \\| \\+2 \\| \\S+ ${verdict} \\|`,
			),
		);
		expect(section(text, 'ClickHouse Integration Status')).toContain(`Judged: 1 ${verdict}.`);
		expect(section(text, 'Deviations and blocked tests').includes('ClickHouse rows of 6.1, attempt 1')).toBe(
			verdict !== 'consistent',
		);
		const counted = {consistent: 0, late: 0, missing: 0, unexpected: 0, 'not-measured': 0, [verdict]: 1};
		expect(lastLine(events)).toMatchObject({row_deltas: counted});
		const {summary, tests} = ctrf(events).results;
		expect(summary.extra).toMatchObject({row_deltas: counted});
		expect(tests[0]?.extra['row_deltas']).toEqual([
			{table: 'stg_orders', delta: change.slice(1), expected: '2', verdict},
		]);
		const junit = deriveEvidence(journalOf(events), {reporters}).files.get(reportPaths.junit)?.toString();
		expect(junit).toContain(`name="row_deltas" value="stg_orders ${change} (expected +2: ${verdict})"`);
	});

	test('a side that was not counted is not measured', () => {
		const events: EventBody[] = [
			begin,
			taken('before', {stg_orders: '10'}, {endpoint_id: '6.1'}),
			intent('6.1'),
			outcome(3, 'success'),
			{
				type: 'counts.failed',
				when: 'after',
				endpoint_id: '6.1',
				code: 'clickhouse-unreachable',
				message: 'ClickHouse cannot be reached.',
			},
		];
		const text = section(report(events), 'ClickHouse Integration Status');
		expect(text).toContain(
			'| not measured | not measured | not measured | not measured | not counted after |',
		);
		expect(text).toContain(
			'Counting after test 6.1 failed at 2026-11-22T15:30:04.000Z: clickhouse-unreachable',
		);
	});
});

describe('Stage 1', () => {
	function checked(override: string | null, status: 'ok' | 'warning' | 'blocked'): StageChecked {
		return {
			type: 'stage.checked',
			stage: 'stage2',
			checks: [
				{id: 'program', title: 'Program', status: 'ok', found: 'Node 20', next: null},
				{id: 'clickhouse', title: 'ClickHouse answers', status, found: 'no | answer', next: 'Start it.'},
			],
			override,
		};
	}

	test('says that no checklist was run', () => {
		expect(section(report([begin]), 'Compliance with PROTOCOL.md')).toContain(
			'tokens loaded: QTICKETS_TOKEN, QTICKETS_PARTNERS_TOKEN; checklist: not done.',
		);
	});

	test('is ticked when nothing is blocked', () => {
		expect(section(report([begin, checked(null, 'ok')]), 'Compliance with PROTOCOL.md')).toMatch(
			/✔ \*\*Stage 1:\*\* .*checklist at \S+: 2 ok, 0 warnings, 0 blocked\./,
		);
	});

	test('a warning is named with what was found, and does not keep the tick away', () => {
		const text = report([begin, checked(null, 'warning')]);
		expect(section(text, 'Deviations and blocked tests')).toContain(
			'- **Stage 1 warning: ClickHouse answers:** no \\| answer\n',
		);
		expect(section(text, 'Compliance with PROTOCOL.md')).toMatch(
			/✔ \*\*Stage 1:\*\* .*1 ok, 1 warning, 0 blocked\./,
		);
	});

	test('an override carries the operator’s reason, and does not tick the box', () => {
		const text = report([begin, checked('only the <b>API</b> is tested', 'blocked')]);
		expect(section(text, 'Compliance with PROTOCOL.md')).toMatch(
			/✘ \*\*Stage 1:\*\* .*1 ok, 0 warnings, 1 blocked; overridden, Operator: only the /,
		);
		const deviations = section(text, 'Deviations and blocked tests');
		expect(deviations).toContain('**Stage 1 check blocked: ClickHouse answers:** no \\| answer → Start it.');
		expect(deviations).toMatch(/\*\*Stage 1 at \S+ overridden:\*\* Operator: only the /);
		expect(text).not.toContain('<b>');
	});
});

describe('what the tests leave on the server', () => {
	const created: RequestOutcome = {
		...(outcome(2, 'success') as RequestOutcome),
		created: [
			{
				what: 'ticket',
				variable: 'ticket_id',
				value: '77',
				removed_by: '6.6',
				removal: 'POST /api/partners/v1/tickets/remove/{event_id}/{show_id}',
			},
			{what: 'order', variable: 'order_id', value: '9', removed_by: null},
		],
	};

	test('is listed with the request that would remove it', () => {
		const text = report([begin, intent('6.1'), created]);
		const deviations = section(text, 'Deviations and blocked tests');
		expect(deviations).toContain('### State left behind');
		expect(deviations).toContain(
			'- **ticket** 77 (ticket_id), created by 6.1: 6.6 would remove it, POST /api/partners/v1/tickets/remove/\\{event_id\\}/\\{show_id\\}.',
		);
		expect(deviations).toContain(
			'- **order** 9 (order_id), created by 6.1: no documented request removes it.',
		);
		expect(section(text, 'Next Steps')).toContain('- Remove what was left on the server: ticket 77.\n');
		expect(section(text, 'Next Steps')).toContain(
			'- Ask the API’s owner to remove what no documented request removes: order 9.\n',
		);
		expect(lastLine([begin, intent('6.1'), created])).toMatchObject({left_behind: 2});
	});

	test('what was removed again is not', () => {
		const removed: RequestOutcome = {
			...(outcome(4, 'success') as RequestOutcome),
			removed: [
				{what: 'ticket', value: '77'},
				{what: 'order', value: '9'},
			],
		};
		const text = section(
			report([begin, intent('6.1'), created, intent('6.6'), removed]),
			'Deviations and blocked tests',
		);
		expect(text).toContain('Nothing: 2 things created, and removed again.');
		expect(report([begin, intent('6.1'), outcome(2, 'success')])).not.toContain('State left behind');
	});
});

describe('what a test took from earlier ones', () => {
	test('an example in place of a missing capture is a deviation, a captured value is not', () => {
		const text = section(
			report([
				begin,
				intent('6.1', {
					inputs: [
						{variable: 'ticket_id', value: '123', from: 'example', endpoint_id: '6.1'},
						{variable: 'event_id', value: '33', from: 'example', endpoint_id: null},
						{variable: 'show_id', value: '5', from: 'capture', endpoint_id: '6.9'},
						{variable: 'seat', value: '6', from: 'operator', endpoint_id: '6.9'},
					],
				}),
				outcome(2, 'limitation', answer({status: 404})),
			]),
			'Deviations and blocked tests',
		);
		expect(text).toContain(
			'- **6.1 went out without its captured value:** ticket_id was the catalog’s example 123, because 6.1 gave none (',
		);
		expect(text.match(/without its captured value/g)).toHaveLength(1);
	});
});

describe('the operator’s notes', () => {
	test('are labelled, and one that was taken back is only counted', () => {
		const text = section(
			report([
				begin,
				{type: 'note.added', endpoint_id: null, text: 'The token is read-only.'},
				{type: 'note.added', endpoint_id: null, text: 'A mistake of mine.'},
				{type: 'note.removed', note: 3},
			]),
			'Key Findings',
		);
		expect(text).toContain('Operator, 2026-11-22T15:30:01.000Z: The token is read-only.');
		expect(text).not.toContain('mistake');
		expect(text).toContain('Taken back by the operator, and still in the journal: 1 note.');
	});
});
