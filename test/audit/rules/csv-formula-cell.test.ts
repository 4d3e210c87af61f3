import {expect, test} from 'vitest';
import {csvFormulaCell} from '../../../source/audit/rules/csv-formula-cell.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const good = {'counts.csv': `table_name,count_before,count_after\nstg_orders,-,+6\n"'=escaped",-3,0\n`};

testRule(csvFormulaCell, {
	good,
	bad: {'counts.csv': 'table_name,count_before\n"=HYPERLINK(""http://x.test"")",4\n'},
	mutant: {file: 'counts.csv', from: `"'=escaped"`, to: '=1+1'},
	finding: {
		place: {file: 'counts.csv', line: 2, column: 'table_name'},
		claimed: 'data',
		found: '=HYPERLINK("http://x.test")',
	},
});

test.each([
	['@SUM(1)', 1],
	["+cmd|' /C calc'!A0", 1],
	['-cmd|x', 1],
	['+1+1', 1],
	['\t=1+1', 1],
	['- not measured', 0],
	['-12 345', 0],
	['+7 900 000-00-00', 0],
	['=', 0],
	['==', 0],
])('%j', async (cell, count) => {
	const files = {'counts.csv': `table_name,count\nstg_orders,"${cell}"\n`};
	expect((await findingsIn(files, {}, [csvFormulaCell])).findings).toHaveLength(count);
});
