/** The same numbers for the same seed, on every machine (mulberry32). */
export type Random = {
	/** From 0 up to, and without, 1. */
	next(): number;
	/** Whole, both ends included. */
	whole(from: number, to: number): number;
	/** True in `share` of the cases. */
	chance(share: number): boolean;
	pick<Value>(values: readonly [Value, ...Value[]]): Value;
};

export function randomOf(seed: number): Random {
	let state = seed >>> 0;
	function next(): number {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
	return {
		next,
		whole,
		chance: share => next() < share,
		pick: ([first, ...others]) => [first, ...others][whole(0, others.length)] ?? first,
	};
}
