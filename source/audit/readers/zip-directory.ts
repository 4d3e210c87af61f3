import {Readable} from 'node:stream';
import yauzl, {type Entry} from 'yauzl';
import {piecesOf, windowOf, withEndInMemory, type FileBytes} from './file-bytes.ts';

/** Entries that are listed at most. Our own archives of ten thousand tests hold some ten thousand files. */
export const maximumEntries = 50_000;

/** What the directory at an archive's end says. */
export type Directory = {
	/** The archive without what stands before and after it; offsets of entries count from its start. */
	readonly zip: FileBytes;
	readonly entries: readonly Entry[];
	/** The number that the directory's end states; more than `entries` when it was too many or is damaged. */
	readonly stated: number;
	/** What is wrong with the archive as a whole. */
	readonly damage: readonly string[];
};

/**
 * Lists the entries of a zip. Nothing is unpacked, no size or name is trusted.
 *
 * @returns why these bytes are no zip, as a string, or what its directory says
 */
export async function readDirectory(bytes: FileBytes): Promise<Directory | string> {
	const end = endOf(bytes);
	if (end === null) {
		return reasonOfNoZip(bytes);
	}

	const damage: string[] = [];
	const zip = windowOf(bytes, end.start, end.end);
	if (end.start > 0) {
		damage.push(`${end.start} bytes stand before the archive's first entry`);
	}

	if (end.end < bytes.size) {
		damage.push(`${bytes.size - end.end} bytes follow the archive's end`);
	}

	const entries: Entry[] = [];
	let stated = 0;
	try {
		// Names stay bytes: yauzl would stop at the first bad one, and what follows it would not be seen.
		const reader = new DirectoryReader(withEndInMemory(zip, Math.max(0, end.directoryStart - end.start)));
		const file = await yauzl.fromRandomAccessReaderPromise(reader, zip.size, {
			decodeStrings: false,
			validateEntrySizes: false,
		});
		stated = file.entryCount;
		if (stated <= maximumEntries) {
			for await (const entry of file.eachEntry()) {
				entries.push(entry);
			}

			// The types call the cursor a boolean; it is the offset of the next entry.
			const cursor = Number(file.readEntryCursor);
			const rest = end.directoryEnd === null ? 0 : end.directoryEnd - end.start - cursor;
			if (rest !== 0) {
				damage.push(`the directory has ${rest} bytes more than its ${stated} entries take`);
			}
		}
	} catch (error) {
		damage.push(`the directory cannot be read past entry ${entries.length}: ${wordsOf(error)}`);
	}

	return {zip, entries, stated, damage};
}

/** Gives yauzl the bytes that it asks for. It takes the directory's end and entries only: content is read by ours. */
class DirectoryReader extends yauzl.RandomAccessReader {
	readonly #zip: FileBytes;

	constructor(zip: FileBytes) {
		super();
		this.#zip = zip;
	}

	override _readStreamForRange(start: number, end: number): Readable {
		return Readable.from([this.#zip.part(start, end)]);
	}

	// The one it inherits makes three streams for every few bytes.
	// eslint-disable-next-line @typescript-eslint/max-params -- yauzl's own signature
	override read(
		buffer: Buffer,
		offset: number,
		length: number,
		position: number,
		callback: (error: Error | null) => void,
	): void {
		let error: Error | null = null;
		try {
			const part = this.#zip.part(position, position + length);
			part.copy(buffer, offset);
			error = part.length < length ? new Error('unexpected EOF') : null;
		} catch (cause) {
			error = cause as Error;
		}

		setImmediate(callback, error);
	}
}

const endSize = 22;

type End = {
	/** Offset of the archive's first byte in the file: more than 0 when something was put before it. */
	readonly start: number;
	readonly end: number;
	/** Offset in the file where the directory begins; that of its end record, where only a zip64 record says it. */
	readonly directoryStart: number;
	/** Offset in the file where the directory ends; `null` where only a zip64 record says it. */
	readonly directoryEnd: number | null;
};

/** The last end-of-directory record whose comment fits into the file. */
function endOf(bytes: FileBytes): End | null {
	// A zip64 locator may stand before it.
	const lowest = Math.max(0, bytes.size - endSize - 0xffff * 2);
	const tail = withEndInMemory(bytes, Math.max(0, lowest - locatorSize));
	const candidates = tail.part(lowest, bytes.size);
	let best: End | null = null;
	for (
		let at = candidates.lastIndexOf(endSignature);
		at !== -1;
		at = at === 0 ? -1 : candidates.lastIndexOf(endSignature, at - 1)
	) {
		const found = endAt(tail, lowest + at);
		if (found?.end === bytes.size) {
			return found;
		}

		best ??= found;
	}

	return best;
}

const endSignature = Buffer.from('PK\u0005\u0006', 'latin1');
const locatorSize = 20;

function endAt(bytes: FileBytes, at: number): End | null {
	const record = bytes.part(at, at + endSize);
	if (record.length < endSize) {
		return null;
	}

	const end = at + endSize + record.readUInt16LE(20);
	const size = record.readUInt32LE(12);
	const offset = record.readUInt32LE(16);
	if (end > bytes.size) {
		return null;
	}

	const isZip64 = at >= locatorSize && signatureAt(bytes, at - locatorSize) === 0x07064b50;
	if (isZip64 || size === 0xffffffff || offset === 0xffffffff) {
		return {start: 0, end, directoryStart: at, directoryEnd: null};
	}

	const start = at - size - offset;
	// Sizes that contradict the file are left to be found out entry by entry.
	return start < 0 || (start > 0 && size >= 4 && signatureAt(bytes, start + offset) !== 0x02014b50)
		? {start: 0, end, directoryStart: Math.max(0, at - size), directoryEnd: null}
		: {start, end, directoryStart: start + offset, directoryEnd: at};
}

function signatureAt(bytes: FileBytes, at: number): number | null {
	const four = bytes.part(at, at + 4);
	return four.length < 4 ? null : four.readUInt32LE(0);
}

const signatures: ReadonlyArray<readonly [string, string]> = [
	['1f8b', 'a gzip file'],
	['377abcaf271c', 'a 7-Zip archive'],
	['52617221', 'a RAR archive'],
	['425a68', 'a bzip2 file'],
	['fd377a585a', 'an xz file'],
	['28b52ffd', 'a Zstandard file'],
	['25504446', 'a PDF document'],
	['89504e47', 'a picture'],
];

function reasonOfNoZip(bytes: FileBytes): string {
	if (bytes.size === 0) {
		return 'the file is empty';
	}

	const first = bytes.part(0, Math.min(bytes.size, 512));
	if (first.length >= 4 && first.readUInt32BE(0) === 0x504b0304) {
		return 'it begins like a zip, but the directory at its end is missing: it was cut off';
	}

	const start = first.subarray(0, 8).toString('hex');
	const known = signatures.find(([signature]) => start.startsWith(signature));
	if (known !== undefined) {
		return `it is ${known[1]}`;
	}

	if (isZero(bytes)) {
		return `it is ${bytes.size} zero bytes`;
	}

	const text = first.toString('utf8');
	return text.includes('\u{FFFD}') || text.includes('\0')
		? 'its bytes are of no archive'
		: `it is ${/^\s*<(?:!doctype|html)/i.test(text) ? 'an HTML page' : 'text'} of ${bytes.size} bytes`;
}

function isZero(bytes: FileBytes): boolean {
	for (const piece of piecesOf(bytes)) {
		if (piece.some(byte => byte !== 0)) {
			return false;
		}
	}

	return true;
}

function wordsOf(error: unknown): string {
	return error instanceof Error
		? error.message.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 120)
		: String(error);
}
