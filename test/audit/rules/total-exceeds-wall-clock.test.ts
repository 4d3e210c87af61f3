import {expect, test} from 'vitest';
import {totalExceedsWallClock} from '../../../source/audit/rules/total-exceeds-wall-clock.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

const good = logOf(serialRun);

testRule(totalExceedsWallClock, {
	good: {[logName]: good},
	bad: {[logName]: good.replace('"latency_ms":905', '"latency_ms":1905')},
	mutant: {file: logName, from: '"latency_ms":523', to: '"latency_ms":1523'},
	finding: {
		place: {file: logName, line: 8, pointer: '/ts'},
		claimed: '6 requests of 4226 ms in all',
		found: '3690 ms from the first to the last',
	},
});

test('is silent where requests ran in parallel', async () => {
	const text = good
		.replace('"latency_ms":905', '"latency_ms":1905')
		.replaceAll('"status":200', '"status":200,"thread":1');
	const {findings, notEvaluated} = await findingsIn({[logName]: text}, {}, [totalExceedsWallClock]);
	expect(findings).toEqual([]);
	expect(notEvaluated).toHaveLength(1);
});

const report = (duration: string) => `# Test report

**Duration:** ${duration}

| Test ID | Endpoint | Status | Latency (ms) |
|---|---|---|---|
| 3.3 | GET /api/v1/items/33 | 200 | 412 |
| 3.4 | GET /api/v1/items/34 | 200 | 731 |
| 3.5 | GET /api/v1/items/35 | 200 | 388 |
`;

test.each([
	['1.2 s', 1],
	['1 s', 0],
	['2 s', 0],
	['about 1.2 s', 0],
])('holds the rows of a report without a log against a duration of %s', async (duration, count) => {
	const {findings} = await findingsIn({'report.md': report(duration)}, {}, [totalExceedsWallClock]);
	expect(findings).toHaveLength(count);
});
