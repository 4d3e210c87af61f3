import type {AuditedFile, AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {readCount} from '../readers/count-columns.ts';
import {readCsvRecords} from '../readers/csv-records.ts';
import type {Rule} from '../rule.ts';

export const csvFormulaCell: Rule = {
	id: 'csv-formula-cell',
	proves: 'a cell of a CSV file is a formula that a spreadsheet would run',
	severity: 'medium',
	circumstantial: false,
	why: 'Opened in a spreadsheet, the cell runs as a formula and can change or send data (OWASP, CSV Injection).',
	needs: ['text'],
	*checkFile(file, content, set) {
		if (!content.isText || !/\.(?:csv|tsv)$/i.test(file.path) || isCopy(file, set)) {
			return;
		}

		const records = readCsvRecords(content.text);
		let told = 0;
		for (const {line, cells} of records) {
			for (const [index, cell] of cells.entries()) {
				if (isFormula(cell) && told++ < mostTold) {
					yield discovery(file, line, {cell, column: records[0]?.cells[index]});
				}
			}
		}
	},
};

/** Of one file; whoever mends these sees the others. */
const mostTold = 20;

function discovery(
	file: AuditedFile,
	line: number,
	{cell, column}: {cell: string; column: string | undefined},
): Discovery {
	return {
		place: {file: file.path, line, ...(column === undefined || column === cell ? {} : {column})},
		claimed: 'data',
		found: cell.length > 60 ? `${cell.slice(0, 60)}…` : cell,
	};
}

/** Numbers, a lone dash and words behind a dash do nothing. */
function isFormula(cell: string): boolean {
	const text = cell.trim();
	return (
		readCount(text) === null &&
		(/^[=\uff1d]\s*[^\s=]/.test(text) ||
			/^[@\uff20]\p{L}/u.test(text) ||
			/^[+\-\uff0b\uff0d][\p{L}(][^\s(!|*/+]*[(!|*/+]/u.test(text) ||
			/^[+-]\d+(?:\.\d+)?[+*/]\d/.test(text))
	);
}

function isCopy(file: AuditedFile, {files}: AuditedSet): boolean {
	return (
		file.archive !== null && files.some(({archive, sha256}) => archive === null && sha256 === file.sha256)
	);
}
