import type {Matches} from './search-text.ts';

/** The first match at or after an offset, or the last before it; -1 where there is none. */
export function indexOfMatch(found: Matches, from: number, step: 1 | -1): number {
	let low = 0;
	let high = found.count;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (found.at(middle) < from) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return step === 1 ? (low < found.count ? low : -1) : low - 1;
}
