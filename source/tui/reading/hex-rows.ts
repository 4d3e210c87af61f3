import type {Span} from '../spans.ts';

/** A row of bytes: offset, bytes in hex, and those that are ASCII as text. Made from the bytes themselves, row by row. */
export function hexRowSpans(bytes: Buffer, row: number, columns: number): readonly Span[] {
	const start = row * columns;
	const part = bytes.subarray(start, start + columns);
	const codes = [...part];
	const hex = codes.map(code => code.toString(16).padStart(2, '0'));
	const halves = [hex.slice(0, columns / 2).join(' '), hex.slice(columns / 2).join(' ')];
	const text = codes.map(code => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·')).join('');
	return [
		[`${start.toString(16).padStart(8, '0')}  `, 'muted'],
		[halves.join('  ').padEnd(columns * 3 + 2)],
		[text, 'string'],
	];
}
