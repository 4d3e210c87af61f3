export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that the keys lead to through objects, own properties only; `undefined` where a step is missing. */
export function valueAt(value: unknown, ...keys: string[]): unknown {
	let current = value;
	for (const key of keys) {
		if (!isRecord(current) || !Object.hasOwn(current, key)) {
			return undefined;
		}

		current = current[key];
	}

	return current;
}

/** The entries of a map as PHP sends it: an object, or `[]` when it is empty; `undefined` for anything else. */
export function mapEntries(value: unknown): Array<[string, unknown]> | undefined {
	if (Array.isArray(value)) {
		return value.length === 0 ? [] : undefined;
	}

	return isRecord(value) ? Object.entries(value) : undefined;
}

/** A string that holds more than spaces, or `undefined`. */
export function filledText(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A string or a number as text, or `null`: how optional text parameters of the API are stored. */
export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** A finite number given as a number or as numeric text, or `undefined`. */
export function numberFrom(value: unknown): number | undefined {
	if (typeof value === 'number') {
		return Number.isFinite(value) ? value : undefined;
	}

	return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The flag as the API takes it (0/1, "0"/"1", true/false), or `undefined` for anything else. */
export function flagFrom(value: unknown): 0 | 1 | undefined {
	if (value === true || value === 1 || value === '1') {
		return 1;
	}

	return value === false || value === 0 || value === '0' ? 0 : undefined;
}

/**
 * An id as PHP casts it: the leading digits, otherwise 0 (recorded: `discounts/colors` was looked up as id 0, §2.4).
 */
export function idFrom(value: unknown): number {
	const digits = /^\s*(\d+)/.exec(
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '',
	)?.[1];
	return digits === undefined ? 0 : Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}

/** How deep the brackets of a JSON text nest, without parsing it. */
export function nestingDepth(json: string): number {
	let depth = 0;
	let deepest = 0;
	for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
		if (token === '[' || token === '{') {
			depth++;
			deepest = Math.max(deepest, depth);
		} else if (token === ']' || token === '}') {
			depth--;
		}
	}

	return deepest;
}
