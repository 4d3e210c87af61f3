import {restInvalid, refuse} from './envelopes.ts';
import {weakerBasis, type Answer, type Basis} from './answer.ts';
import type {Call} from './call.ts';
import {flagFrom, isRecord, numberFrom, valueAt, type JsonRecord} from './json-value.ts';
import {phpJson} from './php-json.ts';
import {timeFrom} from './moscow-time.ts';

/** The largest page that may be asked for; the vendor's limit is not known (§7.6). */
const largestPage = 500;

const operators = new Set([
	'=',
	'!=',
	'<>',
	'<',
	'>',
	'<=',
	'>=',
	'null',
	'not null',
	'in',
	'not in',
	'in array',
	'not in array',
]);

type Condition = {readonly column: string; readonly operator: string; readonly value: unknown};

/** Values that a dotted column path leads to, through arrays; a literal key with dots wins. */
export function columnValues(row: unknown, column: string): unknown[] {
	if (isRecord(row) && Object.hasOwn(row, column)) {
		return [row[column]];
	}

	let values: unknown[] = [row];
	for (const key of column.split('.')) {
		values = values
			.flatMap(value => (Array.isArray(value) ? (value as unknown[]) : [value]))
			.map(value => valueAt(value, key));
	}

	return values;
}

function hasColumn(rows: readonly JsonRecord[], column: string): boolean {
	return rows.length === 0 || rows.some(row => columnValues(row, column).some(value => value !== undefined));
}

/** Numbers, flags, numeric texts and dates on one scale, as a database compares them; other texts stay texts. */
function comparable(value: unknown): number | string | null {
	if (value === null || value === undefined) {
		return null;
	}

	if (typeof value === 'boolean') {
		return flagFrom(value) ?? 0;
	}

	return (
		numberFrom(value) ?? timeFrom(value)?.getTime() ?? (typeof value === 'string' ? value : phpJson(value))
	);
}

function order(first: unknown, second: unknown): number {
	const [a, b] = [comparable(first), comparable(second)];
	if (typeof a === 'number' && typeof b === 'number') {
		return a - b;
	}

	if (a === null || b === null) {
		return a === b ? 0 : a === null ? -1 : 1;
	}

	const [left, right] = [String(a), String(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

function isIn(value: unknown, list: unknown): boolean {
	const candidates: readonly unknown[] = Array.isArray(list) ? list : [list];
	const values: readonly unknown[] = Array.isArray(value) ? value : [value];
	return values.some(single => candidates.some(candidate => order(single, candidate) === 0));
}

function holds(value: unknown, {operator, value: wanted}: Condition): boolean {
	const known = value !== null && value !== undefined;
	switch (operator) {
		case 'null':
			return !known;
		case 'not null':
			return known;
		case 'in':
		case 'in array':
			return isIn(value, wanted);
		case 'not in':
		case 'not in array':
			return !isIn(value, wanted);
		case '!=':
		case '<>':
			return known && order(value, wanted) !== 0;
		case '<':
			return known && order(value, wanted) < 0;
		case '>':
			return known && order(value, wanted) > 0;
		case '<=':
			return known && order(value, wanted) <= 0;
		case '>=':
			return known && order(value, wanted) >= 0;
		default:
			return known && order(value, wanted) === 0;
	}
}

function conditions(call: Call, where: unknown): Condition[] {
	if (where === undefined || where === null) {
		return [];
	}

	const rows: readonly unknown[] = Array.isArray(where)
		? where
		: refuse(restInvalid(call.mode, 'where', 'where is not a list'));
	return rows.map(row => {
		const column = valueAt(row, 'column');
		const operator = valueAt(row, 'operator') ?? '=';
		if (
			typeof column !== 'string' ||
			typeof operator !== 'string' ||
			!operators.has(operator.toLowerCase())
		) {
			refuse(restInvalid(call.mode, 'where', 'a where row has no column or an unknown operator'));
		}

		return {column, operator: operator.toLowerCase(), value: valueAt(row, 'value')};
	});
}

/**
 * The rows that meet every condition of `where` (AND is inferred, §1.4).
 *
 * @param aliases other names of columns, such as `root_zone_id`, which the documentation also uses
 * @throws {Refusal} for a malformed condition or an unknown column
 */
export function whereRows<Row extends JsonRecord>(
	call: Call,
	rows: readonly Row[],
	aliases: Readonly<Record<string, string>> = {},
): Row[] {
	const all = conditions(call, valueAt(call.body, 'where')).map(condition => ({
		...condition,
		column: Object.hasOwn(aliases, condition.column) ? (aliases[condition.column] ?? '') : condition.column,
	}));
	for (const {column} of all) {
		if (!hasColumn(rows, column)) {
			// §7.5: an unknown column is the likeliest a raw query fault.
			refuse(restInvalid(call.mode, 'where', 'unknown column in where'));
		}
	}

	return rows.filter(row =>
		all.every(condition => {
			const values = columnValues(row, condition.column);
			return values.some(value => holds(value, condition));
		}),
	);
}

function sortRows<Row extends JsonRecord>(call: Call, rows: Row[]): Row[] {
	const orderBy = valueAt(call.body, 'orderBy');
	if (orderBy === undefined || orderBy === null || (Array.isArray(orderBy) && orderBy.length === 0)) {
		return rows;
	}

	const keys = isRecord(orderBy)
		? Object.entries(orderBy)
		: refuse(restInvalid(call.mode, 'orderBy', 'orderBy is not a map'));
	for (const [column, direction] of keys) {
		if (!hasColumn(rows, column) || (direction !== 'asc' && direction !== 'desc')) {
			refuse(restInvalid(call.mode, 'orderBy', 'unknown column or direction in orderBy'));
		}
	}

	return rows.toSorted((first, second) => {
		for (const [column, direction] of keys) {
			const found = order(columnValues(first, column)[0], columnValues(second, column)[0]);
			if (found !== 0) {
				return direction === 'desc' ? -found : found;
			}
		}

		return 0;
	});
}

/**
 * Keeps the selected columns of a row, dotted paths by their first key; unknown ones are left out.
 *
 * @param always columns that are kept whether selected or not
 */
export function selectColumns(row: JsonRecord, select: unknown, always: readonly string[] = []): JsonRecord {
	if (!Array.isArray(select)) {
		return row;
	}

	const wanted = new Set<unknown>(always);
	for (const column of select as unknown[]) {
		wanted.add(column);
		wanted.add(typeof column === 'string' && !Object.hasOwn(row, column) ? column.split('.')[0] : undefined);
	}

	return Object.fromEntries(Object.entries(row).filter(([key]) => wanted.has(key)));
}

function pageSize(call: Call, usual: number): number {
	// `perPage` is what a third party's client sends with success; `per_page` is the test list's name (§7.6).
	const asked =
		numberFrom(valueAt(call.body, 'perPage')) ??
		(call.mode === 'test-list' ? numberFrom(valueAt(call.body, 'per_page')) : undefined);
	return asked !== undefined && Number.isInteger(asked) && asked >= 1 ? Math.min(asked, largestPage) : usual;
}

function listBasis(call: Call, own: Basis): Basis {
	if (!isRecord(call.body)) {
		return own;
	}

	for (const key of ['select', 'perPage', 'per_page']) {
		if (Object.hasOwn(call.body, key)) {
			return `inferred; ${key} on lists is undocumented (7.6)`;
		}
	}

	return weakerBasis(own, 'documented');
}

/**
 * Answers a list request: `where`, `orderBy`, `page` and `select` of the body; the query string has no effect, as
 * recorded (§1.4).
 *
 * @param rows all rows in the default order
 * @param list the usual page size, and what the plain list rests on
 * @throws {Refusal} when the body cannot be used
 */
export function listAnswer(
	call: Call,
	rows: readonly JsonRecord[],
	list: {
		readonly perPage: number;
		readonly basis: Basis;
		readonly aliases?: Readonly<Record<string, string>>;
	},
): Answer {
	const found = sortRows(call, whereRows(call, rows, list.aliases));
	const perPage = pageSize(call, list.perPage);
	const asked = numberFrom(valueAt(call.body, 'page')) ?? 1;
	const currentPage = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, 1e9) : 1;
	const select = valueAt(call.body, 'select');
	const data = found
		.slice((currentPage - 1) * perPage, currentPage * perPage)
		.map(row => selectColumns(row, select));
	return {
		status: 200,
		type: 'json',
		body: phpJson({data, paging: {perPage, currentPage, total: found.length}}),
		basis: listBasis(call, list.basis),
	};
}
