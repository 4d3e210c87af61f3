import {expect, test} from 'vitest';
import {hashOfOtherFile} from '../../../source/audit/rules/hash-of-other-file.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';

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
