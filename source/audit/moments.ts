import type {Stamp} from './audited-set.ts';

/** Comparing points in time that may stand in different zones. */

/** A stamp that could be read. */
export type Moment = Stamp & {readonly at: number};

export function isMoment(stamp: Stamp | null | undefined): stamp is Moment {
	return stamp != null && stamp.at !== null;
}

/** Both name a zone, or neither does: only then their difference means something. */
export function areComparable(a: Stamp, b: Stamp): boolean {
	return (a.offset === null) === (b.offset === null);
}

/** Ms that a stamp may lie before the moment it marks: it is cut, not rounded. */
export function grainOf({precision}: Pick<Stamp, 'precision'>): number {
	return {day: 86_400_000, minute: 60_000, second: 1000, millisecond: 1}[precision];
}

/**
 * What two clocks and two roundings may differ by without anything being wrong: the wall clock is set forward and back by
 * some ms while it runs, latencies are measured on another clock.
 *
 * @param stamps those that are compared
 */
export function slackOf(...stamps: ReadonlyArray<Pick<Stamp, 'precision'>>): number {
	return 5 + Math.max(0, ...stamps.map(stamp => grainOf(stamp)));
}

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

/** `956 ms`, with three digits after the point at most; `3 min 20 s`, `2 h 56 min` where nobody counts milliseconds. */
export function durationText(ms: number): string {
	const [seconds, minutes, hours] = [1000, 60_000, 3_600_000].map(unit => Math.floor(ms / unit));
	if (hours !== undefined && hours >= 48) {
		return `${Math.floor(hours / 24)} days ${hours % 24} h`;
	}

	if (hours !== undefined && hours > 0) {
		return `${hours} h ${(minutes ?? 0) % 60} min`;
	}

	if (minutes !== undefined && minutes >= 2) {
		return `${minutes} min ${(seconds ?? 0) % 60} s`;
	}

	return `${Number(ms.toFixed(3))} ms`;
}

/** `21:49:33.615`, in UTC, as exact as the stamp is. The day is left to the place. */
export function clock({at, precision}: Moment): string {
	const text = new Date(at).toISOString();
	return precision === 'millisecond' ? text.slice(11, 23) : text.slice(11, 19);
}

/** Least of the values; infinite for none. Lists may be too long for `Math.min(...list)`. */
export function minimum(values: readonly number[]): number {
	return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

/** Greatest of the values; minus infinity for none. */
export function maximum(values: readonly number[]): number {
	return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

/** The middle one of the values, 0 for none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Each value with the one before it. */
export function neighbours<T>(values: readonly T[]): ReadonlyArray<readonly [first: T, second: T]> {
	const pairs: Array<readonly [T, T]> = [];
	let first: T | undefined;
	let isFirst = true;
	for (const second of values) {
		if (!isFirst) {
			pairs.push([first as T, second]);
		}

		first = second;
		isFirst = false;
	}

	return pairs;
}
