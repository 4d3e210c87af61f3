import {expect, test} from 'vitest';
import {hashReused} from '../../../source/audit/rules/hash-reused.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sumLine} from '../sets.ts';

const files = {'a.bin': 'aaa', 'b.bin': 'bbb', 'c.bin': 'aaa'};
const lines = [sumLine('a.bin', 'aaa'), sumLine('b.bin', 'bbb'), sumLine('c.bin', 'aaa')];

testRule(hashReused, {
	good: {...files, SHA256SUMS: lines.join('')},
	bad: {...files, SHA256SUMS: [lines[0], sumLine('b.bin', 'aaa')].join('')},
	mutant: {file: 'SHA256SUMS', from: lines[1]!, to: sumLine('b.bin', 'aaa')},
	finding: {
		place: {file: 'SHA256SUMS', line: 2},
		subject: 'a.bin, b.bin',
		found: 'it is stated for 2 files: a.bin, b.bin',
	},
});

test('files that are not there count by their names', async () => {
	const sums = `${sumLine('x.zip', 'x')}${sumLine('out/x.zip', 'x')}`;
	expect((await findingsIn({...files, 'checksums.txt': sums}, {}, [hashReused])).findings).toEqual([]);
	const other = `${sums}${sumLine('y.zip', 'x')}`;
	expect((await findingsIn({...files, 'checksums.txt': other}, {}, [hashReused])).findings).toHaveLength(1);
});
