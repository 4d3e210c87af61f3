import {describe, expect, test} from 'vitest';
import {parseEnvFile} from '../../source/catalog/env-file.ts';
import {describeProblem, Problem} from '../../source/catalog/problem.ts';

function messageOf(text: string): string {
	try {
		parseEnvFile(text, '.env');
	} catch (error) {
		if (error instanceof Problem) {
			return describeProblem(error);
		}

		throw error;
	}

	return '';
}

test('names, quotes, comments, export and several lines are read', () => {
	const text = [
		'# tokens',
		'',
		'QTICKETS_TOKEN=abc123',
		'export QTICKETS_PARTNERS_TOKEN = "with space" ',
		"SINGLE='it # stays'",
		'BARE=value # comment',
		'EMPTY=',
		'LONG="first',
		'not NAME and no value',
		'last"',
		'AFTER=1',
	].join('\n');
	expect(parseEnvFile(text, '.env')).toEqual({
		QTICKETS_TOKEN: 'abc123',
		QTICKETS_PARTNERS_TOKEN: 'with space',
		SINGLE: 'it # stays',
		BARE: 'value',
		EMPTY: '',
		LONG: 'first\nnot NAME and no value\nlast',
		AFTER: '1',
	});
});

test('a BOM and CRLF do not become part of names and values', () => {
	expect(parseEnvFile('\uFEFFA=1\r\nB=2\r\n', '.env')).toEqual({A: '1', B: '2'});
});

describe('a line that would silently be lost is refused, without being shown', () => {
	test.each([
		['QTICKETS_TOKEN s3cr3t-value', 1],
		['A=1\nQTICKETS_TOKEN: s3cr3t-value', 2],
		['A=1\n\n# x\ns3cr3t-value', 4],
		['QTICKETS-TOKEN=s3cr3t-value', 1],
		['=s3cr3t-value', 1],
		['1A=s3cr3t-value', 1],
	])('%j', (text, line) => {
		expect(messageOf(text)).toMatch(
			new RegExp(`^\\.env:${line}: This line is not NAME=value\\.\\nWrite NAME=value`),
		);
		expect(messageOf(text)).not.toContain('s3cr3t');
	});

	test('a quote that is never closed', () => {
		expect(messageOf('A=1\nB="s3cr3t\nC=2')).toBe(
			'.env:2: The value that begins with " here is never closed.\nClose it with ", or leave both quotes out.',
		);
	});
});
