import {describe, expect, test} from 'vitest';
import {classify} from '../../../source/audit/readers/classify.ts';
import {sha256} from '../sets.ts';
import {zipOf} from '../zips.ts';

const exchange = JSON.stringify({status_code: 200, headers: {}, body: {}});
const record = '{"ts": "2025-11-09T21:49:33Z", "test_id": "3.3", "status": 200}';
const table = '# Отчёт\n\n| Test ID | Status |\n|---|---|\n| 3.3 | 200 |\n';
const hash = sha256('x');

describe('kinds by name and content', () => {
	test.each([
		['reports/final_report.md', table, 'report'],
		['отчет.md', table, 'report'],
		['summary.txt', 'Total tests: 20', 'report'],
		['README', 'hello', 'report'],
		['LICENSE', 'MIT', 'document'],
		['requirements.txt', 'requests==2.31', 'document'],
		['runner.py', 'print()', 'document'],
		['logs/run.jsonl', record, 'log'],
		['run.ndjson', record, 'log'],
		['run.log', `${record}\n${record}\n`, 'log'],
		['run.txt', `${record}\n${record}\n`, 'log'],
		['results.json', `${record}\n${record}\n`, 'log'],
		['run.log', '21:49:33 INFO started\n', 'document'],
		[
			'session.jsonl',
			'{"seq":1,"at":"2025-11-09T21:49:33.000Z","type":"session.opened","version":1}\n',
			'journal',
		],
		['session.jsonl', record, 'log'],
		['artifacts/test_6_1_add.json', exchange, 'artifact'],
		['artifacts/test_6_1_add.json', '{"status": 200', 'artifact'],
		['artifacts/test_6_1_add.json', '', 'artifact'],
		['artifacts/test_6_1_add.txt', 'HTTP/1.1 200 OK\n\n{}', 'artifact'],
		['6.1.json', '{"data": []}', 'artifact'],
		['responses/events.json', '[]', 'artifact'],
		['get_events.json', exchange, 'artifact'],
		['get_events.json', JSON.stringify({request: {url: '/'}, response: {status: 200}}), 'artifact'],
		['summary.json', JSON.stringify({total_tests: 20, passed: 9}), 'document'],
		['artifacts/summary.json', JSON.stringify({status: 'completed', total: 20}), 'document'],
		['artifacts/package.json', JSON.stringify({name: 'x', dependencies: {}}), 'document'],
		['report.json', JSON.stringify({tests: [{id: '6.1', status: 200}]}), 'document'],
		['settings.json', '{"a": 1}', 'document'],
		['run.ctrf.json', JSON.stringify({results: {tool: {}, summary: {}, tests: []}}), 'own-report'],
		['counts.csv', 'table,before,after\n', 'counts'],
		['SHA256SUMS', `${hash}  a\n`, 'checksums'],
		['MD5SUM', 'x', 'checksums'],
		['checksums.txt', 'x', 'checksums'],
		['run.zip.sha256', hash, 'checksums'],
		['run_sha256.txt', hash, 'checksums'],
		['Контрольные суммы.txt', hash, 'checksums'],
		['zip-check.txt', `${hash}  run.zip\n`, 'checksums'],
		['hashes.json', JSON.stringify({'run.zip': hash}), 'checksums'],
		['openapi.yaml', 'openapi: 3.0.0', 'document'],
		['report.html', '<h1>Report</h1>', 'document'],
	])('%s', (path, text, kind) => {
		expect(classify(path, Buffer.from(text))).toBe(kind);
	});

	test('bytes that are no text', () => {
		const picture = Buffer.from('89504e470d0a1a0a0000', 'hex');
		expect(classify('screen.png', picture)).toBe('other');
		expect(classify('artifacts/test_6_1.json', picture)).toBe('artifact');
		expect(classify('run.zip', picture)).toBe('archive');
		expect(classify('delivery', zipOf([{name: 'a'}]))).toBe('archive');
		expect(classify('report.docx', zipOf([{name: 'a'}]))).toBe('other');
	});

	test('text in the encoding that PowerShell writes', () => {
		const bytes = Buffer.from(`\uFEFFAlgorithm Hash\r\nSHA256 ${hash}`, 'utf16le');
		expect(classify('hash.txt', bytes)).toBe('checksums');
	});
});

test('hostile content costs no stack', () => {
	expect(classify('test_6_1.json', Buffer.from('['.repeat(1_000_000)))).toBe('artifact');
	expect(classify('x.json', Buffer.from('{"a":'.repeat(200_000)))).toBe('document');
	expect(classify('x.json', Buffer.from('{"__proto__": {"status": 200}, "headers": {}}'))).toBe('document');
});
