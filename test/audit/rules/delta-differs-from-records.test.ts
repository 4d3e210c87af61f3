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

test.each([
	['Row counts did not change.', 1],
	['Row counts in ClickHouse are the same before and after.', 1],
	['Количество строк не изменилось.', 1],
	['Новых строк не появилось.', 1],
	['Row counts did not change, except in `stg_orders`.', 0],
	['Row counts of not all tables changed.', 0],
])('holds words against the counts: %s', async (words, count) => {
	const files = {'report.md': plainReportOf([{}], `## ClickHouse\n\n${words}`), ...good};
	expect((await findingsIn(files, {}, [deltaDiffersFromRecords])).findings).toHaveLength(count);
});

test('adds up what one sentence says', async () => {
	const told = async (words: string) =>
		(
			await findingsIn({'report.md': plainReportOf([{}], `## ClickHouse\n\n${words}`)}, {}, [
				deltaDiffersFromRecords,
			])
		).findings.map(({claimed, found}) => `${claimed}: ${found}`);
	expect(await told('- `meta_job_runs`: 57 → 61 (+1)')).toEqual(['changed by 1: 57 before, 61 after: 4']);
	expect(await told('- `meta_job_runs`: 57 → 58 (+1)')).toEqual([]);
});
