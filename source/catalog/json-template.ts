import {JsonTextError, parseJsonText} from './json-text.ts';

/** The name of a variable. */
export const variableName = /^[A-Za-z_][\w.-]*$/;

/**
 * `{{name}}`, blanks around the name allowed; `\{{` stands for two braces that are meant literally, unless the backslash
 * is itself escaped.
 */
const place = /\\\\|\\\{\{|\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}/g;
const scalar = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** The variables named in a text, with the offsets of their places. */
export function variablesIn(text: string): Array<{name: string; offset: number}> {
	return [...text.matchAll(place)].flatMap(match =>
		match[1] === undefined ? [] : [{name: match[1], offset: match.index}],
	);
}

/**
 * Where a JSON text with `{{variable}}` places is not JSON once the examples are filled in.
 *
 * A value is filled in so that it cannot change the structure around it: escaped inside a string; elsewhere as it is
 * when it is a JSON scalar, and as a JSON string otherwise.
 *
 * @returns what is wrong and the offset into `template`; `undefined` when it is JSON
 */
export function jsonTemplateFault(
	template: string,
	examples: ReadonlyMap<string, string>,
): {what: string; offset: number} | undefined {
	let inString = false;
	let looked = 0;
	// Stand-ins of the same length keep every offset.
	const filled = template.replaceAll(place, (whole, name: string | undefined, offset: number) => {
		if (whole === '\\\\') {
			return whole;
		}

		inString = endsInString(template.slice(looked, offset), inString);
		looked = offset + whole.length;
		if (inString || name === undefined) {
			return 'x'.repeat(whole.length);
		}

		return scalar.test(examples.get(name) ?? '')
			? '1'.repeat(whole.length)
			: `"${'x'.repeat(whole.length - 2)}"`;
	});
	try {
		parseJsonText(filled);
		return undefined;
	} catch (error) {
		if (!(error instanceof JsonTextError)) {
			throw error;
		}

		return {
			what: error.message.replace(/(?:[;,] (?:found|it starts))? at line \d+, column \d+$/, ''),
			offset: error.offset,
		};
	}
}

function endsInString(text: string, inString: boolean): boolean {
	const quotes = text.replaceAll(/\\./gs, '').split('"').length - 1;
	return quotes % 2 === 0 ? inString : !inString;
}
