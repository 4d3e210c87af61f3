import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {describeProblem} from '../../source/catalog/problem.ts';
import {resolveProfile} from '../../source/catalog/profile.ts';
import {loadSecrets, tokenProblem} from '../../source/catalog/secrets.ts';

const catalog = builtinCatalog();
const production = resolveProfile(catalog, {environment: {}});
const sandbox = resolveProfile(catalog, {environment: {}, sandboxUrl: 'http://127.0.0.1:1'});

function problemWith(value: string) {
	return tokenProblem('QTICKETS_TOKEN', new Map([['QTICKETS_TOKEN', value]]), production);
}

test('only the tokens that the catalog names are taken from the environment, and no empty ones', () => {
	const environment = {QTICKETS_TOKEN: 'k3J9sQ2vX7bL0pZt', QTICKETS_PARTNERS_TOKEN: '', HOME: '/home/me'};
	expect([...loadSecrets(catalog, environment)]).toEqual([['QTICKETS_TOKEN', 'k3J9sQ2vX7bL0pZt']]);
});

test('a missing token names the variable to set', () => {
	const problem = tokenProblem('QTICKETS_TOKEN', new Map(), production);
	expect(problem).toMatchObject({code: 'token-missing', exitCode: 2});
	expect(describeProblem(problem!)).toBe(
		'QTICKETS_TOKEN is not set, and qtickets.ru wants a token.\nSet QTICKETS_TOKEN in the environment or in a file named with --env-file.',
	);
});

describe('a value that cannot be a token is refused without being shown', () => {
	test.each([
		'your_token_here',
		'YOUR-API-KEY',
		'my_secret_token',
		'<token>',
		'${QTICKETS_TOKEN}',
		'$TOKEN',
		'%TOKEN%',
		'{{token}}',
		'[token]',
		'xxxxxxxxxxxx',
		'xxxx-xxxx-xxxx',
		'************',
		'0000000000000000',
		'changeme',
		'change_me',
		'CHANGE-ME-123',
		'replace_this',
		'placeholder',
		'TOKEN',
		'qtickets_token',
		'test_token',
		'example-token',
		'dummytoken',
		'undefined',
		'1234567890',
		'insert-token-here',
		'paste_here',
		'abc',
		'a1b2c3d',
		'two words and more',
		'line\nbreak0123456789',
		'k3J9sQ2vX7bL0pZt\n',
		'Bearer k3J9sQ2vX7bL0pZt',
		'"k3J9sQ2vX7bL0pZt"',
		'токен-который-дали',
	])('%j', value => {
		const problem = problemWith(value);
		expect(problem?.code).toBe('token-placeholder');
		expect(describeProblem(problem!)).toContain('QTICKETS_TOKEN');
		const sameForAll = describeProblem(problemWith('change_me')!);
		expect(describeProblem(problem!).includes(value)).toBe(sameForAll.includes(value));
	});
});

test.each([
	'k3J9sQ2vX7bL0pZt',
	'9f8a7b6c5d4e3f2a',
	'eyJhbGciOi.J9.c2ln',
	'T0kenOfMine42here1',
	'testa9Kq72mZ',
])('%j is let through', value => {
	expect(problemWith(value)).toBeUndefined();
});

test('the sandbox takes anything, and nothing', () => {
	expect(tokenProblem('QTICKETS_TOKEN', new Map(), sandbox)).toBeUndefined();
	expect(tokenProblem('QTICKETS_TOKEN', new Map([['QTICKETS_TOKEN', 'token']]), sandbox)).toBeUndefined();
});
