import {expect, test} from 'vitest';
import {differencesOf} from '../../../../source/audit/readers/own/compare-file.ts';
import type {Difference} from '../../../../source/audit/audited-set.ts';

const compare = (file: string, claimed: string | Buffer, found: string): readonly Difference[] =>
	differencesOf(file, Buffer.from(claimed), Buffer.from(found));

test('JSON is compared value by value, as it is written', () => {
	const found = '{\n  "a": 1,\n  "b": {"c/d": [1, 2]},\n  "e": 12345678901234567890\n}\n';
	const claimed =
		'{\n  "a": 1.0,\n  "b": {"c/d": [1, 3, 4]},\n  "e": 12345678901234567891,\n  "x": true\n}\n';
	expect(
		compare('a.json', claimed, found).map(({line, pointer, claimed: own, found: other}) => [
			line,
			pointer,
			own,
			other,
		]),
	).toEqual([
		[2, '/a', '1.0', '1'],
		[3, '/b/c~1d/1', '3', '2'],
		[3, '/b/c~1d/2', '4', 'nothing'],
		[4, '/e', '12345678901234567891', '12345678901234567890'],
		[5, '/x', 'true', 'nothing'],
	]);
});

test('a key that stands twice is seen', () => {
	expect(compare('a.json', '{"a":2,"a":1}', '{"a":1}')).toMatchObject([
		{pointer: '/a', claimed: '2', found: '1'},
		{pointer: '/a', claimed: '1', found: 'nothing'},
	]);
});

test('JSON of equal values is compared by its lines', () => {
	expect(compare('a.json', '{ "a":1}\n', '{"a":1}\n')).toMatchObject([{line: 1, claimed: '{ "a":1}'}]);
});

test('cells of tables have their column, also behind an escaped bar', () => {
	const table = (cell: string): string =>
		`# T\n\n| A | B | C |\n| --- | ---: | :-: |\n| 1 | x \\| y | ${cell} |\n`;
	expect(compare('r.md', table('no'), table('yes'))).toMatchObject([
		{line: 5, column: 'C', claimed: 'no', found: 'yes'},
	]);
	const csv = (cell: string): string => `table_name,count_before\n"a,""b""","${cell}"\n`;
	expect(compare('c.csv', csv('2'), csv('1'))).toMatchObject([
		{line: 2, column: 'count_before', claimed: '2'},
	]);
});

test('line endings alone are said to be that', () => {
	expect(compare('r.md', 'a\r\nb\r\n', 'a\nb\n')).toEqual([
		{
			file: 'r.md',
			kind: 'changed',
			line: 1,
			claimed: '2 lines that end with CR LF',
			found: 'LF alone',
			onlyLineEndings: true,
		},
	]);
	expect(compare('r.md', 'a\r\nc\r\n', 'a\nb\n')).toMatchObject([{onlyLineEndings: false}, {}]);
});

test('bytes that are no text are not lost', () => {
	expect(compare('r.html', Buffer.from([0x61, 0xff]), 'a\ufffd')).toMatchObject([{line: 1, claimed: 'aÿ'}]);
});

test('long lines are quoted around what differs, many changes are counted', () => {
	const long = (middle: string): string => `${'x'.repeat(500)}${middle}${'y'.repeat(500)}`;
	const [change] = compare('r.html', long('1'), long('2'));
	expect(change?.claimed).toMatch(/^…x{24}1y+…$/);
	expect(change?.found).toMatch(/^…x{24}2y+…$/);
	const lines = (word: string): string =>
		Array.from({length: 30}, (_, index) => `${word}${index}`).join('\n');
	const many = compare('r.html', lines('a'), lines('b'));
	expect(many).toHaveLength(20);
	expect(many.at(-1)?.found).toBe('b19 (and 10 more such places in this file)');
});
