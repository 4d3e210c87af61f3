import {isRecord} from './json-value.ts';

/**
 * JSON as PHP's `json_encode` writes it, which is what the recordings hold (qtickets-api.md §1.5): slashes escaped,
 * everything beyond ASCII as `\uXXXX`, and an empty map as `[]`.
 */
export function phpJson(value: unknown): string {
	const json = JSON.stringify(value, (_key, member: unknown) =>
		isRecord(member) && Object.keys(member).length === 0 ? [] : member,
	);
	return json
		.replaceAll('/', '\\/')
		.replaceAll(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
