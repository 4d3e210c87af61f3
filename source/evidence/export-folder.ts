import {randomUUID} from 'node:crypto';
import {lstat, mkdir, open, readdir, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {Problem} from '../catalog/problem.ts';

/** Paths that an export of ours writes; anything else in the folder is somebody else's. */
const derivedPaths: readonly RegExp[] = [
	/^artifacts\/(?:exploratory|[\w-]+_mandatory_tests)\/[\w-]+(?:\.attempt-[\w-]+)?\.json$/,
	/^artifacts\/clickhouse_counts_\d{8}_\d{6}\.csv$/,
	/^logs\/qtickets_stage2_complete_tests\.jsonl$/,
	/^reports\/qtickets_stage2_final_report\.(?:md|html|junit\.xml|ctrf\.json)$/,
	/^(?:VERIFY\.md|SHA256SUMS)$/,
	// Left behind where an export was killed between writing and renaming.
	/(?:^|\/)\.export-[\da-f-]{36}\.tmp$/,
];

/** True for a path that only an export of ours would have written. */
export function isDerived(posixPath: string): boolean {
	return derivedPaths.some(pattern => pattern.test(posixPath));
}

/** Every entry under `root` that is not a folder, as sorted POSIX paths. Links are listed and not followed. */
export async function listFiles(root: string, under = ''): Promise<readonly string[]> {
	const entries = await readdir(path.join(root, under), {withFileTypes: true});
	const found = await Promise.all(
		entries.map(async entry => {
			const relative = under === '' ? entry.name : `${under}/${entry.name}`;
			return entry.isDirectory() ? listFiles(root, relative) : [relative];
		}),
	);
	return found.flat().sort();
}

/**
 * Writes a file of the set: to a temporary file in its folder, then renamed into place, so that a reader sees the old
 * file or the new one. Files get mode 0600, new folders 0700. No link is followed on the way.
 *
 * @param root existing folder, with all links resolved
 * @param posixPath path below it
 * @throws {Problem} `evidence-not-writable`
 */
export async function writeInto(root: string, posixPath: string, bytes: Buffer): Promise<void> {
	const parts = posixPath.split('/');
	const name = parts.pop() ?? '';
	const file = path.join(root, ...parts, name);
	try {
		const folder = await folderInside(root, parts);
		const temporary = path.join(folder, `.export-${randomUUID()}.tmp`);
		try {
			await writeNew(temporary, bytes);
			await renamePatiently(temporary, file);
		} catch (error) {
			await rm(temporary, {force: true});
			throw error;
		}
	} catch (error) {
		if (error instanceof Problem) {
			throw error;
		}

		throw notWritable(file, error instanceof Error ? error.message : String(error), error);
	}
}

async function folderInside(root: string, parts: readonly string[]): Promise<string> {
	let folder = root;
	for (const part of parts) {
		folder = path.join(folder, part);
		await mkdir(folder, {mode: 0o700}).catch((error: unknown) => {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
				throw error;
			}
		});
		if (!(await lstat(folder)).isDirectory()) {
			throw notWritable(folder, 'it is a link or a file where the export needs a folder of its own');
		}
	}

	return folder;
}

async function writeNew(file: string, bytes: Buffer): Promise<void> {
	const handle = await open(file, 'wx', 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** On Windows a virus scanner or an indexer may hold a file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await rename(from, to);
			return;
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code ?? '';
			if (attempt === 10 || !['EPERM', 'EBUSY', 'EACCES'].includes(code)) {
				throw error;
			}

			await delay(20 * attempt);
		}
	}
}

function notWritable(file: string, reason: string, cause?: unknown): Problem {
	return new Problem('evidence-not-writable', `The evidence set cannot be written: ${reason}.`, {
		place: {file},
		next: 'Make room or move what is in the way, then derive the set again with `report`; the journal is untouched.',
		exitCode: 1,
		cause,
	});
}
