import {archiveChunks, readArchive} from '../../../evidence/archive.ts';
import {Problem} from '../../../catalog/problem.ts';

/**
 * Where an archive stops being the one that our export makes of the same files: bytes are compared as they are made,
 * with the entries taken from the archive itself, so that it stands in memory once.
 *
 * @param name of the session
 * @param zip an archive whose entries are known to hold the right files
 * @returns `null` when it is byte for byte the same
 */
export async function packedOtherwise(name: string, zip: Buffer): Promise<string | null> {
	let entries: ReadonlyMap<string, Buffer>;
	try {
		entries = readArchive(zip);
	} catch (error) {
		if (error instanceof Problem) {
			return 'packed by another program: its entries are not stored as the export stores them';
		}

		throw error;
	}

	const files = new Map([...entries].map(([entry, bytes]) => [entry.slice(entry.indexOf('/') + 1), bytes]));
	let at = 0;
	for await (const chunk of archiveChunks(name, files)) {
		const same = zip.subarray(at, at + chunk.length);
		if (!same.equals(chunk)) {
			return `other bytes from byte ${at + firstOther(same, chunk)} on, with the same files inside`;
		}

		at += chunk.length;
	}

	return at === zip.length ? null : `${zip.length - at} more bytes after its end`;
}

function firstOther(a: Buffer, b: Buffer): number {
	const index = b.findIndex((byte, position) => byte !== a[position]);
	return index === -1 ? b.length : index;
}
