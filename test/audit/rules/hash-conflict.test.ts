import {createHash} from 'node:crypto';
import {hashConflict} from '../../../source/audit/rules/hash-conflict.ts';
import {testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';

const md5 = createHash('md5').update('aaa').digest('hex');

testRule(hashConflict, {
	good: {
		'a.bin': 'aaa',
		SHA256SUMS: sumLine('a.bin', 'aaa'),
		'checksums.txt': `./a.bin: ${sha256('aaa')}\n${md5}  a.bin\n`,
	},
	bad: {'a.bin': 'aaa', SHA256SUMS: sumLine('a.bin', 'aaa'), 'checksums.txt': `\na.bin: ${sha256('b')}\n`},
	mutant: {file: 'checksums.txt', from: sha256('aaa'), to: sha256('bbb')},
	finding: {
		place: {file: 'checksums.txt', line: 2},
		subject: 'a.bin',
		claimed: `SHA256 ${sha256('b')}`,
		found: `${sha256('aaa')} elsewhere`,
	},
});
