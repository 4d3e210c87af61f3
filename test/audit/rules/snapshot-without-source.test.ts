import {expect, test} from 'vitest';
import {snapshotWithoutSource} from '../../../source/audit/rules/snapshot-without-source.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {exchange, file} from '../exchange-file.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const good = {
	'report.md': plainReportOf([{}], '## ClickHouse\n\n- `stg_orders`: 6 rows'),
	'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\n',
};

testRule(snapshotWithoutSource, {
	good,
	bad: {
		...good,
		'report.md': plainReportOf([{}], '## ClickHouse\n\n- `stg_orders`: 6 rows\n- `fact_sales`: 3 rows'),
	},
	mutant: {file: 'report.md', from: 'stg_orders', to: 'stg_clients'},
	finding: {
		place: {file: 'report.md', line: 12},
		subject: 'fact_sales',
		claimed: '3 rows',
		found: 'no count of this table in any CSV file or log',
	},
});

const folder = {'report.md': good['report.md'], [file]: exchange({})};

test('evidence without any count', async () => {
	const {findings} = await findingsIn(folder, {}, [snapshotWithoutSource]);
	expect(findings).toMatchObject([
		{code: 'no-counts', claimed: 'stg_orders: 6 rows', place: {file: 'report.md'}},
	]);
});

test('a report alone owes no counts', async () => {
	const result = await findingsIn({'report.md': good['report.md']}, {}, [snapshotWithoutSource]);
	expect(result).toMatchObject({findings: [], evaluated: []});
});
