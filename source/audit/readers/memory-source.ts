import {Readable} from 'node:stream';
import {bytesInMemory} from './file-bytes.ts';
import type {FileSource} from './file-source.ts';

/** Content of a file in memory, with its time where somebody looks at it. */
export type MemoryFile = string | Buffer | {readonly bytes: string | Buffer; readonly modified: Date};

/**
 * Files that were never on a disk, or are there already: what an export just wrote.
 *
 * @param files by POSIX path
 */
export function memorySource(files: Readonly<Record<string, MemoryFile>>, name = 'memory'): FileSource {
	const all = Object.entries(files)
		.sort(([a], [b]) => Number(a > b) - Number(a < b))
		.map(([path, file]) => {
			const plain = typeof file === 'string' || Buffer.isBuffer(file);
			const bytes = Buffer.from(plain ? file : file.bytes);
			return {
				path,
				...bytesInMemory(bytes),
				modified: plain ? null : file.modified,
				read: () => Promise.resolve(bytes),
			};
		});
	return {
		name,
		files: () => Readable.from(all),
	};
}
