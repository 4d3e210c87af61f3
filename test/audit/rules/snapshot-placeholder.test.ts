import {expect, test} from 'vitest';
import {snapshotPlaceholder} from '../../../source/audit/rules/snapshot-placeholder.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const header = 'table_name,count_before,count_after,max_ver,max_snapshot_ts';

const good = {
	'counts.csv': `${header}\nstg_orders,0,0,0,1970-01-01 00:00:00\nfact_sales,not measured,N/A,,\n`,
};

testRule(snapshotPlaceholder, {
	good,
	bad: {'counts.csv': `${header}\nstg_orders,TODO,{},,\n`},
	mutant: {file: 'counts.csv', from: 'stg_orders', to: 'stg_*'},
	finding: {
		place: {file: 'counts.csv', line: 2, column: 'count_before'},
		subject: 'stg_orders',
		code: 'unfilled',
		claimed: 'a count',
		found: 'TODO',
	},
});

test('an empty table has no newest row', async () => {
	const files = {'counts.csv': `${header}\nstg_orders,0,0,7,2025-11-09 10:00:00\n`};
	expect((await findingsIn(files, {}, [snapshotPlaceholder])).findings).toMatchObject([
		{code: 'zero-with-maximum', claimed: '0 rows', found: 'max_ver 7', place: {column: 'max_ver'}},
	]);
});
