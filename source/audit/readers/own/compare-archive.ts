import {crc32} from 'node:zlib';
import {comparePaths} from '../../../evidence/checksums.ts';
import {safeName} from '../../../evidence/safe-name.ts';
import type {FileBytes} from '../file-bytes.ts';

/** One file of an archive: its path in the set, and its bytes. */
export type Packed = {readonly path: string; readonly size: number};

/**
 * Where an archive stops being the one that our export makes of the same files. What stands around the files is derived
 * here once more (APPNOTE.TXT 6.3.10, §4.3), entry by entry, so that no archive has to stand in memory; the export
 * packs with a library.
 *
 * @param name of the session
 * @param files those of the set; the archive is known to hold the right bytes for each
 * @returns `null` when it is byte for byte the same
 */
export function packedOtherwise(name: string, zip: FileBytes, files: readonly Packed[]): string | null {
	const directory: Buffer[] = [];
	let at = 0;
	for (const {path, size} of files.toSorted((a, b) => comparePaths(a.path, b.path))) {
		const entryName = Buffer.from(`${safeName(name)}/${path}`);
		const start = at + 30 + entryName.length;
		const crc = crc32(zip.part(Math.min(start, zip.size), Math.min(start + size, zip.size)));
		const entry = {name: entryName, size, crc, offset: at};
		const other = firstOther(zip, at, localHeader(entry));
		if (other !== null) {
			return isStored(zip, at)
				? otherFrom(other)
				: 'packed by another program: its entries are not stored as the export stores them';
		}

		directory.push(directoryHeader(entry));
		at = start + size;
	}

	const rest = Buffer.concat(directory);
	const other = firstOther(zip, at, Buffer.concat([rest, endRecord(files.length, rest.length, at)]));
	const end = at + rest.length + 22;
	return other === null
		? end === zip.size
			? null
			: `${zip.size - end} more bytes after its end`
		: otherFrom(other);
}

/** Method 0 in the local header, as far as one stands there. */
function isStored(zip: FileBytes, at: number): boolean {
	const method = zip.part(Math.min(at + 8, zip.size), Math.min(at + 10, zip.size));
	return method.length === 2 && method.readUInt16LE(0) === 0;
}

function otherFrom(offset: number): string {
	return `other bytes from byte ${offset} on, with the same files inside`;
}

/** Offset of the first byte that is not as it should be; `null` when all are. */
function firstOther(zip: FileBytes, at: number, expected: Buffer): number | null {
	const found = zip.part(at, Math.min(zip.size, at + expected.length));
	if (found.equals(expected)) {
		return null;
	}

	const index = expected.findIndex((byte, position) => byte !== found[position]);
	return at + index;
}

type Entry = {
	readonly name: Buffer;
	readonly size: number;
	readonly crc: number;
	/** Of its local header. */
	readonly offset: number;
};

/** Version 2.0, names in UTF-8, stored, at the start of 1980; what both headers of an entry say. */
function shared({name, size, crc}: Entry): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(20, 0);
	fields.writeUInt16LE(0x0800, 2);
	fields.writeUInt16LE(0x0021, 8);
	fields.writeUInt32LE(crc, 10);
	fields.writeUInt32LE(size, 14);
	fields.writeUInt32LE(size, 18);
	fields.writeUInt16LE(name.length, 22);
	return fields;
}

function localHeader(entry: Entry): Buffer {
	return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared(entry), entry.name]);
}

/** Made on Unix: a plain file that everyone may read. */
function directoryHeader(entry: Entry): Buffer {
	const rest = Buffer.alloc(14);
	rest.writeUInt32LE(0o100644 * 0x1_0000, 6);
	rest.writeUInt32LE(entry.offset, 10);
	return Buffer.concat([
		Buffer.from('PK\u0001\u0002\u003F\u0003', 'latin1'),
		shared(entry),
		rest,
		entry.name,
	]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
	const record = Buffer.alloc(22);
	record.write('PK\u0005\u0006', 'latin1');
	record.writeUInt16LE(Math.min(count, 0xffff), 8);
	record.writeUInt16LE(Math.min(count, 0xffff), 10);
	record.writeUInt32LE(size, 12);
	record.writeUInt32LE(offset, 16);
	return record;
}
