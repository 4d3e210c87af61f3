/** How far lines of JSON are indented while they are typed. */
import {openerOf} from './brackets.ts';
import {bracketsOf} from './json-line.ts';

type Place = {readonly row: number; readonly offset: number};

/** Rows that are looked at for how the text is indented. */
const sampleRows = 200;

/** One step of indentation, as the text has it already: a tab, or blanks; two blanks where nothing is indented yet. */
export function indentUnit(lines: readonly string[]): string {
	for (const line of lines.slice(0, sampleRows)) {
		const indent = indentOf(line);
		if (indent !== '' && indent.length < line.length) {
			return indent.startsWith('\t') ? '\t' : indent.slice(0, 8);
		}
	}

	return '  ';
}

function indentOf(line: string): string {
	return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/**
 * What Enter puts in at a place, and how much of it stands before the cursor. After an opening bracket the new line is
 * one step deeper; where its closing bracket follows at once, that one gets a line of its own.
 */
export function lineBreakAt(
	lines: readonly string[],
	{row, offset}: Place,
): {readonly text: string; readonly cursor: number; readonly skipped: number} {
	const line = lines[row] ?? '';
	const before = line.slice(0, offset);
	const after = line.slice(offset);
	const indent = indentOf(before);
	const opened = bracketsOf(before, row).at(-1);
	const isOpened =
		opened !== undefined && '{['.includes(opened.text) && before.trimEnd().length - 1 === opened.offset;
	const blanks = /^[ \t]*/.exec(after)?.[0].length ?? 0;
	const closes = /^[}\]]/.test(after.slice(blanks));
	if (isOpened) {
		const deeper = `\n${indent}${indentUnit(lines)}`;
		return closes
			? {text: `${deeper}\n${indent}`, cursor: deeper.length, skipped: blanks}
			: {text: deeper, cursor: deeper.length, skipped: 0};
	}

	const opener = closes && before.trim() !== '' ? openerOf(lines, {row, offset}) : null;
	const text = `\n${opener === null ? indent : indentOf(lines[opener.row] ?? '')}`;
	return {text, cursor: text.length, skipped: opener === null ? 0 : blanks};
}

/**
 * The indent that a closing bracket wants when it is typed as the first of its line: that of the line that its partner
 * stands in; `null` where it stays where it is.
 */
export function closingIndent(lines: readonly string[], {row, offset}: Place): string | null {
	const before = (lines[row] ?? '').slice(0, offset);
	if (before.trim() !== '') {
		return null;
	}

	const opener = openerOf(lines, {row, offset});
	return opener === null ? null : indentOf(lines[opener.row] ?? '');
}
