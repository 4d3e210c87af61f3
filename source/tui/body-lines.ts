import {isUtf8} from 'node:buffer';
import {formatJsonText, tryParseJsonText} from '../catalog/json-text.ts';
import type {Pair} from '../request/draft.ts';

/** A body as lines for the screen: raw, untrusted, short enough to measure. */
export type BodyLines = {
	readonly lines: readonly string[];
	/** How it is shown: formatted JSON, text as it came, a hint in place of binary data, or nothing. */
	readonly form: 'json' | 'text' | 'binary' | 'empty';
	/** What the reader should know about the form; `null` when the lines speak for themselves. */
	readonly hint: string | null;
};

/** Larger JSON is shown as it came: formatting it would hold up the keys. Bytes. */
const formatLimit = 1_000_000;

/** Longer lines go on in the next row, after `↪`: measuring a long line that is not ASCII takes seconds on Node 20. */
const longestLine = 2000;

const cache = new WeakMap<object, BodyLines>();

/**
 * The lines of an answer's body; the same object for the same answer.
 *
 * @param source identity of the answer, for the cache
 */
export function bodyLines(source: object, body: Buffer | string | null, headers: readonly Pair[]): BodyLines {
	const known = cache.get(source);
	if (known !== undefined) {
		return known;
	}

	const made = makeLines(body, headers);
	cache.set(source, made);
	return made;
}

function makeLines(body: Buffer | string | null, headers: readonly Pair[]): BodyLines {
	if (body === null || body.length === 0) {
		return {lines: [], form: 'empty', hint: 'The answer has no body.'};
	}

	const text = typeof body === 'string' ? body : decoded(body, headers);
	if (text === undefined) {
		return {
			lines: [],
			form: 'binary',
			hint: `Binary body of ${body.length} bytes${typeLabel(headers)}: not shown as text.`,
		};
	}

	if (text.length > formatLimit) {
		return {
			lines: shortLines(text),
			form: 'text',
			hint: 'Larger than 1 MB: shown as it came, not formatted.',
		};
	}

	const root = tryParseJsonText(text);
	if (root === undefined) {
		return {lines: shortLines(text), form: 'text', hint: null};
	}

	const formatted = formatJsonText(text, root);
	const readable = withLetters(formatted);
	return {
		lines: shortLines(readable),
		form: 'json',
		hint: readable === formatted ? null : 'JSON, formatted; \\u escapes are shown as letters.',
	};
}

/** Every escape of a JSON string, so that an escaped backslash before a `u` is not taken for one. */
const escapePattern = /\\(?:u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|u([\da-f]{4})|.)/gi;
const letterPattern = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/** PHP writes Cyrillic as `\u041d`: letters and signs beyond ASCII are shown as such, everything else as it came. */
function withLetters(json: string): string {
	return json.replaceAll(escapePattern, (escape: string, ...units: ReadonlyArray<string | undefined>) => {
		const codes = units.slice(0, 3).flatMap(unit => (unit === undefined ? [] : [Number.parseInt(unit, 16)]));
		const letter = String.fromCharCode(...codes);
		return letter > '\u007f' && letterPattern.test(letter) ? letter : escape;
	});
}

/** The text of the bytes; `undefined` when they are no text. */
function decoded(body: Buffer, headers: readonly Pair[]): string | undefined {
	if (body.subarray(0, 8192).includes(0)) {
		return undefined;
	}

	if (isUtf8(body)) {
		return body.toString('utf8');
	}

	const charset = /charset="?([\w-]+)/i.exec(contentType(headers))?.[1];
	if (charset === undefined || /^utf-?8$/i.test(charset)) {
		return undefined;
	}

	try {
		return new TextDecoder(charset).decode(body);
	} catch {
		// The server names a charset that nobody knows: the bytes stay bytes.
		return undefined;
	}
}

function contentType(headers: readonly Pair[]): string {
	return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

function typeLabel(headers: readonly Pair[]): string {
	const type = contentType(headers);
	return type === '' ? '' : ` (${type})`;
}

/** Lines at line breaks, and within long lines every `longestLine` code units, never inside a surrogate pair. */
export function shortLines(text: string): readonly string[] {
	const lines = text.split(/\r\n|\n/);
	if (lines.length > 1 && lines.at(-1) === '') {
		lines.pop();
	}

	return lines.every(line => line.length <= longestLine) ? lines : lines.flatMap(pieces);
}

function pieces(line: string): readonly string[] {
	const parts = [];
	for (let at = 0; at < line.length || parts.length === 0;) {
		const end = at + longestLine;
		const isSplit = end < line.length && /[\ud800-\udbff]/.test(line[end - 1] ?? '');
		const piece = line.slice(at, isSplit ? end - 1 : end);
		parts.push(at === 0 ? piece : `↪ ${piece}`);
		at += Math.max(1, piece.length);
	}

	return parts;
}
