/** A table as it stands, cells still in Markdown. */
export type RawTable = {
	/** 1-based line of its header. */
	readonly line: number;
	/** 0-based index of the first line after it. */
	readonly end: number;
	readonly header: readonly string[];
	readonly rows: ReadonlyArray<{readonly line: number; readonly cells: readonly string[]}>;
};

/** Cells of a line of a pipe table, with or without outer pipes; `\|` is text. */
export function pipeCells(line: string): readonly string[] {
	const cells: string[] = [];
	let cell = '';
	const trimmed = line.trim();
	for (let index = 0; index < trimmed.length; index++) {
		const sign = trimmed[index] ?? '';
		if (sign === '\\' && trimmed[index + 1] === '|') {
			cell += '|';
			index++;
		} else if (sign === '|') {
			cells.push(cell.trim());
			cell = '';
		} else {
			cell += sign;
		}
	}

	cells.push(cell.trim());
	if (cells[0] === '' && trimmed.startsWith('|')) {
		cells.shift();
	}

	if (cells.at(-1) === '' && trimmed.endsWith('|')) {
		cells.pop();
	}

	return cells;
}

/** `|---|:--:|`, the line that makes a table of the one above it. */
export function isDelimiter(line: string): boolean {
	return line.length < 4000 && line.includes('-') && /[|+]/.test(line) && /^[\s|+:=-]+$/.test(line);
}

const maxTableLines = 20_000;

/** A simple HTML table that starts on a line; `null` when it never ends or has no rows. */
export function htmlTable(lines: readonly string[], start: number): RawTable | null {
	let end = start;
	while (end < lines.length && end - start < maxTableLines && !/<\/table>/i.test(lines[end] ?? '')) {
		end++;
	}

	if (end >= lines.length || end - start >= maxTableLines) {
		return null;
	}

	const rows: Array<{line: number; cells: string[]}> = [];
	let cell: string[] | null = null;
	let href = '';
	const closeCell = () => {
		if (cell !== null) {
			rows.at(-1)?.cells.push(cell.join('').trim());
			cell = null;
		}
	};

	for (let index = start; index <= end; index++) {
		for (const part of (lines[index] ?? '').split(/(?=<)|(?<=>)/)) {
			if (/^<tr[\s>]/i.test(part)) {
				closeCell();
				rows.push({line: index + 1, cells: []});
			} else if (/^<t[hd][\s>]/i.test(part)) {
				closeCell();
				cell = [];
			} else if (/^<\/(?:t[hdr]|table|tbody|thead)>/i.test(part)) {
				closeCell();
			} else if (/^<a\s/i.test(part)) {
				href = /\shref\s?=\s?["']([^"']{1,1000})["']/i.exec(part.slice(0, 2000))?.[1] ?? '';
				cell?.push('[');
			} else if (/^<\/a>/i.test(part)) {
				cell?.push(`](${href})`);
			} else {
				cell?.push(part);
			}
		}
	}

	const [header, ...rest] = rows.filter(({cells}) => cells.length > 0);
	return header === undefined ? null : {line: header.line, end: end + 1, header: header.cells, rows: rest};
}
