import {expect, test} from 'vitest';
import {generatedBeforeFinished} from '../../../source/audit/rules/generated-before-finished.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

const reportName = 'reports/report.md';

function reportOf(generated: string) {
	return [
		'# Test report',
		'',
		'| Test ID | Endpoint | Status | Latency (ms) |',
		'|---|---|---|---|',
		...serialRun.map(
			({id, latency}) => `| ${id} | GET /api/v1/items/${id.replace('.', '')} | 200 | ${latency} |`,
		),
		'',
		`**Report Generated:** ${generated}`,
		'',
	].join('\n');
}

testRule(generatedBeforeFinished, {
	good: {[logName]: logOf(serialRun), [reportName]: reportOf('2025-11-09T21:49:34Z')},
	bad: {[logName]: logOf(serialRun), [reportName]: reportOf('2025-11-09T21:41:00Z')},
	mutant: {file: reportName, from: '21:49:34Z', to: '21:49:32Z'},
	finding: {
		place: {file: reportName, line: 12},
		code: 'report',
		claimed: 'generated at 2025-11-09T21:41:00Z',
		found: 'the last result is of 2025-11-09T21:49:34.597Z, 8 min 33 s later',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [generatedBeforeFinished]);
	return findings.map(({code, claimed}) => `${code} ${claimed}`);
}

const log = (archive: string) =>
	logOf(serialRun).replace('"completed"', `"completed","archive":"${archive}"`);

test.each([
	['run_20251109_214931.zip', []],
	['run_20251109_215200.zip', []],
	['run_20251109_214900.zip', ['archive-name made at 21:49:00, as its name says']],
	['run_20251110_004900.zip', []],
	['run_20251109.zip', []],
])('an archive named %s', async (name, expected) => {
	expect(await found({[logName]: log(name)})).toEqual(expected);
});

test.each([
	['2025-11-09T18:49:34Z', 0],
	['2025-11-09 18:20', 0],
	['2025-11-09', 0],
	['2025-11-07 10:00:00', 1],
])('a report generated %s', async (generated, count) => {
	expect(await found({[logName]: logOf(serialRun), [reportName]: reportOf(generated)})).toHaveLength(count);
});
