import {describe, expect, test} from 'vitest';
import {bodyLines, shortLines} from '../../source/tui/body-lines.ts';

function lines(body: Buffer | string | null, type = 'application/json') {
	return bodyLines({}, body, [['content-type', type]]);
}

describe('a body', () => {
	test('is formatted when it is JSON, with its exact digits', () => {
		expect(lines('{"id":900719925474099312345,"a":[]}')).toMatchObject({
			form: 'json',
			lines: ['{', '  "id": 900719925474099312345,', '  "a": []', '}'],
		});
	});

	test('stays as it came when it is not JSON, or larger than 1 MB', () => {
		expect(lines('<h1>404</h1>\r\n<p>')).toMatchObject({
			form: 'text',
			lines: ['<h1>404</h1>', '<p>'],
			hint: null,
		});
		const large = lines(`["${'x'.repeat(1_000_001)}"]`);
		expect(large.form).toBe('text');
		expect(large.hint).toContain('1 MB');
	});

	test('is decoded by the charset that the server names', () => {
		expect(
			lines(Buffer.from([0xcc, 0xe5, 0xf1, 0xf2, 0xee]), 'text/plain; charset=windows-1251').lines,
		).toEqual(['Место']);
		expect(lines(Buffer.from([0xcc, 0xe5]), 'text/plain').form).toBe('binary');
		expect(lines(Buffer.from([0xcc, 0xe5]), 'text/plain; charset=nonsense').form).toBe('binary');
	});

	test('shows Cyrillic that PHP wrote as escapes, and leaves every other escape as it came', () => {
		const {lines: rows, hint} = lines(
			String.raw`{"name":"\u041d\u043e\u0447\u044c \ud83d\ude00","raw":"\\u041d \u202e \u0000 \u0022 \/ \ud83d"}`,
		);
		expect(rows[1]).toBe('  "name": "Ночь 😀",');
		expect(rows[2]).toBe(String.raw`  "raw": "\\u041d \u202e \u0000 \u0022 \/ \ud83d"`);
		expect(hint).toContain('escapes');
		expect(lines('{"a":"b"}').hint).toBeNull();
	});

	test('is made into lines once for an answer', () => {
		const source = {};
		expect(bodyLines(source, '{"a":1}', [])).toBe(bodyLines(source, '{"a":1}', []));
	});
});

test('a long line goes on in the next rows and loses nothing, not even half an emoji', () => {
	const line = `${'a'.repeat(1999)}😀${'b'.repeat(2500)}`;
	const rows = shortLines(`first\n${line}`);
	expect(rows[0]).toBe('first');
	expect(
		rows
			.slice(1)
			.map(row => row.replace(/^↪ /, ''))
			.join(''),
	).toBe(line);
	expect(rows.every(row => row.length <= 2002 && !/[\ud800-\udbff]$/.test(row))).toBe(true);
	expect(shortLines('')).toEqual(['']);
	expect(shortLines('a\n')).toEqual(['a']);
});
