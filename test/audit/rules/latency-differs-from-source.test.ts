import {expect, test} from 'vitest';
import {latencyDiffersFromSource} from '../../../source/audit/rules/latency-differs-from-source.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, artifactsOf, line, logName, logOf, serialRun} from '../timed-set.ts';

const reportName = 'reports/report.md';

function reportOf(cells: readonly string[], header = 'Latency (ms)') {
	return [
		'# Test report',
		'',
		`| Test ID | Endpoint | Status | ${header} |`,
		'|---|---|---|---|',
		...serialRun.map(
			({id}, index) => `| ${id} | GET /api/v1/items/${id.replace('.', '')} | 200 | ${cells[index]!} |`,
		),
		'',
	].join('\n');
}

const cells = serialRun.map(({latency}) => String(latency));

testRule(latencyDiffersFromSource, {
	good: {[logName]: logOf(serialRun), [reportName]: reportOf(cells)},
	bad: {[logName]: logOf(serialRun), [reportName]: reportOf(cells).replace('| 388 |', '| 338 |')},
	mutant: {file: logName, from: '"latency_ms":388', to: '"latency_ms":389'},
	finding: {
		place: {file: reportName, line: 7, column: 'Latency (ms)'},
		subject: '3.5',
		code: 'report-log',
		claimed: '338 ms',
		found: '388 ms in the log',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [latencyDiffersFromSource]);
	return findings.map(({code, subject, claimed}) => `${code} ${subject} ${claimed}`);
}

test('compares as far as a cell shows digits', async () => {
	const log = logOf(serialRun);
	expect(
		await found({
			[logName]: log,
			[reportName]: reportOf(
				serialRun.map(({latency}) => (latency / 1000).toFixed(2)),
				'Latency (s)',
			),
		}),
	).toEqual([]);
	expect(await found({[logName]: log.replace(':388', ':388.417'), [reportName]: reportOf(cells)})).toEqual(
		[],
	);
	expect(
		await found({
			[logName]: log,
			[reportName]: reportOf(
				cells.map(cell => (cell === '388' ? '0.42' : (Number(cell) / 1000).toFixed(2))),
				'Latency (s)',
			),
		}),
	).toHaveLength(1);
});

test('takes any attempt of a test', async () => {
	const log = `${line({test_id: '3.5', attempt: 1, endpoint: 'GET /api/v1/items/35', status: 500, latency_ms: 911})}\n${logOf(serialRun)}`;
	expect(await found({[logName]: log, [reportName]: reportOf(cells)})).toEqual([]);
	expect(await found({[logName]: log, [reportName]: reportOf(cells.with(2, '911'))})).toEqual([]);
});

test('holds log and report against artifacts, and tells one number that is off once', async () => {
	const files = {[logName]: logOf(serialRun), [reportName]: reportOf(cells), ...artifactsOf()};
	expect(await found(files)).toEqual([]);
	expect(
		await found({...files, [artifactName('3.5')]: artifactOf({...serialRun[2]!, latency: 488})}),
	).toEqual(['log-artifact 3.5 388 ms']);
	expect(await found({...files, [logName]: logOf(serialRun).replace(':388', ':588')})).toEqual([
		'report-log 3.5 388 ms',
	]);
	const withoutLog = artifactsOf();
	expect(await found({...withoutLog, [reportName]: reportOf(cells.with(2, '300'))})).toEqual([
		'report-artifact 3.5 300 ms',
	]);
});

test('lets an artifact measure a little beside the log', async () => {
	const files = {
		[logName]: logOf(serialRun),
		[artifactName('3.5')]: artifactOf({...serialRun[2]!, latency: 386.2}),
	};
	expect(await found(files)).toEqual([]);
});
