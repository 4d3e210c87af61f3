import type {Secrets} from '../catalog/catalog.ts';
import {readArchive} from './archive.ts';
import {htmlText} from './html-text.ts';
import {markdownText} from './markdown-text.ts';

/** Where a secret was found: never the value itself. */
export type Leak = {
	readonly file: string;
	/** Bytes from the beginning of the file. */
	readonly offset: number;
	/** Name of its environment variable. */
	readonly secret: string;
	/** How it was written there: `plain`, `base64`, … */
	readonly encoding: string;
};

/** Shorter pieces of an encoding occur by chance. The plain value is searched whatever its length. */
const shortestPiece = 6;

/**
 * Searches for secrets in every usual encoding: plain, percent, base64 and base64url at all three alignments, hex, JSON
 * (also twice, as a body inside the journal), HTML, Markdown, CSV, UTF-16.
 *
 * @param where files by name, or the bytes of an archive of ours, whose entries are searched
 * @returns at most one leak for each file and secret, the first in the file
 * @throws {Problem} `archive-unreadable`
 */
export function searchLeaks(where: ReadonlyMap<string, Buffer> | Buffer, secrets: Secrets): readonly Leak[] {
	const files = Buffer.isBuffer(where) ? readArchive(where) : where;
	const names = Buffer.from([...files.keys()].join('\n'));
	return Array.from(secrets).flatMap(([secret, value]) => {
		const pieces = piecesOf(value);
		return [...files, ['(file names)', names] as const].flatMap(([file, bytes]) => {
			const leak = firstHit(bytes, pieces);
			return leak === undefined ? [] : [{file, ...leak, secret}];
		});
	});
}

type Piece = {readonly encoding: string; readonly bytes: Buffer};

function firstHit(bytes: Buffer, pieces: readonly Piece[]): Pick<Leak, 'offset' | 'encoding'> | undefined {
	let first: Pick<Leak, 'offset' | 'encoding'> | undefined;
	for (const piece of pieces) {
		const offset = bytes.indexOf(piece.bytes);
		if (offset !== -1 && (first === undefined || offset < first.offset)) {
			first = {offset, encoding: piece.encoding};
		}
	}

	return first;
}

function piecesOf(secret: string): readonly Piece[] {
	if (secret === '') {
		return [];
	}

	const bytes = Buffer.from(secret);
	const hex = bytes.toString('hex');
	const percent = encodeURIComponent(bytes.toString());
	const json = jsonForms(secret);
	const texts: ReadonlyArray<readonly [encoding: string, text: string]> = [
		['percent', percent],
		['percent', percent.replaceAll(/%[\dA-F]{2}/g, code => code.toLowerCase())],
		['form', percent.replaceAll('%20', '+')],
		...base64Pieces(bytes).map(text => ['base64', text] as const),
		...base64Pieces(bytes).map(
			text => ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')] as const,
		),
		['hex', hex],
		['hex', hex.toUpperCase()],
		...json.map(text => ['json', text] as const),
		...json.flatMap(jsonForms).map(text => ['json twice', text] as const),
		['html', htmlText(secret)],
		['markdown', markdownText(secret)],
		['csv', secret.replaceAll('"', '""')],
	];
	const utf16 = Buffer.from(secret, 'utf16le');
	const pieces: readonly Piece[] = [
		...texts.map(([encoding, text]) => ({encoding, bytes: Buffer.from(text)})),
		{encoding: 'utf-16le', bytes: utf16},
		{encoding: 'utf-16be', bytes: Buffer.from(utf16).swap16()},
	];
	const seen = new Set([bytes.toString('latin1')]);
	return [
		{encoding: 'plain', bytes},
		...pieces.filter(piece => {
			const key = piece.bytes.toString('latin1');
			const isNew = !seen.has(key) && piece.bytes.length >= shortestPiece;
			seen.add(key);
			return isNew;
		}),
	];
}

/** Inside a JSON string: as we write it, with PHP's escaped slashes, and with everything else than ASCII escaped. */
function jsonForms(text: string): readonly string[] {
	const plain = JSON.stringify(text).slice(1, -1);
	const ascii = plain.replaceAll(
		/[\u007f-\uffff]/g,
		unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return [plain, plain.replaceAll('/', '\\/'), ascii, ascii.replaceAll('/', '\\/')];
}

/** The characters that the secret alone decides, for each of the three ways to fall into groups of three bytes. */
function base64Pieces(secret: Buffer): readonly string[] {
	return [0, 1, 2].map(shift => {
		const text = Buffer.concat([Buffer.alloc(shift), secret]).toString('base64');
		return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + secret.length) * 8) / 6));
	});
}
