import type {ReadReport, ReportRow} from '../audited-set.ts';
import type {Place} from '../finding.ts';
import {columnsOf} from './markdown/columns.ts';
import {parseDocument, type MarkdownDocument} from './markdown/document.ts';
import {listRow, nestedRow} from './markdown/list-rows.ts';
import {plainText} from './markdown/plain-text.ts';
import type {PlacedTable} from './markdown/placed-table.ts';
import {sectionsOf} from './markdown/sections.ts';
import {claimsOfTables} from './markdown/table-claims.ts';
import {testRows} from './markdown/test-rows.ts';
import {claimsOfUnits} from './markdown/unit-claims.ts';
import {circumstancesOf} from './markdown/unit-facts.ts';
import {statementsOfUnits} from './markdown/unit-statements.ts';
import {unclearLines} from './markdown/unclear-lines.ts';

/**
 * Reads a report about a test run, ours or anybody's, English or Russian: its tables and rows, and every number and
 * statement that it makes about the run.
 *
 * @param file path in the set, for the places
 * @param text the whole file
 */
export function readMarkdownReport(file: string, text: string): ReadReport {
	const document = parseDocument(text);
	const {rows, tables} = readTables(file, document);
	const sections = sectionsOf(rows, document.headings);
	const read = {
		claims: inOrder([...claimsOfUnits(file, document, sections), ...claimsOfTables(tables, sections)]),
		statements: statementsOfUnits(file, document, sections),
		...circumstancesOf(file, document, tables),
	};
	const unclear = unclearLines(file, document, [rows, ...Object.values(read)].flat());
	return {
		file,
		format: /\.(?:md|markdown|mdown)$/i.test(file) ? 'markdown' : 'text',
		rows,
		tables,
		...read,
		...(unclear.length === 0 ? {} : {unclear}),
	};
}

function readTables(
	file: string,
	document: MarkdownDocument,
): {rows: readonly ReportRow[]; tables: readonly PlacedTable[]} {
	const rows: ReportRow[] = [];
	const tables: PlacedTable[] = [];
	for (const table of document.tables) {
		const header = table.header.map(cell => plainText(cell));
		const cells = table.rows.map(row => row.cells.map(cell => plainText(cell)));
		const columns = columnsOf(header, cells);
		const section = table.heading?.text ?? '';
		const found = columns === null ? [] : testRows({file, section, header}, columns, table.rows);
		rows.push(...found);
		tables.push({
			place: {file, line: table.line},
			heading: section,
			columns: header,
			cells: table.rows.map((row, index) => ({place: {file, line: row.line}, cells: cells[index] ?? []})),
			isTests: found.length > 0,
			under: table.heading,
		});
	}

	const inTables = new Set(rows.map(({testId}) => testId));
	for (const [index, unit] of document.units.entries()) {
		const row =
			(unit.kind === 'item' ? listRow(file, unit) : null) ??
			(unit.kind === 'item' || unit.kind === 'heading' ? nestedRow(file, document.units, index) : null);
		if (row !== null && !inTables.has(row.testId)) {
			rows.push(row);
		}
	}

	return {rows: rows.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)), tables};
}

function inOrder<T extends {readonly place: Place}>(found: readonly T[]): readonly T[] {
	return [...found].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}
