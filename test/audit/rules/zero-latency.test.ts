import {expect, test} from 'vitest';
import {zeroLatency} from '../../../source/audit/rules/zero-latency.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line, logName, logOf, serialRun} from '../timed-set.ts';

testRule(zeroLatency, {
	good: {[logName]: logOf(serialRun)},
	bad: {[logName]: logOf(serialRun).replace('"latency_ms":388', '"latency_ms":-3')},
	mutant: {file: logName, from: '"latency_ms":388', to: '"latency_ms":0'},
	finding: {place: {file: logName, line: 4}, subject: '3.5', claimed: 'status 200', found: '-3 ms'},
});

async function count(files: Record<string, string>) {
	return (await findingsIn(files, {}, [zeroLatency])).findings.length;
}

test('is silent where nothing was answered', async () => {
	expect(
		await count({[logName]: line({test_id: '6.1', status: null, latency_ms: 0, error: 'ECONNREFUSED'})}),
	).toBe(0);
});

test.each([
	['Latency (ms)', '0', 1],
	['Latency (s)', '0.0', 0],
	['Latency', '0 ms', 1],
])('reads a report’s column %s with %s', async (header, cell, expected) => {
	const report = `# Test report\n\n| Test ID | Endpoint | Status | ${header} |\n|---|---|---|---|\n| 6.1 | GET /x | 200 | ${cell} |\n| 6.2 | GET /y | 200 | 1.2 |\n`;
	expect(await count({'report.md': report})).toBe(expected);
});
