import {describe, expect, test} from 'vitest';
import {bracketAt} from '../../../source/tui/brackets.ts';
import {bracketsOf, linePieces} from '../../../source/tui/json-line.ts';

/** The pieces of a line as `kind:text`. */
function pieces(line: string): string[] {
	return linePieces(line).map(({kind, start, end}) => `${kind}:${line.slice(start, end)}`);
}

describe('a line of JSON', () => {
	test('falls into keys, values, signs and variables', () => {
		expect(pieces('  "price": -1.5e3, "ok": true')).toEqual([
			'key:"price"',
			'sign::',
			'number:-1.5e3',
			'sign:,',
			'key:"ok"',
			'sign::',
			'word:true',
		]);
	});

	test('has variables as one piece, in strings and outside of them', () => {
		expect(pieces('"id": {{ event_id }}, "x": "a{{b}}c"')).toEqual([
			'key:"id"',
			'sign::',
			'variable:{{ event_id }}',
			'sign:,',
			'key:"x"',
			'sign::',
			'string:"a{{b}}c"',
			'variable:{{b}}',
		]);
		expect(pieces('"\\\\{{a}} \\{{b}}"').filter(piece => piece.startsWith('variable'))).toEqual([
			'variable:{{a}}',
		]);
	});

	test('may be broken anywhere', () => {
		expect(pieces('{"open')).toEqual(['bracket:{', 'string:"open']);
		expect(pieces('"a\\')).toEqual(['string:"a\\']);
		expect(pieces('€"')).toEqual(['other:€', 'string:"']);
	});

	test('brackets in strings and the braces of variables build nothing', () => {
		expect(bracketsOf('{"a{[": [{{b}}, "\\"]"]}', 0).map(({text}) => text)).toEqual(['{', '[', ']', '}']);
	});
});

describe('the partner of a bracket', () => {
	const lines = ['{', '  "a": [1, "]", {{b}}],', '  "c": {}', '}'];

	test.each<[string, number, number, string]>([
		['an opening one', 0, 0, '3:0'],
		['a closing one', 3, 0, '0:0'],
		['one before the cursor', 3, 1, '0:0'],
		['a list with a bracket in a string', 1, 7, '1:21'],
		['the one under the cursor before the one beside it', 2, 8, '2:7'],
	])('of %s', (_, row, offset, expected) => {
		const partner = bracketAt(lines, row, offset)?.partner;
		expect(`${partner?.row}:${partner?.offset}`).toBe(expected);
	});

	test('is missing, or of another kind: both are told', () => {
		expect(bracketAt(['{"a": 1'], 0, 0)).toMatchObject({partner: null, fits: true});
		expect(bracketAt(['[1}'], 0, 0)).toMatchObject({fits: false});
		expect(bracketAt(['"{"'], 0, 1)).toBeNull();
		expect(bracketAt(lines, 1, 4)).toBeNull();
	});
});
