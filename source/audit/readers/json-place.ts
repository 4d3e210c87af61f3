/** Places in a JSON value, as JSON pointers (RFC 6901). */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The pointer of a member or element of what `parent` points at. */
export function pointerTo(parent: string, key: string | number): string {
	return typeof key === 'string' && /[~/]/.test(key)
		? `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
		: `${parent}/${key}`;
}

/** The keys and indexes that a pointer names, as text. */
export function stepsOf(pointer: string): readonly string[] {
	return pointer
		.split('/')
		.slice(1)
		.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
