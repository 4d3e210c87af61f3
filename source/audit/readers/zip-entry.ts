import {crc32, inflateRawSync} from 'node:zlib';
import type {Entry} from 'yauzl';
import type {UnsafeEntry} from '../audited-set.ts';
import type {FileBytes} from './file-bytes.ts';

/** Where an entry's data stands and what the directory says of it. */
export type EntryData = {
	/** Offset of the local header. */
	readonly from: number;
	/** Offset and end of the packed data. */
	readonly start: number;
	readonly end: number;
	readonly isPacked: boolean;
	/** Bytes when unpacked, as stated. */
	readonly size: number;
	readonly crc32: number;
	readonly modified: Date | null;
};

/** An entry that is not to be unpacked. */
export class ZipDamage extends Error {
	override readonly name = 'ZipDamage';
	readonly code: UnsafeEntry;

	constructor(code: UnsafeEntry, what: string) {
		super(what);
		this.code = code;
	}
}

/** Small files of one repeated character pack better than this, and harm nobody. */
const harmlessSize = 1024 * 1024;
const maximumRatio = 100;

const localHeaderSize = 30;

/**
 * Finds an entry's data, without unpacking it.
 *
 * @throws {ZipDamage} when it is encrypted, a link, a device, a bomb, or not where the directory says
 */
export function dataOf(zip: FileBytes, entry: Entry, name: string): EntryData {
	refuseSpecial(entry, name);
	const from = entry.relativeOffsetOfLocalHeader;
	// The name should be as long as the directory's, so that one look is enough.
	const header = zip.part(from, Math.min(zip.size, from + localHeaderSize + entry.fileNameRaw.length));
	if (header.length < localHeaderSize || header.readUInt32LE(0) !== 0x04034b50) {
		throw new ZipDamage('damaged', `${name} does not begin where the directory says`);
	}

	const nameLength = header.readUInt16LE(26);
	const start = from + localHeaderSize + nameLength + header.readUInt16LE(28);
	const end = start + entry.compressedSize;
	if (end > zip.size) {
		throw new ZipDamage('damaged', `${name} is cut off: its data ends after the archive`);
	}

	const size = entry.uncompressedSize;
	if (size > harmlessSize && size > maximumRatio * entry.compressedSize) {
		throw new ZipDamage('bomb', `${name} swells from ${entry.compressedSize} to ${size} bytes`);
	}

	if (entry.compressionMethod === 0 && size !== entry.compressedSize) {
		throw new ZipDamage('damaged', `${name} is stored, yet ${entry.compressedSize} and ${size} bytes long`);
	}

	if (
		nameLength !== entry.fileNameRaw.length ||
		!header.subarray(localHeaderSize).equals(entry.fileNameRaw)
	) {
		throw new ZipDamage('bad-name', `${name} has another name in its own header than in the directory`);
	}

	const isPacked = entry.compressionMethod === 8;
	return {from, start, end, isPacked, size, crc32: entry.crc32, modified: modifiedOf(entry)};
}

/** Whether an entry is packed in a way that is read: stored or deflated. */
export function isReadable(entry: Entry): boolean {
	return entry.isEncrypted() || entry.compressionMethod === 0 || entry.compressionMethod === 8;
}

const fileTypeMask = 0o170000;
const plainFile = 0o100000;
const link = 0o120000;
/** Hosts whose archives have POSIX modes: Unix and macOS. */
const posixHosts: readonly number[] = [3, 19];
const reparsePoint = 0x400;

function refuseSpecial(entry: Entry, name: string): void {
	if (entry.isEncrypted() || entry.compressionMethod === 99) {
		throw new ZipDamage('encrypted', `${name} is encrypted: nobody without the password can check it`);
	}

	const host = entry.versionMadeBy >>> 8;
	const type = posixHosts.includes(host) ? (entry.externalFileAttributes >>> 16) & fileTypeMask : 0;
	const isReparsePoint = [0, 10].includes(host) && (entry.externalFileAttributes & reparsePoint) !== 0;
	if (type === link || isReparsePoint) {
		throw new ZipDamage('symlink', `${name} is a link`);
	}

	if (type !== 0 && type !== plainFile) {
		throw new ZipDamage('special-file', `${name} is a device, pipe or socket`);
	}
}

/**
 * Unpacks an entry, never further than its stated size.
 *
 * @throws {ZipDamage} when the data is not what the directory says
 */
export function contentOf(zip: FileBytes, data: EntryData): Buffer {
	const packed = zip.part(data.start, data.end);
	let content: Buffer;
	try {
		content = data.isPacked ? inflateRawSync(packed, {maxOutputLength: Math.max(1, data.size)}) : packed;
	} catch (error) {
		const isLonger = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
		throw new ZipDamage(
			isLonger ? 'bomb' : 'damaged',
			isLonger ? `holds more than the ${data.size} bytes that are stated` : 'cannot be unpacked',
		);
	}

	if (content.length !== data.size) {
		throw new ZipDamage('damaged', `holds ${content.length} bytes, not ${data.size} as stated`);
	}

	if (crc32(content) !== data.crc32) {
		throw new ZipDamage('damaged', 'its content does not fit its CRC-32');
	}

	return content;
}

const unixTimeField = 0x5455;
const ntfsTimeField = 0x000a;

/** Only from a field that has a time zone: the format's own time is some local one, and nobody says which. */
function modifiedOf(entry: Entry): Date | null {
	for (const {id, data} of entry.extraFields) {
		if (id === unixTimeField && data.length >= 5 && (data.readUInt8(0) & 1) === 1) {
			return new Date(data.readInt32LE(1) * 1000);
		}

		if (id === ntfsTimeField && data.length >= 16 && data.readUInt16LE(4) === 1) {
			// 100 ns since 1601.
			return new Date(Number(data.readBigUInt64LE(8) / 10_000n) - 11_644_473_600_000);
		}
	}

	return null;
}
