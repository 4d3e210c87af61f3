import {expect, test} from 'vitest';
import {csvDiffersFromReport} from '../../../source/audit/rules/csv-differs-from-report.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const good = {
	'report.md': plainReportOf([{}], '## ClickHouse\n\n- `stg_orders`: 6 rows'),
	'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\n',
};

testRule(csvDiffersFromReport, {
	good,
	bad: {...good, 'report.md': plainReportOf([{}], '## ClickHouse\n\n- `stg_orders`: 0 rows')},
	mutant: {file: 'counts.csv', from: '4,6', to: '4,7'},
	finding: {
		place: {file: 'report.md', line: 11},
		subject: 'stg_orders',
		claimed: '0 rows',
		found: '4 rows in the CSV file',
	},
});

test.each([
	['| stg_orders | 4 | 7 |', 1],
	['| stg_orders | 6 | 4 |', 2],
	['| stg_orders | 4 | 6 |', 0],
	['| stg_orders | not measured | 6 |', 0],
])('compares a table of the report: %s', async (line, count) => {
	const table = `| Table | Before | After |\n| --- | ---: | ---: |\n${line}`;
	const files = {...good, 'report.md': plainReportOf([{}], `## ClickHouse\n\n${table}`)};
	expect((await findingsIn(files, {}, [csvDiffersFromReport])).findings).toHaveLength(count);
});

test.each([
	['- `stg_*`: 0 rows', 1],
	['- `stg_*`: 7 rows', 0],
	['- `stg_orders`: 2 rows added', 0],
])('compares %s', async (line, count) => {
	const files = {
		'report.md': plainReportOf([{}], `## ClickHouse\n\n${line}`),
		'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\nstg_clients,1,1\n',
	};
	expect((await findingsIn(files, {}, [csvDiffersFromReport])).findings).toHaveLength(count);
});

test('finds a filled table behind the words that all are empty', async () => {
	const files = {
		...good,
		'report.md': plainReportOf([{}], '## ClickHouse\n\nAll staging tables show zero counts.'),
	};
	expect((await findingsIn(files, {}, [csvDiffersFromReport])).findings).toMatchObject([
		{found: '6 rows in stg_orders'},
	]);
});
