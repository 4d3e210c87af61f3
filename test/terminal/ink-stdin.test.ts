import {PassThrough} from 'node:stream';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createInputFilter, inkStdin} from '../../source/terminal/ink-stdin.ts';

function filtered(...chunks: string[]): string {
	const filter = createInputFilter();
	return chunks.map(chunk => filter(chunk)).join('');
}

describe('what the keyboard sends', () => {
	test('passes when Ink has a name for it', () => {
		for (const keys of [
			'abc Привет\r',
			'\u007f',
			'\u001b',
			'\u001b[A\u001b[B\u001b[C\u001b[D',
			'\u001b[1;5A\u001b[1;2D\u001b[1;3C',
			'\u001bOA\u001bOH\u001b[H\u001b[F\u001b[1~\u001b[4~',
			'\u001b[5~\u001b[6~\u001b[5;5~',
			'\u001b[Z\u001b[15~\u001bOP',
			'\u001bf\u001b\r',
			'\u001b[3;5~',
		]) {
			expect(filtered(keys)).toBe(keys);
		}
	});

	test('has Delete told apart from Backspace', () => {
		expect(filtered('\u001b[3~\u007f')).toBe('\u001b[>3~\u007f');
	});

	test.each([
		['Ctrl+F1', '\u001b[1;5P'],
		['Ctrl+F4', '\u001b[1;5S'],
		['Ctrl and a keypad key', '\u001b[1;5j'],
		['Ctrl+F13', '\u001b[25;5~'],
		['focus', '\u001b[I'],
		['mouse', '\u001b[<0;10;5M'],
		['cursor place', '\u001b[12;40R'],
		['device attributes', '\u001b[?62;c'],
		['colour report', '\u001b]11;rgb:ffff/ffff/ffff\u001b\\'],
		['colour report with BEL', '\u001b]11;rgb:ffff/ffff/ffff\u0007'],
		['version report', '\u001bP>|xterm(390)\u001b\\'],
	])('loses %s, which Ink would choke on or take for text', (_, sequence) => {
		expect(filtered(`a${sequence}b`)).toBe('ab');
	});
});

describe('a paste', () => {
	test('reaches Ink as one piece of text', () => {
		expect(filtered('\u001b[200~a\u001b[201', '~')).toBe('\u001b[200~a\u001b[201~');
		expect(filtered('x\u001b[200~a\u001b[31m\u0003b\r\n\tc\u001b[201~\u001b[3~')).toBe(
			'x\u001b[200~a[31mb\r\n\tc\u001b[201~\u001b[>3~',
		);
	});

	test('cannot end itself early or press keys', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('a', '\u001b', '[201~', '\u001b[20', '1~', '\u001b[A', '\u0003', '\r', 'я')),
				parts => {
					const text = parts.join('').replaceAll('\u001b[201~', '');
					fc.pre(!text.includes('\u001b[201~'));
					const passed = filtered(`\u001b[200~${text}`, '\u001b[201~');
					expect(passed.split('\u001b')).toHaveLength(3);
				},
			),
		);
	});

	test('comes out the same however the line splits it', () => {
		const typed = 'ab\u001b[200~один\r\u001b[1mдва\u001b[201~q';
		for (let at = typed.indexOf('один'); at <= typed.length; at++) {
			expect(filtered(typed.slice(0, at), typed.slice(at))).toBe(filtered(typed));
		}
	});
});

describe('standard input for Ink', () => {
	test('is filtered when read, and is otherwise the stream itself', () => {
		const stream = new PassThrough();
		stream.setEncoding('utf8');
		const wrapped = inkStdin(stream as unknown as NodeJS.ReadStream);
		stream.write('a\u001b[1;5Pb');
		expect(wrapped.read()).toBe('ab');
		expect(wrapped.read()).toBeNull();
		wrapped.setRawMode = () => wrapped;
		expect(stream).toHaveProperty('setRawMode');
	});
});
