import type {ReadCounts} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {areCounts, countColumns, phaseOf, readCount, type CountColumns} from './count-columns.ts';
import {readCsvRecords, type CsvRecord} from './csv-records.ts';
import {readStamp, stampOfName} from './stamp.ts';

type CountsRow = ReadCounts['rows'][number];

/**
 * Row counts from a CSV file of any team: with a header in English or Russian or none, separated by comma, semicolon, tab
 * or bar. A file with one count a row whose name says `before` or `after` gives that side.
 *
 * @returns no rows where the file has none; columns that nobody can tell stay `undefined`
 */
export function readCsvCounts(file: string, text: string): ReadCounts {
	const records = readCsvRecords(text);
	const [first] = records;
	const hasHeader = first !== undefined && isHeader(first.cells, records.slice(1));
	const columns = hasHeader ? first.cells.map(cell => cell.trim()) : [];
	const body = hasHeader
		? records.slice(1).filter(({cells}) => cells.join('\0') !== first.cells.join('\0'))
		: records;
	const known = hasHeader ? countColumns(columns) : columnsWithoutHeader(body);
	const meaning = {...known, table: known.table ?? firstWordyColumn(body)};
	const {before, after, count} = meaning;
	const isCounts =
		before !== undefined || after !== undefined || count !== undefined || (!hasHeader && areTables(body));
	return {
		file,
		hasHeader,
		columns,
		rows: isCounts ? body.map(record => rowOf(file, record, {columns, meaning})) : [],
		named: stampOfName(baseName(file), {file}, 'file-name'),
	};
}

/** Without a header: every first cell could be a table's name, and something stands beside it. */
function areTables(records: readonly CsvRecord[]): boolean {
	return (
		records.length > 0 &&
		records.every(
			({cells}) =>
				cells.length > 1 && /^['"`]?[\p{L}_][\p{L}\p{N}_.*%-]*['"`]?$/u.test(cells[0]?.trim() ?? ''),
		)
	);
}

function isHeader(cells: readonly string[], others: readonly CsvRecord[]): boolean {
	if (cells.some(cell => readCount(cell) !== null)) {
		return false;
	}

	const known = countColumns(cells);
	if (areCounts(known) || known.before !== undefined || known.after !== undefined) {
		return true;
	}

	// Unknown words above numbers are a header all the same; a wordy first row like all others is none.
	return others.some(({cells: other}) => other.some(cell => readCount(cell) !== null));
}

/**
 * Without a header only layouts that leave no doubt are read: one number a row, two that are nearly equal in every row
 * (before and after), or two followed by a version and a time, as this program's own files have them.
 */
function columnsWithoutHeader(records: readonly CsvRecord[]): CountColumns {
	const width = Math.max(0, ...records.slice(0, 1000).map(({cells}) => cells.length));
	const numeric = Array.from({length: width}, (_, index) => index).filter(index =>
		records.some(({cells}) => readCount(cells[index] ?? '') !== null),
	);
	const table = firstWordyColumn(records);
	const [first, second] = numeric;
	if (first !== undefined && second === undefined) {
		return {table, count: first};
	}

	if (table === 0 && width === 3 && first === 1 && second === 2 && areSides(records)) {
		return {table, before: 1, after: 2};
	}

	return table === 0 && width === 5 && first === 1 && second === 2
		? {table, before: 1, after: 2, maximum: 3}
		: {table};
}

/** Two counts of each table, the second as great as the first or a little greater: nothing else looks so in every row. */
function areSides(records: readonly CsvRecord[]): boolean {
	const pairs = records.map(({cells}) => [readCount(cells[1] ?? ''), readCount(cells[2] ?? '')] as const);
	return (
		pairs.length > 1 &&
		pairs.every(
			([before, after]) =>
				before !== null && after !== null && after >= before && after - before <= Math.max(20, before * 0.2),
		) &&
		pairs.some(([before]) => before !== null && before > 20)
	);
}

function firstWordyColumn(records: readonly CsvRecord[]): number {
	const [record] = records;
	return Math.max(0, record?.cells.findIndex(cell => cell.trim() !== '' && readCount(cell) === null) ?? 0);
}

function rowOf(
	file: string,
	{line, cells}: CsvRecord,
	{columns, meaning}: {columns: readonly string[]; meaning: CountColumns},
): CountsRow {
	const cell = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? '').trim());
	const number = (index: number | undefined) => (index === undefined ? undefined : readCount(cell(index)));
	const stamp = (index: number | undefined) => {
		const text = cell(index);
		const column = index === undefined ? undefined : columns[index];
		return /\d/.test(text)
			? readStamp(text, {file, line, ...(column === undefined ? {} : {column})}, 'snapshot')
			: null;
	};
	const count = number(meaning.count);
	// One count a row: which side it is may stand in a column of its own or in the file's name.
	const single = meaning.before === undefined && meaning.after === undefined;
	const side = single && count !== undefined ? (phaseOf(cell(meaning.phase)) ?? sideOfName(file)) : null;
	return {
		place: {file, line},
		table: cell(meaning.table).replaceAll(/^[`'"]+|[`'"]+$/g, ''),
		before: side === 'before' ? count : number(meaning.before),
		after: side === 'after' ? count : number(meaning.after),
		count: side === null ? count : undefined,
		takenAt: stamp(meaning.takenAt),
		cells: cells.map(text => text.trim()),
		...(meaning.delta === undefined ? {} : {delta: number(meaning.delta) ?? null}),
		...(meaning.test === undefined ? {} : {testId: cell(meaning.test)}),
		...(meaning.takenBefore === undefined ? {} : {takenBefore: stamp(meaning.takenBefore)}),
		...(meaning.takenAfter === undefined ? {} : {takenAfter: stamp(meaning.takenAfter)}),
	};
}

function sideOfName(file: string): 'before' | 'after' | null {
	return phaseOf(baseName(file).replace(/\.\w+$/, ''));
}
