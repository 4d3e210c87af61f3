import {describe, expect, test} from 'vitest';
import {internalContradiction} from '../../../source/audit/rules/internal-contradiction.ts';
import {artifactOf, logOf, recordOf} from '../foreign-pieces.ts';
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

describe('single tests that are named', () => {
	const text = async (after: string, others: Files = {}) =>
		found({'report.md': matrixReport(after), ...others});

	test.each([
		['Test 3.4 was refused with 401.', 'status: Test 3.4 was refused with 401. / 3.4: 403'],
		[
			'Запросы 6.1 и 6.2 вернули HTML-страницу 404.',
			'status: Запросы 6.1 и 6.2 вернули HTML-страницу 404. / 6.1: 200, 6.2: 200',
		],
		[
			'The two failures are 3.4 and 6.2.',
			'failures: The two failures are 3.4 and 6.2. / 6.2 passed with 200',
		],
		['Не пройдены тесты: 3.4, 6.1', 'failures: Не пройдены тесты: 3.4, 6.1 / 6.1 passed with 200'],
		['No test ended with a 4xx status.', 'no-status: No test ended with a 4xx status. / 3.4: 403'],
		['Ответов с кодом 4xx не было.', 'no-status: Ответов с кодом 4xx не было. / 3.4: 403'],
		[
			'- **Slowest test:** 3.4 (731 ms)',
			'slowest: Slowest test: 3.4 (731 ms) / 6.2 took 905 ms, 3.4 took 731 ms',
		],
		[
			'Самый быстрый запрос: 3.3, 412 мс.',
			'fastest: Самый быстрый запрос: 3.3, 412 мс. / 6.1 took 388 ms, 3.3 took 412 ms',
		],
		[
			'Maximum latency: 905 ms (6.1)',
			'slowest: Maximum latency: 905 ms (6.1) / 6.2 took 905 ms, 6.1 took 388 ms',
		],
	])('%s', async (after, expected) => {
		expect(await text(after)).toEqual([expected]);
	});

	test.each([
		'Test 3.4 was refused with 403; the other 3 answered 200.',
		'Test 3.4 was refused with 401 or 403.',
		'The only failure is test 3.4.',
		'No test ended with a 5xx status. Unexpected 4xx did not occur.',
		'No unexpected 4xx errors.',
		'Ответов с кодом 5xx не было.',
		'Slowest: 6.2 with 905 ms.',
		'Case 6.2 was the slowest, the fastest was 6.1.',
		'Slowest of the failed tests: 3.4.',
		'Slowest: 1.2 seconds',
		'## Section 3\n\nSlowest: 3.4 (731 ms)',
		'Test 6.1 returned 503 at first and was repeated.',
		'If test 6.1 returned 404, the seats were gone.',
	])('silent: %s', async after => {
		expect(await text(after)).toEqual([]);
	});

	test('an error in the body of another test', async () => {
		const artifacts = {
			'test_6_1.json': artifactOf({id: '6.1'}),
			'test_6_2.json': artifactOf({
				id: '6.2',
				body: {status: 'error', code: 'TICKET_NOT_FOUND', message: 'no'},
			}),
		};
		expect(await text('Тест 6.1 ответил 200, но в теле ошибка TICKET_NOT_FOUND.', artifacts)).toEqual([
			expect.stringContaining('no error in the body of 6.1, one in that of 6.2'),
		]);
		expect(await text('Тест 6.2 ответил 200, но в теле ошибка TICKET_NOT_FOUND.', artifacts)).toEqual([]);
	});
});

describe('the day of the run', () => {
	const log = {'run.jsonl': logOf([recordOf('3.3')])};
	const at = async (line: string) => found({'report.md': matrixReport(line), ...log});

	test('the day before is another day', async () => {
		expect(await at('**Date:** 2025-11-08')).toEqual([
			'date: date 2025-11-08 / first record 2025-11-09T10:00:01.137Z',
		]);
	});

	test('a start that the report itself puts on a later day is told where no log is', async () => {
		const report = matrixReport('**Date:** 2025-11-08\n**Started:** 2025-11-09T03:00:00Z');
		expect(await found({'report.md': report})).toEqual([
			'date: date 2025-11-08 / started 2025-11-09T03:00:00Z',
		]);
	});

	test.each(['**Date:** 2025-11-09', '**Дата:** 09.11.2025', '**Date:** 2025-11-10'])(
		'%s is no contradiction',
		async line => {
			expect(await at(line)).toEqual([]);
		},
	);
});

test('a latency that its own results refute is no second contradiction, and a time has its unit', async () => {
	expect(
		await found({'report.md': matrixReport('Average latency: 609 ms.\n\nMean latency: 700 ms.')}),
	).toEqual([]);
	expect(await found({'report.md': '# Report\n\nRun duration: 7.9 s.\n\nTest duration: 14.9 s.\n'})).toEqual([
		'count: duration 7.9 s / duration 14.9 s in line 5',
	]);
	const table =
		'| Figure | Value |\n|---|---|\n| Total time in requests | 2.436 s |\n| Wall-clock time | 14.9 s |';
	expect(await found({'report.md': matrixReport(table)})).toEqual([]);
	expect(
		await found({'report.md': matrixReport('Duration of the sale: 45 minutes\n\nRun duration: 5 s')}),
	).toEqual([]);
});
