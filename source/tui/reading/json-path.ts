import {rowParts} from './json-row-text.ts';
import type {JsonRows} from './json-rows.ts';
import {rowKind} from './row-kinds.ts';

/** The keys and 0-based indexes that lead to a row's value; a row that closes belongs to what it closes. */
export function stepsTo(bytes: Buffer, rows: JsonRows, row: number): ReadonlyArray<string | number> {
	const steps: Array<string | number> = [];
	for (let at = headOf(rows, row); at !== -1; at = rows.parent(at)) {
		const parent = rows.parent(at);
		if (parent === -1) {
			break;
		}

		steps.unshift(rows.kind(parent) === rowKind.objectStart ? keyOf(bytes, rows, at) : rows.ordinal(at));
	}

	return steps;
}

/** The row where the value of a row begins. */
export function headOf(rows: JsonRows, row: number): number {
	const kind = rows.kind(row);
	return kind === rowKind.more || kind === rowKind.objectEnd || kind === rowKind.arrayEnd
		? rows.link(row)
		: row;
}

/** The number of the value at the top that a row belongs to: 0 where there is one value only. */
export function topOf(rows: JsonRows, row: number): number {
	let at = headOf(rows, row);
	while (rows.parent(at) !== -1) {
		at = rows.parent(at);
	}

	return rows.ordinal(at);
}

function keyOf(bytes: Buffer, rows: JsonRows, row: number): string {
	const {key} = rowParts(bytes, rows, row);
	return key === null ? '' : (JSON.parse(bytes.toString('utf8', key[0], key[1])) as string);
}

const shorthand = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** JSONPath (RFC 9535) of keys and indexes: `$.items[3]['два слова']`. */
export function jsonPathOf(steps: ReadonlyArray<string | number>): string {
	return `$${steps
		.map(step =>
			typeof step === 'number' ? `[${step}]` : shorthand.test(step) ? `.${step}` : `[${quoted(step)}]`,
		)
		.join('')}`;
}

/** A name in single quotes, with the escapes of RFC 9535. */
function quoted(name: string): string {
	const escaped = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
	return `'${escaped}'`;
}
