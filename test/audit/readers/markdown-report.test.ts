import fastCheck from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Claim} from '../../../source/audit/audited-set.ts';
import {readMarkdownReport} from '../../../source/audit/readers/markdown-report.ts';

function rowsOf(text: string) {
	return readMarkdownReport('report.md', text).rows;
}

function claimsOf(text: string): string[] {
	return readMarkdownReport('report.md', text).claims.map(claim => shown(claim));
}

function shown({subject, value, unit, approximate, scope}: Claim): string {
	const part =
		scope.kind === 'section'
			? ` in ${scope.prefix}`
			: scope.kind === 'ids'
				? ` in ${scope.from}-${scope.to}`
				: scope.kind === 'name'
					? ` in ${scope.name}`
					: '';
	return `${subject} ${approximate ? '~' : ''}${value}${unit}${part}`;
}

describe('rows', () => {
	test('of a table in any order and wording, without outer pipes, with missing and extra cells', () => {
		const text = [
			'\u{FEFF}# Отчёт',
			'',
			'№ | Метод | Путь | Код | Время, с | Файл | Результат | Примечание',
			'---|---|---|---|---|---|---|---',
			'3.3 | GET | /api/rest/v1/events/33 | 404 | 0,956 | [json](artifacts/test_3_3.json) | ❌ | не найдено',
			'**3.4** | POST | /api/rest/v1/events | 403 Forbidden | 1,123 | `test_3_4.json` | ❌ | ожидаемая ошибка',
			'`6.1` | POST | /api/partners/v1/tickets/add/33/41 | HTTP 200 OK | 0,485 |',
			'[6.2](x.json) | POST | /a\\|b | 200 | 1 | test_6_2.json | не пройден | x | extra',
			'Итого | | | | 3,5 | | |',
		].join('\r\n');
		expect(rowsOf(text)).toMatchObject([
			{
				testId: '3.3',
				method: 'GET',
				path: '/api/rest/v1/events/33',
				status: 404,
				latencyMs: 956,
				latencyDecimals: 3,
				artifact: 'artifacts/test_3_3.json',
				judged: 'fail',
				place: {line: 5},
			},
			{
				testId: '3.4',
				status: 403,
				latencyMs: 1123,
				artifact: 'test_3_4.json',
				saysExpected: true,
				columns: {latency: 'Время, с'},
			},
			{testId: '6.1', status: 200, latencyMs: 485, artifact: null, judged: null},
			{testId: '6.2', path: '/a|b', latencyMs: 1000, judged: 'fail'},
		]);
	});

	test.each([
		'T-6.1',
		'Test 6.1',
		'§6.1',
		'test_6_1',
		'**6.1**',
		'[6.1](a.json)',
		'`6.1`',
		'6.1 Add a ticket',
		'Тест 6.1',
	])('with the id %s', id => {
		expect(rowsOf(`| Test | Endpoint | Status |\n|---|---|---|\n| ${id} | GET /x | 200 |`)).toMatchObject([
			{testId: '6.1', method: 'GET', path: '/x', status: 200},
		]);
	});

	test.each([
		['412', 'Latency (ms)', 412],
		['0.412', 'Time (s)', 412],
		['0,412 с', 'Время', 412],
		['1 123', 'Latency (ms)', 1123],
		['1,123', 'Latency (ms)', 1123],
		['1.2s', 'Duration', 1200],
		['—', 'Latency (ms)', null],
		['not measured', 'Latency (ms)', null],
	])('with the latency %s under %s', (cell, header, latencyMs) => {
		expect(rowsOf(`| ID | Status | ${header} |\n|---|---|---|\n| 6.1 | 200 | ${cell} |`)).toMatchObject([
			{latencyMs},
		]);
	});

	test('with expected and actual status', () => {
		const apart =
			'| ID | URL | Expected | Actual | Verdict |\n|---|---|---|---|---|\n| 3.3 | https://x.ru/events/33 | 200 | 404 | FAIL |';
		expect(rowsOf(apart)).toMatchObject([
			{
				status: 404,
				expectedStatus: [200],
				judged: 'fail',
				path: 'https://x.ru/events/33',
				saysExpected: false,
			},
		]);
		const together = '| ID | Expected/Actual |\n|---|---|\n| 3.3 | 200/404 |';
		expect(rowsOf(together)).toMatchObject([{status: 404, expectedStatus: [200]}]);
		const noted = '| ID | Status |\n|---|---|\n| 3.3 | 404 (expected 200) |';
		expect(rowsOf(noted)).toMatchObject([{status: 404, expectedStatus: [200], saysExpected: false}]);
	});

	test('of a table in HTML', () => {
		const text =
			'<table>\n<tr><th>ID</th><th>Endpoint</th><th>Status</th></tr>\n<tr><td>3.5</td><td><code>PATCH /events/33</code></td><td>❌ 404</td></tr>\n</table>';
		expect(rowsOf(text)).toMatchObject([
			{testId: '3.5', method: 'PATCH', status: 404, judged: 'fail', place: {line: 3}},
		]);
	});

	test('of a list', () => {
		expect(
			rowsOf(
				'- **6.1** POST /tickets/add — ✅ 200, 485 ms, `test_6_1.json`\n- ❌ 6.9 GET `/find` → 404\n- 6.10 is not described',
			),
		).toMatchObject([
			{
				testId: '6.1',
				method: 'POST',
				path: '/tickets/add',
				status: 200,
				judged: 'pass',
				latencyMs: 485,
				artifact: 'test_6_1.json',
			},
			{testId: '6.9', path: '/find', status: 404, judged: 'fail'},
		]);
	});

	test('but none of a table of latencies or of plans', () => {
		expect(
			rowsOf('| Test ID | Endpoint | n | Min | Max |\n|---|---|---|---|---|\n| 6.1 | GET /x | 5 | 1 | 2 |'),
		).toEqual([]);
	});
});

describe('claims', () => {
	test.each([
		['All 33 mandatory tests have been executed.', ['tests 33']],
		['7 of 20 passed', ['passed 7', 'tests 20']],
		['20/20 tests executed', ['tests 20', 'tests-planned 20']],
		['Всего тестов: 22', ['tests 22']],
		['Успешно — 7 (32 %)', ['passed 7', 'success-rate 32%']],
		['- **Failed Tests (404/403):** 15', ['failed 15']],
		['- **REST API Tests:** test_6_*.json (28 files)', ['files 28 in test_6_*.json']],
		['Average Latency: 847ms', ['latency-average 847ms']],
		['Время ответа: от 485 до 1603 мс', ['latency-min 485ms', 'latency-max 1603ms']],
		['| Metric | Value |\n|---|---|\n| Passed | 7 |', ['passed 7']],
		[
			'We ran 33 tests in 12.4 seconds: 7 passed, 15 failed and 2 were skipped.',
			['tests 33', 'duration 12400s', 'passed 7', 'failed 15', 'skipped 2'],
		],
		['Всего выполнено 22 теста, из них успешно 7, с ошибками 15.', ['tests 22', 'passed 7', 'failed 15']],
		['Results: 20 tests, 9 passes, 11 failures (45% success).', ['tests 20', 'passed 9', 'failed 11']],
		[
			'Average response time was 847 ms (median 900 ms, p95 1500 ms).',
			['latency-average 847ms', 'latency-median 900ms', 'latency-p95 1500ms'],
		],
		['We saved 33 artifacts to `artifacts/run/`.', ['artifacts 33 in artifacts/run/']],
		['`stg_orders`: 0 rows', ['rows 0 in stg_orders']],
		['The log contains 22 records.', ['log-records 22']],
		['10 tests returned 404.', ['status 10']],
		['About 20 tests passed.', ['passed ~20']],
		['Tests 6.1-6.8 (8 tests) passed.', ['tests 8 in 6.1-6.8']],
		['Размер архива: 14 КБ', ['archive-size 14336kB']],
		['Покрытие 100 %.', ['coverage 100%']],
		['Total: 20 | Passed: 9 | Failed: 11', ['tests 20', 'passed 9', 'failed 11']],
		['| Total | Passed | Failed |\n|---|---|---|\n| 22 | 7 | 15 |', ['tests 22', 'passed 7', 'failed 15']],
	])('%s', (text, claims) => {
		expect(claimsOf(`# Test report\n\n${text}\n`)).toEqual(claims);
	});

	test.each([
		'3 retries recommended',
		'Python 3.13 was used on Windows 11.',
		'Stage 2 took place. See Section 6 and table 3.',
		'The server answered 200 OK.',
		'Run 5 more tests.',
		'The API said "2 tests failed, 5 errors".',
		'`{"failed": 3, "tests": 9}`',
		'```\nTests: 22\n```',
		'## Next Steps\n\n- Tests: 40',
		'Each request has 3 attempts and a timeout of 30 s.',
		'Event 33 has 12 seats, the order 2 tickets.',
		'In the previous run 12 tests passed.',
		'Errors: 404',
		'Released on 2025-11-09, version 1.2.3.',
		'Следует выполнить ещё 5 тестов.',
		'GET /api/rest/v1/events/33 returned 404',
	])('not: %s', text => {
		expect(claimsOf(`# Test report\n\n${text}\n`)).toEqual([]);
	});

	test('speak about the section that they stand in or name', () => {
		const table = (id: string) => `| ID | Status |\n|---|---|\n| ${id}.1 | 200 |\n| ${id}.2 | 200 |\n`;
		const text = `# Report\n\n## REST API (Section 3)\n\n2 tests, 2 passed.\n\n${table('3')}\n## Partners API\n\n${table('6')}\n## Summary\n\nPartners API: 2 tests. Section 3: 2 tests. Total tests: 4\n`;
		expect(claimsOf(text)).toEqual([
			'tests 2 in 3.',
			'passed 2 in 3.',
			'tests 2 in 6.',
			'tests 2 in 3.',
			'tests 4',
		]);
	});
});

describe('statements', () => {
	test.each([
		['All 4 tests passed.', 'all-passed'],
		['Все тесты успешно пройдены', 'all-passed'],
		['✅ **Stage 2:** All mandatory tests executed with artifacts', 'all-executed'],
		['**Status:** Stage 2/3 Completed Successfully', 'completed'],
		['Test token returns 403 for write operations', 'status-for'],
		['Персональные данные замаскированы', 'masked'],
		['All tables show zero counts', 'zero-counts'],
	])('%s', (text, kind) => {
		expect(readMarkdownReport('report.md', text).statements.map(statement => statement.kind)).toContain(kind);
	});

	test.each([
		'Not all tests passed.',
		'All tests should pass.',
		'Did all tests pass?',
		'9 tests completed successfully.',
		'Partners endpoints are generally functional.',
	])('not: %s', text => {
		expect(readMarkdownReport('report.md', text).statements).toEqual([]);
	});
});

test('circumstances: facts, stamps, named files, hashes', () => {
	const hash = 'ab'.repeat(32);
	const report = readMarkdownReport(
		'report.md',
		`**Дата:** 09.11.2025  \n**Git Revision:** a8a94ae3e20621738300\n\n| Parameter | Value |\n|---|---|\n| Environment | Windows 11 |\n\nSHA-256 of run.zip: ${hash}\n\n**Report Generated:** 2025-11-09T21:49:45Z  \n**Archive:** run_20251109_214900.zip\n`,
	);
	expect(report.facts).toMatchObject([
		{key: 'revision', value: 'a8a94ae3e20621738300'},
		{key: 'archive'},
		{key: 'environment', value: 'Windows 11'},
	]);
	expect(report.stamps).toMatchObject([
		{role: 'date', precision: 'day'},
		{role: 'generated'},
		{role: 'archive-name'},
	]);
	expect(report.named).toMatchObject([
		{name: 'run.zip', role: 'archive'},
		{name: 'run_20251109_214900.zip', role: 'archive'},
	]);
	expect(report.hashes).toMatchObject([{value: hash, of: 'run.zip', algorithm: 'sha256', place: {line: 8}}]);
});

test('a table that counts tests by section has none', () => {
	const counts =
		'| Section | Tests | Passed | Failed |\n|---|---|---|---|\n| 3 REST | 5 | 5 | 0 |\n| 6 | 15 | 13 | 2 |\n';
	expect(rowsOf(counts)).toEqual([]);
	expect(rowsOf(counts.replace('| Section |', '| Раздел |').replace('| 3 REST |', '| 3.1 |'))).toEqual([]);
	expect(rowsOf('| Test | Result |\n|---|---|\n| 1 | passed |\n| 2 | failed |\n')).toHaveLength(2);
});

test('the time of making keeps its colons', () => {
	const {stamps} = readMarkdownReport(
		'r.md',
		'# R\n\nGenerated at 2025-02-03T13:06:38Z. Archive: run.zip.\n',
	);
	expect(stamps).toMatchObject([{role: 'generated', at: Date.UTC(2025, 1, 3, 13, 6, 38)}]);
});

describe('hostile text', () => {
	test('any text is read', () => {
		fastCheck.assert(
			fastCheck.property(
				fastCheck.string({unit: 'grapheme', maxLength: 400}),
				fastCheck.constantFrom('', '| 6.1 |', '- Tests: ', '# ', '<table>', '```'),
				(text, before) => {
					expect(() => readMarkdownReport('report.md', `${before}${text}\n|---|---|\n${text}`)).not.toThrow();
				},
			),
		);
	});

	test.each([
		['opening brackets', '['.repeat(50_000)],
		['stars', '*'.repeat(50_000)],
		['spaces', `Total tests:${' '.repeat(50_000)}x`],
		['digits', '1 '.repeat(30_000)],
		['pipes', `${'|'.repeat(20_000)}\n|---|\n${'|'.repeat(20_000)}`],
		['words', 'all tests '.repeat(5_000)],
		['names', 'a_'.repeat(25_000)],
		['slashes', '/a'.repeat(25_000)],
		['dots', '1.'.repeat(25_000)],
		['quotes', '"'.repeat(50_000)],
	])('a line of %s does not hold up the reader', (_, line) => {
		const report = readMarkdownReport(
			'report.md',
			`# Test results\n\n${line}\n\n| ID | Status | Notes |\n|---|---|---|\n| 6.1 | 200 | ${line} |\n`,
		);
		expect(report.format).toBe('markdown');
	});
});
