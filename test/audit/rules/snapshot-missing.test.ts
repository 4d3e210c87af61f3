import {expect, test} from 'vitest';
import {snapshotMissing} from '../../../source/audit/rules/snapshot-missing.ts';
import {logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const counts = {clickhouse_before: {stg_orders: 0}, clickhouse_after: {stg_orders: 0}};
const good = {
	'report.md': plainReportOf([{}], '## ClickHouse\n\n- `stg_orders`: 0 rows'),
	'run.jsonl': logOf([recordOf('3.3', counts)]),
};

testRule(snapshotMissing, {
	good,
	bad: {...good, 'run.jsonl': logOf([recordOf('3.3', {clickhouse_before: {}, clickhouse_after: {}})])},
	mutant: {
		file: 'run.jsonl',
		from: '"clickhouse_before":{"stg_orders":0},"clickhouse_after":{"stg_orders":0}',
		to: '"clickhouse_before":{},"clickhouse_after":{}',
	},
	finding: {place: {file: 'report.md', line: 11}, claimed: 'stg_orders: 0 rows'},
});

test('a CSV without a single number is no measurement either', async () => {
	const files = {
		'report.md': good['report.md'],
		'counts.csv': 'table_name,count_before,count_after\nstg_orders,not measured,N/A\n',
	};
	expect((await findingsIn(files, {}, [snapshotMissing])).findings).toHaveLength(1);
});

test('does not judge a report alone, nor a log without counts', async () => {
	for (const log of [{}, {'run.jsonl': logOf([recordOf('3.3')])}]) {
		const {findings, notEvaluated} = await findingsIn({'report.md': good['report.md'], ...log}, {}, [
			snapshotMissing,
		]);
		expect(findings).toEqual([]);
		expect(notEvaluated).toHaveLength(1);
	}
});
