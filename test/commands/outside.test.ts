/** Files that copying and saving leave: where they are, for whom, and how long. */
import {existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, utimesSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {createKeptCopies, removeLeftCopies} from '../../source/commands/kept-copies.ts';
import {createOutside} from '../../source/commands/outside.ts';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'outside-'));
const mode = (file: string) => statSync(file).mode & 0o777;
const hasModes = process.platform !== 'win32';

describe('a copy that no clipboard took', () => {
	test('is its owner’s alone, and gone when the program is left', async () => {
		const parent = newFolder();
		const copies = createKeptCopies(parent, 12);
		const [first, second] = [await copies.keep('one'), await copies.keep('two')];
		expect([first, second].map(file => readFileSync(file, 'utf8'))).toEqual(['one', 'two']);
		if (hasModes) {
			expect([mode(first), mode(path.dirname(first))]).toEqual([0o600, 0o700]);
		}

		expect(copies.remove()).toBe(2);
		expect(existsSync(path.dirname(first))).toBe(false);
		expect(copies.remove()).toBe(0);
	});

	test('of a process that died is removed by the next one; of one that lives, or of nobody, it stays', async () => {
		const parent = newFolder();
		const [dead, alive] = await Promise.all([
			createKeptCopies(parent, 1001).keep('dead'),
			createKeptCopies(parent, 1002).keep('alive'),
		]);
		const [old, recent, other] = ['qtickets-copy-aaaaaa', 'qtickets-copy-bbbbbb', 'other-1001-x'].map(name =>
			path.join(parent, name),
		) as [string, string, string];
		[old, recent, other].forEach(folder => mkdirSync(folder));
		utimesSync(old, 0, 0);
		await removeLeftCopies(parent, pid => pid === 1002);
		expect([dead, alive, old, recent, other].map(file => existsSync(file))).toEqual([
			false,
			true,
			false,
			true,
			true,
		]);
	});
});

describe('a body that is saved', () => {
	const outsideOf = (folder: string) =>
		createOutside({
			stdout: {write: () => true},
			environment: {},
			folder,
			copies: createKeptCopies(newFolder()),
		});

	test('by a bare name stands beside the session, in a folder that is made for it', async () => {
		const folder = path.join(newFolder(), 'session_saved');
		const saved = await outsideOf(folder).save('a.json', Buffer.from('{}'), {overwrite: false});
		expect(saved).toEqual({kind: 'saved', path: path.join(folder, 'a.json')});
		expect(await outsideOf(folder).save('a.json', Buffer.from('{}'), {overwrite: false})).toMatchObject({
			kind: 'exists',
		});
	});

	test('by a path stands where the path leads', async () => {
		const parent = newFolder();
		const file = path.join(parent, 'b.json');
		const saved = await outsideOf(path.join(parent, 'x')).save(file, Buffer.from('{}'), {overwrite: false});
		expect(saved).toEqual({kind: 'saved', path: file});
		expect(existsSync(path.join(parent, 'x'))).toBe(false);
	});
});
