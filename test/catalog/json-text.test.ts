import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	formatJsonText,
	jsonNodeAt,
	jsonNodeText,
	JsonTextError,
	parseJsonText,
	rewriteJsonText,
	tryParseJsonText,
	type JsonNode,
} from '../../source/catalog/json-text.ts';

function errorOf(text: string): JsonTextError {
	try {
		parseJsonText(text);
	} catch (error) {
		return error as JsonTextError;
	}

	throw new Error(`${text} was taken for JSON`);
}

/** JSON text in a spelling of its own: spaces anywhere, keys that repeat, numbers with many digits. */
const spelledJson = fc
	.tuple(fc.json({maxDepth: 4}), fc.array(fc.constantFrom(' ', '\n', '\t', ''), {maxLength: 8}))
	.map(([text, spaces]) => {
		let next = 0;
		return text.replaceAll(/"(?:[^"\\]|\\.)*"|[,:[\]{}]/g, token =>
			/^[,:[\]{}]$/.test(token) ? `${token}${spaces[next++ % Math.max(1, spaces.length)] ?? ''}` : token,
		);
	});

describe('parsing', () => {
	test('takes exactly what JSON.parse takes', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					spelledJson,
					fc.string(),
					fc.json().map(text => text.slice(0, -1)),
				),
				text => {
					let isJson = true;
					try {
						JSON.parse(text);
					} catch {
						isJson = false;
					}

					expect(tryParseJsonText(text) !== undefined).toBe(isJson);
				},
			),
			{numRuns: 2000},
		);
	});

	test.each([
		['{"a": 1,}', 1, 9, 'comma'],
		['{"a": 1\n "b": 2}', 2, 2, ', or } expected'],
		['{\n  "a": tru\n}', 2, 8, 'value expected'],
		['[1, 2', 1, 6, 'the text ends'],
		['{a: 1}', 1, 2, 'key in double quotes'],
		['{"a" 1}', 1, 6, ': expected'],
		['"abc', 1, 1, 'not closed'],
		['"a\nb"', 1, 3, 'control character'],
		['"a\\x"', 1, 3, 'escape'],
		['[01]', 1, 3, ', or ] expected'],
		['{} {}', 1, 4, 'Only one value'],
		['', 1, 1, 'the text ends'],
		["{'a': 1}", 1, 2, 'key in double quotes'],
		['{"я": "й" "ц"}', 1, 11, ', or } expected'],
	])('%j: says line %i, column %i and what is wrong', (text, line, column, what) => {
		const error = errorOf(text);
		expect([error.line, error.column]).toEqual([line, column]);
		expect(error.message).toContain(what);
	});

	test('refuses what nests too deep instead of dying of it', () => {
		expect(errorOf('['.repeat(100_000)).message).toContain('512 levels');
		expect(tryParseJsonText(`${'['.repeat(500)}${']'.repeat(500)}`)).toBeDefined();
	});

	test('keeps digits and repeated keys; the last of them is found', () => {
		const text = '{"id":12345678901234567890,"id":1e400,"a":[{"b":"\\u0416"}]}';
		const root = parseJsonText(text);
		expect(root.kind === 'object' && root.members.map(({key}) => key)).toEqual(['id', 'id', 'a']);
		expect(jsonNodeText(jsonNodeAt(root, ['id'])!, text)).toBe('1e400');
		expect(jsonNodeText(jsonNodeAt(root, ['a', 0, 'b'])!, text)).toBe('Ж');
		expect(jsonNodeAt(root, ['a', 'b'])).toBeUndefined();
	});
});

describe('rewriting', () => {
	test('leaves every byte alone where nothing is replaced', () => {
		fc.assert(
			fc.property(spelledJson, text => {
				expect(rewriteJsonText(text, parseJsonText(text), () => undefined)).toBe(text);
			}),
		);
	});

	test('replaces the scalars that it is asked to, and only them', () => {
		const text = '{ "a" : "x", "b": [1, {"a": "y"}] , "n": 12345678901234567890}';
		const seen: string[] = [];
		const rewritten = rewriteJsonText(text, parseJsonText(text), (node: JsonNode, path) => {
			seen.push(path.join('.'));
			return path.at(-1) === 'a' ? '"***"' : undefined;
		});
		expect(rewritten).toBe('{ "a" : "***", "b": [1, {"a": "***"}] , "n": 12345678901234567890}');
		expect(seen).toEqual(['a', 'b.0', 'b.1.a', 'n']);
	});
});

describe('formatting', () => {
	test('changes nothing but white space', () => {
		fc.assert(
			fc.property(spelledJson, text => {
				const formatted = formatJsonText(text);
				expect(JSON.parse(formatted)).toEqual(JSON.parse(text));
				expect(formatJsonText(formatted)).toBe(formatted);
			}),
		);
	});

	test('is two spaces a level, with the spelling of numbers, strings and keys kept', () => {
		expect(formatJsonText('{"a":1.50,"\\u0062":["x\\/y",{},[]],"c":12345678901234567890}')).toBe(
			[
				'{',
				'  "a": 1.50,',
				'  "\\u0062": [',
				'    "x\\/y",',
				'    {},',
				'    []',
				'  ],',
				'  "c": 12345678901234567890',
				'}',
			].join('\n'),
		);
	});
});
