import fc from 'fast-check';
import {expect, test} from 'vitest';
import {gapSign, sparkline} from '../../source/tui/sparkline.ts';

test('a block is as high as its share of the highest value, counted from nothing', () => {
	expect(sparkline([100, 50, 25, 1])).toBe('█▄▂▁');
	expect(sparkline([100, 101])).toBe('██');
});

test('an attempt without an answer is a gap; one that took no time is not', () => {
	expect(sparkline([80, null, 0, 40])).toBe(`█${gapSign}▁▄`);
	expect(sparkline([null, null])).toBe(gapSign.repeat(2));
	expect(sparkline([0, 0])).toBe('▁▁');
	expect(sparkline([])).toBe('');
});

test('one sign a value, a gap where there is none and nowhere else, higher for more', () => {
	const values = fc.array(fc.option(fc.double({min: 0, max: 1e6, noNaN: true})), {maxLength: 80});
	fc.assert(
		fc.property(values, given => {
			const signs = [...sparkline(given)];
			expect(signs).toHaveLength(given.length);
			given.forEach((one, index) => {
				expect(signs[index] === gapSign).toBe(one === null);
				given.forEach((other, at) => {
					if (one !== null && other !== null && one < other) {
						expect(signs[index]! <= signs[at]!).toBe(true);
					}
				});
			});
		}),
	);
});
