import {expect, test} from 'vitest';
import {claimTable} from '../../../source/audit/output/claim-table.ts';
import {explain} from '../../../source/audit/output/explain.ts';
import {artifactOf, logOf, recordOf} from '../foreign-pieces.ts';
import {matrixReport} from '../matrix-report.ts';
import {findingsIn, type Files} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

/** Through the real readers: what becomes of claims that no rule refutes. */
async function claimsIn(after: string, others: Files = {}): Promise<string[]> {
	const {set, findings} = await findingsIn({'report.md': matrixReport(after), ...others});
	return claimTable(set, findings).map(({state, claimed, found}) => `${state}: ${claimed} → ${found}`);
}

const csv = {'counts.csv': 'table_name,count_before,count_after\nstg_orders,4,6\n'};

test('files in an archive and in a folder are counted, and hold', async () => {
	const names = ['test_3_3.json', 'test_6_1.json'];
	const files: Files = {
		...Object.fromEntries(names.map((name, index) => [`evidence/${name}`, artifactOf({second: index * 7})])),
		'run.zip': zipOf(names.map((name, index) => ({name, content: artifactOf({second: index * 7})}))),
	};
	expect(await claimsIn('Archive: run.zip (2 files).\n\n2 files in `evidence/`.', files)).toEqual([
		'holds: 2 files (run.zip) → 2 in the archive',
		'holds: 2 files (evidence/) → 2 in the folder',
	]);
});

test('rows of database tables, rates, medians and bounds hold where they come out', async () => {
	expect(await claimsIn('`stg_orders` grew from 4 to 6 rows (+2).', csv)).toEqual([
		'holds: 4 rows before (stg_orders) → 4 in counts.csv',
		'holds: 6 rows after (stg_orders) → 6 in counts.csv',
		'holds: a change by 2 rows (stg_orders) → 2 in counts.csv',
	]);
	expect(await claimsIn('Pass rate: 75%. Median: 571.5 ms. No response took longer than 905 ms.')).toEqual([
		'holds: success rate 75 % → 75 in the test table',
		'holds: median latency 571.5 ms → 571.5 in the test table',
		'holds: highest latency at most 905 ms → 905 in the test table',
	]);
});

test('an open claim says why nothing decides it', async () => {
	expect(await claimsIn('About 4 tests were run. Run duration: 19 s. 12 rows in `stg_orders`.')).toEqual([
		'open: ~4 tests → not decided: said to be about so much',
		'open: duration 19 s → not decided: no log was given',
		'open: 12 rows (stg_orders) → not decided: no row counts were given',
	]);
});

test('a table and a log that disagree are both told, whoever judged', async () => {
	const log = logOf([
		recordOf('3.3'),
		recordOf('3.4', {status: 403}),
		recordOf('6.1'),
		recordOf('6.2', {status: 404}),
	]);
	expect(await claimsIn('- Passed: 3', {'run.jsonl': log})).toContainEqual(
		expect.stringMatching(/^open: 3 passed → 3 in the test table, 2 in the log$/),
	);
});

test('--explain shows lines with numbers that nobody understood, before names and hashes', async () => {
	const after = 'The coffee machine served 17 cups.\n\nLog: logs/run.jsonl\n\nWe met 3 times.';
	const {set, ...result} = await findingsIn({'report.md': matrixReport(after)});
	const [, report] = explain(set, result);
	const labels = report?.lines.map(({label}) => label) ?? [];
	expect(report?.lines).toContainEqual({
		label: 'open:12',
		text: 'numbers that were not understood: "The coffee machine served 17 cups."',
	});
	expect(labels.indexOf('open:16')).toBeLessThan(labels.indexOf('names:14'));
	expect(labels).toContain('names:14');
});

test('quoted masks keep their stars', async () => {
	const {set} = await findingsIn({
		'report.md': matrixReport(
			'Bearer tokens are masked as `***`; tokens are masked (***) in **every** file of `test_3_*.json`.',
		),
	});
	const texts = set.reports.flatMap(({statements}) => statements.map(({text}) => text));
	expect(texts).toEqual([
		'Bearer tokens are masked as ***;',
		'tokens are masked (***) in every file of test_3_*.json.',
	]);
});
