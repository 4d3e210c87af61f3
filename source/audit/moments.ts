/** Comparing points in time that may stand in different zones. */

const halfHour = 30 * 60_000;

/**
 * Whether a difference is what a wrong zone makes: whole half hours up to fourteen hours, but not zero.
 *
 * @param difference ms
 * @param within ms that both clocks may be apart besides
 */
export function isWholeShift(difference: number, within = 120_000): boolean {
	const halves = Math.round(difference / halfHour);
	return halves !== 0 && Math.abs(halves) <= 28 && Math.abs(difference - halves * halfHour) <= within;
}

/** `3 h`, `-5.5 h`: the zone that a difference is made of. */
export function shiftText(difference: number): string {
	return `${Math.round(difference / halfHour) / 2} h`;
}

/** `45 s`, `12 min`, `3 h`, `2 days`: how long, in the largest unit that is filled twice. */
export function durationWords(ms: number): string {
	const units: ReadonlyArray<readonly [name: string, length: number]> = [
		['days', 86_400_000],
		['h', 3_600_000],
		['min', 60_000],
		['s', 1000],
	];
	const [name, length] = units.find(([, size]) => ms >= 2 * size) ?? ['ms', 1];
	return `${Math.round(ms / length)} ${name}`;
}
