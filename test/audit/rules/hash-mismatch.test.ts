import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {hashMismatch} from '../../../source/audit/rules/hash-mismatch.ts';
import {replaced} from '../own/edits.ts';
import {name, sample} from '../own/sample-edits.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';
import {zipOf} from '../zips.ts';

const file = 'one\ntwo\n';

testRule(hashMismatch, {
	good: {'data/a.bin': file, SHA256SUMS: sumLine('data/a.bin', file)},
	bad: {'data/a.bin': 'one\ntoo\n', SHA256SUMS: sumLine('data/a.bin', file)},
	mutant: {file: 'data/a.bin', from: 'two', to: 'too'},
	finding: {
		place: {file: 'SHA256SUMS', line: 1},
		subject: 'data/a.bin',
		severity: 'critical',
		claimed: `SHA256 ${sha256(file)}`,
		found: `SHA256 ${sha256('one\ntoo\n')} of data/a.bin`,
	},
});

async function found(files: Parameters<typeof findingsIn>[0]) {
	const {findings} = await findingsIn(files, {}, [hashMismatch]);
	return findings.map(({place, code, found}) => ({line: place.line, code, found}));
}

test.each([
	['LF', 'one\r\ntwo\r\n', 'one\ntwo\n'],
	['CRLF', 'one\ntwo\n', 'one\r\ntwo\r\n'],
])('says that only line endings differ: the hash is of %s', async (ends, now, then) => {
	expect(await found({'a.txt': now, SHA256SUMS: sumLine('a.txt', then)})).toEqual([
		{line: 1, code: 'line-endings', found: expect.stringContaining(`only with ${ends} line endings`)},
	]);
});

test('other algorithms, capitals, Windows paths and paths beside the checksum file', async () => {
	const md5 = createHash('md5').update(file).digest('hex');
	const good = {
		'out/a.bin': file,
		'out/sums/checksums.txt': `${sha256(file).toUpperCase()} *..\\a.bin\nMD5 (../a.bin) = ${md5}\nC:\\work\\out\\a.bin: ${sha256(file)}\n`,
	};
	expect(await found(good)).toEqual([]);
	expect(await found({...good, 'out/a.bin': 'other'})).toHaveLength(3);
});

test('a report that states a hash', async () => {
	const report = `# Report\n\n**Archive:** run.zip\n\n**SHA256:** ${sha256(file)}\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 6.1 | GET /x | 200 |\n`;
	const {set} = await findingsIn({'report.md': report, 'run.zip': file}, {}, [hashMismatch]);
	expect(set.archives).toHaveLength(1);
});

test('a checksum file that lists itself proves nothing', async () => {
	expect(
		await found({'a.bin': file, SHA256SUMS: `${sumLine('a.bin', file)}${sumLine('SHA256SUMS', '')}`}),
	).toEqual([]);
});

test('a hash abbreviated in the middle is held against what it shows', async () => {
	const short = `${sha256(file).slice(0, 8)}…${sha256(file).slice(-4)}`;
	const sums = (hash: string) => JSON.stringify({files: [{path: 'a.bin', sha256: hash}]});
	expect(await found({'a.bin': file, 'manifest.json': sums(short)})).toEqual([]);
});

test('a wrong hash of an archived copy is told, though the copy is not looked at', async () => {
	const files = {
		'a.bin': file,
		'run.zip': zipOf([
			{name: 'a.bin', content: file},
			{name: 'last.bin', content: 'x'},
		]),
		'manifest.json': JSON.stringify({files: [{path: 'run.zip!/a.bin', sha256: sha256('other')}]}),
	};
	const {findings} = await findingsIn(files, {}, [hashMismatch]);
	expect(findings.map(finding => finding.found)).toEqual([`SHA256 ${sha256(file)} of run.zip!/a.bin`]);
});

test('what the journal shows to be changed is not told once more', async () => {
	const edited = replaced(sample, `${name}/SHA256SUMS`, /^[\da-f]{4}/, 'beef');
	const {findings} = await findingsIn(edited);
	expect(findings.map(({rule}) => rule)).toContain('report-not-derived');
	expect(findings.map(({rule}) => rule)).not.toContain('hash-mismatch');
});
