/**
 * One step of mulberry32, a small generator that gives the same numbers on every machine.
 *
 * @param state any 32-bit integer
 * @returns the state to pass next and a number in [0, 1)
 */
export function randomStep(state: number): {state: number; value: number} {
	const next = (state + 0x6d_2b_79_f5) | 0;
	let mixed = Math.imul(next ^ (next >>> 15), next | 1);
	mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
	return {state: next, value: ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00};
}

/** Something that carries the generator's state, so that it is saved and restored with the rest. */
export type RandomSource = {random: number};

/** The next number in [0, 1). */
export function nextRandom(source: RandomSource): number {
	const step = randomStep(source.random);
	source.random = step.state;
	return step.value;
}

/** The next integer in [0, limit). */
export function nextInteger(source: RandomSource, limit: number): number {
	return Math.floor(nextRandom(source) * limit);
}

/** `length` characters of the alphabet. */
export function nextText(source: RandomSource, alphabet: string, length: number): string {
	return Array.from({length}, () => alphabet[nextInteger(source, alphabet.length)]).join('');
}
