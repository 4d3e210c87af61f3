import {safeText, type SafeText} from '../terminal/safe-text.ts';
import {sliceByWidth, textWidth} from '../terminal/width.ts';

/** More of one text is not wrapped but cut with `…`: such a text is read in a file, not in a pane. */
const longestText = 4000;

/**
 * The text over rows of at most `width` columns, broken between words where it can be. Line breaks in the text are
 * kept. The text may be untrusted; the rows are safe to print.
 */
export function wrapText(text: string, width: number): readonly SafeText[] {
	const capped = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
	return capped
		.split('\n')
		.flatMap(line => wrapLine(safeText(line), Math.max(1, width)) as readonly SafeText[]);
}

function wrapLine(line: string, width: number): readonly string[] {
	const rows: string[] = [];
	let row = '';
	for (const word of line.split(/(?<= )/)) {
		if (textWidth(row) + textWidth(word.trimEnd()) <= width) {
			row += word;
			continue;
		}

		if (row !== '') {
			rows.push(row.trimEnd());
		}

		row = word;
		while (textWidth(row.trimEnd()) > width) {
			const piece = sliceByWidth(row, 0, width);
			// A single character wider than the pane still has to move on.
			const taken = piece.length > 0 ? piece.length : 1;
			rows.push(row.slice(0, taken));
			row = row.slice(taken);
		}
	}

	return [...rows, row.trimEnd()];
}
