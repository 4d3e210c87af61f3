import {parse, type Info} from 'csv-parse/sync';

/** One record of a CSV file. */
export type CsvRecord = {
	/** Where it begins; 1-based. */
	readonly line: number;
	readonly cells: readonly string[];
};

const delimiters = [',', ';', '\t', '|'];

/**
 * The records of a CSV text as far as they can be told apart: separated by comma, semicolon, tab or bar, with or without
 * quotes, with any line ends. Empty lines and lines that begin with `#` are left out. Text that is no proper CSV is cut
 * at its separators, line by line.
 */
export function readCsvRecords(text: string): readonly CsvRecord[] {
	const content = text.replace(/^\uFEFF/, '');
	const delimiter = delimiterOf(content);
	try {
		const records = parse(content, {
			delimiter,
			quote: '"',
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
			comment: '#',
			comment_no_infix: true,
			info: true,
		}) as unknown as ReadonlyArray<{readonly record: readonly string[]; readonly info: Info}>;
		return records.map(({record, info}) => ({
			// The parser tells the line on which a record ends.
			line: info.lines - record.join('').split(/\r\n|\n|\r/).length + 1,
			cells: record,
		}));
	} catch {
		return content
			.split(/\r\n|\n|\r/)
			.map((line, index) => ({line: index + 1, cells: line.split(delimiter)}))
			.filter(({cells}) => cells.join('').trim() !== '' && cells[0]?.startsWith('#') !== true);
	}
}

/** The separator that the first line with any has most of. */
function delimiterOf(text: string): string {
	for (const line of text.slice(0, 64 * 1024).split(/[\r\n]+/)) {
		const bare = line.replaceAll(/"[^"]*"/g, '');
		const counted = delimiters.map(delimiter => bare.split(delimiter).length - 1);
		const most = Math.max(...counted);
		const found = delimiters[counted.indexOf(most)];
		if (found !== undefined && most > 0 && !bare.startsWith('#')) {
			return found;
		}
	}

	return ',';
}
