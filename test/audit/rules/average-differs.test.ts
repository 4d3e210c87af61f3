import {describe, expect, test} from 'vitest';
import {averageDiffers} from '../../../source/audit/rules/average-differs.ts';
import {matrix, matrixReport} from '../matrix-report.ts';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(averageDiffers, {
	good: {'report.md': matrixReport('Average latency: 609 ms, median 571.5 ms. Latency range: 388–905 ms.')},
	bad: {'report.md': matrixReport('**Average Latency:** 847ms')},
	mutant: {file: 'report.md', from: '388–905 ms', to: '388–900 ms'},
	finding: {
		place: {file: 'report.md', line: 12},
		claimed: 'average latency 847 ms',
		found: 'average latency 609 ms over 4 rows',
	},
});

async function found(after: string, table = matrix): Promise<string[]> {
	const {findings} = await findingsIn({'report.md': matrixReport(after, table)}, {}, [averageDiffers]);
	return findings.map(({claimed}) => claimed);
}

describe('takes for right', () => {
	test.each([
		'Среднее время ответа: 0,609 с',
		'Average response time: 0.61 s',
		'Average latency of successful tests: 568 ms',
		'Average latency: about 600 ms',
		'The timeout is 30 s; the target for the average latency is 300 ms.',
		'Section 6: average latency 646.5 ms',
		'p95 latency: 879 ms',
		'Total time in requests: 2.436 s',
		'No response took longer than 905 ms; no response took longer than 2 s.',
		'Elapsed: mean 609 ms, from 388 to 905 ms, 2436 ms in total',
		'⏱ avg **609 ms** · 4 tests',
		'Самый долгий запрос: 6.2, 905 мс; самый быстрый: 6.1, 388 мс.',
	])('%s', async after => {
		expect(await found(after)).toEqual([]);
	});
});

describe('refutes', () => {
	test.each([
		['Время ответа: от 388 до 1603 мс', 'greatest latency 1603 ms'],
		['Медиана задержки: 0,9 с', 'median latency 0.9 s'],
		['Slowest response: 1.2 s', 'greatest latency 1.2 s'],
		['p95 latency: 1500 ms', '95th percentile of latency 1500 ms'],
		['The 95th percentile was 1500 ms.', '95th percentile of latency 1500 ms'],
		['Half of the responses arrived within 300 ms.', 'median latency 300 ms'],
		['No response took longer than 666 ms.', 'greatest latency 666 ms'],
		['Elapsed: mean 609 ms, from 388 to 1400 ms', 'greatest latency 1400 ms'],
		['Elapsed: mean 609 ms, 5542 ms in total', 'total latency 5542 ms'],
		['| Figure | Value |\n|---|---|\n| Total time in requests | 9.917 s |', 'total latency 9.917 s'],
		['⏱ avg **358 ms** · 4 tests', 'average latency 358 ms'],
		['Самый долгий запрос: 6.2, 1848 мс.', 'greatest latency 1848 ms'],
	])('%s', async (after, claimed) => {
		expect(await found(after)).toEqual([claimed]);
	});
});

test('reads latencies in seconds', async () => {
	const table = matrix
		.replace('Latency (ms)', 'Время, с')
		.replace('412', '0,412')
		.replace('731', '0,731')
		.replace('388', '0,388')
		.replace('905', '0,905');
	expect(await found('Average latency: 609 ms', table)).toEqual([]);
	expect(await found('Average latency: 700 ms', table)).toEqual(['average latency 700 ms']);
	expect(await found('Average latency: 700 ms', table.replace('Время, с', 'Seconds'))).toEqual([
		'average latency 700 ms',
	]);
});
