import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {journalFileName} from '../session/journal.ts';
import {sha256} from './checksums.ts';
import {checksumsPath} from './names.ts';

/**
 * Whether the session's folder holds an exported set, and whether it still follows from the journal: `stale` when the
 * journal is another one than that which the set's SHA256SUMS names. Nothing is written.
 */
export async function exportStateOf(directory: string): Promise<'none' | 'current' | 'stale'> {
	const read = async (name: string): Promise<Buffer | null> =>
		readFile(path.join(directory, name)).catch(() => null);
	const sums = await read(checksumsPath);
	const journal = await read(journalFileName);
	if (sums === null || journal === null) {
		return 'none';
	}

	const line = `${sha256(journal)}  ${journalFileName}`;
	return sums.toString('utf8').split('\n').includes(line) ? 'current' : 'stale';
}
