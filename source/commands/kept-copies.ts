/** Files with what no clipboard took: one folder of this process, for its owner only, gone when the program is left. */
import {rmSync} from 'node:fs';
import {lstat, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

const prefix = 'qtickets-copy-';
/** A folder of an earlier version names no process: it is taken for left behind after a day. Milliseconds. */
const longest = 24 * 60 * 60 * 1000;

export type KeptCopies = {
	/** Writes a text to a new file and gives its path. */
	keep(text: string): Promise<string>;
	/** Removes all that this process kept, at once; gives how many files there were. */
	remove(): number;
};

/**
 * @param parent folder for temporary files
 * @param pid number of this process, by which another one sees whether it is still there
 */
export function createKeptCopies(parent: string = tmpdir(), pid: number = process.pid): KeptCopies {
	let folder: Promise<string> | null = null;
	let made: string | null = null;
	let count = 0;
	return {
		async keep(text) {
			folder ??= mkdtemp(path.join(parent, `${prefix}${pid}-`));
			made = await folder;
			count++;
			const file = path.join(made, count === 1 ? 'copied.txt' : `copied-${count}.txt`);
			await writeFile(file, text, {flag: 'wx', mode: 0o600});
			return file;
		},
		remove() {
			const removed = count;
			if (made !== null) {
				rmSync(made, {recursive: true, force: true});
			}

			folder = null;
			made = null;
			count = 0;
			return removed;
		},
	};
}

/** Removes what processes left behind that ended without being able to: killed, or with the machine. Never throws. */
export async function removeLeftCopies(
	parent: string = tmpdir(),
	isAlive: (pid: number) => boolean = isProcess,
): Promise<void> {
	const names = await readdir(parent).catch(() => []);
	await Promise.all(
		names
			.filter(name => name.startsWith(prefix))
			.map(async name => {
				const folder = path.join(parent, name);
				try {
					const stats = await lstat(folder);
					const pid = /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0];
					const isLeft = pid === undefined ? Date.now() - stats.mtimeMs > longest : !isAlive(Number(pid));
					const isOurs = process.getuid === undefined || process.getuid() === stats.uid;
					if (isLeft && isOurs && stats.isDirectory()) {
						await rm(folder, {recursive: true, force: true});
					}
				} catch {
					// Another process removed it, or it is not ours to remove.
				}
			}),
	);
}

function isProcess(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// A process of somebody else may not be asked, and is there.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
