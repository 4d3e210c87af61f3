import {describe, expect, test} from 'vitest';
import {readChecksums} from '../../source/audit/readers/checksums.ts';
import {classify} from '../../source/audit/readers/classify.ts';
import {readJsonlLog} from '../../source/audit/readers/jsonl-log.ts';
import {readMarkdownReport} from '../../source/audit/readers/markdown-report.ts';
import {coverageOverstated} from '../../source/audit/rules/coverage-overstated.ts';
import {environmentMismatch} from '../../source/audit/rules/environment-mismatch.ts';
import {generatedBeforeFinished} from '../../source/audit/rules/generated-before-finished.ts';
import {impossibleTiming} from '../../source/audit/rules/impossible-timing.ts';
import {nonMonotonicLog} from '../../source/audit/rules/non-monotonic-log.ts';
import {placeholderCredentialUsed} from '../../source/audit/rules/placeholder-credential-used.ts';
import {serverTimeContradictsDateHeader} from '../../source/audit/rules/server-time-contradicts-date-header.ts';
import {findingsIn, type Files} from './rule-case.ts';

/** Ways in which other teams write things; each once gave a false finding or none at all. */

const hash = '5bdc1a2f'.repeat(8);
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const lines = (...values: readonly unknown[]) => values.map(value => `${JSON.stringify(value)}\n`).join('');

function reportOf(...parts: readonly string[]) {
	return readMarkdownReport('report.md', parts.join('\n'));
}

describe('printouts of hashing programs', () => {
	const certutil = `SHA256 hash of run.zip:\r\n${hash}\r\nCertUtil: -hashfile command completed successfully.\r\n`;
	const table = (value: string) =>
		`\r\nAlgorithm       Hash                    Path\r\n---------       ----                    ----\r\nSHA256          ${value}       C:\\evidence\\run.zip\r\n`;

	test('are checksums under any name, and no reports of a run', () => {
		expect(classify('run.zip.certutil.txt', Buffer.from(certutil))).toBe('checksums');
		expect(classify('integrity.txt', Buffer.from(table(hash)))).toBe('checksums');
		expect(classify('контрольная_сумма.txt', Buffer.from(`Файл: run.zip\nSHA-256: ${hash}\n`))).toBe(
			'checksums',
		);
		expect(classify('summary.txt', Buffer.from(`All 20 tests passed.\n\n${certutil}`))).toBe('report');
	});

	test('state a hash that lacks a digit too', () => {
		expect(readChecksums('integrity.txt', table(hash.slice(1))).hashes).toMatchObject([
			{value: hash.slice(1), algorithm: 'sha256', of: String.raw`C:\evidence\run.zip`},
		]);
	});
});

describe('test ids of letters and a number', () => {
	const log = lines(
		{
			time: '2025-11-10T10:00:00.000Z',
			type: 'request',
			case: 'TC-01',
			method: 'GET',
			url: 'https://a.example/x',
		},
		{time: '2025-11-10T10:00:00.500Z', type: 'response', case: 'TC-01', status: 200, duration_ms: 480},
	);

	test('are read in logs, artifacts and beside a counter', async () => {
		expect(readJsonlLog('run.jsonl', log).records.map(({testId}) => testId)).toEqual(['TC-01', 'TC-01']);
		const {set} = await findingsIn({
			'evidence/TC-01.json': json({test_id: 'TC-01', status: 200, url: 'https://a.example/x', body: {}}),
		});
		expect(set.artifacts[0]?.testId).toBe('TC-01');
		const {rows} = reportOf(
			'| № п/п | Идентификатор | Метод | Адрес | Получено | Итог |',
			'|---|---|---|---|---|---|',
			'| 1 | TC-07 | GET | /x | 200 | успешно |',
			'| 2 | TC-08 | GET | /y | 404 | ошибка |',
		);
		expect(rows.map(({testId}) => testId)).toEqual(['TC-07', 'TC-08']);
	});

	test('what one answer took is no length of the run', () => {
		const read = readJsonlLog(
			'run.jsonl',
			lines({time: '2025-11-10T10:00:00Z', type: 'response', name: 'orders', status: 200, duration_ms: 480}),
		);
		expect(read.claims).toEqual([]);
	});
});

describe('a log that is one JSON array', () => {
	const record = (id: string, second: number) => ({
		Time: `2025-11-10T13:00:0${second}.000+03:00`,
		TestId: id,
		Method: 'GET',
		Uri: `https://a.example/${id}`,
		StatusCode: 200,
		ElapsedMs: 300,
	});
	const inOrder = [record('3.1', 1), record('3.2', 3), record('3.3', 5)];

	test('is read as one', async () => {
		const {set} = await findingsIn({'log.json': json(inOrder)});
		expect(set.logs[0]?.records.map(({testId, status}) => [testId, status])).toEqual([
			['3.1', 200],
			['3.2', 200],
			['3.3', 200],
		]);
	});

	test('an API’s own list is no log', () => {
		expect(classify('responses/log.json', Buffer.from(json([{id: 1}, {id: 2}])))).not.toBe('log');
	});

	test('goes back in time as any other', async () => {
		const swapped = [record('3.1', 5), record('3.2', 3), record('3.3', 7)];
		const good = await findingsIn({'log.json': json(inOrder)}, {}, [nonMonotonicLog]);
		const bad = await findingsIn({'log.json': json(swapped)}, {}, [nonMonotonicLog]);
		expect(good.findings).toEqual([]);
		expect(bad.findings).toHaveLength(1);
	});
});

test('a test told in nested items is a row, and one without a request is none', () => {
	const {rows} = reportOf(
		'# Results',
		'',
		'- **6.1** Add a ticket',
		'  - Request: `POST /api/partners/v1/tickets/add/12/4076`',
		'  - Status: 200 ✔',
		'  - Время ответа: 485 мс',
		'  - Файл: `responses/test-6-1.json`',
		'- **6.2** Ideas',
		'  - Status: to be discussed',
	);
	expect(rows).toMatchObject([
		{
			testId: '6.1',
			method: 'POST',
			path: '/api/partners/v1/tickets/add/12/4076',
			status: 200,
			judged: 'pass',
			latencyMs: 485,
			artifact: 'responses/test-6-1.json',
		},
	]);
});

test('Min / max are two claims', () => {
	expect(reportOf('# Results', '', '- Min / max: 117 / 1846 ms').claims).toMatchObject([
		{subject: 'latency-min', value: 117},
		{subject: 'latency-max', value: 1846},
	]);
});

test('the time of all requests is no length of the run', () => {
	const {claims} = reportOf('# Run', '', 'Total time of all requests 11.2 s, average 560 ms.');
	expect(claims.map(({subject}) => subject)).not.toContain('duration');
});

test('files counted in a folder without a slash at its end are of that folder', () => {
	const {claims} = reportOf(
		'# Run',
		'',
		'Evidence: 12 JSON files in `artifacts/stage2`, log `logs/run.jsonl`.',
	);
	expect(claims).toMatchObject([
		{subject: 'files', value: 12, scope: {kind: 'name', name: 'artifacts/stage2'}},
	]);
});

test('"ошибок не выявлено" denies nothing that stands before it', () => {
	const {statements} = reportOf('# Вывод', '', 'Все проверки пройдены успешно, ошибок не выявлено.');
	expect(statements.map(({kind}) => kind)).toContain('all-passed');
});

const result = (id: string, time: string, more: object = {}) => ({
	ts: time,
	event: 'response',
	test_id: id,
	method: 'GET',
	path: `/${id}`,
	status: 200,
	elapsed_ms: 400,
	...more,
});

describe('the imprint at the end of a report', () => {
	const files = (imprint: string): Files => ({
		'run.jsonl': lines(result('3.1', '2025-11-10T10:00:01Z'), result('3.2', '2025-11-10T10:00:03Z')),
		'report.md': `# Run\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.1 | GET /3.1 | 200 |\n| 3.2 | GET /3.2 | 200 |\n\n## Next steps\n\n1. Rerun\n\n${imprint}\n`,
	});

	test.each(['_Generated 2025-11-10T09:50:00Z_', '*Report generated 2025-11-10T09:50:00Z*'])(
		'%s',
		async imprint => {
			const bad = await findingsIn(files(imprint), {}, [generatedBeforeFinished]);
			const good = await findingsIn(files(imprint.replace('09:50', '10:50')), {}, [generatedBeforeFinished]);
			expect(bad.findings).toHaveLength(1);
			expect(good.findings).toEqual([]);
			expect(good.evaluated).toContain('generated-before-finished');
		},
	);
});

test('a whole that the coverage names itself counts', async () => {
	const report = (whole: number) =>
		`# Run\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.1 | GET /a | 200 |\n| 3.2 | GET /b | 200 |\n\nTest coverage: 100% of the ${whole} mandatory tests.\n`;
	const bad = await findingsIn({'report.md': report(33)}, {}, [coverageOverstated]);
	const good = await findingsIn({'report.md': report(2)}, {}, [coverageOverstated]);
	expect(bad.findings).toMatchObject([{found: '2 of 33 tests of that whole were run, 6.1 %'}]);
	expect(good.findings).toEqual([]);
});

const artifact = (id: string, more: object = {}) =>
	json({
		test_id: id,
		request: {
			method: 'GET',
			url: `https://test.a.example/${id}`,
			headers: {Authorization: 'Bearer {{token}}'},
		},
		status_code: 200,
		headers: {'Content-Type': 'application/json'},
		body: {id},
		...more,
	});

test('a placeholder that another request succeeded with only hides the token', async () => {
	const refused = artifact('3.2', {status_code: 403, body: {status: 'error', code: 'PERMISSION_DENIED'}});
	const hidden = await findingsIn({'evidence/3_1.json': artifact('3.1'), 'evidence/3_2.json': refused}, {}, [
		placeholderCredentialUsed,
	]);
	const used = await findingsIn({'evidence/3_2.json': refused}, {}, [placeholderCredentialUsed]);
	expect(hidden.findings).toEqual([]);
	expect(used.findings).toHaveLength(1);
});

test('an archive named after production, of requests to a test host', async () => {
	const files = (name: string): Files => ({
		'report.md': `# Run\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.1 | GET /3.1 | 200 |\n\nArchive: ${name}\n`,
		'evidence/3_1.json': artifact('3.1'),
	});
	const bad = await findingsIn(files('prod_run.zip'), {}, [environmentMismatch]);
	const good = await findingsIn(files('night_run.zip'), {}, [environmentMismatch]);
	expect(bad.findings).toMatchObject([
		{claimed: 'archive prod_run.zip', found: '1 request to test.a.example (test)'},
	]);
	expect(good.findings).toEqual([]);
});

describe('a retried request', () => {
	const log = lines(
		result('3.1', '2025-11-10T10:00:02.000Z', {attempt: 1, status: 503, elapsed_ms: 1900}),
		result('3.1', '2025-11-10T10:00:03.600Z', {attempt: 2}),
		result('3.2', '2025-11-10T10:00:05.000Z', {attempt: 1}),
		result('3.3', '2025-11-10T10:00:06.000Z', {attempt: 1}),
	);
	const files = (sent: string): Files => ({
		'run.jsonl': log,
		'evidence/3_1.json': artifact('3.1', {sent_at: sent}),
		'evidence/3_2.json': artifact('3.2', {sent_at: '2025-11-10T10:00:04.600Z'}),
		'evidence/3_3.json': artifact('3.3', {sent_at: '2025-11-10T10:00:05.600Z'}),
	});

	test('its artifact is of the last attempt', async () => {
		const good = await findingsIn(files('2025-11-10T10:00:03.200Z'), {}, [impossibleTiming]);
		const bad = await findingsIn(files('2025-11-10T10:00:03.900Z'), {}, [impossibleTiming]);
		expect(good.findings).toEqual([]);
		expect(bad.findings).toMatchObject([{subject: '3.1', place: {line: 2}}]);
	});
});

describe('one stamp that may be of the sending or of the answer', () => {
	const at = (second: number, minute = 0) =>
		`Mon, 10 Nov 2025 10:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')} GMT`;
	const files = (date: (second: number) => string, stamp = (second: number) => second): Files =>
		Object.fromEntries(
			[1, 2, 3, 4, 5, 6].map(number => [
				`evidence/3_${number}.json`,
				artifact(`3.${number}`, {
					timestamp: `2025-11-10T10:00:${String(stamp(number * 5)).padStart(2, '0')}Z`,
					headers: {Date: date(number * 5)},
					latency_ms: 300,
				}),
			]),
		);
	const found = async (set: Files) =>
		(await findingsIn(set, {}, [serverTimeContradictsDateHeader])).findings.map(({subject}) => subject);

	test('is off where one Date alone is minutes away', async () => {
		expect(await found(files(second => at(second)))).toEqual([]);
		expect(await found(files(second => at(second, second === 20 ? 37 : 0)))).toEqual(['3.4']);
	});

	test('says nothing where all artifacts were saved at the end', async () => {
		expect(
			await found(
				files(
					second => at(second),
					() => 50,
				),
			),
		).toEqual([]);
	});
});

test('a test and its time, joined by a dash, are no range', () => {
	const {claims} = reportOf('# Производительность', '', 'Самый быстрый запрос: 3.7 — 104 мс.');
	expect(claims.map(({value}) => value)).not.toContain(3.7);
});

test('"почти все тесты пройдены" does not say that all passed', () => {
	const {statements} = reportOf('# Итоги', '', 'Почти все тесты пройдены.', '', 'Nearly all tests passed.');
	expect(statements.map(({kind}) => kind)).not.toContain('all-passed');
});

test('no errors of one kind are not no errors', () => {
	const {statements} = reportOf(
		'# Итоги',
		'',
		'Критических ошибок не выявлено.',
		'',
		'No critical issues were found.',
	);
	expect(statements).toEqual([]);
	const all = reportOf('# Итоги', '', 'Ошибок не выявлено.', '', 'No errors were found.');
	expect(all.statements.map(({kind}) => kind)).toEqual(['all-passed', 'all-passed']);
});
