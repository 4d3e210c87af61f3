import type {Difference} from '../../audited-set.ts';
import {jsonChanges, type JsonChange} from './compare-json.ts';
import {lineChanges, type LineChange} from './compare-lines.ts';
import {changedCells} from './table-cells.ts';

/** Differences told of one file; the last one says how many more there are. */
const maximumChanges = 20;
const excerptLength = 80;

type Change = Pick<Difference, 'line' | 'pointer' | 'column' | 'claimed' | 'found'>;

/**
 * The places in which a file differs from what it should be: values in JSON, cells in tables, else lines.
 *
 * @param file path to be told
 * @param claimed bytes of the file, which differ from `found`
 * @param found what the journal gives
 */
export function differencesOf(file: string, claimed: Buffer, found: Buffer): Difference[] {
	const [own, derived] = textsOf(claimed, found);
	const common = {file, kind: 'changed', onlyLineEndings: false} as const;
	if (own.replaceAll('\r\n', '\n') === derived) {
		const lines = own.split('\r\n').length - 1;
		const endings = `${lines} lines that end with CR LF`;
		return [{...common, line: 1, claimed: endings, found: 'LF alone', onlyLineEndings: true}];
	}

	const changes = changesOf(file, own, derived);
	const told = changes.slice(0, maximumChanges).map(change => ({...common, ...change}));
	const more = changes.length - told.length;
	const last = told.at(-1);
	return last === undefined || more === 0
		? told
		: told.with(-1, {...last, found: `${last.found} (and ${more} more such places in this file)`});
}

/** All lines of a text that are not as they should be: 1-based, in the order of the file. */
export function changedLinesOf(claimed: Buffer, found: Buffer): ReadonlySet<number> {
	const [own, derived] = textsOf(claimed, found);
	return new Set(lineChanges(own.replaceAll('\r\n', '\n'), derived).map(({line}) => line));
}

/** As UTF-8, or byte by byte where that would hide the difference. */
function textsOf(claimed: Buffer, found: Buffer): readonly [string, string] {
	const texts = [claimed.toString(), found.toString()] as const;
	return texts[0] === texts[1] ? [claimed.toString('latin1'), found.toString('latin1')] : texts;
}

function changesOf(file: string, claimed: string, found: string): readonly Change[] {
	if (file.endsWith('.json')) {
		const changes = jsonChanges(claimed, found);
		if (changes !== null && changes.length > 0) {
			const lineOf = lineCounter(claimed);
			return changes.map(change => jsonChange(change, lineOf(change.offset)));
		}
	}

	const lines = lineChanges(claimed, found);
	const claimedLines = file.endsWith('.md') || file.endsWith('.csv') ? claimed.split('\n') : [];
	return lines.flatMap(change => lineChange(file, change, claimedLines));
}

function lineChange(file: string, change: LineChange, lines: readonly string[]): readonly Change[] {
	const {line, claimed, found} = change;
	if (claimed !== null && found !== null) {
		const values = file.endsWith('.jsonl') ? jsonChanges(claimed, found) : null;
		if (values !== null && values.length > 0) {
			return values.map(value => jsonChange(value, line));
		}

		const cells = changedCells(file, change, lines);
		if (cells.length > 0) {
			return cells.map(cell => ({line, column: cell.column, ...excerpts(cell.claimed, cell.found)}));
		}
	}

	return [{line, ...excerpts(claimed, found)}];
}

function jsonChange({pointer, claimed, found}: JsonChange, line: number): Change {
	return {line, pointer, ...excerpts(claimed, found)};
}

/** Both texts around the first character in which they differ. */
export function excerpts(
	claimed: string | null,
	found: string | null,
): Pick<Difference, 'claimed' | 'found'> {
	if (claimed === null || found === null) {
		return {claimed: whole(claimed), found: whole(found)};
	}

	let same = 0;
	while (same < claimed.length && same < found.length && claimed[same] === found[same]) {
		same++;
	}

	const longest = Math.max(claimed.length, found.length);
	const start = longest <= excerptLength ? 0 : Math.max(0, same - 24);
	return {claimed: cut(claimed, start), found: cut(found, start)};
}

function whole(text: string | null): string {
	return text === null ? 'nothing' : cut(text, 0);
}

function cut(text: string, start: number): string {
	const end = start + excerptLength;
	const part = text.slice(start, end).trim();
	const shown = `${start > 0 ? '…' : ''}${part}${end < text.length ? '…' : ''}`;
	return shown === '' ? (text === '' ? 'an empty line' : 'white space') : shown;
}

/** Line numbers of offsets that mostly ascend, without counting from the start each time. */
function lineCounter(text: string): (offset: number) => number {
	let line = 1;
	let at = 0;
	return offset => {
		if (offset < at) {
			line = 1;
			at = 0;
		}

		for (let feed = text.indexOf('\n', at); feed !== -1 && feed < offset; feed = text.indexOf('\n', at)) {
			line++;
			at = feed + 1;
		}

		return line;
	};
}
