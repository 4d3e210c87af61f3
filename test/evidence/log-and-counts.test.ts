import {describe, expect, test} from 'vitest';
import {csvCell} from '../../source/evidence/counts.ts';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {logPath} from '../../source/evidence/names.ts';
import type {EventBody} from '../../source/session/event.ts';
import {completeEvents, intent, journalOf, opened, outcome, sampleEvents} from './sample-session.ts';

function logOf(events: readonly EventBody[]): Array<Record<string, unknown>> {
	const text = deriveEvidence(journalOf(events)).files.get(logPath)?.toString() ?? '';
	return text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
}

function taken(when: 'before' | 'after', endpoint: string | null, count: string, table = 't'): EventBody {
	return {
		type: 'counts.taken',
		when,
		endpoint_id: endpoint,
		server: {version: '25', time: '2026-11-22T15:30:00.000Z'},
		patterns: ['t'],
		unmatched: [],
		tables: [{table, count, max_ver: null, max_snapshot_ts: null, query_id: null}],
		settled_ms: null,
	};
}

describe('the log', () => {
	test('has the fields of the November log in their order, then ours', () => {
		expect(Object.keys(logOf(sampleEvents)[1] ?? {})).toEqual(
			(
				'ts stage test_id endpoint spec_ref status latency_ms clickhouse_before clickhouse_after notes ' +
				'verdict mark attempt artifact'
			).split(' '),
		);
	});

	test('runs from Stage1 to Stage3 in the order of the journal', () => {
		const lines = logOf(sampleEvents);
		expect(lines[0]).toMatchObject({stage: 'Stage1', status: 'ready'});
		expect(lines.at(-1)).toMatchObject({stage: 'Stage3', status: 'incomplete', not_run: ['6.13', '6.15']});
		const times = lines.map(({ts}) => String(ts));
		expect(times).toEqual([...times].sort());
		expect(lines.filter(({stage}) => stage === 'Stage2')).toHaveLength(7);
	});

	test('calls a session completed only when it had a plan', () => {
		expect(logOf(completeEvents).at(-1)).toMatchObject({status: 'completed'});
		const plan = {stage: null, tests: [], variant: 'documented'};
		expect(logOf([opened({plan})]).at(-1)).toMatchObject({status: 'exploratory'});
	});

	test('a session without token and sandbox is not called ready', () => {
		const environment = {...opened().environment, tokens: []};
		expect(logOf([opened({environment})])[0]).toMatchObject({status: 'not ready'});
	});

	test('says "not measured" for counts that were not taken, and gives each attempt its own', () => {
		const lines = logOf([
			opened(),
			taken('before', '6.1', '1'),
			intent('6.1'),
			outcome(3, 'success'),
			taken('after', '6.1', '2'),
			intent('6.1', {attempt: 2}),
			outcome(6, 'success'),
		]);
		expect(lines[1]).toMatchObject({clickhouse_before: {t: '1'}, clickhouse_after: {t: '2'}});
		expect(lines[2]).toMatchObject({clickhouse_before: 'not measured', clickhouse_after: 'not measured'});
		expect(lines[3]).toMatchObject({clickhouse_before: 'not measured', clickhouse_after: 'not measured'});
	});

	test('names no hash of an archive, which would have to stand inside what it hashes', () => {
		expect(Object.keys(logOf(sampleEvents).at(-1) ?? {})).not.toContain('sha256');
	});
});

describe('the counts file', () => {
	test('exists only when counts were taken', () => {
		const paths = [...deriveEvidence(journalOf([opened()])).files.keys()];
		expect(paths.some(path => path.endsWith('.csv'))).toBe(false);
	});

	test('keeps counts beyond 2^53 and says which side is missing', () => {
		const {files} = deriveEvidence(
			journalOf([opened(), taken('before', null, '18446744073709551615'), taken('after', null, '5', 'new')]),
		);
		expect(files.get('artifacts/clickhouse_counts_20261122_153002.csv')?.toString()).toBe(
			'table_name,count_before,count_after,max_ver,max_snapshot_ts\n' +
				'"t","18446744073709551615","not measured","",""\n' +
				'"new","not measured","5","",""\n',
		);
	});

	test.each(['=1+1', '+1+cmd', '-1+1', '@SUM(1)', '\t=1', '\r=1', ' =1', '＝1'])(
		'%j is no formula in it',
		text => {
			expect(csvCell(text)).toMatch(/^"'/);
		},
	);

	test('numbers stay numbers, quotes are doubled, lines stay lines', () => {
		expect(csvCell('-12')).toBe('"-12"');
		expect(csvCell('a"b\nc')).toBe('"a""b␊c"');
	});
});
