import {rowParts} from './json-row-text.ts';
import type {JsonRows} from './json-rows.ts';
import {headOf} from './json-path.ts';
import {rowKind} from './row-kinds.ts';

/** Where the whole value of a row stands in the bytes: all pieces of a long one, everything inside an object. */
export function valueRange(
	bytes: Buffer,
	rows: JsonRows,
	row: number,
): readonly [start: number, end: number] {
	const head = headOf(rows, row);
	const {value} = rowParts(bytes, rows, head);
	const kind = rows.kind(head);
	if (kind === rowKind.objectStart || kind === rowKind.arrayStart) {
		return [value[0], rows.start(rows.link(head)) + 1];
	}

	let last = head;
	while (last + 1 < rows.length && rows.kind(last + 1) === rowKind.more) {
		last++;
	}

	return [value[0], rowParts(bytes, rows, last).value[1]];
}
