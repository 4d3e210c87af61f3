import {query} from 'json-p3';
import {jsonNodeAt, jsonNodeText, tryParseJsonText} from '../catalog/json-text.ts';
import type {Capture} from '../catalog/catalog.ts';

/**
 * The values that an answer's body holds for later requests. Numbers keep their exact digits.
 *
 * A path (JSONPath, RFC 9535) that selects nothing, or an object or array, captures nothing; where names are taken, so
 * does one that selects an element of an array, which has none.
 */
export function captureValues(body: Buffer, captures: readonly Capture[]): Record<string, string> {
	const text = body.toString('utf8');
	const root = captures.length === 0 ? undefined : tryParseJsonText(text);
	const values: Record<string, string> = {};
	if (root === undefined) {
		return values;
	}

	const data = JSON.parse(text) as never;
	for (const {variable, path, take, nth = 1} of captures) {
		const location = query(path, data).nodes[nth - 1]?.location;
		if (take === 'name') {
			const name = location?.at(-1);
			if (typeof name === 'string') {
				values[variable] = name;
			}

			continue;
		}

		const node = location === undefined ? undefined : jsonNodeAt(root, location);
		if (node !== undefined && node.kind !== 'object' && node.kind !== 'array' && node.kind !== 'null') {
			values[variable] = jsonNodeText(node, text);
		}
	}

	return values;
}
