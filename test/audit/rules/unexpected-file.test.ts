import {expect, test} from 'vitest';
import {unexpectedFile} from '../../../source/audit/rules/unexpected-file.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {findingsIn} from '../rule-case.ts';

const options = {own: {version: '0.1.0'}};
const artifact = goodFile('artifacts/stage2_mandatory_tests/test_6_1_add.json').replaceAll('7001', '1');

test('silent on the set, with what systems leave in any folder', async () => {
	const left = {'.DS_Store': 'x', 'reports/Thumbs.db': 'x', 'reports/._report.md': 'x'};
	const {findings, evaluated} = await findingsIn({...goodSet.folder, ...left}, options);
	expect(findings).toEqual([]);
	expect(evaluated).toContain('unexpected-file');
});

test.each([
	['artifacts/stage2_mandatory_tests/test_6_2_add.json', artifact, 'high'],
	['artifacts/exploratory/test_6_1_add.json', artifact, 'high'],
	['reports/qtickets_stage2_final_report.pdf', 'a report', 'medium'],
	['notes.txt', 'mine', 'medium'],
	['session.jsonl.torn-20991231235959', '{"seq":1', 'medium'],
])('%s follows from nothing', async (file, text, severity) => {
	const {findings} = await findingsIn({...goodSet.folder, [file]: text}, options, [unexpectedFile]);
	expect(findings).toMatchObject([
		{
			rule: 'unexpected-file',
			place: {file},
			severity,
			claimed: `${Buffer.byteLength(text)} bytes`,
			found: 'nothing in the journal gives such a file',
		},
	]);
});

test('what was cut off the journal before its first event can be told by none', async () => {
	const torn = {'session.jsonl.torn-20261122152900': '{"seq":1'};
	const {findings} = await findingsIn({...goodSet.folder, ...torn}, options, [unexpectedFile]);
	expect(findings).toEqual([]);
});
