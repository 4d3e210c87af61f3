import {looksLikeText} from './content.ts';

/**
 * The text of a file without its byte-order mark, or `null` for bytes that are no text. UTF-8, and UTF-16 where a mark
 * says so: PowerShell writes that whenever output is redirected into a file.
 */
export function textOf(bytes: Buffer): string | null {
	const utf16 = utf16Of(bytes);
	if (utf16 !== null) {
		return new TextDecoder(utf16).decode(bytes);
	}

	return looksLikeText(bytes) ? new TextDecoder('utf-8').decode(bytes) : null;
}

function utf16Of(bytes: Buffer): string | null {
	const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
	return mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null;
}
