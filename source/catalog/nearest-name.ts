/** Number of single-character edits (insert, delete, replace, swap of neighbours) from `a` to `b`. */
function editDistance(a: string, b: string): number {
	const rows: number[][] = [Array.from({length: b.length + 1}, (_, index) => index)];
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const cost = a[i - 1] === b[j - 1] ? 0 : 1;
			let best = Math.min(cell(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, cell(rows, i - 1, j - 1) + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				best = Math.min(best, cell(rows, i - 2, j - 2) + 1);
			}

			row.push(best);
		}

		rows.push(row);
	}

	return cell(rows, a.length, b.length);
}

function cell(rows: readonly number[][], i: number, j: number): number {
	return rows[i]?.[j] ?? 0;
}

/**
 * The valid name nearest to what was typed, for "did you mean …".
 *
 * @param typed what the person wrote
 * @param names the valid names
 * @returns the nearest name, or `undefined` when none is near enough to be worth offering
 */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
	let nearest: string | undefined;
	let best = Math.max(2, Math.ceil(typed.length / 2)) + 1;
	for (const name of names) {
		if (Math.abs(name.length - typed.length) >= best) {
			continue;
		}

		const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
		if (distance < best) {
			best = distance;
			nearest = name;
		}
	}

	return nearest;
}
