import {expect, test} from 'vitest';
import {nonMonotonicLog} from '../../../source/audit/rules/non-monotonic-log.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line, logName, logOf, serialRun, stampOf} from '../timed-set.ts';

const good = logOf(serialRun);

testRule(nonMonotonicLog, {
	good: {[logName]: good},
	bad: {[logName]: good.replace('21:49:33.691', '21:49:32.191')},
	mutant: {file: logName, from: '21:49:34.597', to: '21:49:33.597'},
	finding: {
		place: {file: logName, line: 5, pointer: '/ts'},
		subject: '3.6',
		code: 'time',
		claimed: '21:49:32.191 after 21:49:32.722 in the line above',
		found: 'goes back by 531 ms',
	},
});

async function found(text: string) {
	const {findings} = await findingsIn({[logName]: text}, {}, [nonMonotonicLog]);
	return findings.map(({code, place, found: words}) => `${code} ${place.line}: ${words}`);
}

test('is silent where the newest line stands first', async () => {
	expect(await found(good.split('\n').reverse().join('\n'))).toEqual([]);
});

test('forgives what a clock that is set does', async () => {
	expect(await found(good.replace('21:49:33.691', '21:49:32.718'))).toEqual([]);
});

test('tells a log that goes back all over once', async () => {
	const lines = Array.from({length: 30}, (_, index) =>
		line({ts: stampOf(`21:49:${index % 2 === 0 ? 10 + index : 40}.123`), test_id: `6.${index}`, status: 200}),
	);
	expect(await found(lines.join('\n'))).toEqual([
		'time 3: goes back by 28000 ms, and 13 more times further down',
	]);
});

function numbered(...seqs: readonly number[]) {
	return seqs.map((seq, index) => line({seq, test_id: `6.${index + 1}`, status: 200})).join('\n');
}

test.each([
	[[1, 2, 3], 0],
	[[1, 2, 5], 0],
	[[1, 2, 1, 2], 0],
	[[1, 3, 2], 1],
	[[1, 2, 2], 1],
])('sequence numbers %j give %d', async (seqs, count) => {
	expect(await found(numbered(...seqs))).toHaveLength(count);
});

test('start and result of a test may share a number', async () => {
	const text = [
		line({seq: 2, event: 'test_start', test_id: '6.1'}),
		line({seq: 2, test_id: '6.1', status: 200}),
	].join('\n');
	expect(await found(text)).toEqual([]);
});

test('an attempt may stand beside the first one of its test', async () => {
	const text = [
		line({ts: stampOf('21:49:31.100'), test_id: '6.1', attempt: 1, status: 500}),
		line({ts: stampOf('21:49:39.100'), test_id: '6.1', attempt: 2, status: 200}),
		line({ts: stampOf('21:49:32.100'), test_id: '6.2', attempt: 1, status: 200}),
	].join('\n');
	expect(await found(text)).toEqual([]);
});
