import {readdir, readFile, realpath, stat} from 'node:fs/promises';
import {closeSync, lstatSync, openSync, readFileSync, readSync} from 'node:fs';
import path from 'node:path';
import {Problem} from '../../catalog/problem.ts';
import type {Unread} from '../audited-set.ts';
import type {FileSource, SourceFile} from './file-source.ts';

/** Folders that hold tools' own files, never evidence; told as unread. */
const toolFolders: ReadonlyMap<string, string> = new Map([
	['.git', 'version control keeps its own files here; not looked into'],
	['.hg', 'version control keeps its own files here; not looked into'],
	['.svn', 'version control keeps its own files here; not looked into'],
	['node_modules', 'installed packages; not looked into'],
	['__pycache__', 'compiled Python; not looked into'],
	['.venv', 'installed packages; not looked into'],
]);

/**
 * The files under a folder, or one file alone. Links to files are followed only while they stay inside the folder, links
 * to folders never, and what cannot be read is told by `unread`.
 *
 * @param given a path on this machine, as it was typed
 */
export function folderSource(given: string): FileSource {
	const unread: Unread[] = [];
	return {
		name: given,
		unread: () => unread,
		async *files() {
			unread.length = 0;
			const root = await rootOf(given);
			if (root.isFile) {
				yield sourceFile(root.path, path.basename(given), root);
				return;
			}

			yield* walk({root: root.path, unread}, root.path, '');
		},
	};
}

async function rootOf(given: string): Promise<{path: string; isFile: boolean; size: number; modified: Date}> {
	try {
		const real = await realpath(given);
		const found = await stat(real);
		if (found.isFile() || found.isDirectory()) {
			return {path: real, isFile: found.isFile(), size: found.size, modified: found.mtime};
		}
	} catch (cause) {
		throw new Problem('audit-unreadable', `${given} cannot be read: ${reasonOf(cause)}.`, {
			next: 'Give a folder, an archive, a report or a log that exists and that you may read.',
			cause,
		});
	}

	throw new Problem('audit-unreadable', `${given} is neither a file nor a folder.`, {
		next: 'Give a folder, an archive, a report or a log.',
	});
}

type Walk = {readonly root: string; readonly unread: Unread[]};

async function* walk(state: Walk, folder: string, prefix: string): AsyncGenerator<SourceFile> {
	let names: string[];
	try {
		names = await readdir(folder);
	} catch (error) {
		state.unread.push({
			place: {file: prefix || '.'},
			reason: `the folder cannot be read: ${reasonOf(error)}`,
		});
		return;
	}

	for (const name of names.sort()) {
		const relative = `${prefix}${name}`;
		try {
			const found = await entryOf(state, path.join(folder, name), name);
			if (typeof found === 'string') {
				state.unread.push({place: {file: relative}, reason: found});
			} else if (found.isFolder) {
				yield* walk(state, found.path, `${relative}/`);
			} else {
				yield sourceFile(found.path, relative, found);
			}
		} catch (error) {
			state.unread.push({place: {file: relative}, reason: reasonOf(error)});
		}
	}
}

type Entry = {
	readonly path: string;
	readonly isFolder: boolean;
	readonly size: number;
	readonly modified: Date;
};

/** What stands at a path, or why it is left alone. */
async function entryOf(state: Walk, at: string, name: string): Promise<Entry | string> {
	let target = at;
	// Without the way through the thread pool, which takes longer than the look itself.
	let found = lstatSync(at);
	if (found.isSymbolicLink()) {
		target = await realpath(at);
		const inside = path.relative(state.root, target);
		if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)) {
			return 'a link that leads out of the folder; not followed';
		}

		found = await stat(target);
	}

	if (found.isDirectory()) {
		// A folder inside is read at its own place: following links to it would read it twice, or for ever.
		const left = target === at ? toolFolders.get(name) : 'a link to a folder; read at its own place only';
		return left ?? {path: target, isFolder: true, size: 0, modified: found.mtime};
	}

	return found.isFile()
		? {path: target, isFolder: false, size: found.size, modified: found.mtime}
		: 'neither a file nor a folder (a device, socket or pipe)';
}

function sourceFile(at: string, relative: string, found: {size: number; modified: Date}): SourceFile {
	return {
		path: relative,
		size: found.size,
		modified: found.modified,
		read: async () => (found.size > smallSize ? readFile(at) : readFileSync(at)),
		part: (from, to) => partOf(at, from, to),
	};
}

/** Opened each time: nothing stays open, whoever loses interest in the file. */
function partOf(at: string, from: number, to: number): Buffer {
	const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
	const file = openSync(at, 'r');
	try {
		let length = 0;
		for (let read = -1; read !== 0 && length < bytes.length; length += read) {
			read = readSync(file, bytes, length, bytes.length - length, from + length);
		}

		return bytes.subarray(0, length);
	} finally {
		closeSync(file);
	}
}

/** Small files are read in one go: ten thousand times the way through the thread pool takes longer than the reading. */
const smallSize = 64 * 1024;

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	ENOENT: 'there is nothing there (any more), or its name is not valid text',
	ELOOP: 'a link that leads to itself',
	EIO: 'the disk reports an error',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'the name is too long',
	EBUSY: 'another program holds it',
};

/** What a failed file operation means, in words. */
export function reasonOf(error: unknown): string {
	const {code} = error as NodeJS.ErrnoException;
	return reasons[code ?? ''] ?? `it cannot be read (${code ?? String(error)})`;
}
