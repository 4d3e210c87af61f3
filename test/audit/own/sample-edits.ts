import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {makeArchive} from '../../../source/evidence/archive.ts';
import {checksumsPath, logPath, reportPaths, verifyPath} from '../../../source/evidence/names.ts';
import {
	flipped,
	folderOf,
	lined,
	noteAfter,
	noteAfterResume,
	rechained,
	renamed,
	replaced,
	sumOf,
	swapped,
	textOf,
	without,
	zippedOtherwise,
	type Tree,
} from './edits.ts';
import {ownExport} from './own-export.ts';

const samples = path.resolve(import.meta.dirname, '../../../artifacts/sample');

/** The committed sample: a whole stage by the real program, in every report format. */
export const sample: Tree = Object.fromEntries(
	readdirSync(samples, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => path.join(entry.parentPath, entry.name))
		.map(file => [path.relative(samples, file).split(path.sep).join('/'), readFileSync(file)]),
);
export const name =
	Object.keys(sample)
		.find(file => file.endsWith('/session.jsonl'))
		?.split('/')[0] ?? '';
export const zip = `${name}.zip`;
const journal = `${name}/session.jsonl`;
const log = `${name}/${logPath}`;
const markdown = `${name}/${reportPaths.markdown}`;
const html = `${name}/${reportPaths.html}`;
const junit = `${name}/${reportPaths.junit}`;
const ctrf = `${name}/${reportPaths.ctrf}`;
const artifactFolder = `${name}/artifacts/stage2_mandatory_tests`;
const artifact = `${artifactFolder}/test_6_1_partners_add_single.json`;
const otherArtifact = `${artifactFolder}/test_6_2_partners_add_batch.json`;

/** What must be found: a rule, the file that it names (`*`: any that begins so), and the place in it as far as given. */
export type Expected = readonly [
	rule: string,
	file: string,
	place?: {readonly line?: number; readonly pointer?: string; readonly column?: string},
];

export type Edit = {
	readonly what: string;
	readonly change: (tree: Tree) => Tree | Promise<Tree>;
	readonly expected: readonly Expected[];
};

function edited(what: string, change: Edit['change'], ...expected: readonly Expected[]): Edit {
	return {what, change, expected};
}

const rowOf = (tree: Tree, file: string, start: string): number =>
	textOf(tree, file)
		.split('\n')
		.findIndex(line => line.startsWith(start)) + 1;
const row61 = rowOf(sample, markdown, '| 6.1 |');

/** Kinds of edits that somebody might make of an export, each with what must be found. */
export const edits: readonly Edit[] = [
	// The journal.
	edited('one byte of the journal', t => replaced(t, journal, '"status_text":"OK"', '"status_text":"Ok"'), [
		'chain-broken',
		journal,
		{line: 3},
	]),
	edited('a line taken out', t => lined(t, journal, l => l.toSpliced(9, 1)), [
		'chain-broken',
		journal,
		{line: 10},
	]),
	edited('two lines swapped', t => lined(t, journal, l => swapped(l, 9, 10)), [
		'chain-broken',
		journal,
		{line: 10},
	]),
	edited('a line twice', t => lined(t, journal, l => l.toSpliced(9, 0, l[8] ?? '')), [
		'chain-broken',
		journal,
		{line: 10},
	]),
	edited(
		'a made-up line',
		t => lined(t, journal, l => l.toSpliced(9, 0, (l[8] ?? '').replace('"seq":9', '"seq":10'))),
		['chain-broken', journal, {line: 10}],
	),
	edited(
		'a line that continues the chain, put between',
		t => lined(t, journal, l => l.toSpliced(9, 0, noteAfter(l[8] ?? '', 10))),
		['two-writers', journal, {line: 11}],
	),
	edited('the first line taken out', t => lined(t, journal, l => l.slice(1)), [
		'chain-broken',
		journal,
		{line: 1},
	]),
	edited('the last line taken out', t => lined(t, journal, l => l.slice(0, -1)), ['chain-broken', journal]),
	edited(
		'the end of the last line cut off',
		t => ({...t, [journal]: (t[journal] ?? Buffer.alloc(0)).subarray(0, -20)}),
		['torn-tail', journal],
	),
	edited(
		'a status changed and the chain computed anew',
		t =>
			lined(t, journal, l =>
				rechained(
					l.map((line, index) =>
						l[index - 1]?.includes('"endpoint_id":"6.1"') === true
							? line.replace('"status":200', '"status":201')
							: line,
					),
				),
			),
		['chain-broken', journal],
		['artifact-not-derived', artifact, {pointer: '/status_code'}],
	),
	edited(
		'an event appended',
		t => lined(t, journal, l => [...l, noteAfter(l.at(-1) ?? '', l.length + 1)]),
		['report-not-derived', `${name}/${verifyPath}`],
		['two-writers', journal],
	),
	edited(
		'line endings of the journal',
		t => ({...t, [journal]: Buffer.from(textOf(t, journal).replaceAll('\n', '\r\n'))}),
		['chain-broken', journal, {line: 1}],
	),

	// The report.
	edited('a status in the report', t => replaced(t, markdown, /^(\| 6\.1 \|.*?\| )200( \|)/m, '$1404$2'), [
		'report-not-derived',
		markdown,
		{line: row61, column: 'Status'},
	]),
	edited(
		'a latency in the report',
		t => replaced(t, markdown, /^(\| 6\.1 \|.*?\| 200 \| )[\d.]+/m, '$11.5'),
		['report-not-derived', markdown, {line: row61, column: 'Latency (ms)'}],
	),
	edited('a tick in the report', t => replaced(t, markdown, /^(\| 6\.1 \|.*?)✔ success/m, '$1✘ failure'), [
		'report-not-derived',
		markdown,
		{line: row61, column: 'Verdict'},
	]),
	edited('a row taken out of the report', t => lined(t, markdown, l => l.toSpliced(row61 - 1, 1)), [
		'report-not-derived',
		markdown,
		{line: row61},
	]),
	edited(
		'a row put into the report',
		t => lined(t, markdown, l => l.toSpliced(row61 - 1, 0, (l[row61 - 1] ?? '').replaceAll('6.1 ', '6.99 '))),
		['report-not-derived', markdown, {line: row61}],
	),
	edited('two rows swapped', t => lined(t, markdown, l => swapped(l, row61 - 1, row61)), [
		'report-not-derived',
		markdown,
		{line: row61, column: 'Test ID'},
	]),
	edited('a total in the report', t => replaced(t, markdown, /\b20 tests\b|\| 20 \|/, '| 21 |'), [
		'report-not-derived',
		markdown,
	]),
	edited(
		'a time in the report',
		t => replaced(t, markdown, /T(\d\d):(\d\d):(\d\d)\.(\d{3})Z/, 'T$1:$2:$3.999Z'),
		['report-not-derived', markdown],
	),
	edited(
		'a sentence added to the report',
		t => ({...t, [markdown]: Buffer.from(`${textOf(t, markdown)}All is well.\n`)}),
		['report-not-derived', markdown],
	),
	edited(
		'line endings of the report',
		t => ({...t, [markdown]: Buffer.from(textOf(t, markdown).replaceAll('\n', '\r\n'))}),
		['report-not-derived', markdown],
	),
	edited(
		'a byte-order mark before the report',
		t => ({...t, [markdown]: Buffer.from(`\ufeff${textOf(t, markdown)}`)}),
		['report-not-derived', markdown, {line: 1}],
	),
	edited('a number in the HTML report', t => replaced(t, html, '>200<', '>404<'), [
		'report-not-derived',
		html,
	]),
	edited('a failure taken out of JUnit', t => replaced(t, junit, 'failures="0"', 'failures="1"'), [
		'report-not-derived',
		junit,
	]),
	edited('a status in CTRF', t => replaced(t, ctrf, '"status": "passed"', '"status": "failed"'), [
		'report-not-derived',
		ctrf,
		{pointer: '/results/tests/0/status'},
	]),

	// The log.
	edited('a latency in the log', t => replaced(t, log, /"latency_ms":[\d.]+/, '"latency_ms":1.5'), [
		'report-not-derived',
		log,
		{line: 2, pointer: '/latency_ms'},
	]),
	edited('a line taken out of the log', t => lined(t, log, l => l.toSpliced(4, 1)), [
		'report-not-derived',
		log,
		{line: 5},
	]),
	edited('a line put into the log', t => lined(t, log, l => l.toSpliced(4, 0, l[3] ?? '')), [
		'report-not-derived',
		log,
	]),
	edited('the order of the log', t => lined(t, log, l => swapped(l, 4, 5)), [
		'report-not-derived',
		log,
		{line: 5},
	]),
	edited(
		'the head named by the log',
		t => replaced(t, log, /"journal_head":"[\da-f]{8}/, '"journal_head":"00000000'),
		['report-not-derived', log, {pointer: '/journal_head'}],
	),

	// The artifacts.
	edited('a field of an artifact', t => replaced(t, artifact, '"status_code": 200', '"status_code": 201'), [
		'artifact-not-derived',
		artifact,
		{pointer: '/status_code'},
	]),
	edited('the body of an artifact', t => replaced(t, artifact, '"status": "success"', '"status": "error"'), [
		'artifact-not-derived',
		artifact,
		{pointer: '/body/status'},
	]),
	edited(
		'a masked value made readable',
		t => replaced(t, artifact, /Bearer \*\*\*[\da-f]{6}/, 'Bearer some-token'),
		['artifact-not-derived', artifact],
	),
	edited('a field added to an artifact', t => replaced(t, artifact, '{', '{"reviewed": true,'), [
		'artifact-not-derived',
		artifact,
		{pointer: '/reviewed'},
	]),
	edited('an artifact that is no JSON any more', t => replaced(t, artifact, '{', '{ // checked\n'), [
		'artifact-not-derived',
		artifact,
	]),
	edited('white space in an artifact', t => replaced(t, artifact, '\n  ', '\n    '), [
		'artifact-not-derived',
		artifact,
		{line: 2},
	]),
	edited('an artifact taken out', t => without(t, artifact), ['file-removed', artifact]),
	edited('an artifact added', t => ({...t, [`${artifactFolder}/test_9_9_extra.json`]: Buffer.from('{}\n')}), [
		'unexpected-file',
		`${artifactFolder}/test_9_9_extra.json`,
	]),
	edited('an artifact renamed', t => renamed(t, artifact, `${artifactFolder}/test_6_1_other.json`), [
		'file-removed',
		artifact,
	]),
	edited(
		'two artifacts swapped',
		t => ({
			...t,
			[artifact]: t[otherArtifact] ?? Buffer.alloc(0),
			[otherArtifact]: t[artifact] ?? Buffer.alloc(0),
		}),
		['artifact-not-derived', artifact],
		['artifact-not-derived', otherArtifact],
	),
	edited('an empty artifact', t => ({...t, [artifact]: Buffer.alloc(0)}), ['artifact-not-derived', artifact]),

	// The other files.
	edited('a hash in SHA256SUMS', t => replaced(t, `${name}/${checksumsPath}`, /^[\da-f]{8}/, '00000000'), [
		'report-not-derived',
		`${name}/${checksumsPath}`,
		{line: 1},
	]),
	edited('the order of SHA256SUMS', t => lined(t, `${name}/${checksumsPath}`, l => swapped(l, 2, 3)), [
		'report-not-derived',
		`${name}/${checksumsPath}`,
		{line: 3},
	]),
	edited('a line taken out of SHA256SUMS', t => lined(t, `${name}/${checksumsPath}`, l => l.slice(0, -1)), [
		'report-not-derived',
		`${name}/${checksumsPath}`,
	]),
	edited(
		'a command in VERIFY.md',
		t => replaced(t, `${name}/${verifyPath}`, 'sha256sum -c SHA256SUMS', 'true'),
		['report-not-derived', `${name}/${verifyPath}`],
	),
	edited('VERIFY.md taken out', t => without(t, `${name}/${verifyPath}`), [
		'file-removed',
		`${name}/${verifyPath}`,
	]),
	edited('SHA256SUMS taken out', t => without(t, `${name}/${checksumsPath}`), [
		'file-removed',
		`${name}/${checksumsPath}`,
	]),
	edited('the HTML report taken out', t => without(t, html), ['file-removed', html]),
	edited(
		'a page put beside the reports',
		t => ({...t, [`${name}/reports/summary.html`]: Buffer.from('<p>fine</p>')}),
		['unexpected-file', `${name}/reports/summary.html`],
	),

	// The archive.
	edited('a byte of the archive', t => ({...t, [zip]: flipped(t[zip], 0.5)}), [
		'archive-not-derived',
		`${zip}!/*`,
	]),
	edited('a byte of its directory', t => ({...t, [zip]: flipped(t[zip], 0.999)}), [
		'archive-not-derived',
		`${zip}*`,
	]),
	edited(
		'bytes after its end',
		t => ({...t, [zip]: Buffer.concat([t[zip] ?? Buffer.alloc(0), Buffer.from('more')])}),
		['archive-not-derived', zip],
	),
	edited(
		'an entry replaced',
		async t => ({
			...t,
			[zip]: await archiveOf(replaced(t, artifact, '"status_code": 200', '"status_code": 201')),
		}),
		['archive-not-derived', `${zip}!/${artifact}`, {pointer: '/status_code'}],
	),
	edited(
		'an entry added',
		async t => ({...t, [zip]: await archiveOf({...t, [`${name}/notes.txt`]: Buffer.from('x')})}),
		['archive-not-derived', `${zip}!/${name}/notes.txt`],
	),
	edited('an entry taken out', async t => ({...t, [zip]: await archiveOf(without(t, artifact))}), [
		'archive-not-derived',
		`${zip}!/${artifact}`,
	]),
	edited('packed by another program', async t => ({...t, [zip]: await zippedOtherwise(t, name)}), [
		'archive-not-derived',
		zip,
	]),
	edited('the archive renamed', t => renamed(t, zip, 'final.zip'), ['archive-not-derived', 'final.zip']),
	edited('the hash file of the archive', t => replaced(t, `${zip}.sha256`, /^[\da-f]{8}/, '00000000'), [
		'archive-not-derived',
		`${zip}.sha256`,
		{line: 1},
	]),
	edited('the name in the hash file', t => replaced(t, `${zip}.sha256`, zip, 'other.zip'), [
		'archive-not-derived',
		`${zip}.sha256`,
		{line: 1},
	]),
	edited(
		'an older archive beside a longer journal',
		async t => {
			const longer = await ownExport(Buffer.from(noteAfterResume(textOf(t, journal))));
			return {
				...longer.parent,
				[zip]: t[zip] ?? Buffer.alloc(0),
				[`${zip}.sha256`]: sumOf(zip, t[zip] ?? Buffer.alloc(0)),
			};
		},
		['archive-not-derived', zip],
	),
];

async function archiveOf(tree: Tree): Promise<Buffer> {
	return makeArchive(name, folderOf(tree, name));
}
