import {describe, expect, test} from 'vitest';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import type {Files} from '../rule-case.ts';
import {artifact, logLine, sha256} from '../sets.ts';
import {zipOf} from '../zips.ts';

const name = 'artifacts/test_3_3_get_events.json';
const report =
	'# Report\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.3 | GET /api/rest/v1/events | 200 |\n';

async function read(files: Files) {
	return readSet(memorySource(files));
}

test('hands every file to the reader of its kind', async () => {
	const set = await read({
		'report.md': report,
		'log.jsonl': logLine('3.3', name),
		[name]: artifact('3.3'),
		'counts.csv': 'table,before,after\na,1,1\n',
		SHA256SUMS: `${sha256('x')}  a\n`,
	});
	expect(set).toMatchObject({kind: 'foreign', journal: null, catalog: null, unread: []});
	expect(set.reports.map(({file}) => file)).toEqual(['report.md']);
	expect(set.logs.map(({file}) => file)).toEqual(['log.jsonl']);
	expect(set.artifacts.map(({file}) => file)).toEqual([name]);
	expect(set.counts.map(({file}) => file)).toEqual(['counts.csv']);
	expect(set.hashes).toHaveLength(1);
	expect(set.files.find(({path}) => path === 'report.md')?.sha256).toBe(sha256(report));
});

describe('documents are no reports', () => {
	test.each([
		['readme.md', 'Run all 33 tests with `npm test`.\n'],
		['PROTOCOL.md', 'All 33 mandatory tests must be executed. The success rate is 100 %.\n'],
		['notes.md', 'Nothing to see here.\n'],
	])('%s', async (file, text) => {
		const set = await read({[file]: text});
		expect(set.reports).toEqual([]);
		expect(set.files[0]!.kind).toBe('document');
	});

	test('a readme with a table of results is one', async () => {
		expect((await read({'readme.md': report})).reports).toHaveLength(1);
	});
});

test('documents that a log points into are kept with their lines', async () => {
	const log = logLine('3.3', name, {spec_ref: 'requests.md:2-3'});
	const set = await read({'log.jsonl': log, 'docs/requests.md': 'one\r\ntwo\r\nthree', 'docs/other.md': 'x'});
	expect([...set.specs]).toEqual([['docs/requests.md', ['one', 'two', 'three']]]);
});

describe('archives', () => {
	const zip = zipOf([
		{name: 'run/report.md', content: report},
		{name: `run/${name}`, content: artifact('3.3')},
	]);

	test('alone: what is inside is the set', async () => {
		const set = await read({'run.zip': zip});
		expect(set.reports.map(({file}) => file)).toEqual(['run.zip!/run/report.md']);
		expect(set.artifacts).toHaveLength(1);
		expect(set.archives[0]!.entries.get('run/report.md')?.path).toBe('run.zip!/run/report.md');
	});

	test('beside its files: a report is not read twice', async () => {
		const set = await read({'run.zip': zip, 'report.md': report, [name]: artifact('3.3')});
		expect(set.reports.map(({file}) => file)).toEqual(['report.md']);
		expect(set.artifacts.map(({file}) => file)).toEqual([name]);
		expect(set.files).toHaveLength(5);
		const changed = await read({'run.zip': zip, [name]: artifact('3.3').replace('200', '404')});
		expect(changed.artifacts).toHaveLength(2);
	});
});

test('text in UTF-16 and with CRLF is read', async () => {
	const set = await read({
		'отчет.md': Buffer.from(`\uFEFF${report.replaceAll('\n', '\r\n')}`, 'utf16le'),
		'a.txt': 'one\r\ntwo\r\n',
	});
	expect(set.reports[0]!.rows.map(({testId}) => testId)).toEqual(['3.3']);
	expect(set.files.find(({path}) => path === 'a.txt')?.sha256Lf).toBe(sha256('one\ntwo\n'));
});

test('a journal makes the set ours, even when its first line is gone', async () => {
	const line =
		'{"seq":2,"at":"2025-11-09T21:49:33.000Z","type":"session.closed","h":"' + 'a'.repeat(64) + '"}\n';
	expect((await read({'session.jsonl': line})).kind).toBe('own');
	expect((await read({'run/session.jsonl': ''})).kind).toBe('own');
	expect((await read({'session.jsonl': logLine('3.3', name)})).kind).toBe('foreign');
});

test('what is not understood is told', async () => {
	const set = await read({
		'run.tar.gz': Buffer.from('1f8b0800', 'hex'),
		'log.jsonl': Buffer.from('0001020304', 'hex'),
	});
	expect(set.unread.map(({place}) => place.file).sort()).toEqual(['log.jsonl', 'run.tar.gz']);
	expect(set.files.map(({kind}) => kind)).toEqual(['other', 'other']);
});

test('what a row names as its artifact is one, whatever it looks like; what is no text is told', async () => {
	const set = await read({
		'report.md': `# R\n\n| Test ID | Status | Artifact |\n|---|---|---|\n| 3.3 | 200 | out/a.json |\n| 3.4 | 200 | out/b.bin |\n`,
		'out/a.json': '{"anything": true}',
		'out/b.bin': Buffer.from([0, 1, 2, 3]),
		'out/c.json': '{"anything": true}',
	});
	expect(set.artifacts.map(({file}) => file)).toEqual(['out/a.json']);
	expect(set.files.find(({path}) => path === 'out/c.json')?.kind).toBe('document');
	expect(set.unread).toEqual([
		{place: {file: 'out/b.bin'}, reason: 'named as the artifact of a test, but its bytes are no text'},
	]);
});
