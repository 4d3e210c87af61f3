import {expect, test} from 'vitest';
import {hashMalformed} from '../../../source/audit/rules/hash-malformed.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';

const file = 'hello\n';

testRule(hashMalformed, {
	good: {'hello.bin': file, SHA256SUMS: sumLine('hello.bin', file)},
	bad: {'hello.bin': file, SHA256SUMS: `${sha256(file).slice(0, 40)}  hello.bin\n`},
	mutant: {file: 'SHA256SUMS', from: sha256(file).slice(0, 1), to: 'x'},
	finding: {
		place: {file: 'SHA256SUMS', line: 1},
		subject: 'hello.bin',
		code: 'wrong-length',
		found: '40 digits, not 64',
	},
});

test.each([
	['a repeated digit', '0'.repeat(64), 'placeholder'],
	['a repeated pattern', '0123456789abcdef'.repeat(4), 'placeholder'],
	['the hash of nothing', sha256(''), 'hash-of-nothing'],
	['other letters', `${sha256(file).slice(0, 63)}g`, 'not-hexadecimal'],
	['an MD5', '0cc175b9c0f1b6a831c399e269772661', 'wrong-length'],
])('%s is no SHA-256 of a file', async (_, hash, code) => {
	const {findings} = await findingsIn({'hello.bin': file, SHA256SUMS: `${hash}  hello.bin\n`}, {}, [
		hashMalformed,
	]);
	expect(findings.map(finding => finding.code)).toEqual([code]);
});

test('an empty file has the hash of nothing; an abbreviated hash is no malformed one', async () => {
	const files = {'empty.txt': '', 'hello.bin': file, SHA256SUMS: sumLine('empty.txt', '')};
	expect((await findingsIn(files)).findings).toEqual([]);
});
