import {rowParts} from './json-row-text.ts';
import type {JsonRows} from './json-rows.ts';
import {rowKind} from './row-kinds.ts';

/** The rows of the values at some paths, in the order of the paths; -1 where there is none. One walk for all of them. */
export function rowsAtPaths(
	bytes: Buffer,
	rows: JsonRows,
	paths: ReadonlyArray<ReadonlyArray<string | number>>,
): readonly number[] {
	const found: number[] = paths.map(() => -1);
	const root = newBranch();
	for (const [index, path] of paths.entries()) {
		let branch = root;
		for (const step of path) {
			let next = branch.steps.get(step);
			if (next === undefined) {
				next = newBranch();
				branch.steps.set(step, next);
			}

			branch = next;
		}

		branch.wanted.push(index);
	}

	visit(root, 0);
	return found;

	function visit({steps, wanted}: Branch, row: number): void {
		for (const index of wanted) {
			found[index] = row;
		}

		const kind = rows.kind(row);
		if (steps.size === 0 || (kind !== rowKind.objectStart && kind !== rowKind.arrayStart)) {
			return;
		}

		// The last of repeated keys wins, as in JSON.parse.
		const inside = new Map<Branch, number>();
		for (let at = row + 1; at < rows.link(row); at = after(rows, at)) {
			const branch = steps.get(kind === rowKind.objectStart ? keyOf(at) : rows.ordinal(at));
			if (branch !== undefined) {
				inside.set(branch, at);
			}
		}

		for (const [branch, at] of inside) {
			visit(branch, at);
		}
	}

	function keyOf(row: number): string {
		const {key} = rowParts(bytes, rows, row);
		return key === null ? '' : (JSON.parse(bytes.toString('utf8', key[0], key[1])) as string);
	}
}

type Branch = {readonly steps: Map<string | number, Branch>; readonly wanted: number[]};

function newBranch(): Branch {
	return {steps: new Map(), wanted: []};
}

/** The row of the next value in the same object or array. */
function after(rows: JsonRows, row: number): number {
	const kind = rows.kind(row);
	let next = kind === rowKind.objectStart || kind === rowKind.arrayStart ? rows.link(row) + 1 : row + 1;
	while (next < rows.length && rows.kind(next) === rowKind.more) {
		next++;
	}

	return next;
}
