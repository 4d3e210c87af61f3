import {describe, expect, test} from 'vitest';
import {countMismatch} from '../../../source/audit/rules/count-mismatch.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {matrix, matrixReport} from '../matrix-report.ts';
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
		['🧪 **4** tests · 🟢 **2** passed · 🔴 **1** failed', '2 passed: 3 of 4 rows passed'],
		['> 4/4 passed · api.example.test', '4 passed: 3 of 4 rows passed'],
		['- Cases: 5; OK: 3; not OK: 1', '5 tests: 4 rows in the table of tests'],
		['- HTTP 200: 3; 403: 2', '2 answers 403: 1 of 4 rows with 403'],
		['Успешно: 3, с ошибкой: 1 (из них 403: 1, 404: 1)', '1 answers 404: 0 of 4 rows with 404'],
		['Section 3: 2 passed, 1 failed.', '2 passed in section 3: 1 of 2 rows passed'],
		['Раздел 6: пройдено 1 из 2', '1 passed in section 6: 2 of 2 rows passed'],
		['REST: 2 of 2 passed. Partners: 2 of 2 passed.', '2 passed in section 3: 1 of 2 rows passed'],
		['**Итог**: пройдено 2 из 4, не пройдено 1', '2 passed: 3 of 4 rows passed'],
		['Выполнены все 5 обязательных тестов этапа 2.', '5 tests: 4 rows in the table of tests'],
		['2 requests answered HTTP 200, 1 answered 403.', '2 answers 200: 3 of 4 rows with 200'],
		['Код 403 получен дважды (3.4, 3.5).', '2 answers 403: 1 of 4 rows with 403'],
		['**Totals:** 4 tests, 3 green, 2 red.', '2 failed: 1 of 4 rows failed'],
		[
			'4 tests ran; 3 passed and 1 failed, a pass rate of 90%.',
			'success rate 90 %: 3 of 4 rows passed, 75.0 %',
		],
		[
			'1 test (3.4) failed with 403 and 2 tests (6.1, 6.2) failed with 404.',
			'2 answers 404 of 6.1, 6.2: 0 of 2 rows with 404',
		],
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
		'- Cases: 4; OK: 3; not OK: 1',
		'Last week 2 of 4 tests passed.',
		'Yesterday 9 tests failed.',
		'Of 51 documented tests 4 are mandatory.',
		'All three section 3 failures are 404.',
		'Tests 6.1 and 6.2 were not repeated, 3 of 4 passed.',
		'3 passed (3.3, 6.1, 6.2), 1 failed (3.4).',
		'1 test (3.4) failed with 403 and 0 tests (6.1, 6.2) failed with 404.',
		'4 tests: the other 2 passed at once, the remaining 1 passed later.',
		'Test 3.4 was refused with 403; the other 3 answered 200.',
		'Ticket 404: 3 seats, order 200: 5 tickets.',
		'| Section | Tests | Passed | Failed |\n| --- | --- | --- | --- |\n| 3 REST | 2 | 1 | 1 |\n| 6 Partners | 2 | 2 | 0 |\n| **Total** | 4 | 3 | 1 |',
	])('%s', async after => {
		expect(await found({'report.md': matrixReport(after)})).toEqual([]);
	});

	test('a table of the failed tests only', async () => {
		const table =
			'## Failed tests\n\n| ID | Endpoint | Status |\n| --- | --- | --- |\n| 3.4 | POST /x | ❌ 403 |';
		expect(await found({'report.md': matrixReport('Total tests: 20', table)})).toEqual([]);
	});

	test('ids of tests that were not run, beside the number of those that were', async () => {
		const table = matrix.replace('❌ 403 | 731', 'не выполнялся | —');
		for (const after of [
			'Выполнено 3 теста из 4, тест 3.4 не выполнялся.',
			'Выполнено 3 теста из 4, тесты 3.4 и 6.2 особые.',
			'3 of 4 tests were run (3.4 was not run).',
			'Test 3.4 was not run, 3 of 4 tests were.',
		]) {
			expect(await found({'report.md': matrixReport(after, table)}), after).toEqual([]);
		}
	});

	test('answers that a log counts with those of repeated requests', async () => {
		const log = logOf([
			recordOf('3.3'),
			recordOf('3.4', {status: 403}),
			recordOf('6.1', {status: 503}),
			recordOf('6.1'),
			recordOf('6.2'),
		]);
		const files = {'report.md': matrixReport('1 of 5 requests answered 503.'), 'run.jsonl': log};
		expect(await found(files)).toEqual([]);
	});
});
