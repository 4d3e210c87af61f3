import {htmlTable, isDelimiter, pipeCells, type RawTable} from './raw-table.ts';
import {plainText} from './plain-text.ts';

/** A heading and the lines that it stands over. */
export type Heading = {
	readonly level: number;
	readonly text: string;
	readonly line: number;
	/** Last line of its section. */
	readonly end: number;
	/** Headings above it, outermost first. */
	readonly path: readonly Heading[];
};

/** Something that is said in one go: a paragraph, a list item, a `Key: value` line, a heading. */
export type Unit = {
	readonly kind: 'paragraph' | 'item' | 'heading' | 'code';
	readonly line: number;
	/** As written, lines joined by line feeds; without list marks and quote marks. */
	readonly raw: string;
	/** Without Markdown, lines joined by spaces. */
	readonly text: string;
	/** Where each of its lines starts in `text`. */
	readonly starts: readonly number[];
	readonly heading: Heading | null;
	/** Of a list item, its indent in columns. */
	readonly indent: number;
	/** A box that is ticked: `[x]`. */
	readonly checked: boolean;
};

export type MarkdownDocument = {
	readonly units: readonly Unit[];
	readonly tables: ReadonlyArray<RawTable & {readonly heading: Heading | null}>;
	readonly headings: readonly Heading[];
};

type Open = {kind: 'paragraph' | 'item'; line: number; raw: string[]; indent: number; checked: boolean};
type OpenHeading = {level: number; text: string; line: number; end: number; path: OpenHeading[]};

const fence = /^\s{0,8}(`{3,}|~{3,})/;
const item = /^(\s{0,40})(?:[-*+•‣–]|\d{1,3}[.)])\s{1,8}(?:\[([ xX✓✔])\]\s{0,4})?(?=\S)/;
const keyed = /^(?:[-*_>\s]{0,6})(?:\*\*|__)?[\p{L}][^:|`]{0,48}(?:\*\*|__)?\s?:(?:\*\*|__)?\s/u;

/**
 * Takes a Markdown or plain text file apart. Forgiving: every line ends up somewhere, nothing is refused.
 *
 * @param text the whole file; CRLF and a byte-order mark are tolerated
 */
export function parseDocument(text: string): MarkdownDocument {
	const lines = text.replace(/^\u{feff}/u, '').split(/\r\n|\n|\r/);
	const units: Unit[] = [];
	const tables: Array<RawTable & {heading: Heading | null}> = [];
	const headings: OpenHeading[] = [];
	let open: Open | null = null;
	let heading: OpenHeading | null = null;

	const close = () => {
		if (open !== null) {
			units.push(unitOf(open, heading));
			open = null;
		}
	};

	const startHeading = (level: number, title: string, line: number) => {
		close();
		const path: OpenHeading[] = [];
		for (const above of heading === null ? [] : [...heading.path, heading]) {
			if (above.level < level) {
				path.push(above);
			}
		}

		for (const earlier of headings) {
			if (earlier.level >= level && earlier.end === Number.POSITIVE_INFINITY) {
				earlier.end = line - 1;
			}
		}

		heading = {level, text: plainText(title), line, end: Number.POSITIVE_INFINITY, path};
		headings.push(heading);
		units.push({
			...unitOf({kind: 'paragraph', line, raw: [title], indent: 0, checked: false}, heading),
			kind: 'heading',
		});
	};

	let index = 0;
	while (index < lines.length) {
		const line = lines[index] ?? '';
		const number = index + 1;
		const fenced = fence.exec(line);
		if (fenced !== null) {
			close();
			const end = endOfFence(lines, index, fenced[1] ?? '');
			units.push({
				...unitOf(
					{kind: 'paragraph', line: number, raw: lines.slice(index + 1, end), indent: 0, checked: false},
					heading,
				),
				kind: 'code',
			});
			index = end + 1;
			continue;
		}

		if (/<table[\s>]/i.test(line)) {
			close();
			const table = htmlTable(lines, index);
			if (table !== null) {
				tables.push({...table, heading});
			}

			index = table === null ? index + 1 : table.end;
			continue;
		}

		const next = lines[index + 1];
		if (line.includes('|') && next !== undefined && isDelimiter(next) && pipeCells(line).length > 1) {
			close();
			let end = index + 2;
			while ((lines[end] ?? '').includes('|')) {
				end++;
			}

			tables.push({
				line: number,
				end,
				header: pipeCells(line),
				rows: lines
					.slice(index + 2, end)
					.map((row, offset) => ({line: number + 2 + offset, cells: pipeCells(row)}))
					.filter(({cells}) => !cells.every(cell => /^[\s:+=-]*$/.test(cell))),
				heading,
			});
			index = end;
			continue;
		}

		const content = line.replace(/^\s{0,3}(?:>\s?){1,5}/, '');
		const atx = /^\s{0,3}(#{1,6})\s{1,8}(\S.{0,500})$/.exec(content);
		if (atx !== null) {
			startHeading((atx[1] ?? '').length, (atx[2] ?? '').replace(/\s#{1,6}\s{0,8}$/, ''), number);
		} else if (open !== null && /^\s{0,3}(?:={3,}|-{3,})\s{0,8}$/.test(content) && isTitle(open)) {
			const {raw, line: first} = open;
			open = null;
			startHeading(content.includes('=') ? 1 : 2, raw.join(' '), first);
		} else if (/^[\s=*_#~+|-]*$/.test(content)) {
			close();
			if (/^\s{0,3}(?:-\s?){3,40}$|^\s{0,3}(?:\*\s?){3,40}$|^\s{0,3}(?:_\s?){3,40}$/.test(content)) {
				// What follows a rule is no longer part of the last section: a footer is of the whole report.
				heading = titleOf(heading);
			}
		} else if (item.test(content)) {
			close();
			const [mark, indent = '', box = ''] = item.exec(content) ?? [''];
			open = {
				kind: 'item',
				line: number,
				raw: [content.slice(mark.length)],
				indent: indent.length,
				checked: /[xX✓✔]/.test(box),
			};
		} else if (/^\s{0,3}(?:\*\*|__)[^*_:|]{2,80}(?:\*\*|__)\s{0,8}$/.test(content) && open === null) {
			startHeading(7, content, number);
		} else if (open === null || keyed.test(content) || endsLine(open)) {
			close();
			open = {kind: 'paragraph', line: number, raw: [content], indent: 0, checked: false};
		} else {
			open.raw.push(content);
		}

		index++;
	}

	close();
	for (const open_ of headings) {
		open_.end = Math.min(open_.end, lines.length);
	}

	return {units, tables, headings};
}

/** Line of the file on which an offset of the unit's text stands. */
export function lineAt(unit: Unit, offset: number): number {
	let line = unit.line;
	for (const [index, start] of unit.starts.entries()) {
		if (start <= offset) {
			line = unit.line + index;
		}
	}

	return line;
}

function unitOf({kind, line, raw, indent, checked}: Open, heading: Heading | null): Unit {
	const starts: number[] = [];
	let text = '';
	for (const part of raw) {
		text += text === '' ? '' : ' ';
		starts.push(text.length);
		text += plainText(part);
	}

	return {kind, line, raw: raw.join('\n'), text, starts, heading, indent, checked};
}

function titleOf(heading: OpenHeading | null): OpenHeading | null {
	return heading === null ? null : ([...heading.path, heading].find(({level}) => level === 1) ?? null);
}

/** Two spaces, a backslash or `<br>` at the end: what follows is a line of its own. */
function endsLine({raw}: Open): boolean {
	return /(?: {2,8}|\\|<br\s?\/?>)$/.test(raw.at(-1) ?? '');
}

/** One short line above a line of dashes is a heading; a `Key: value` line above a rule is not. */
function isTitle({kind, raw}: Open): boolean {
	return (
		kind === 'paragraph' && raw.length === 1 && raw.every(line => line.length < 120 && !keyed.test(line))
	);
}

function endOfFence(lines: readonly string[], start: number, mark: string): number {
	let index = start + 1;
	while (
		index < lines.length &&
		!((lines[index] ?? '').trim().startsWith(mark) && /^[\s`~]*$/.test(lines[index] ?? ''))
	) {
		index++;
	}

	return index;
}
