import {expect, test} from 'vitest';
import {archiveSizeMismatch} from '../../../source/audit/rules/archive-size-mismatch.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

const zip = zipOf([{name: 'notes.bin', content: 'x'.repeat(150_000)}]);
const report = (size: string): string => `# Report\n\n**Archive:** run.zip\n\n**Archive size:** ${size}\n`;

testRule(archiveSizeMismatch, {
	good: {'report.md': report(`${zip.length} bytes`), 'run.zip': zip},
	bad: {'report.md': report('2.4 MB'), 'run.zip': zip},
	mutant: {file: 'report.md', from: String(zip.length), to: String(zip.length + 1)},
	finding: {place: {file: 'report.md', line: 5}, subject: 'run.zip', found: `${zip.length} bytes`},
});

test.each(['150 kB', '146.6 KB', '0.15 MB', '0.14 MB', '~140 KB'])(
	'%s is right in one way of counting',
	async size => {
		const {findings, evaluated} = await findingsIn({'report.md': report(size), 'run.zip': zip}, {}, [
			archiveSizeMismatch,
		]);
		expect(findings).toEqual([]);
		expect(evaluated).toEqual(['archive-size-mismatch']);
	},
);
