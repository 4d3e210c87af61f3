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

test.each([
	['- `stg_orders`: 4 → 9 (+5)', ['9 rows after: 6 rows in the CSV file']],
	['- `stg_orders`: 4 -> 6 (+2)', []],
	['`stg_orders` grew from 4 to 7.', ['7 rows after: 6 rows in the CSV file']],
	['* stg_orders: было 3, стало 6', ['3 rows before: 4 rows in the CSV file']],
	['Orders 4 before, 8 after (`stg_orders`).', ['8 rows after: 6 rows in the CSV file']],
	['8 new rows in `stg_orders`.', ['changed by 8 rows: 4 before, 6 after: 2 rows']],
	[
		'`stg_orders` gained 2 rows, `stg_clients` gained 3 rows.',
		['changed by 3 rows: 1 before, 1 after: 0 rows'],
	],
	[
		'Таблица stg_orders выросла на 3 строки, stg_clients не изменилась (1).',
		['changed by 3 rows: 4 before, 6 after: 2 rows'],
	],
	['Таблица stg_clients не изменилась (2).', ['2 rows before: 1 row in the CSV file']],
	['The table `stg_orders` did not change.', ['no change: 4 before, 6 after: 2 rows']],
	['During test 6.1 `stg_orders` gained 1 row.', []],
	['`stg_orders` gained about 3 rows; each test adds 1 row to `stg_orders`.', []],
	['Last week `stg_orders` gained 9 rows.', []],
	['The max id of `stg_orders` went from 100 to 102.', []],
	['The member `client_email` did not change.', []],
])('compares a change that is told in words: %s', async (line, expected) => {
	const files = {
		'report.md': plainReportOf([{}], `## ClickHouse\n\n${line}`),
		'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\nstg_clients,1,1\n',
	};
	const {findings} = await findingsIn(files, {}, [csvDiffersFromReport]);
	expect(findings.map(({claimed, found}) => `${claimed}: ${found}`)).toEqual(expected);
});

test('takes two nearly equal numbers without a header for before and after, and others for nothing', async () => {
	const compare = async (csv: string) =>
		(
			await findingsIn(
				{'report.md': plainReportOf([{}], '`stg_orders` grew from 57 to 59 rows.'), 'counts.csv': csv},
				{},
				[csvDiffersFromReport],
			)
		).findings;
	expect(await compare('stg_orders,57,58\ndim_events,41,41\n')).toHaveLength(1);
	expect(await compare('stg_orders,57,59\ndim_events,41,41\n')).toEqual([]);
	expect(await compare('stg_orders,57,1762725\ndim_events,41,1762731\n')).toEqual([]);
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
