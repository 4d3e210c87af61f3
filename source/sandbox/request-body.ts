import {isRecord, nestingDepth, type JsonRecord} from './json-value.ts';

/** Larger bodies are refused; a poster image as a data URL still fits. */
export const largestBody = 8 * 1024 * 1024;

/** PHP's `json_decode` gives up beyond this depth. */
const deepestBody = 512;

export type ParsedBody = {readonly isBad: boolean; readonly value: unknown};

function put(target: Map<string, unknown>, path: readonly string[], value: string): void {
	const [key = '', ...rest] = path;
	if (rest.length === 0) {
		target.set(key === '' ? String(target.size) : key, value);
		return;
	}

	const next = target.get(key);
	const inner = next instanceof Map ? (next as Map<string, unknown>) : new Map<string, unknown>();
	target.set(key, inner);
	put(inner, rest, value);
}

/** Keys 0, 1, 2 … make a list, as in PHP. */
function plain(value: unknown): unknown {
	if (!(value instanceof Map)) {
		return value;
	}

	const entries = [...(value as Map<string, unknown>)].map(([key, member]) => [key, plain(member)] as const);
	return entries.every(([key], index) => key === String(index))
		? entries.map(([, member]) => member)
		: Object.fromEntries(entries);
}

/** Parameters of a query string or a form, with PHP's brackets: `filter[id][]=1`. */
export function parseParameters(text: string): JsonRecord {
	const root = new Map<string, unknown>();
	for (const [name, value] of [...new URLSearchParams(text)].slice(0, 1000)) {
		const [first = ''] = /^[^[]*/.exec(name) ?? [];
		const inner = [...name.slice(first.length).matchAll(/\[([^\]]*)\]/g)].map(([, key = '']) => key);
		put(root, [first, ...inner.slice(0, 8)], value);
	}

	const parsed = plain(root);
	return isRecord(parsed) ? parsed : {};
}

/**
 * The body's value: `undefined` when there is none; bad when it is no JSON, no UTF-8, or nests deeper than 512.
 *
 * @param contentType a form is read as such; anything else as JSON, which the API takes without looking at the type
 */
export function parseBody(bytes: Buffer, contentType: string | undefined): ParsedBody {
	if (bytes.length === 0) {
		return {isBad: false, value: undefined};
	}

	try {
		const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
		if (contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true) {
			return {isBad: false, value: parseParameters(text)};
		}

		return nestingDepth(text) > deepestBody
			? {isBad: true, value: undefined}
			: {isBad: false, value: JSON.parse(text) as unknown};
	} catch {
		return {isBad: true, value: undefined};
	}
}
