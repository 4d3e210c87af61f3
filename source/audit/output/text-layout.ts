import {safeText} from '../../terminal/safe-text.ts';
import {sliceByWidth, textWidth} from '../../terminal/width.ts';

/** How a piece of text looks; colour is never the only sign. */
export type Tone = 'bad' | 'caution' | 'ok' | 'muted' | 'strong' | 'plain';

/** Where text is printed: how wide it may be, and how a tone is put around it. */
export type Page = {
	/** Columns, from 40 to 120. */
	readonly width: number;
	paint(tone: Tone, text: string): string;
};

const codes: Readonly<Record<Exclude<Tone, 'plain'>, readonly [on: number, off: number]>> = {
	bad: [31, 39],
	caution: [33, 39],
	ok: [32, 39],
	muted: [2, 22],
	strong: [1, 22],
};

/** Longer lines are hard to follow from one end to the other. */
const widest = 120;

/** @param columns as the terminal says; narrower than 40 is not laid out for, and more than 120 are not used */
export function pageOf(columns: number, isColoured: boolean): Page {
	return {
		width: Math.min(widest, Math.max(40, columns)),
		paint: (tone, text) =>
			!isColoured || tone === 'plain' || text === ''
				? text
				: `\u001B[${codes[tone][0]}m${text}\u001B[${codes[tone][1]}m`,
	};
}

/** Untrusted text as one safe line, cut with the number of characters left out. */
export function shown(untrusted: string, maximumLength = 240): string {
	return safeText(untrusted.replaceAll(/\s+/g, ' ').trim(), {maximumLength});
}

/** Safe text over lines of at most `width` columns, broken between words, and within a word that is wider. */
export function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/(?<= )/)) {
		if (textWidth(line) + textWidth(word.trimEnd()) <= width) {
			line += word;
			continue;
		}

		if (line.trim() !== '') {
			lines.push(line.trimEnd());
		}

		line = word;
		while (textWidth(line.trimEnd()) > width) {
			const taken = breakAt(line, width);
			lines.push(line.slice(0, taken));
			line = line.slice(taken);
		}
	}

	return [...lines, line.trimEnd()];
}

/** A long word is mostly a path: after its last slash or underscore that fits, if that is not too early. */
function breakAt(word: string, width: number): number {
	const piece = sliceByWidth(word, 0, width);
	const seam = Math.max(piece.lastIndexOf('/'), piece.lastIndexOf('_')) + 1;
	return seam > piece.length / 2 ? seam : Math.max(1, piece.length);
}

/** Wrapped text whose first line begins with `lead` and whose others stand below it. */
export function hanging(lead: string, text: string, width: number): readonly string[] {
	const indent = textWidth(lead);
	return wrapped(text, Math.max(20, width - indent)).map(
		(line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line,
	);
}

/** A heading between empty lines; `rest` stands beside the title, in plain. */
export function heading(title: string, rest: string, page: Page, tone: Tone = 'plain'): readonly string[] {
	const lines = wrapped(rest === '' ? title : `${title}  ${rest}`, page.width);
	return [
		'',
		...lines.map(line =>
			line.startsWith(title)
				? page.paint(tone, page.paint('strong', title)) + line.slice(title.length)
				: line,
		),
		'',
	];
}
