const longest = 80;
const deepest = 8;

/**
 * The beginning of a value's JSON, for a sentence. A value that nests deeper than eight levels is named instead of
 * written: walking through all of it could exhaust the stack.
 */
export function shortJson(value: unknown): string {
	if (isDeeperThan(value, deepest)) {
		return Array.isArray(value) ? 'a deeply nested list' : 'a deeply nested object';
	}

	const text = JSON.stringify(value);
	return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function isDeeperThan(value: unknown, levels: number): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		(levels === 0 || Object.values(value).some(member => isDeeperThan(member, levels - 1)))
	);
}
