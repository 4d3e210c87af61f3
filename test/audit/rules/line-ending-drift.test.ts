import {expect, test} from 'vitest';
import {archiveCopyDiffers} from '../../../source/audit/rules/archive-copy-differs.ts';
import {lineEndingDrift} from '../../../source/audit/rules/line-ending-drift.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

const zip = zipOf([{name: 'notes.bin', content: 'one\ntwo\n'}]);

testRule(lineEndingDrift, {
	good: {'notes.bin': 'one\ntwo\n', 'run.zip': zip},
	bad: {'notes.bin': 'one\r\ntwo\r\n', 'run.zip': zip},
	mutant: {file: 'notes.bin', from: 'one\n', to: 'one\r\n'},
	finding: {
		place: {file: 'run.zip!/notes.bin'},
		subject: 'notes.bin',
		found: 'the same text with LF line endings inside, CRLF outside',
	},
});

test('is one thing, other content another', async () => {
	const drift = await findingsIn({'notes.bin': 'one\r\ntwo\r\n', 'run.zip': zip}, {}, [archiveCopyDiffers]);
	expect(drift.findings).toEqual([]);
	const other = await findingsIn({'notes.bin': 'one\r\ntoo\r\n', 'run.zip': zip}, {}, [lineEndingDrift]);
	expect(other.findings).toEqual([]);
});
