const wordPattern = /[\p{L}\p{N}\p{M}_]/u;

function isWord(character: string): boolean {
	return wordPattern.test(character);
}

function characterBefore(text: string, offset: number): string {
	const low = text.charCodeAt(offset - 1);
	return text.slice(offset - (low >= 0xdc00 && low <= 0xdfff ? 2 : 1), offset);
}

function characterAt(text: string, offset: number): string {
	return String.fromCodePoint(text.codePointAt(offset) ?? 0);
}

/** The UTF-16 offset where the word before `offset` starts: over anything between words, then over the word. */
export function wordStart(text: string, offset: number): number {
	let at = offset;
	while (at > 0 && !isWord(characterBefore(text, at))) {
		at -= characterBefore(text, at).length;
	}

	while (at > 0 && isWord(characterBefore(text, at))) {
		at -= characterBefore(text, at).length;
	}

	return Math.max(0, at);
}

/** A `{{variable}}` that ends a text. */
const placeholderAtEnd = /\{\{[ \t]*[A-Za-z_][\w.-]*[ \t]*\}\}$/;
/** Longer names are no variables' names. */
const longestPlaceholder = 200;

/** Where a cut of the word before `offset` begins: a `{{variable}}` that ends there goes whole, so that none is left half open. */
export function cutStart(text: string, offset: number): number {
	const before = text.slice(Math.max(0, offset - longestPlaceholder), offset);
	const placeholder = placeholderAtEnd.exec(before)?.[0];
	return placeholder === undefined ? wordStart(text, offset) : offset - placeholder.length;
}

/** The UTF-16 offset where the word after `offset` ends: over anything between words, then over the word. */
export function wordEnd(text: string, offset: number): number {
	let at = offset;
	while (at < text.length && !isWord(characterAt(text, at))) {
		at += characterAt(text, at).length;
	}

	while (at < text.length && isWord(characterAt(text, at))) {
		at += characterAt(text, at).length;
	}

	return at;
}
