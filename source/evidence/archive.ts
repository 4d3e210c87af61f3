import {Problem} from '../catalog/problem.ts';
import {comparePaths} from './checksums.ts';
import {safeName} from './safe-name.ts';

/** POSIX mode of a plain file that everyone may read. */
const fileMode = 0o100644;

/**
 * The files of a set in a zip, inside a folder with the session's name: the same bytes whenever and wherever made.
 *
 * Entries are sorted and stored, not deflated: versions of zlib differ in their output. The time is that of the zip
 * epoch in local time, which is what the format's fields hold, so that no time zone shows.
 *
 * @param name of the session
 * @param files by POSIX path relative to the set
 */
export async function makeArchive(name: string, files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
	const {default: yazl} = await import('yazl');
	const zip = new yazl.ZipFile();
	const mtime = new Date(1980, 0, 1, 0, 0, 0);
	for (const [path, bytes] of [...files].sort(([a], [b]) => comparePaths(a, b))) {
		zip.addBuffer(bytes, `${safeName(name)}/${path}`, {
			mtime,
			mode: fileMode,
			compress: false,
			forceDosTimestamp: true,
		});
	}

	zip.end();
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) {
		chunks.push(chunk as Buffer);
	}

	return Buffer.concat(chunks);
}

/**
 * The entries of an archive that `makeArchive` made, by name. Archives of others are the audit's to read: this knows
 * stored entries only.
 *
 * @throws {Problem} `archive-unreadable`
 */
export function readArchive(zip: Buffer): ReadonlyMap<string, Buffer> {
	const entries = new Map<string, Buffer>();
	try {
		const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
		const count = zip.readUInt16LE(end + 10);
		let at = zip.readUInt32LE(end + 16);
		for (let index = 0; index < count; index++) {
			const nameLength = zip.readUInt16LE(at + 28);
			const size = zip.readUInt32LE(at + 24);
			const header = zip.readUInt32LE(at + 42);
			const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
			if (
				zip.readUInt32LE(at) !== 0x02014b50 ||
				zip.readUInt16LE(at + 10) !== 0 ||
				start + size > zip.length
			) {
				throw new RangeError('not a stored entry');
			}

			entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), zip.subarray(start, start + size));
			at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
		}
	} catch (cause) {
		throw new Problem('archive-unreadable', 'The archive cannot be read back.', {
			next: 'Export again; if it happens again, report it as a bug.',
			exitCode: 1,
			cause,
		});
	}

	return entries;
}
