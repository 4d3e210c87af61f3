import yauzl, {type Entry} from 'yauzl';

/** Entries that are listed at most. Our own archives of ten thousand tests hold some ten thousand files. */
export const maximumEntries = 50_000;

/** What the directory at an archive's end says. */
export type Directory = {
	/** The archive without what stands before and after it; offsets of entries count from its start. */
	readonly zip: Buffer;
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
export async function readDirectory(bytes: Buffer): Promise<Directory | string> {
	const end = endOf(bytes);
	if (end === null) {
		return reasonOfNoZip(bytes);
	}

	const damage: string[] = [];
	const zip = bytes.subarray(end.start, end.end);
	if (end.start > 0) {
		damage.push(`${end.start} bytes stand before the archive's first entry`);
	}

	if (end.end < bytes.length) {
		damage.push(`${bytes.length - end.end} bytes follow the archive's end`);
	}

	const entries: Entry[] = [];
	let stated = 0;
	try {
		// Names stay bytes: yauzl would stop at the first bad one, and what follows it would not be seen.
		const file = await yauzl.fromBufferPromise(zip, {decodeStrings: false, validateEntrySizes: false});
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

const endSize = 22;

type End = {
	/** Offset of the archive's first byte in the file: more than 0 when something was put before it. */
	readonly start: number;
	readonly end: number;
	/** Offset in the file where the directory ends; `null` where only a zip64 record says it. */
	readonly directoryEnd: number | null;
};

/** The last end-of-directory record whose comment fits into the file. */
function endOf(bytes: Buffer): End | null {
	const lowest = Math.max(0, bytes.length - endSize - 0xffff * 2);
	let best: End | null = null;
	for (let at = bytes.length - endSize; at >= lowest; at--) {
		if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== 0x06054b50) {
			continue;
		}

		const found = endAt(bytes, at);
		if (found?.end === bytes.length) {
			return found;
		}

		best ??= found;
	}

	return best;
}

function endAt(bytes: Buffer, at: number): End | null {
	const end = at + endSize + bytes.readUInt16LE(at + 20);
	const size = bytes.readUInt32LE(at + 12);
	const offset = bytes.readUInt32LE(at + 16);
	if (end > bytes.length) {
		return null;
	}

	const isZip64 = at >= 20 && bytes.readUInt32LE(at - 20) === 0x07064b50;
	if (isZip64 || size === 0xffffffff || offset === 0xffffffff) {
		return {start: 0, end, directoryEnd: null};
	}

	const start = at - size - offset;
	// Sizes that contradict the file are left to be found out entry by entry.
	return start < 0 || (start > 0 && size >= 4 && bytes.readUInt32LE(start + offset) !== 0x02014b50)
		? {start: 0, end, directoryEnd: null}
		: {start, end, directoryEnd: at};
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

function reasonOfNoZip(bytes: Buffer): string {
	if (bytes.length === 0) {
		return 'the file is empty';
	}

	if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0x504b0304) {
		return 'it begins like a zip, but the directory at its end is missing: it was cut off';
	}

	const start = bytes.subarray(0, 8).toString('hex');
	const known = signatures.find(([signature]) => start.startsWith(signature));
	if (known !== undefined) {
		return `it is ${known[1]}`;
	}

	if (bytes.every(byte => byte === 0)) {
		return `it is ${bytes.length} zero bytes`;
	}

	const text = bytes.subarray(0, 512).toString('utf8');
	return text.includes('\u{FFFD}') || text.includes('\0')
		? 'its bytes are of no archive'
		: `it is ${/^\s*<(?:!doctype|html)/i.test(text) ? 'an HTML page' : 'text'} of ${bytes.length} bytes`;
}

function wordsOf(error: unknown): string {
	return error instanceof Error
		? error.message.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 120)
		: String(error);
}
