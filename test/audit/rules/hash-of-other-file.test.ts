import {expect, test} from 'vitest';
import {hashConflict} from '../../../source/audit/rules/hash-conflict.ts';
import {hashMismatch} from '../../../source/audit/rules/hash-mismatch.ts';
import {hashOfOtherFile} from '../../../source/audit/rules/hash-of-other-file.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';
import {zipOf} from '../zips.ts';

const files = {'a.bin': 'aaa', 'b.bin': 'bbb'};

testRule(hashOfOtherFile, {
	good: {...files, SHA256SUMS: sumLine('a.bin', 'aaa')},
	bad: {...files, SHA256SUMS: sumLine('a.bin', 'bbb')},
	mutant: {file: 'SHA256SUMS', from: 'a.bin', to: 'b.bin'},
	finding: {
		place: {file: 'SHA256SUMS', line: 1},
		subject: 'a.bin',
		claimed: `${sha256('bbb')} is of a.bin`,
		found: 'it is of b.bin',
	},
});

test('is not told a second time as a mismatch', async () => {
	const {findings} = await findingsIn({...files, SHA256SUMS: sumLine('a.bin', 'bbb')});
	expect(findings.map(({rule}) => rule)).toEqual(['hash-of-other-file']);
});

test('the copy in the archive is no other file: the one beside it was changed since', async () => {
	const zip = zipOf([{name: 'run/artifacts/a.bin', content: 'aaa'}]);
	const changed = {'artifacts/a.bin': 'aab', 'run.zip': zip, SHA256SUMS: sumLine('artifacts/a.bin', 'aaa')};
	const {findings} = await findingsIn(changed, {}, [hashOfOtherFile, hashMismatch]);
	expect(findings).toMatchObject([
		{
			rule: 'hash-mismatch',
			found: expect.stringContaining('run.zip!/run/artifacts/a.bin still has the stated one'),
		},
	]);
});

test('hashes of files of one name are held against those of their own folders', async () => {
	const names = ['tests/3.3/exchange.json', 'tests/6.1/exchange.json', 'tests/6.13/exchange.json'];
	const sums = names.map(name => sumLine(name, name)).join('');
	const {findings} = await findingsIn({'tests/6.1/exchange.json': names[1]!, SHA256SUMS: sums}, {}, [
		hashOfOtherFile,
		hashMismatch,
		hashConflict,
	]);
	expect(findings).toEqual([]);
});
