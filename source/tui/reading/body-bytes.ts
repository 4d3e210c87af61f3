import {isUtf8} from 'node:buffer';
import type {Pair} from '../../request/draft.ts';

/** An answer's body as text in UTF-8, or as bytes that are no text. */
export type BodyBytes = {
	/** UTF-8 where `isText`. The very buffer of the answer where nothing had to be changed. */
	readonly bytes: Buffer;
	readonly isText: boolean;
	/** Where the text was in another character set: its name. */
	readonly charset: string | null;
};

/** What a body is: text where its bytes are UTF-8, or where it names a character set that fits; else bytes. */
export function bodyBytes(body: Buffer, headers: readonly Pair[]): BodyBytes {
	const marked = byteOrderMark(body);
	if (marked === null && body.subarray(0, 8192).includes(0)) {
		return {bytes: body, isText: false, charset: null};
	}

	if (marked === null && isUtf8(body)) {
		return {bytes: body, isText: true, charset: null};
	}

	const charset = marked ?? /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType(headers))?.[1];
	const text = charset === undefined || /^utf-?8$/i.test(charset) ? undefined : decoded(body, charset);
	return text === undefined || charset === undefined
		? {bytes: body, isText: false, charset: null}
		: {bytes: Buffer.from(text), isText: true, charset};
}

function byteOrderMark([first, second]: Buffer): string | null {
	return first === 0xff && second === 0xfe
		? 'utf-16le'
		: first === 0xfe && second === 0xff
			? 'utf-16be'
			: null;
}

function decoded(body: Buffer, charset: string): string | undefined {
	try {
		return new TextDecoder(charset).decode(body);
	} catch {
		// The server names a charset that nobody knows: the bytes stay bytes.
		return undefined;
	}
}

/** The answer's `Content-Type`; empty when it names none. */
export function contentType(headers: readonly Pair[]): string {
	return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
