import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lineChanges} from '../../../../source/audit/readers/own/compare-lines.ts';

const text = (...lines: readonly string[]): string => lines.join('\n');

test('a line taken out or put in is one change, not all that follow', () => {
	expect(lineChanges(text('a', 'c', 'd'), text('a', 'b', 'c', 'd'))).toEqual([
		{line: 2, claimed: null, found: 'b'},
	]);
	expect(lineChanges(text('a', 'x', 'b', 'c'), text('a', 'b', 'c'))).toEqual([
		{line: 2, claimed: 'x', found: null},
	]);
	expect(lineChanges(text('a', 'b', 'X', 'd', 'e', 'new'), text('a', 'b', 'c', 'd', 'e'))).toEqual([
		{line: 3, claimed: 'X', found: 'c'},
		{line: 6, claimed: 'new', found: null},
	]);
	expect(lineChanges('', 'a')).toEqual([{line: 1, claimed: '', found: 'a'}]);
});

test('the changes are what turns one text into the other, and there are none between equal texts', () => {
	const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), {maxLength: 12});
	fc.assert(
		fc.property(lines, lines, (one, other) => {
			const changes = lineChanges(one.join('\n'), other.join('\n'));
			expect(changes.length === 0).toBe(one.join('\n') === other.join('\n'));
			const kept = (all: readonly string[], side: 'claimed' | 'found'): readonly string[] => {
				const rest = (all.length === 0 ? [''] : [...all]).sort();
				for (const change of changes) {
					const value = change[side];
					if (value !== null) {
						expect(rest).toContain(value);
						rest.splice(rest.indexOf(value), 1);
					}
				}

				return rest;
			};
			expect(kept(one, 'claimed')).toEqual(kept(other, 'found'));
		}),
	);
});

test('texts without anything in common are told fast', () => {
	const many = (word: string): string =>
		Array.from({length: 20_000}, (_, index) => `${word}${index}`).join('\n');
	expect(lineChanges(`${many('a')}\nmore`, many('b'))).toHaveLength(20_001);
});
