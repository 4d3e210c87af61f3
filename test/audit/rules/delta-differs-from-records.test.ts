import {expect, test} from 'vitest';
import {deltaDiffersFromRecords} from '../../../source/audit/rules/delta-differs-from-records.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const header = 'table_name,count_before,count_after,delta';
const good = {'counts.csv': `${header}\nstg_orders,4,6,2\nstg_clients,1,1,0\nTOTAL,5,7,2\n`};

testRule(deltaDiffersFromRecords, {
	good,
	bad: {'counts.csv': `${header}\nstg_orders,4,6,3\n`},
	mutant: {file: 'counts.csv', from: 'TOTAL,5', to: 'TOTAL,6'},
	finding: {
		place: {file: 'counts.csv', line: 2, column: 'delta'},
		subject: 'stg_orders',
		code: 'delta',
		claimed: 'changed by 3',
		found: '4 before, 6 after: 2',
	},
});

test('looks at the tables of reports', async () => {
	const table =
		'| Table | Before | After | Change |\n| --- | --- | --- | --- |\n| stg_orders | 1 200 | 1 203 | +4 |';
	const {findings} = await findingsIn({'report.md': plainReportOf([{}], `## ClickHouse\n\n${table}`)}, {}, [
		deltaDiffersFromRecords,
	]);
	expect(findings).toMatchObject([
		{place: {file: 'report.md', line: 13, column: 'Change'}, claimed: 'changed by 4'},
	]);
});

test('finds a change behind the words that nothing changed', async () => {
	const files = {
		'report.md': plainReportOf([{}], '## ClickHouse\n\nRow counts are unchanged.'),
		'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\n',
	};
	expect((await findingsIn(files, {}, [deltaDiffersFromRecords])).findings).toMatchObject([
		{code: 'unchanged', found: 'stg_orders: 4 before, 6 after'},
	]);
});
