import {expect, test} from 'vitest';
import {duplicateLatency} from '../../../source/audit/rules/duplicate-latency.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line, logName} from '../timed-set.ts';

function logOf(latencies: readonly number[]) {
	return latencies
		.map((latency, index) =>
			line({
				test_id: `6.${index + 1}`,
				endpoint: `GET /api/v1/items/${index}`,
				status: 200,
				latency_ms: latency,
			}),
		)
		.join('\n');
}

const good = logOf([412, 731, 388, 905, 267, 523, 614, 1203]);

testRule(duplicateLatency, {
	good: {[logName]: good},
	bad: {[logName]: logOf([412, 731, 388, 905, 267, 614, 614, 614])},
	mutant: {file: logName, from: good, to: logOf([412, 731, 388, 905, 731, 523, 731, 1203])},
	finding: {
		place: {file: logName, line: 6},
		claimed: '614 ms measured for 6.6, 6.7, 6.8',
		found: 'the same number 3 times',
	},
});

async function found(latencies: readonly number[]) {
	const {findings} = await findingsIn({[logName]: logOf(latencies)}, {}, [duplicateLatency]);
	return findings.map(({claimed}) => claimed);
}

test('lets pairs of whole milliseconds stand, and not those of microseconds', async () => {
	expect(await found([412, 731, 388, 905, 267, 614, 614])).toEqual([]);
	expect(await found([412.123, 731.456, 388.789, 905.012, 267.345, 614.678, 614.678])).toHaveLength(1);
});

test('expects equal ones where values crowd', async () => {
	expect(await found([14, 15, 14, 16, 15, 14, 15, 16, 17, 900])).toEqual([]);
	const many = Array.from({length: 400}, (_, index) => 200 + ((index * 7919) % 97));
	expect(await found(many)).toEqual([]);
});

test('asks for tests, not for attempts of one', async () => {
	const text = [1, 2, 3].map(attempt => line({test_id: '6.1', attempt, status: 200, latency_ms: 614}));
	const {findings} = await findingsIn({[logName]: [...text, good].join('\n')}, {}, [duplicateLatency]);
	expect(findings).toEqual([]);
});

test('three equal ones among eighteen that scatter around them', async () => {
	const values = [907, 260, 302, 454, 251, 390, 404, 251, 293, 612, 613, 471, 251, 286, 382, 497, 212, 248];
	expect(await found(values)).toEqual(['251 ms measured for 6.5, 6.8, 6.13']);
});
