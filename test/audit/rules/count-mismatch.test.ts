import {describe, expect, test} from 'vitest';
import {countMismatch} from '../../../source/audit/rules/count-mismatch.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {matrixReport} from '../matrix-report.ts';
import {findingsIn, testRule, type Files} from '../rule-case.ts';

const summary =
	'## Summary\n\n- **Total tests:** 4\n- **Passed:** 3\n- **Failed (403):** 1\n- **Success rate:** 75 %';

testRule(countMismatch, {
	good: {'report.md': matrixReport(summary)},
	bad: {'report.md': matrixReport('All 33 mandatory tests have been executed.')},
	mutant: {file: 'report.md', from: '**Passed:** 3', to: '**Passed:** 2'},
	finding: {
		place: {file: 'report.md', line: 12},
		claimed: '33 tests',
		found: '4 rows in the table of tests',
		severity: 'high',
	},
});

async function found(files: Files): Promise<string[]> {
	const {findings} = await findingsIn(files, {}, [countMismatch]);
	return findings.map(({claimed, found: really}) => `${claimed}: ${really}`);
}

describe('finds', () => {
	test.each([
		['Всего тестов: 22', '22 tests: 4 rows in the table of tests'],
		['Успешно — 2 (50 %), с ошибками — 1', '2 passed: 3 of 4 rows passed'],
		['Пройдено 2 из 4', '2 passed: 3 of 4 rows passed'],
		['7 of 4 tests passed.', '7 passed: 3 of 4 rows passed'],
		['| Metric | Value |\n| --- | --- |\n| Failed | 9 |', '9 failed: 1 of 4 rows failed'],
		[
			'| Section | Tests |\n| --- | --- |\n| Section 6 | 3 |',
			'3 tests in section 6: 2 rows in the table of tests',
		],
		['- **404:** 3', '3 answers 404: 0 of 4 rows with 404'],
		['Pass rate: 60%', 'success rate 60 %: 3 of 4 rows passed, 75.0 %'],
	])('%s', async (after, expected) => {
		expect(await found({'report.md': matrixReport(after)})).toEqual([expected]);
	});

	test('totals of a log', async () => {
		const log = logOf([
			recordOf('3.3'),
			recordOf('3.4', {status: 403}),
			{status: 'completed', total_tests: 3, failed_tests: 1},
		]);
		expect(await found({'run.jsonl': log})).toEqual(['3 tests: 2 tests in the log']);
	});

	test('sums that do not add up where no results were given', async () => {
		expect(await found({'report.md': '# Report\n\n- Total tests: 20\n- Passed: 7\n- Failed: 15\n'})).toEqual([
			'20 tests: 7 passed + 15 failed = 22',
		]);
	});

	test('the same number once a file, with its other places', async () => {
		const {findings} = await findingsIn(
			{'report.md': matrixReport('All 33 tests were run.\n\nTotal tests: 33')},
			{},
			[countMismatch],
		);
		expect(findings).toHaveLength(1);
		expect(findings[0]!.also![0]).toMatchObject({line: 14});
	});
});

describe('is silent about', () => {
	test.each([
		'3 retries are recommended, Python 3.13, Stage 2, Section 6, HTTP 200 OK.',
		'## Recommendations\n\nRun 5 more tests. 10 tests should pass.',
		'The API said "2 tests failed".',
		'In the previous run 12 tests passed.',
		'REST API (Section 3): 2 tests, 1 passed, 1 failed.',
		'About 5 tests were run.',
		'Batch of 2 tickets added, 5 seats checked, 10 orders read.',
		'- Passed: 3/4 (75%)',
		'Failed: 1 (25.0 %)',
		'Tests planned: 20',
		'Errors: 404',
	])('%s', async after => {
		expect(await found({'report.md': matrixReport(after)})).toEqual([]);
	});

	test('a table of the failed tests only', async () => {
		const table =
			'## Failed tests\n\n| ID | Endpoint | Status |\n| --- | --- | --- |\n| 3.4 | POST /x | ❌ 403 |';
		expect(await found({'report.md': matrixReport('Total tests: 20', table)})).toEqual([]);
	});
});
