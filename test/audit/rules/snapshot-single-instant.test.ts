import {expect, test} from 'vitest';
import {snapshotSingleInstant} from '../../../source/audit/rules/snapshot-single-instant.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const header = 'table_name,count_before,count_after,ts_before,ts_after';
const good = {
	'counts.csv': `${header}\nstg_orders,4,6,2025-11-09T10:00:01Z,2025-11-09T10:05:13Z\n`,
};

testRule(snapshotSingleInstant, {
	good,
	bad: {'counts.csv': `${header}\nstg_orders,4,6,2025-11-09T10:00:01Z,2025-11-09T10:00:01Z\n`},
	mutant: {file: 'counts.csv', from: '10:05:13Z', to: '10:00:01Z'},
	finding: {
		place: {file: 'counts.csv', line: 2, column: 'ts_before'},
		claimed: 'counts before and after',
		found: 'both taken at 2025-11-09T10:00:01Z',
	},
});

test('finds one count a table that is presented as a comparison', async () => {
	const files = {
		'report.md': plainReportOf([{}], '## ClickHouse\n\nRow counts before and after the run are unchanged.'),
		'counts.csv': 'table,rows\nstg_orders,4\n',
	};
	expect((await findingsIn(files, {}, [snapshotSingleInstant])).findings).toMatchObject([
		{place: {file: 'report.md', line: 11}, found: 'one count a table'},
	]);
});

test("is silent about this program's own columns", async () => {
	const files = {
		'counts.csv':
			'table_name,count_before,count_after,max_ver,max_snapshot_ts\nstg_orders,4,6,3,2025-11-09 10:00:00\n',
	};
	expect((await findingsIn(files, {}, [snapshotSingleInstant])).findings).toEqual([]);
});
