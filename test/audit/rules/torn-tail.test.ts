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
