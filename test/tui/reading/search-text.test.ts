import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {buildLineRows} from '../../../source/tui/reading/line-rows.ts';
import {indexOfMatch} from '../../../source/tui/reading/match-index.ts';
import {buildSearch, matchesIn, queryOf} from '../../../source/tui/reading/search-text.ts';

function offsets(text: string | Buffer, wanted: string, slice = 5, isText = true): number[] {
	const builder = buildSearch(Buffer.from(text as string), isText, queryOf(wanted)!);
	while (!builder.step(slice));
	const {count, at} = builder.found();
	return Array.from({length: count}, (_, index) => at(index));
}

describe('searching a body', () => {
	test('finds what String.indexOf finds, at byte offsets, in slices of any size', () => {
		const text = fc
			.array(fc.constantFrom('a', 'b', 'Ж', '日', '😀', ' ', '"'), {minLength: 200, maxLength: 400})
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(
				text,
				fc.constantFrom('a', 'ab', 'Ж', '日a', '😀', 'aЖ', '"'),
				fc.integer({min: 1, max: 400}),
				(body, wanted, slice) => {
					const expected = [];
					for (let at = body.indexOf(wanted); at !== -1; at = body.indexOf(wanted, at + wanted.length)) {
						expected.push(Buffer.byteLength(body.slice(0, at)));
					}

					expect(offsets(body, wanted, slice)).toEqual(expected);
				},
			),
			{numRuns: 300},
		);
	});

	test('letters of either case are the same until a capital is typed', () => {
		expect(offsets('место Место МЕСТО', 'место')).toHaveLength(3);
		expect(offsets('место Место МЕСТО', 'Место')).toHaveLength(1);
	});

	test('a letter is found in its escape, / in \\/, and JSON without blanks as it is shown', () => {
		expect(offsets('{"a":"\\u041c\\u0435\\u0441\\u0442\\u043E"}', 'место')).toEqual([6]);
		expect(offsets('"http:\\/\\/x"', 'http://x')).toEqual([1]);
		expect(offsets('{"id":12}', '"id": 12')).toEqual([1]);
	});

	test('what means something in a pattern is only text', () => {
		expect(offsets('a.b a+b (x) $1 [0] \\d', '(x) $1 [0] \\d')).toEqual([8]);
		expect(offsets('axb', 'a.b')).toEqual([]);
	});

	test('in bytes that are no text the bytes of the query are found', () => {
		expect(offsets(Buffer.from([0, 1, 0x41, 0x42, 0xff, 0x41, 0x42]), 'AB', 3, false)).toEqual([2, 5]);
	});

	test('a match that is on screen is marked where it stands', () => {
		expect(matchesIn('xx Ряд 3, ряд 4', queryOf('ряд')!)).toEqual([
			[3, 6],
			[10, 13],
		]);
	});

	test('the match after an offset, and the one before it', () => {
		const found = {count: 3, at: (index: number) => [10, 20, 30][index]!, isCut: false};
		expect([0, 10, 11, 31].map(from => indexOfMatch(found, from, 1))).toEqual([0, 0, 1, -1]);
		expect([0, 10, 11, 31].map(from => indexOfMatch(found, from, -1))).toEqual([-1, -1, 0, 2]);
	});
});

describe('lines of a text', () => {
	test('are those of the text; long ones go on in further rows, never inside a character', () => {
		const text = fc.array(
			fc.constantFrom('a', 'Ж', '日', '😀', '\n', '\r\n', 'x'.repeat(1999), 'Ж'.repeat(1500)),
			{maxLength: 30},
		);
		fc.assert(
			fc.property(text, fc.integer({min: 1, max: 5000}), (parts, slice) => {
				const bytes = Buffer.from(parts.join(''));
				const builder = buildLineRows(bytes);
				while (!builder.step(slice));
				const rows = builder.result();
				const lines: string[] = [];
				for (let row = 0; row < rows.length; row++) {
					const piece = bytes.toString('utf8', rows.start(row), rows.end(row));
					expect(piece).not.toContain('\ufffd');
					expect(rows.end(row) - rows.start(row)).toBeLessThanOrEqual(2004);
					lines.push(rows.isMore(row) ? `${lines.pop() ?? ''}${piece}` : piece);
				}

				const expected = bytes.toString().split(/\r?\n/);
				if (expected.at(-1) === '') {
					expected.pop();
				}

				expect(lines).toEqual(expected);
			}),
		);
	});
});
