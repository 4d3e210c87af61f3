import {expect, test} from 'vitest';
import {tornTail} from '../../../source/audit/rules/torn-tail.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const file = 'session.jsonl';
const torn = goodFile(file).slice(0, -30);

testRule(tornTail, {
	good: goodSet.folder,
	bad: {...goodSet.folder, [file]: torn},
	mutant: {file, from: goodFile(file), to: torn},
	finding: {place: {file, line: 9}, severity: 'critical', claimed: 'a whole journal'},
	options: {own: {version: '0.1.0'}},
});

test('of a session that was only killed, and never exported, it is a hint at what was lost', async () => {
	const {findings} = await findingsIn({[file]: torn}, {}, [tornTail]);
	expect(findings).toMatchObject([{severity: 'medium'}]);
});

test('zeros that the file system left in place of a line are a torn line', async () => {
	const zeros = Buffer.concat([Buffer.from(goodFile(file)), Buffer.alloc(64)]);
	const {findings} = await findingsIn({[file]: zeros}, {}, [tornTail]);
	expect(findings).toMatchObject([{found: '64 bytes of a line without its end, after 9 whole ones'}]);
});

test('a line of a foreign log that was cut off is one finding, headings in it are none', async () => {
	const line = JSON.stringify({ts: '2025-11-09T21:49:33.615Z', test_id: '3.3', status: 200});
	const torn = await findingsIn({'run.jsonl': `${line}\n${line}\n${line.slice(0, 30)}`}, {}, [tornTail]);
	expect(torn.findings).toMatchObject([
		{place: {file: 'run.jsonl', line: 3}, severity: 'medium', found: 'no complete JSON: the line is cut off'},
	]);
	const spoken = await findingsIn({'run.jsonl': `${line}\n--- section 6 ---\n${line}\n`}, {}, [tornTail]);
	expect(spoken.findings).toEqual([]);
});
