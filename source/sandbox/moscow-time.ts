const moscowOffset = 3 * 60 * 60 * 1000;
const timePattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** The moment as the API writes it: ISO 8601, whole seconds, always `+03:00` (qtickets-api.md §1.6). */
export function moscowTime(at: Date): string {
	return `${new Date(at.getTime() + moscowOffset).toISOString().slice(0, 19)}+03:00`;
}

/**
 * The moment that a date parameter means; without an offset it is Moscow time, a bare date is its midnight.
 *
 * @returns `undefined` when it is no date
 */
export function timeFrom(value: unknown): Date | undefined {
	const found = typeof value === 'string' ? timePattern.exec(value) : null;
	if (found === null) {
		return undefined;
	}

	const [, date = '', time = '00:00', offset = '+03:00'] = found;
	const withColon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
	const at = new Date(`${date}T${time}${withColon}`);
	return Number.isNaN(at.getTime()) ? undefined : at;
}
