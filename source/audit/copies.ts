import {baseName} from './lookup.ts';

/** Which files of two places are the same one: a file and its copy in an archive, or a file and a name in a text. */

/** A path as it is compared: slashes, no `./` before it, composed letters, without regard to case. */
export function foldedPath(path: string): string {
	return path
		.replaceAll('\\', '/')
		.normalize('NFC')
		.toLowerCase()
		.replace(/^(?:\.?\/)+/, '');
}

/**
 * Finds, for a path, the one of many that it means: the one that shares the longest end, which has to be its last part
 * at least. Several that share as much: `null`, since nothing is provable then.
 */
export function pathFinder<T>(items: Iterable<T>, pathOf: (item: T) => string): (path: string) => T | null {
	const byBase = new Map<string, Array<{parts: readonly string[]; item: T}>>();
	for (const item of items) {
		const folded = foldedPath(pathOf(item));
		const base = baseName(folded);
		const known = byBase.get(base) ?? [];
		known.push({parts: folded.split('/').reverse(), item});
		byBase.set(base, known);
	}

	return path => {
		const parts = foldedPath(path).split('/').reverse();
		let best: T | null = null;
		let bestLength = 0;
		let isUnique = false;
		for (const candidate of byBase.get(baseName(foldedPath(path))) ?? []) {
			const length = sharedLength(parts, candidate.parts);
			if (length > bestLength) {
				best = candidate.item;
				bestLength = length;
				isUnique = true;
			} else if (length === bestLength) {
				isUnique = false;
			}
		}

		return isUnique ? best : null;
	};
}

/** How many parts are equal from the start; a path that ends within the other counts as longer than one that differs. */
function sharedLength(a: readonly string[], b: readonly string[]): number {
	let length = 0;
	while (length < a.length && length < b.length && a[length] === b[length]) {
		length++;
	}

	return length === a.length || length === b.length ? length + 0.5 : length;
}
