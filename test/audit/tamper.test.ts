import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {makeArchive, readArchive} from '../../source/evidence/archive.ts';
import {logPath, reportPaths, verifyPath, checksumsPath} from '../../source/evidence/names.ts';
import {chainHash} from '../../source/session/journal.ts';
import {
	folderOf,
	lined,
	rechained,
	renamed,
	repacked,
	replaced,
	sumOf,
	swapped,
	textOf,
	without,
	zippedOtherwise,
	type Tree,
} from './own/edits.ts';
import {honestJournal} from './own/honest-session.ts';
import {ownExport} from './own/own-export.ts';
import {findingsIn} from './rule-case.ts';

const options = {catalog: builtinCatalog(), own: {version: '0.1.0'}};
const samples = path.resolve(import.meta.dirname, '../../artifacts/sample');

/** The committed sample: a whole stage by the real program, in every report format. */
const sample: Tree = Object.fromEntries(
	readdirSync(samples, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => path.join(entry.parentPath, entry.name))
		.map(file => [path.relative(samples, file).split(path.sep).join('/'), readFileSync(file)]),
);
const name =
	Object.keys(sample)
		.find(file => file.endsWith('/session.jsonl'))
		?.split('/')[0] ?? '';
const zip = `${name}.zip`;
const journal = `${name}/session.jsonl`;
const log = `${name}/${logPath}`;
const markdown = `${name}/${reportPaths.markdown}`;
const html = `${name}/${reportPaths.html}`;
const junit = `${name}/${reportPaths.junit}`;
const ctrf = `${name}/${reportPaths.ctrf}`;
const artifactFolder = `${name}/artifacts/stage2_mandatory_tests`;
const artifact = `${artifactFolder}/test_6_1_partners_add_single.json`;
const otherArtifact = `${artifactFolder}/test_6_2_partners_add_batch.json`;

/** What must be found: a rule, the file that it names, and the place in it as far as given. */
type Expected = readonly [
	rule: string,
	file: string,
	place?: {line?: number; pointer?: string; column?: string},
];
type Edit = readonly [
	what: string,
	edit: (tree: Tree) => Tree | Promise<Tree>,
	...expected: readonly Expected[],
];

const rowOf = (tree: Tree, file: string, start: string): number =>
	textOf(tree, file)
		.split('\n')
		.findIndex(line => line.startsWith(start)) + 1;
const row61 = rowOf(sample, markdown, '| 6.1 |');

const edits: readonly Edit[] = [
	// The journal.
	[
		'one byte of the journal',
		t => replaced(t, journal, '"status_text":"OK"', '"status_text":"Ok"'),
		['chain-broken', journal, {line: 3}],
	],
	['a line taken out', t => lined(t, journal, l => l.toSpliced(9, 1)), ['chain-broken', journal, {line: 10}]],
	[
		'two lines swapped',
		t => lined(t, journal, l => swapped(l, 9, 10)),
		['chain-broken', journal, {line: 10}],
	],
	[
		'a line twice',
		t => lined(t, journal, l => l.toSpliced(9, 0, l[8] ?? '')),
		['chain-broken', journal, {line: 10}],
	],
	[
		'a made-up line',
		t => lined(t, journal, l => l.toSpliced(9, 0, (l[8] ?? '').replace('"seq":9', '"seq":10'))),
		['chain-broken', journal, {line: 10}],
	],
	[
		'a line that continues the chain, put between',
		t => lined(t, journal, l => l.toSpliced(9, 0, noteAfter(l[8] ?? '', 10))),
		['two-writers', journal, {line: 11}],
	],
	['the first line taken out', t => lined(t, journal, l => l.slice(1)), ['chain-broken', journal, {line: 1}]],
	['the last line taken out', t => lined(t, journal, l => l.slice(0, -1)), ['chain-broken', journal]],
	[
		'the end of the last line cut off',
		t => ({...t, [journal]: (t[journal] ?? Buffer.alloc(0)).subarray(0, -20)}),
		['torn-tail', journal],
	],
	[
		'a status changed and the chain computed anew',
		t =>
			lined(t, journal, l =>
				rechained(
					l.map((line, index) => (index === 2 ? line.replace('"status":200', '"status":201') : line)),
				),
			),
		['chain-broken', journal],
		['artifact-not-derived', `${artifactFolder}/test_3_3_get_event_33.json`, {pointer: '/status_code'}],
	],
	[
		'an event appended',
		t => lined(t, journal, l => [...l, noteAfter(l.at(-1) ?? '', l.length + 1)]),
		['report-not-derived', `${name}/${verifyPath}`],
		['two-writers', journal],
	],
	[
		'line endings of the journal',
		t => ({...t, [journal]: Buffer.from(textOf(t, journal).replaceAll('\n', '\r\n'))}),
		['chain-broken', journal, {line: 1}],
	],

	// The report.
	[
		'a status in the report',
		t => replaced(t, markdown, /^(\| 6\.1 \|.*?\| )200( \|)/m, '$1404$2'),
		['report-not-derived', markdown, {line: row61, column: 'Status'}],
	],
	[
		'a latency in the report',
		t => replaced(t, markdown, /^(\| 6\.1 \|.*?\| 200 \| )[\d.]+/m, '$11.5'),
		['report-not-derived', markdown, {line: row61, column: 'Latency (ms)'}],
	],
	[
		'a tick in the report',
		t => replaced(t, markdown, /^(\| 6\.1 \|.*?)✔ success/m, '$1✘ failure'),
		['report-not-derived', markdown, {line: row61, column: 'Verdict'}],
	],
	[
		'a row taken out of the report',
		t => lined(t, markdown, l => l.toSpliced(row61 - 1, 1)),
		['report-not-derived', markdown, {line: row61}],
	],
	[
		'a row put into the report',
		t => lined(t, markdown, l => l.toSpliced(row61 - 1, 0, (l[row61 - 1] ?? '').replaceAll('6.1 ', '6.99 '))),
		['report-not-derived', markdown, {line: row61}],
	],
	[
		'two rows swapped',
		t => lined(t, markdown, l => swapped(l, row61 - 1, row61)),
		['report-not-derived', markdown, {line: row61, column: 'Test ID'}],
	],
	[
		'a total in the report',
		t => replaced(t, markdown, /\b20 tests\b|\| 20 \|/, '| 21 |'),
		['report-not-derived', markdown],
	],
	[
		'a time in the report',
		t => replaced(t, markdown, /T(\d\d):(\d\d):(\d\d)\.(\d{3})Z/, 'T$1:$2:$3.999Z'),
		['report-not-derived', markdown],
	],
	[
		'a sentence added to the report',
		t => ({...t, [markdown]: Buffer.from(`${textOf(t, markdown)}All is well.\n`)}),
		['report-not-derived', markdown],
	],
	[
		'line endings of the report',
		t => ({...t, [markdown]: Buffer.from(textOf(t, markdown).replaceAll('\n', '\r\n'))}),
		['report-not-derived', markdown],
	],
	[
		'a byte-order mark before the report',
		t => ({...t, [markdown]: Buffer.from(`\ufeff${textOf(t, markdown)}`)}),
		['report-not-derived', markdown, {line: 1}],
	],
	['a number in the HTML report', t => replaced(t, html, '>200<', '>404<'), ['report-not-derived', html]],
	[
		'a failure taken out of JUnit',
		t => replaced(t, junit, 'failures="0"', 'failures="1"'),
		['report-not-derived', junit],
	],
	[
		'a status in CTRF',
		t => replaced(t, ctrf, '"status": "passed"', '"status": "failed"'),
		['report-not-derived', ctrf, {pointer: '/results/tests/0/status'}],
	],

	// The log.
	[
		'a latency in the log',
		t => replaced(t, log, /"latency_ms":[\d.]+/, '"latency_ms":1.5'),
		['report-not-derived', log, {line: 2, pointer: '/latency_ms'}],
	],
	[
		'a line taken out of the log',
		t => lined(t, log, l => l.toSpliced(4, 1)),
		['report-not-derived', log, {line: 5}],
	],
	[
		'a line put into the log',
		t => lined(t, log, l => l.toSpliced(4, 0, l[3] ?? '')),
		['report-not-derived', log],
	],
	['the order of the log', t => lined(t, log, l => swapped(l, 4, 5)), ['report-not-derived', log, {line: 5}]],
	[
		'the head named by the log',
		t => replaced(t, log, /"journal_head":"[\da-f]{8}/, '"journal_head":"00000000'),
		['report-not-derived', log, {pointer: '/journal_head'}],
	],

	// The artifacts.
	[
		'a field of an artifact',
		t => replaced(t, artifact, '"status_code": 200', '"status_code": 201'),
		['artifact-not-derived', artifact, {pointer: '/status_code'}],
	],
	[
		'the body of an artifact',
		t => replaced(t, artifact, '"status": "success"', '"status": "error"'),
		['artifact-not-derived', artifact, {pointer: '/body/status'}],
	],
	[
		'a masked value made readable',
		t => replaced(t, artifact, /Bearer \*\*\*[\da-f]{6}/, 'Bearer some-token'),
		['artifact-not-derived', artifact],
	],
	[
		'a field added to an artifact',
		t => replaced(t, artifact, '{', '{"reviewed": true,'),
		['artifact-not-derived', artifact, {pointer: '/reviewed'}],
	],
	[
		'an artifact that is no JSON any more',
		t => replaced(t, artifact, '{', '{ // checked\n'),
		['artifact-not-derived', artifact],
	],
	[
		'white space in an artifact',
		t => replaced(t, artifact, '\n  ', '\n    '),
		['artifact-not-derived', artifact, {line: 2}],
	],
	['an artifact taken out', t => without(t, artifact), ['file-removed', artifact]],
	[
		'an artifact added',
		t => ({...t, [`${artifactFolder}/test_9_9_extra.json`]: Buffer.from('{}\n')}),
		['unexpected-file', `${artifactFolder}/test_9_9_extra.json`],
	],
	[
		'an artifact renamed',
		t => renamed(t, artifact, `${artifactFolder}/test_6_1_other.json`),
		['file-removed', artifact],
	],
	[
		'two artifacts swapped',
		t => ({
			...t,
			[artifact]: t[otherArtifact] ?? Buffer.alloc(0),
			[otherArtifact]: t[artifact] ?? Buffer.alloc(0),
		}),
		['artifact-not-derived', artifact],
		['artifact-not-derived', otherArtifact],
	],
	['an empty artifact', t => ({...t, [artifact]: Buffer.alloc(0)}), ['artifact-not-derived', artifact]],

	// The other files.
	[
		'a hash in SHA256SUMS',
		t => replaced(t, `${name}/${checksumsPath}`, /^[\da-f]{8}/, '00000000'),
		['report-not-derived', `${name}/${checksumsPath}`, {line: 1}],
	],
	[
		'the order of SHA256SUMS',
		t => lined(t, `${name}/${checksumsPath}`, l => swapped(l, 2, 3)),
		['report-not-derived', `${name}/${checksumsPath}`, {line: 3}],
	],
	[
		'a line taken out of SHA256SUMS',
		t => lined(t, `${name}/${checksumsPath}`, l => l.slice(0, -1)),
		['report-not-derived', `${name}/${checksumsPath}`],
	],
	[
		'a command in VERIFY.md',
		t => replaced(t, `${name}/${verifyPath}`, 'sha256sum -c SHA256SUMS', 'true'),
		['report-not-derived', `${name}/${verifyPath}`],
	],
	[
		'VERIFY.md taken out',
		t => without(t, `${name}/${verifyPath}`),
		['file-removed', `${name}/${verifyPath}`],
	],
	[
		'SHA256SUMS taken out',
		t => without(t, `${name}/${checksumsPath}`),
		['file-removed', `${name}/${checksumsPath}`],
	],
	['the HTML report taken out', t => without(t, html), ['file-removed', html]],
	[
		'a page put beside the reports',
		t => ({...t, [`${name}/reports/summary.html`]: Buffer.from('<p>fine</p>')}),
		['unexpected-file', `${name}/reports/summary.html`],
	],

	// The archive.
	['a byte of the archive', t => ({...t, [zip]: flipped(t[zip], 0.5)}), ['archive-not-derived', zip]],
	['a byte of its directory', t => ({...t, [zip]: flipped(t[zip], 0.999)}), ['archive-not-derived', zip]],
	[
		'bytes after its end',
		t => ({...t, [zip]: Buffer.concat([t[zip] ?? Buffer.alloc(0), Buffer.from('more')])}),
		['archive-not-derived', zip],
	],
	[
		'an entry replaced',
		async t => ({
			...t,
			[zip]: await archiveOf(replaced(t, artifact, '"status_code": 200', '"status_code": 201')),
		}),
		['archive-not-derived', `${zip}!/${artifact}`, {pointer: '/status_code'}],
	],
	[
		'an entry added',
		async t => ({...t, [zip]: await archiveOf({...t, [`${name}/notes.txt`]: Buffer.from('x')})}),
		['archive-not-derived', `${zip}!/${name}/notes.txt`],
	],
	[
		'an entry taken out',
		async t => ({...t, [zip]: await archiveOf(without(t, artifact))}),
		['archive-not-derived', `${zip}!/${artifact}`],
	],
	[
		'packed by another program',
		async t => ({...t, [zip]: await zippedOtherwise(t, name)}),
		['archive-not-derived', zip],
	],
	['the archive renamed', t => renamed(t, zip, 'final.zip'), ['archive-not-derived', 'final.zip']],
	[
		'the hash file of the archive',
		t => replaced(t, `${zip}.sha256`, /^[\da-f]{8}/, '00000000'),
		['archive-not-derived', `${zip}.sha256`, {line: 1}],
	],
	[
		'the name in the hash file',
		t => replaced(t, `${zip}.sha256`, zip, 'other.zip'),
		['archive-not-derived', `${zip}.sha256`, {line: 1}],
	],
	[
		'an older archive beside a longer journal',
		async t => {
			const longer = await ownExport(Buffer.from(`${noteAfterResume(textOf(t, journal))}`));
			return {
				...longer.parent,
				[zip]: t[zip] ?? Buffer.alloc(0),
				[`${zip}.sha256`]: sumOf(zip, t[zip] ?? Buffer.alloc(0)),
			};
		},
		['archive-not-derived', zip],
	],
];

function noteAfter(line: string, seq: number): string {
	const before = JSON.stringify({
		seq,
		at: '2026-11-22T18:06:10.000Z',
		type: 'note.added',
		endpoint_id: null,
		text: 'ok',
	}).slice(0, -1);
	return `${before},"h":"${chainHash(line.slice(-66, -2), before)}"}`;
}

/** A session that somebody has gone on with: resumed, then noted. */
function noteAfterResume(text: string): string {
	const lines = text.split('\n').slice(0, -1);
	const tool = {name: 'qtickets-explorer', version: '0.1.0'};
	const at = '2026-11-22T19:00:00.000Z';
	const events = [
		{type: 'session.resumed', tool},
		{type: 'note.added', endpoint_id: null, text: 'later'},
	].map(
		(event, index) =>
			`${JSON.stringify({seq: lines.length + index + 1, at, ...event}).slice(0, -1)},"h":"${'0'.repeat(64)}"}`,
	);
	return [...rechained([...lines, ...events]), ''].join('\n');
}

function flipped(bytes: Buffer = Buffer.alloc(0), where: number): Buffer {
	const copy = Buffer.from(bytes);
	const at = Math.floor((bytes.length - 1) * where);
	copy[at] = (copy[at] ?? 0) ^ 1;
	return copy;
}

async function archiveOf(tree: Tree): Promise<Buffer> {
	return makeArchive(name, folderOf(tree, name));
}

async function told(tree: Tree): Promise<readonly string[]> {
	const {findings} = await findingsIn(tree, options);
	return findings.map(({rule, place}) => `${rule} ${JSON.stringify(place)}`);
}

test('the sample as it is: nothing is found', async () => {
	expect(await told(sample)).toEqual([]);
	expect([...readArchive(sample[zip] ?? Buffer.alloc(0)).keys()].length).toBe(folderOf(sample, name).size);
});

describe(`${edits.length} kinds of edits of an export`, () => {
	test.each(edits)('%s', async (_, edit, ...expected) => {
		const {findings} = await findingsIn(await edit(sample), options);
		for (const [rule, file, place = {}] of expected) {
			expect(findings).toContainEqual(
				expect.objectContaining({rule, place: expect.objectContaining({file, ...place}) as unknown}),
			);
		}
	});
});

describe('the same edits in an archive that is given alone, packed and hashed anew', () => {
	const inside = edits.filter(([, , [rule] = ['']]) => !rule.startsWith('archive'));
	test.each(inside)('%s', async (_, edit, ...expected) => {
		const {findings} = await findingsIn(await repacked(await edit(sample), name, zip), options);
		for (const [rule, file, place = {}] of expected) {
			expect(findings).toContainEqual(
				expect.objectContaining({
					rule,
					place: expect.objectContaining({file: `${zip}!/${file}`, ...place}) as unknown,
				}),
			);
		}
	});
});

describe('an incomplete session with counts', () => {
	let tree: Tree = {};
	let incomplete = '';
	let archive = '';
	let csv = '';

	beforeAll(async () => {
		for (let seed = 1; csv === ''; seed++) {
			const exported = await ownExport(await honestJournal(seed));
			csv = Object.keys(exported.parent).find(file => file.endsWith('.csv')) ?? '';
			csv = exported.archiveName.includes('_INCOMPLETE') ? csv : '';
			tree = {...exported.parent};
			incomplete = exported.name;
			archive = exported.archiveName;
		}
	});

	test('as it is: nothing is found', async () => {
		expect(await told(tree)).toEqual([]);
	});

	test('a cell of the counts', async () => {
		const edited = replaced(tree, csv, /"\d+"/, '"77"');
		const {findings} = await findingsIn(edited, options);
		expect(findings).toContainEqual(
			expect.objectContaining({
				rule: 'report-not-derived',
				place: {file: csv, line: 2, column: 'count_before'},
				claimed: '77',
			}),
		);
	});

	test('a row of the counts taken out', async () => {
		const edited = lined(tree, csv, lines => lines.toSpliced(1, 1));
		expect(await told(edited)).toContainEqual(`report-not-derived ${JSON.stringify({file: csv, line: 2})}`);
	});

	test('the stamp INCOMPLETE taken out of the report', async () => {
		const report = `${incomplete}/${reportPaths.markdown}`;
		const edited = replaced(tree, report, /^.*INCOMPLETE.*\n/m, '');
		expect(
			(await told(edited)).filter(line => line.includes(`report-not-derived {"file":"${report}"`)),
		).not.toEqual([]);
	});

	test('the word INCOMPLETE taken out of the names of the archive and its hash file', async () => {
		const plain = archive.replace('_INCOMPLETE', '');
		const {[archive]: bytes = Buffer.alloc(0), [`${archive}.sha256`]: _, ...rest} = tree;
		const {findings} = await findingsIn(
			{...rest, [plain]: bytes, [`${plain}.sha256`]: sumOf(plain, bytes)},
			options,
		);
		expect(findings).toContainEqual(
			expect.objectContaining({
				rule: 'archive-not-derived',
				place: {file: plain},
				claimed: `named ${plain}`,
				found: archive,
			}),
		);
	});
});
