/** Finding in the lines of a text. */
export type FoundText = {readonly row: number; readonly offset: number};

/** More places than this are not counted. */
export const mostFound = 10_000;

let latest: {lines: readonly string[]; wanted: string; found: readonly FoundText[]} | null = null;

/**
 * Where a text stands in the lines, in order, at most 10 000 places. Small letters find capitals too; a capital finds
 * only itself.
 */
export function findText(lines: readonly string[], wanted: string): readonly FoundText[] {
	if (latest?.lines === lines && latest.wanted === wanted) {
		return latest.found;
	}

	const found = wanted === '' ? [] : search(lines, wanted);
	latest = {lines, wanted, found};
	return found;
}

function search(lines: readonly string[], wanted: string): readonly FoundText[] {
	const isExact = wanted !== wanted.toLowerCase();
	const found: FoundText[] = [];
	for (const [row, line] of lines.entries()) {
		const folded = isExact ? line : line.toLowerCase();
		// A few letters change their length with their case: offsets would be those of another text.
		const searched = folded.length === line.length ? folded : line;
		for (let at = searched.indexOf(wanted); at !== -1; at = searched.indexOf(wanted, at + wanted.length)) {
			if (found.length === mostFound) {
				return found;
			}

			found.push({row, offset: at});
		}
	}

	return found;
}

/** Index of the first place at or behind another one; of the first at all where none is. -1 without places. */
export function firstFrom(found: readonly FoundText[], {row, offset}: FoundText): number {
	const at = found.findIndex(place => place.row > row || (place.row === row && place.offset >= offset));
	return at === -1 ? Math.min(0, found.length - 1) : at;
}
