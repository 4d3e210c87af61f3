import {formatJsonText, parseJsonText, tryParseJsonText} from '../catalog/json-text.ts';
import {jsonStandIn} from '../request/substitute.ts';

/**
 * The body over several lines, two blanks a level. Every digit, every escape and every `{{variable}}` stays as it was
 * typed; so does a line break at the end.
 *
 * @returns `null` where that cannot be promised: with a literal `\{{` in a key
 * @throws {JsonTextError} where the body is not JSON
 */
export function formatBody(text: string): string | null {
	const standIn = jsonStandIn(text);
	const root = parseJsonText(standIn);
	const formatted = formatJsonText(text, root) + (text.endsWith('\n') ? '\n' : '');
	const again = jsonStandIn(formatted);
	const isSame = written(formatted) === written(text) && tryParseJsonText(again) !== undefined;
	return isSame ? formatted : null;
}

/** All that is written, blanks and line breaks aside. */
function written(text: string): string {
	return text.replaceAll(/[ \t\r\n]/g, '');
}
