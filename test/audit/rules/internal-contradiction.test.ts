import {describe, expect, test} from 'vitest';
import {internalContradiction} from '../../../source/audit/rules/internal-contradiction.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {matrixReport} from '../matrix-report.ts';
import {findingsIn, testRule, type Files} from '../rule-case.ts';

testRule(internalContradiction, {
	good: {
		'report.md': matrixReport(
			'**Git revision:** a8a94ae3e20621738300\n\nThe token returns 403 for POST requests in Section 3. Commit: a8a94ae',
		),
	},
	bad: {'report.md': matrixReport('All 33 tests have been executed.\n\n- **Total tests:** 22')},
	mutant: {file: 'report.md', from: '403 for POST requests in Section 3', to: '403 for write operations'},
	finding: {place: {file: 'report.md', line: 12}, claimed: '33 tests', found: '22 tests in line 14'},
});

async function found(files: Files): Promise<string[]> {
	const {findings} = await findingsIn(files, {}, [internalContradiction]);
	return findings.map(({code, claimed, found: really}) => `${code}: ${claimed} / ${really}`);
}

describe('finds', () => {
	test('other codes than the stated one', async () => {
		expect(await found({'report.md': matrixReport('Test token returns 403 for write operations.')})).toEqual([
			'status: Test token returns 403 for write operations. / 6.1 POST /api/partners/v1/tickets/add/33/41: 200',
		]);
	});

	test('two revisions', async () => {
		const log = logOf([
			{stage: 'Stage1', git_rev: 'b8a94ae3e20621738300cdd4ec78c03ef977a987'},
			recordOf('3.3'),
		]);
		expect(await found({'report.md': matrixReport('Commit: `a8a94ae3`'), 'run.jsonl': log})).toEqual([
			'revision: revision a8a94ae3 / revision b8a94ae3e20621738300cdd4ec78c03ef977a987 in run.jsonl',
		]);
	});

	test('a date before the run', async () => {
		expect(
			await found({'report.md': matrixReport('**Date:** 2025-11-01'), 'run.jsonl': logOf([recordOf('3.3')])}),
		).toEqual(['date: date 2025-11-01 / first record 2025-11-09T10:00:01.137Z']);
	});

	test('two archives', async () => {
		const log = logOf([recordOf('3.3'), {status: 'completed', archive: 'run_2.zip'}]);
		expect(await found({'report.md': matrixReport('**Archive:** run_1.zip'), 'run.jsonl': log})).toEqual([
			'archive-name: archive run_1.zip / archive run_2.zip in run.jsonl',
		]);
	});
});

describe('is silent about', () => {
	test('a wrong number beside a right one: that is a wrong count', async () => {
		expect(await found({'report.md': matrixReport('All 4 tests were run. Total tests: 5')})).toEqual([]);
	});

	test('parts of a whole where no table tells', async () => {
		expect(
			await found({
				'report.md': '# Report\n\n- REST API: 5 tests\n- Partners API: 15 tests\n- Total tests: 20\n',
			}),
		).toEqual([]);
	});

	test('the same latency in two units', async () => {
		expect(
			await found({
				'report.md':
					'# Report\n\nAverage latency: 0.88 s\n\nThe average response time was 878 ms over 20 tests.\n',
			}),
		).toEqual([]);
	});
});
