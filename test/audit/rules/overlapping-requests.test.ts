import {expect, test} from 'vitest';
import {overlappingRequests} from '../../../source/audit/rules/overlapping-requests.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line, logName, logOf, serialRun, stampOf} from '../timed-set.ts';

function withTimes(...at: readonly string[]) {
	return serialRun.map((one, index) => ({...one, at: at[index] ?? one.at}));
}

testRule(overlappingRequests, {
	good: {[logName]: logOf(serialRun)},
	bad: {[logName]: logOf(withTimes('21:49:31.454', '21:49:32.222', '21:49:32.223', '21:49:32.224'))},
	mutant: {file: logName, from: '21:49:32.722', to: '21:49:32.422'},
	finding: {
		place: {file: logName, line: 4, pointer: '/ts'},
		subject: '3.5',
		claimed: '3.4, 3.5, 3.6 took 731 ms, 388 ms, 905 ms',
		found: '3 stamps within 2 ms',
	},
});

async function found(text: string, more: Record<string, string> = {}) {
	const {findings, notEvaluated} = await findingsIn({[logName]: text, ...more}, {}, [overlappingRequests]);
	return findings.length + notEvaluated.length * 100;
}

const overlapping = logOf(withTimes('21:49:31.454', '21:49:32.222', '21:49:32.422'));

test('is silent where the set says that requests ran in parallel', async () => {
	expect(await found(overlapping)).toBe(1);
	expect(
		await found(
			`${line({ts: stampOf('21:49:31.000'), notes: 'runner started, concurrency: 4'})}\n${overlapping}`,
		),
	).toBe(100);
	expect(await found(overlapping.replaceAll('"status":200', '"status":200,"worker_id":3'))).toBe(100);
});

test('is silent where a pool was at work: nearly all overlap, in another order than the tests', async () => {
	const pool = [3, 1, 5, 2, 4, 0].map((index, place) => ({
		...serialRun[index]!,
		at: `21:49:32.${120 + place * 97}`,
	}));
	expect(await found(logOf(pool))).toBe(100);
});

test('is silent where the log was written in one go after the run', async () => {
	expect(await found(logOf(serialRun.map((one, index) => ({...one, at: `21:49:34.70${index}`}))))).toBe(100);
});

test('takes stamps for starts where that explains them', async () => {
	const starts = serialRun.map(({id, latency}, index) => ({
		id,
		latency,
		at: ['21:49:31.042', '21:49:31.490', '21:49:32.330', '21:49:32.780', '21:49:33.710', '21:49:34.068'][
			index
		]!,
	}));
	expect(await found(logOf(starts))).toBe(0);
});

test('forgives what rounding makes, and stamps of whole seconds', async () => {
	expect(await found(logOf(withTimes('21:49:31.454', '21:49:32.182')))).toBe(0);
	expect(await found(logOf(serialRun).replaceAll(/\.\d{3}Z/g, 'Z'))).toBe(0);
});

test('uses start and end where both are stated', async () => {
	const record = (id: string, from: string, to: string) =>
		line({test_id: id, status: 200, started_at: stampOf(from), finished_at: stampOf(to)});
	const good = [
		record('3.3', '21:49:31.100', '21:49:31.400'),
		record('3.4', '21:49:31.450', '21:49:31.900'),
		record('3.5', '21:49:31.950', '21:49:32.300'),
	];
	expect(await found(good.join('\n'))).toBe(0);
	expect(await found(good.join('\n').replace('21:49:31.950', '21:49:31.700'))).toBe(1);
});
