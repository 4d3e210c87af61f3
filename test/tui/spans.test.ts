import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {textWidth} from '../../source/terminal/width.ts';
import {fitSpans, spread, type Span} from '../../source/tui/spans.ts';
import {wrapText} from '../../source/tui/wrap-text.ts';

function rowText(spans: readonly Span[], width: number): string {
	return fitSpans(spans, width)
		.map(({text}) => text)
		.join('');
}

describe('a row', () => {
	test('is cut with a sign and padded to its width', () => {
		expect(rowText([['abc'], ['def']], 8)).toBe('abcdef  ');
		expect(rowText([['abc'], ['def']], 6)).toBe('abcdef');
		expect(rowText([['abc'], ['def']], 5)).toBe('abcd…');
		expect(rowText([['abc'], ['def']], 3)).toBe('ab…');
		expect(rowText([['日本'], ['x']], 4)).toBe('日… ');
	});

	test('has exactly its width and no control character, whatever comes from outside', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({unit: 'binary', maxLength: 200}), {maxLength: 4}),
				fc.integer({min: 1, max: 60}),
				(texts, width) => {
					const row = rowText(
						texts.map(text => [text] as const),
						width,
					);
					expect(row).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
					expect(textWidth(row)).toBe(width);
				},
			),
		);
	});

	test('takes no time over a line of a hundred thousand letters', () => {
		expect(rowText([['Ж'.repeat(140_000)]], 20)).toBe(`${'Ж'.repeat(19)}…`);
	});

	test('keeps its right end when its left part is too long', () => {
		expect(rowText(spread([['a long name']], [['200']], 10), 10)).toBe('a lon… 200');
		expect(rowText(spread([['abc']], [['200']], 10), 10)).toBe('abc    200');
	});
});

describe('wrapping', () => {
	test('breaks between words, and inside words that are too long', () => {
		expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
		expect(wrapText('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
		expect(wrapText('a\n\nb', 10)).toEqual(['a', '', 'b']);
	});

	test('loses nothing and stays within the width', () => {
		fc.assert(
			fc.property(
				fc.string({unit: 'grapheme', maxLength: 300}),
				fc.integer({min: 2, max: 40}),
				(text, width) => {
					for (const row of wrapText(text, width)) {
						expect(textWidth(row)).toBeLessThanOrEqual(width);
					}
				},
			),
		);
		const letters = 'слово '.repeat(40);
		expect(wrapText(letters, 17).join(' ').replaceAll(' ', '')).toBe(letters.replaceAll(' ', ''));
	});
});
