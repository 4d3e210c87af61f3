/**
 * JSON whose strings may hold what a terminal obeys, reorders or hides: written as escapes, so that it stays the same
 * value and can be printed.
 *
 * @param json a whole JSON text
 */
export function printableJson(json: string): string {
	return json.replaceAll(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, characters =>
		characters === '\n'
			? characters
			: Array.from(
					{length: characters.length},
					(_unit, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`,
				).join(''),
	);
}
