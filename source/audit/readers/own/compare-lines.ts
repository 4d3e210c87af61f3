/** A line that differs between two texts; `null` where it is absent on that side. */
export type LineChange = {
	/** 1-based, in the first text. */
	readonly line: number;
	readonly claimed: string | null;
	readonly found: string | null;
};

/** Lines of the middle part beyond which texts of unequal length are not aligned. */
const maximumCells = 1_000_000;

/**
 * The lines in which two texts differ. Texts of the same number of lines are compared in pairs; others are aligned, so
 * that one line removed is one change and not all that follow it.
 */
export function lineChanges(claimed: string, found: string): readonly LineChange[] {
	const a = claimed.split('\n');
	const b = found.split('\n');
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) {
		start++;
	}

	let end = 0;
	while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
		end++;
	}

	const left = a.slice(start, a.length - end);
	const right = b.slice(start, b.length - end);
	if (left.length === right.length || left.length * right.length > maximumCells) {
		return inPairs(left, right, start);
	}

	return hunks(left, right).flatMap(({at, claimed: own, found: other}) => inPairs(own, other, start + at));
}

function inPairs(left: readonly string[], right: readonly string[], before: number): LineChange[] {
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => ({
		line: before + Math.min(index, left.length) + 1,
		claimed: left[index] ?? null,
		found: right[index] ?? null,
	})).filter(change => change.claimed !== change.found);
}

type Hunk = {readonly at: number; readonly claimed: string[]; readonly found: string[]};

/** What stands between the lines of a longest common subsequence. */
function hunks(left: readonly string[], right: readonly string[]): readonly Hunk[] {
	const common = commonLengths(left, right);
	const lengthAt = (row: number, column: number): number => common[row * (right.length + 1) + column] ?? 0;
	const found: Hunk[] = [];
	let open: Hunk | null = null;
	let row = 0;
	let column = 0;
	while (row < left.length || column < right.length) {
		const [own, other] = [left[row], right[column]];
		if (own === other) {
			open = null;
			row++;
			column++;
			continue;
		}

		if (open === null) {
			open = {at: row, claimed: [], found: []};
			found.push(open);
		}

		if (
			other === undefined ||
			(own !== undefined && lengthAt(row + 1, column) >= lengthAt(row, column + 1))
		) {
			open.claimed.push(own ?? '');
			row++;
		} else {
			open.found.push(other);
			column++;
		}
	}

	return found;
}

/** Lengths of the longest common subsequences of what is left from each pair of lines on, row by row. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
	const width = right.length + 1;
	const common = new Uint32Array((left.length + 1) * width);
	for (let row = left.length - 1; row >= 0; row--) {
		for (let column = right.length - 1; column >= 0; column--) {
			const [across, down, both] = [
				common[row * width + column + 1] ?? 0,
				common[(row + 1) * width + column] ?? 0,
				common[(row + 1) * width + column + 1] ?? 0,
			];
			common[row * width + column] = left[row] === right[column] ? both + 1 : Math.max(across, down);
		}
	}

	return common;
}
