import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {
	countGraphemes,
	graphemeIndex,
	graphemeOffset,
	graphemes,
	isSimple,
} from '../../source/terminal/graphemes.ts';
import {safeText} from '../../source/terminal/safe-text.ts';
import {createWidths, cutToWidth, padToWidth, sliceByWidth, textWidth} from '../../source/terminal/width.ts';

const family = '👨\u200d👩\u200d👧';
const mixed = fc
	.array(
		fc.constantFrom(
			'a',
			'Z',
			'7',
			' ',
			'я',
			'Ё',
			'й',
			'é',
			'日',
			'本',
			'ｱ',
			'한',
			'국',
			'👍',
			'👍🏽',
			family,
			'🇷🇺',
			'—',
			'│',
		),
		{maxLength: 60},
	)
	.map(parts => parts.join(''));

/** Widths that record what they hand to `string-width`. */
function counted() {
	const asked: string[] = [];
	const widths = createWidths(character => {
		asked.push(character);
		return stringWidth(character);
	});
	return {asked, widths};
}

describe('the width of text', () => {
	test.each([
		['', 0],
		['plain ASCII', 11],
		['Привет', 6],
		['и\u0306', 1],
		['日本', 4],
		['ｱｲ', 2],
		['한국', 4],
		['👍🏽', 2],
		[family, 2],
		['🇷🇺', 2],
		['┌─│…→', 5],
	])('%j is %i columns', (text, columns) => {
		expect(textWidth(text)).toBe(columns);
	});

	test('is what Ink measures, for every character that is not measured at all', () => {
		for (let code = 0; code <= 0xffff; code++) {
			if (isSimple(code)) {
				expect([code.toString(16), stringWidth(String.fromCharCode(code))]).toEqual([code.toString(16), 1]);
			}
		}
	});

	test('is what Ink measures, for mixed text', () => {
		fc.assert(
			fc.property(mixed, text => {
				expect(textWidth(text)).toBe(stringWidth(text));
			}),
		);
	});

	test('is what Ink measures once hostile text has been made safe', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), text => {
				const safe = safeText(text);
				expect(textWidth(safe)).toBe(stringWidth(safe));
			}),
		);
	});

	test('of a long Cyrillic line asks string-width nothing', () => {
		const {asked, widths} = counted();
		const line = 'Съешь ещё этих мягких французских булок '.repeat(3500);
		expect(line.length).toBe(140_000);
		expect(widths.textWidth(line)).toBe(140_000);
		expect(widths.cutToWidth(line, 80)).toHaveLength(80);
		expect(widths.sliceByWidth(line, 100_000, 80)).toHaveLength(80);
		expect(asked).toEqual([]);
	});

	test('of a long mixed line asks about each distinct character once, never about a line', () => {
		const {asked, widths} = counted();
		expect(widths.textWidth('abc日本 👍🏽'.repeat(10_000))).toBe(100_000);
		expect(asked.length).toBeLessThan(20);
		expect(Math.max(...asked.map(text => text.length))).toBeLessThanOrEqual(4);
	});

	test('a cut looks only at what it shows', () => {
		const {asked, widths} = counted();
		const distinct = String.fromCodePoint(...Array.from({length: 5000}, (_, index) => 0x4e00 + index));
		expect(widths.cutToWidth(distinct, 20)).toHaveLength(10);
		expect(asked.length).toBeLessThan(20);
	});

	test('of 100,000 marks on one base hands over only short pieces', () => {
		const {asked, widths} = counted();
		expect(widths.textWidth(`a${'\u0301'.repeat(100_000)}`)).toBe(1);
		expect(Math.max(...asked.map(text => text.length))).toBeLessThanOrEqual(200);
	});

	test('forgets the characters that were not seen for longest', () => {
		const {asked, widths} = counted();
		const many = (from: number) =>
			String.fromCodePoint(...Array.from({length: 4096}, (_, index) => from + index));
		widths.textWidth('日');
		widths.textWidth(many(0x20000));
		widths.textWidth('日');
		expect(asked.filter(text => text === '日')).toHaveLength(2);
		expect(asked).toHaveLength(4098);
	});
});

describe('cutting to columns', () => {
	test('leaves what fits and puts an ellipsis where something is missing', () => {
		expect(cutToWidth('Привет', 6)).toBe('Привет');
		expect(cutToWidth('Привет, мир', 6)).toBe('Приве…');
		expect(cutToWidth('Привет, мир', 6, {ellipsis: ''})).toBe('Привет');
		expect(cutToWidth('日本語', 4)).toBe('日…');
		expect(cutToWidth(`${family}${family}`, 3)).toBe(`${family}…`);
		expect(cutToWidth('abc', 0)).toBe('');
		expect(cutToWidth('abc', 1)).toBe('…');
	});

	test('fills up to exactly the columns', () => {
		expect(padToWidth('日本', 6)).toBe('日本  ');
		expect(padToWidth('日本語', 4)).toBe('日… ');
		expect(padToWidth('', 3)).toBe('   ');
	});

	test('slices columns and keeps what follows a halved character in place', () => {
		expect(sliceByWidth('abcdef', 2, 3)).toBe('cde');
		expect(sliceByWidth('абвгде', 2, 3)).toBe('вгд');
		expect(sliceByWidth('日本語', 1, 3)).toBe(' 本');
		expect(sliceByWidth('日本語', 2, 3)).toBe('本');
		expect(sliceByWidth('abc', 5, 3)).toBe('');
	});

	test('keeps its promises for any text', () => {
		fc.assert(
			fc.property(mixed, fc.nat(90), fc.nat(90), (text, columns, start) => {
				expect(textWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
				expect(textWidth(padToWidth(text, columns))).toBe(columns);
				expect(textWidth(sliceByWidth(text, start, columns))).toBeLessThanOrEqual(columns);
				expect(sliceByWidth(text, 0, textWidth(text))).toBe(text);
			}),
		);
	});
});

describe('characters as a person counts them', () => {
	test('are found in any text and lose nothing', () => {
		expect(graphemes(`aй${family}e\u0301🇷🇺日`)).toEqual(['a', 'й', family, 'e\u0301', '🇷🇺', '日']);
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), mixed, (wild, tame) => {
				expect(graphemes(wild + tame).join('')).toBe(wild + tame);
				expect(countGraphemes(wild + tame)).toBe(graphemes(wild + tame).length);
			}),
		);
	});

	test('agree with Intl.Segmenter, in long text too', () => {
		const segmenter = new Intl.Segmenter('und');
		fc.assert(
			fc.property(fc.array(mixed, {maxLength: 12}), parts => {
				const text = parts.join('');
				expect(graphemes(text)).toEqual([...segmenter.segment(text)].map(({segment}) => segment));
			}),
		);
	});

	test('have places that can be told both ways', () => {
		fc.assert(
			fc.property(mixed, text => {
				const all = graphemes(text);
				for (let index = 0; index <= all.length; index++) {
					const offset = graphemeOffset(text, index);
					expect(offset).toBe(all.slice(0, index).join('').length);
					expect(graphemeIndex(text, offset)).toBe(index);
				}
			}),
		);
	});

	test('a place inside a character counts that character', () => {
		expect(graphemeIndex(`a${family}`, 3)).toBe(2);
	});
});
