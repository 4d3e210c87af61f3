import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, rm, stat, symlink, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {folderSource} from '../../../source/audit/readers/folder-source.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';

let root: string;
let outside: string;

beforeEach(async () => {
	root = await mkdtemp(path.join(tmpdir(), 'audit-'));
	outside = await mkdtemp(path.join(tmpdir(), 'audit-outside-'));
});

afterEach(async () => {
	await rm(root, {recursive: true, force: true});
	await rm(outside, {recursive: true, force: true});
});

async function put(name: string, content = 'x'): Promise<void> {
	await mkdir(path.dirname(path.join(root, name)), {recursive: true});
	await writeFile(path.join(root, name), content);
}

async function read(given = root) {
	const {files, unread, name} = await readSet(folderSource(given));
	return {
		name,
		paths: files.map(file => file.path),
		files,
		unread: Object.fromEntries(unread.map(({place, reason}) => [place.file, reason])),
	};
}

test('gives every file with its path, size and time, sorted', async () => {
	await put('b.txt', 'four');
	await put('a/c.txt');
	const {paths, files, name} = await read();
	expect(name).toBe(root);
	expect(paths).toEqual(['a/c.txt', 'b.txt']);
	expect(files[1]).toMatchObject({
		size: 4,
		modified: (await stat(path.join(root, 'b.txt'))).mtime,
		archive: null,
	});
});

test('one file alone is a set', async () => {
	await put('report.md', '# Report');
	expect((await read(path.join(root, 'report.md'))).paths).toEqual(['report.md']);
});

test('what is not there is a problem that says so', async () => {
	await expect(read(path.join(root, 'nowhere'))).rejects.toMatchObject({code: 'audit-unreadable'});
});

test('tools\u2019 own folders are told, not read', async () => {
	await put('.git/config');
	await put('a.txt');
	expect(await read()).toMatchObject({
		paths: ['a.txt'],
		unread: {'.git': expect.stringContaining('version control')},
	});
});

test('a file that is too large is told, not read', async () => {
	await put('huge.bin');
	await truncate(path.join(root, 'huge.bin'), 2 ** 40).catch(async () =>
		truncate(path.join(root, 'huge.bin'), 2 ** 30),
	);
	expect(await read()).toMatchObject({paths: [], unread: {'huge.bin': expect.stringContaining('too large')}});
});

test('a file that vanishes is told', async () => {
	await put('a.txt');
	const source = folderSource(root);
	const set = await readSet({
		name: source.name,
		async *files() {
			for await (const file of source.files()) {
				await rm(path.join(root, 'a.txt'));
				yield file;
			}
		},
	});
	expect(set.unread).toEqual([{place: {file: 'a.txt'}, reason: expect.stringContaining('nothing there')}]);
});

describe.skipIf(process.platform === 'win32')('links and special files', () => {
	test('links are followed within the folder only', async () => {
		await put('real/a.txt');
		await writeFile(path.join(outside, 'secret.txt'), 'secret');
		await symlink(path.join(root, 'real/a.txt'), path.join(root, 'inside.txt'));
		await symlink(path.join(outside, 'secret.txt'), path.join(root, 'outside.txt'));
		await symlink(outside, path.join(root, 'outside'));
		await symlink(root, path.join(root, 'real/loop'));
		await symlink('self', path.join(root, 'self'));
		await symlink('nowhere', path.join(root, 'dangling'));
		const {paths, unread} = await read();
		expect(paths).toEqual(['inside.txt', 'real/a.txt']);
		expect(Object.keys(unread).sort()).toEqual(['dangling', 'outside', 'outside.txt', 'real/loop', 'self']);
		expect(unread['outside.txt']).toContain('leads out of the folder');
		expect(unread['self']).toContain('leads to itself');
	});

	test('a pipe is not waited for', async () => {
		execFileSync('mkfifo', [path.join(root, 'pipe')]);
		expect(await read()).toMatchObject({
			paths: [],
			unread: {pipe: expect.stringContaining('neither a file')},
		});
	});

	test('nothing is written', async () => {
		await put('a.zip', 'no zip');
		const before = await stat(path.join(root, 'a.zip'));
		await read();
		expect(await readdir(root)).toEqual(['a.zip']);
		expect((await stat(path.join(root, 'a.zip'))).mtimeMs).toBe(before.mtimeMs);
	});
});
