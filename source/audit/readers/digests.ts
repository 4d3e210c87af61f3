import {createHash} from 'node:crypto';
import {looksLikeText} from './content.ts';
import {piecesOf, type FileBytes} from './file-bytes.ts';

/** What identifies a file's content: its SHA-256, and the one that it would have with LF line ends. */
export function digestsOf(bytes: Buffer): {sha256: string; sha256Lf?: string} {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return bytes.includes('\r\n') && looksLikeText(bytes)
		? {sha256, sha256Lf: createHash('sha256').update(withLf(bytes)).digest('hex')}
		: {sha256};
}

/** The SHA-256 of what is too large to be held, and is no text. */
export function sha256Of(bytes: FileBytes): string {
	const hash = createHash('sha256');
	for (const piece of piecesOf(bytes)) {
		hash.update(piece);
	}

	return hash.digest('hex');
}

/** The bytes with every CRLF turned into LF; nothing else is touched. */
export function withLf(bytes: Buffer): Buffer {
	return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/** The bytes with every LF turned into CRLF, as git and editors on Windows do. */
export function withCrlf(bytes: Buffer): Buffer {
	return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}
