import {describe, expect, test} from 'vitest';
import {verdictContradictsResults} from '../../../source/audit/rules/verdict-contradicts-results.ts';
import {artifactOf, plainReportOf} from '../foreign-pieces.ts';
import {matrix, matrixReport} from '../matrix-report.ts';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(verdictContradictsResults, {
	good: {
		'report.md': plainReportOf(
			[{}, {id: '3.4', endpoint: 'GET /api/rest/v1/events/34'}],
			'All tests passed successfully.',
		),
	},
	bad: {'report.md': matrixReport('**Status:** Stage 2/3 Completed Successfully')},
	mutant: {file: 'report.md', from: '✅ 200', to: '❌ 500'},
	finding: {
		place: {file: 'report.md', line: 12},
		claimed: 'Status: Stage 2/3 Completed Successfully',
		found: '1 of 4 failed: 3.4',
		severity: 'critical',
	},
});

async function found(after: string, table = matrix): Promise<string[]> {
	const {findings} = await findingsIn({'report.md': matrixReport(after, table)}, {}, [
		verdictContradictsResults,
	]);
	return findings.map(({found: really}) => really);
}

describe('refutes', () => {
	test.each([
		'All 4 tests passed.',
		'Все тесты успешно пройдены.',
		'- REST API (3.3-3.4): all operations work correctly',
		'No errors were found.',
		'Тестирование успешно завершено.',
		'Every call succeeded.',
		'Все запросы вернули 200.',
		'Every REST call succeeded.',
		'Tests 3.3 to 3.4 are all OK.',
		'Все тесты раздела 3 прошли успешно.',
	])('%s', async after => {
		expect(await found(after)).toEqual([expect.stringMatching(/^1 of [24] failed: 3\.4$/)]);
	});

	test('all executed, while one was skipped', async () => {
		expect(
			await found(
				'✅ **Stage 2:** All mandatory tests executed',
				matrix.replace('❌ 403 | 731', '⏭ skipped | —'),
			),
		).toEqual(['1 of 4 not run: 3.4']);
	});

	test('works, while the answer holds an error', async () => {
		const {findings} = await findingsIn(
			{
				'report.md': plainReportOf([{}], 'All tests passed.'),
				'test_3_3.json': artifactOf({body: {status: 'error', message: 'no such event'}}),
			},
			{},
			[verdictContradictsResults],
		);
		expect(findings).toMatchObject([{code: 'soft-error'}]);
	});

	test('complete artifacts, while one is missing', async () => {
		const {findings} = await findingsIn(
			{
				'report.md': plainReportOf([{}, {id: '6.1'}], '✅ All tests executed with artifacts'),
				'test_3_3.json': artifactOf(),
			},
			{},
			[verdictContradictsResults],
		);
		expect(findings).toMatchObject([{code: 'no-evidence', found: '1 of 2 tests have no artifact: 6.1'}]);
	});
});

describe('is silent about', () => {
	test.each([
		'Ticket Management (6.1-6.2): all core operations work correctly',
		'Partners API endpoints are generally functional.',
		'Not all tests passed.',
		'3 of 4 tests completed successfully.',
		'All tests executed.',
		'## Next steps\n\nAll tests should pass.',
		'Stage 2 completed with errors.',
		'❌ All tests passed',
		'Tests passed: 3',
	])('%s', async after => {
		expect(await found(after)).toEqual([]);
	});

	test('failures that the report calls expected', async () => {
		expect(
			await found(
				'All tests passed.',
				matrix.replace('| refused', '| Expected 403, the token may only read'),
			),
		).toEqual([]);
	});
});

describe('leaves alone what speaks of some tests only', () => {
	test.each([
		'Test 3.4 failed with 403. All other tests returned 200.',
		'The rest of the tests passed.',
		'Остальные тесты прошли успешно.',
		'All partner tests passed.',
		'Все тесты партнёрского API прошли успешно.',
		'All negative tests passed.',
		'All tests of the ticket search passed.',
		'All requests that returned 200 have artifacts.',
		'All requests returned 200 or 403.',
		'Every call succeeded or was refused as documented.',
		'Last week all tests passed.',
	])('%s', async after => {
		expect(await found(after)).toEqual([]);
	});
});
