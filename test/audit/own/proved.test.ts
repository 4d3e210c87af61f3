import {expect, test} from 'vitest';
import {auditSet} from '../../../source/audit/audit.ts';
import type {AuditedSet} from '../../../source/audit/audited-set.ts';
import {viewOf} from '../../../source/audit/output/audit-view.ts';
import {explain} from '../../../source/audit/output/explain.ts';
import {jsonReport} from '../../../source/audit/output/json-report.ts';
import {pageOf} from '../../../source/audit/output/text-layout.ts';
import {textReport} from '../../../source/audit/output/text-report.ts';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import {sha256} from '../../../source/evidence/checksums.ts';
import {logPath, reportPaths} from '../../../source/evidence/names.ts';
import {replaced, type Tree} from './edits.ts';
import {name, sample, zip} from './sample-edits.ts';

const markdown = `${name}/${reportPaths.markdown}`;
const log = `${name}/${logPath}`;

function read(tree: Tree): Promise<AuditedSet> {
	return readSet(memorySource(tree), {own: {version: '0.1.0'}});
}

async function told(set: AuditedSet) {
	const result = await auditSet(set);
	const view = viewOf(set, result, {
		allowances: [],
		today: '2026-11-22',
		failOn: 'low',
		isPartial: false,
	});
	return {
		result,
		text: textReport(view, pageOf(200, false), {maximumPerRule: 3, explained: []}).join('\n'),
		json: JSON.parse(jsonReport(view, {toolVersion: '0.1.0', exitCode: 0, explanation: null})) as unknown,
		explained: JSON.stringify(explain(set, result)),
	};
}

test('reports and logs that follow from the journal are proved, and say what they say', async () => {
	const set = await read(sample);
	expect(set).toMatchObject({reports: [], logs: [], proved: [log, markdown]});
	const {text, json, explained, result} = await told(set);
	expect(text).toContain('1 report, 1 log, 21 artifacts, 1 archive');
	expect(text).toMatch(/^PROVED BYTE FOR BYTE {2}from \d+ events of the journal, head [\da-f]{12}…$/m);
	expect(text).toContain(`  ✔ ${markdown}\n`);
	expect(text).toContain('what it says: 21 of 21 tests (20 planned) run in 21 attempts: 21 success');
	expect(json).toMatchObject({
		proved: {files: expect.arrayContaining([log, markdown, zip]) as unknown, totals: {attempts: 21}},
	});
	expect(explained).toContain('follows from the journal byte for byte; not read as claims');
	expect(result.notEvaluated).toContainEqual({
		rule: 'total-differs',
		reason:
			'nothing is left to be held against the journal: the reports and logs follow from it byte for byte',
	});
});

test('the same of an archive alone', async () => {
	const set = await read({[zip]: sample[zip] ?? Buffer.alloc(0)});
	expect(set).toMatchObject({reports: [], logs: [], proved: [`${zip}!/${log}`, `${zip}!/${markdown}`]});
});

test('one changed byte anywhere, and every report is read as somebody’s claims', async () => {
	const set = await read(replaced(sample, `${name}/VERIFY.md`, 'journal', 'Journal'));
	expect(set).toMatchObject({proved: [], reports: [{file: markdown}], logs: [{file: log}]});
	const {text} = await told(set);
	expect(text).toContain(`  ✔ ${markdown}\n`);
	expect(text).not.toContain('CLAIMS AGAINST WHAT WAS FOUND');
});

test('of a changed report only the changed lines are claims: the others are not held against anything', async () => {
	const line = /^\| 3\.3 \|.*$/m.exec(sample[markdown]?.toString() ?? '')?.[0] ?? '';
	const set = await read(replaced(sample, markdown, line, line.replace('200', '201')));
	const {text, result} = await told(set);
	const changed = (sample[markdown]?.toString() ?? '').split('\n').indexOf(line) + 1;
	expect(text).toContain(`  ✘ ${markdown}: all but line ${changed}\n`);
	expect(result.findings.map(({rule, place}) => [rule, place.file, place.line])).toEqual(
		expect.arrayContaining([
			['report-not-derived', markdown, changed],
			['status-differs-from-artifact', markdown, changed],
		]),
	);
	expect(result.findings.filter(({place}) => place.file === markdown && place.line !== changed)).toEqual([]);
});

test('a hash that somebody else states of a proved file is still held against it', async () => {
	const [of, hash] = [`${name}/VERIFY.md`, sha256(Buffer.from('another file'))];
	const {findings} = await auditSet(
		await read({...sample, 'hashes.sha256': Buffer.from(`${hash}  ${of}\n`)}),
	);
	expect(findings.map(({rule, place}) => [rule, place.file])).toContainEqual([
		'hash-mismatch',
		'hashes.sha256',
	]);
});

test('a report that somebody laid beside the set is still read', async () => {
	const other = 'summary.md';
	const set = await read({...sample, [other]: Buffer.from('# Test report\n\nTotal tests: 33\n')});
	expect(set).toMatchObject({proved: [log, markdown], reports: [{file: other}]});
});
