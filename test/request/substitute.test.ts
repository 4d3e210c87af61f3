import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {bodyProblem} from '../../source/request/body-problem.ts';
import {
	substituteHeader,
	substituteJson,
	substitutePathSegment,
	substituteQuery,
	substituteText,
	variablesIn,
} from '../../source/request/substitute.ts';

function filling(values: Record<string, string>, where = 'the body') {
	return {variables: new Map(Object.entries(values)), endpoint: '6.1', where};
}

const anyText = fc.string({unit: 'binary', maxLength: 30});

describe('names', () => {
	test('are found once each, with blanks around them', () => {
		expect(variablesIn('{{a}} {{ b.c-d }} {{a}} {{_1}}')).toEqual(['a', 'b.c-d', '_1']);
	});

	test('braces without a name, and escaped ones, are text', () => {
		const text = '{{}} {{1}} {{a b}} {a} \\{{a}} {"x":{"y":{}}}';
		expect(variablesIn(text)).toEqual([]);
		expect(substituteText(text, filling({a: 'A'}))).toBe('{{}} {{1}} {{a b}} {a} {{a}} {"x":{"y":{}}}');
	});

	test('a value is not searched for variables again', () => {
		expect(substituteText('{{a}}', filling({a: '{{b}}', b: 'x'}))).toBe('{{b}}');
	});

	test('a missing one is named with its place and its neighbour', () => {
		expect(() => substituteText('{{evnt_id}}', filling({event_id: '33'}, 'path value event_id'))).toThrow(
			expect.objectContaining({
				code: 'variable-missing',
				message: 'The variable evnt_id has no value; path value event_id needs it.',
				next: 'Set evnt_id, or write event_id if that was meant.',
				place: {endpoint: '6.1'},
			}),
		);
	});
});

describe('path', () => {
	test('a value stays one segment', () => {
		fc.assert(
			fc.property(
				anyText.filter(value => !['', '.', '..'].includes(value)),
				value => {
					const segment = substitutePathSegment('{{v}}', filling({v: value}));
					const url = new URL(`http://h/a/${segment}/b`);
					expect(url.href).toBe(`http://h/a/${segment}/b`);
					expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', value, 'b']);
				},
			),
		);
	});

	test.each(['', '.', '..'])('%j would change the path and is refused', value => {
		expect(() => substitutePathSegment('{{v}}', filling({v: value}, 'path value event_id'))).toThrow(
			expect.objectContaining({code: 'path-value-invalid'}),
		);
	});

	test('half of a character is refused', () => {
		expect(() => substitutePathSegment('\ud800', filling({}))).toThrow(
			expect.objectContaining({code: 'value-invalid'}),
		);
	});
});

describe('query', () => {
	test('keeps order and repeated names, adds no brackets', () => {
		const query = substituteQuery(
			[
				['b', '{{v}}'],
				['a[]', '1'],
				['b', '2&c=3'],
				['empty', ''],
			],
			filling({v: "Д'#+ %"}),
		);
		expect(query).toBe('b=%D0%94%27%23%2B%20%25&a%5B%5D=1&b=2%26c%3D3&empty=');
	});

	test('is the same after a URL parser, and gives back what was put in', () => {
		const withoutBraces = anyText.filter(value => !value.includes('{'));
		fc.assert(
			fc.property(fc.array(fc.tuple(withoutBraces, withoutBraces), {minLength: 1}), pairs => {
				const url = `http://h/?${substituteQuery(pairs, filling({}))}`;
				expect(new URL(url).href).toBe(url);
				const parts = url.slice(url.indexOf('?') + 1).split('&');
				expect(parts.map(part => part.split('=').map(decodeURIComponent))).toEqual(pairs);
			}),
		);
	});
});

describe('header', () => {
	test.each(['a\r\nX-Injected: 1', 'a\nb', 'a\0b', 'a\u007fb', 'Анна', 'a\u00a0b', 'a\u2028b'])(
		'%j is refused',
		value => {
			const failing = () => substituteHeader('{{v}}', filling({v: value}, 'header X-Name'));
			expect(failing).toThrow(expect.objectContaining({code: 'header-invalid'}));
			expect(failing).toThrow(/^Header X-Name holds U\+[\dA-F]{4}, which a header cannot carry\.$/);
		},
	);

	test('blanks around the value are dropped, tabs inside stay', () => {
		expect(substituteHeader('  a\tb ', filling({}))).toBe('a\tb');
	});
});

describe('JSON', () => {
	test('any value inside a string stays inside it', () => {
		fc.assert(
			fc.property(anyText, value => {
				const text = substituteJson('{"a":"<{{v}}>","b":[1]}', filling({v: value}));
				expect(JSON.parse(text)).toEqual({a: `<${value}>`, b: [1]});
			}),
		);
	});

	test('any value in value position is one value', () => {
		fc.assert(
			fc.property(anyText, value => {
				const parsed = JSON.parse(substituteJson('[{{v}},2]', filling({v: value}))) as unknown[];
				expect(parsed).toHaveLength(2);
				expect(typeof parsed[0] === 'string' ? parsed[0] : value.trim()).toBe(value);
			}),
		);
	});

	test.each([
		['12345678901234567890123', '12345678901234567890123'],
		['1.50', '1.50'],
		['-0', '-0'],
		['1e400', '1e400'],
		['true', 'true'],
		['null', 'null'],
		['007', '"007"'],
		[' 7', '" 7"'],
		['NaN', '"NaN"'],
		['', '""'],
		['{"a":1}', '"{\\"a\\":1}"'],
	])('%j in value position becomes %s', (value, json) => {
		expect(substituteJson('{"v": {{v}} }', filling({v: value}))).toBe(`{"v": ${json} }`);
	});

	test('an escaped backslash before a variable is not an escape of it', () => {
		const template = '{"path":"C:\\\\{{v}}","quote":"\\"{{v}}","literal":"\\{{v}}"}';
		expect(variablesIn(template, 'json')).toEqual(['v']);
		expect(JSON.parse(substituteJson(template, filling({v: 'x"y'})))).toEqual({
			path: 'C:\\x"y',
			quote: '"x"y',
			literal: '{{v}}',
		});
	});

	test('everything else stays byte for byte', () => {
		const template = '{ "b":1.0,\n\t"a":{{v}}, "a":"\\u0041\\/" }';
		expect(substituteJson(template, filling({v: '1'}))).toBe(template.replace('{{v}}', '1'));
	});
});

describe('bodyProblem', () => {
	test('variables in strings, in place of values and directly inside braces are fine', () => {
		expect(bodyProblem('{"a":"x{{b}}","c":{{d}},"e":[{{f}},{{ g }}],"h":{"i":{{j}}}}')).toBeNull();
		expect(bodyProblem('{"literal":"\\{{x}}"}')).toBeNull();
	});

	test('line and column are those of what was typed', () => {
		const problem = bodyProblem('{\n  "id": {{event_id}},\n  "name": \'x\'\n}');
		expect(problem).toMatchObject({line: 3, column: 11});
		expect(problem?.message).toMatch(/^A value expected/);
	});

	test.each(['{"a":12{{b}}}', '{"a":{{b}}{{c}}}', '{"a":"{{b}}}', ''])('%j is a problem', text => {
		expect(bodyProblem(text)).not.toBeNull();
	});
});
