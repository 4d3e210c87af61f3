import type {LineChange} from './compare-lines.ts';

export type CellChange = {readonly column: string; readonly claimed: string; readonly found: string};

/**
 * The cells in which two lines of a Markdown or CSV table of ours differ. None when they are no rows of one table, or
 * when their numbers of cells differ.
 *
 * @param lines of the whole file that `change` was found in
 */
export function changedCells(
	file: string,
	change: LineChange,
	lines: readonly string[],
): readonly CellChange[] {
	const isCsv = file.endsWith('.csv');
	const split = isCsv ? csvCells : markdownCells;
	const header = isCsv ? (lines[0]?.split(',') ?? []) : markdownHeader(lines, change.line);
	const claimed = split(change.claimed ?? '');
	const found = split(change.found ?? '');
	if (header.length === 0 || claimed.length !== found.length || claimed.length !== header.length) {
		return [];
	}

	return header
		.map((column, index) => ({column, claimed: claimed[index] ?? '', found: found[index] ?? ''}))
		.filter(cell => cell.claimed !== cell.found);
}

function csvCells(line: string): readonly string[] {
	return line.startsWith('"') && line.endsWith('"') ? line.slice(1, -1).split('","') : [];
}

function markdownCells(line: string): readonly string[] {
	if (!line.startsWith('|') || !line.endsWith('|')) {
		return [];
	}

	// A bar that belongs to a cell has a backslash before it.
	return line
		.slice(1, -1)
		.split(/(?<!\\)\|/)
		.map(cell => cell.trim());
}

/** Cells of the header of the table that a line stands in; none when it stands in no table's body. */
function markdownHeader(lines: readonly string[], line: number): readonly string[] {
	for (let index = line - 2; index > 0 && (lines[index]?.startsWith('|') ?? false); index--) {
		if (/^\|(?: ?:?-+:? ?\|)+$/.test(lines[index] ?? '')) {
			return markdownCells(lines[index - 1] ?? '');
		}
	}

	return [];
}
