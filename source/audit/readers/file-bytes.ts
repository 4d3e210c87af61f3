/** The bytes of a file, read where they are looked at: an archive need not stand in memory. */
export type FileBytes = {
	readonly size: number;
	/**
	 * Reads at once. A file that was cut off meanwhile gives fewer bytes.
	 *
	 * @param from offset, 0 or more
	 * @param to offset of the first byte that is not read, at most `size`
	 * @throws the system's error when the file cannot be read (any more)
	 */
	part(from: number, to: number): Buffer;
};

/** What is in memory already. */
export function bytesInMemory(bytes: Buffer): FileBytes {
	return {size: bytes.length, part: (from, to) => bytes.subarray(from, to)};
}

/** Some of the bytes, with offsets that count from their own start. */
export function windowOf(bytes: FileBytes, start: number, end: number): FileBytes {
	return {size: end - start, part: (from, to) => bytes.part(start + from, Math.min(end, start + to))};
}

/**
 * The same bytes with those from an offset on in memory: where many small parts of the end are looked at.
 *
 * @param from offset of what is kept
 */
export function withEndInMemory(bytes: FileBytes, from: number): FileBytes {
	const end = bytes.part(from, bytes.size);
	return {
		size: bytes.size,
		part: (first, last) =>
			first >= from ? end.subarray(first - from, last - from) : bytes.part(first, last),
	};
}

const pieceSize = 1024 * 1024;

/** All bytes, in pieces of a megabyte. */
export function* piecesOf(bytes: FileBytes): Generator<Buffer, void, undefined> {
	for (let at = 0; at < bytes.size; at += pieceSize) {
		yield bytes.part(at, Math.min(bytes.size, at + pieceSize));
	}
}
