import {expect, test} from 'vitest';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import type {ReadJournal} from '../../../source/audit/audited-set.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {lined, type Tree} from '../own/edits.ts';
import type {Files} from '../rule-case.ts';

const {name, archiveName, folder, parent, package: archive} = goodSet;
const size = Object.keys(folder).length;

async function journalOf(files: Files): Promise<ReadJournal> {
	const {journal, kind} = await readSet(memorySource(files), {own: {version: '0.1.0'}});
	if (journal === null) {
		throw new Error('no journal was found');
	}

	expect(kind).toBe('own');
	return journal;
}

const under = (prefix: string, files: Tree): Tree =>
	Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${prefix}${path}`, bytes]));

const clean = {
	damage: null,
	tornBytes: 0,
	isExported: true,
	underivable: null,
	differences: [],
	stated: null,
};

test('a folder', async () => {
	const journal = await journalOf({...folder});
	expect(journal).toMatchObject({...clean, file: 'session.jsonl', archiveDifferences: null});
	// The journal is what all of it is held against.
	expect(journal.derivedFiles.size).toBe(size);
});

test('a folder with its archive beside it, at any depth', async () => {
	for (const prefix of ['', 'artifacts/sample/']) {
		const journal = await journalOf(under(prefix, {...parent}));
		expect(journal).toMatchObject({...clean, file: `${prefix}${name}/session.jsonl`, archiveDifferences: []});
		// Both copies of each, and the archive itself.
		expect(journal.derivedFiles.size).toBe(2 * size + 1);
	}
});

test('an archive alone', async () => {
	const journal = await journalOf({...archive});
	expect(journal).toMatchObject({
		...clean,
		file: `${archiveName}!/${name}/session.jsonl`,
		archiveDifferences: [],
	});
});

test('a journal alone, and one with its archive', async () => {
	const alone = {'session.jsonl': goodFile('session.jsonl')};
	expect(await journalOf(alone)).toMatchObject({...clean, isExported: false, archiveDifferences: null});
	expect(await journalOf({...alone, ...archive})).toMatchObject({
		isExported: false,
		differences: [],
		archiveDifferences: [],
	});
});

test('the good events before a damage are kept, and what follows is not guessed at', async () => {
	const gap = lined({...folder}, 'session.jsonl', lines => lines.toSpliced(4, 1));
	const journal = await journalOf(gap);
	expect(journal.events.map(({seq}) => seq)).toEqual([1, 2, 3, 4]);
	expect(journal).toMatchObject({
		damage: {line: 5, code: 'removed'},
		underivable: 'the journal is damaged: event 6 follows event 4: what stood between is gone',
		differences: [],
	});
});

test('one line changed in its place: the files tell what it said', async () => {
	const changed = lined({...folder}, 'session.jsonl', lines =>
		lines.map(line => line.replace('"mark":"pass"', '"mark":"fail"')),
	);
	const journal = await journalOf(changed);
	expect(journal).toMatchObject({damage: {line: 4, code: 'changed'}, underivable: null});
	expect(journal.differences).toContainEqual(
		expect.objectContaining({
			file: 'artifacts/stage2_mandatory_tests/test_6_1_add.json',
			pointer: '/mark',
			claimed: '"pass"',
			found: '"fail"',
		}),
	);
	// That the journal's own hash differs has been told once.
	expect(journal.differences.filter(({file}) => file === 'SHA256SUMS')).toEqual([]);
});

test('an empty journal is one of ours, of which nothing follows', async () => {
	expect(await journalOf({'session.jsonl': ''})).toMatchObject({
		events: [],
		damage: null,
		underivable: 'the journal is empty',
	});
});

test('another session beside it is told as not looked at', async () => {
	const other = {'other/session.jsonl': `${goodFile('session.jsonl').split('\n')[0] ?? ''}\n`};
	const set = await readSet(memorySource({...parent, ...other}));
	expect(set.unread).toContainEqual(
		expect.objectContaining({place: {file: expect.stringMatching(/session\.jsonl$/) as unknown}}),
	);
});
