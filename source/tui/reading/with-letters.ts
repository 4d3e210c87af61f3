/** Every escape of a JSON string, so that an escaped backslash before a `u` is not taken for one. */
const escapePattern = /\\(?:u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|u([\da-f]{4})|.)/gi;
const letterPattern = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/** PHP writes Cyrillic as `\u041d`: letters and signs beyond ASCII are shown as such, everything else as it came. */
export function withLetters(json: string): string {
	if (!json.includes('\\')) {
		return json;
	}

	return json.replaceAll(escapePattern, (escape: string, ...units: ReadonlyArray<string | undefined>) => {
		const codes = units.slice(0, 3).flatMap(unit => (unit === undefined ? [] : [Number.parseInt(unit, 16)]));
		const letter = String.fromCharCode(...codes);
		return letter > '\u007f' && letterPattern.test(letter) ? letter : escape;
	});
}
