import {JsonTextError, parseJsonText} from '../catalog/json-text.ts';
import {jsonStandIn} from './substitute.ts';

/** Where a body stops being JSON; `line` and `column` are 1-based, the column in UTF-16 code units. */
export type BodyProblem = {readonly line: number; readonly column: number; readonly message: string};

/**
 * What keeps `text` from being JSON (RFC 8259) once its variables are filled in; `null` when nothing does.
 *
 * @param text a body as the operator types it: `{{variable}}` may stand in strings and in place of values
 */
export function bodyProblem(text: string): BodyProblem | null {
	try {
		parseJsonText(jsonStandIn(text));
		return null;
	} catch (error) {
		if (error instanceof JsonTextError) {
			const {line, column, message} = error;
			return {line, column, message};
		}

		throw error;
	}
}
