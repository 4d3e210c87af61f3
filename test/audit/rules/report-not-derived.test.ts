import {expect, test} from 'vitest';
import {reportNotDerived} from '../../../source/audit/rules/report-not-derived.ts';
import {reportPaths} from '../../../source/evidence/names.ts';
import {rechained} from '../own/edits.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const file = reportPaths.markdown;
const report = goodFile(file);
const row = report.split('\n').findIndex(line => line.startsWith('| 6.1 |')) + 1;
const options = {own: {version: '0.1.0'}};

testRule(reportNotDerived, {
	good: goodSet.folder,
	bad: {...goodSet.folder, [file]: report.replace('| 13.345 |', '| 3.345 |')},
	mutant: {file, from: '✔ success', to: '✘ failure'},
	finding: {
		place: {file, line: row, column: 'Latency (ms)'},
		severity: 'high',
		claimed: '3.345',
		found: '13.345',
	},
	options,
});

test('a journal alone claims nothing that could be compared', async () => {
	const {findings, notEvaluated} = await findingsIn({'session.jsonl': goodFile('session.jsonl')}, options, [
		reportNotDerived,
	]);
	expect(findings).toEqual([]);
	expect(notEvaluated).toMatchObject([{reason: expect.stringContaining('journal was given alone')}]);
});

test('reports that were not asked for are not missed', async () => {
	const {html, junit, ctrf} = reportPaths;
	const {ownExport} = await import('../own/own-export.ts');
	const plain = await ownExport(Buffer.from(goodFile('session.jsonl')), []);
	expect([html, junit, ctrf].filter(path => path in plain.folder)).toEqual([]);
	expect((await findingsIn(plain.parent, options)).findings).toEqual([]);
});

test('only line endings differ: said so, and milder', async () => {
	const {findings} = await findingsIn({...goodSet.folder, [file]: report.replaceAll('\n', '\r\n')}, options, [
		reportNotDerived,
	]);
	expect(findings).toMatchObject([{code: 'line-endings', severity: 'medium', found: 'LF alone'}]);
});

test('a session that went on after its export: one finding says so, and no file is blamed', async () => {
	const lines = goodFile('session.jsonl').split('\n').slice(0, -1);
	const tool = {name: 'qtickets-explorer', version: '0.1.0'};
	const event = {seq: 10, at: '2026-11-22T15:31:00.000Z', type: 'session.resumed', tool};
	const resumed = rechained([...lines, `${JSON.stringify(event).slice(0, -1)},"h":"${'0'.repeat(64)}"}`]);
	const {findings} = await findingsIn(
		{...goodSet.folder, 'session.jsonl': `${resumed.join('\n')}\n`},
		options,
		[reportNotDerived],
	);
	expect(findings).toMatchObject([
		{
			code: 'stale',
			place: {file: 'VERIFY.md'},
			claimed: 'derived from the first 9 events',
			found: '10 events in the journal',
			also: [{file: 'session.jsonl', line: 10}],
		},
	]);
});

test('a set that another version made and words otherwise is not called an edit', async () => {
	const {findings} = await findingsIn(
		{...goodSet.folder, [file]: report.replace('## Test Results Summary', '## Summary of Results')},
		{own: {version: '0.2.0'}},
		[reportNotDerived],
	);
	expect(findings).toMatchObject([
		{
			code: 'other-version',
			severity: 'medium',
			found: '## Test Results Summary (made by version 0.1.0, derived by version 0.2.0)',
		},
	]);
});
