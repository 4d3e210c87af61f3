import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import type {Catalog} from '../../source/catalog/catalog.ts';
import {parseCatalog} from '../../source/catalog/load-catalog.ts';
import {describeProblem, Problem} from '../../source/catalog/problem.ts';
import {resolveProfile, type ProfileChoice} from '../../source/catalog/profile.ts';
import {brokenSample, sampleCatalog} from './sample-catalog.ts';

const builtin = builtinCatalog();
const none = {environment: {}};

function problemOf(catalog: Catalog, choice: ProfileChoice): Problem {
	try {
		resolveProfile(catalog, choice);
	} catch (error) {
		if (error instanceof Problem) {
			return error;
		}

		throw error;
	}

	throw new Error('It was taken.');
}

function withBaseUrl(url: string, name = 'production'): ProfileChoice {
	return {name, environment: {QTICKETS_BASE_URL: url}};
}

describe('which profile', () => {
	test('without a name it is production', () => {
		expect(resolveProfile(builtin, none)).toEqual({
			name: 'production',
			kind: 'production',
			baseUrl: 'https://qtickets.ru',
			host: 'qtickets.ru',
			variables: {},
			masking: true,
			readOnly: false,
		});
	});

	test('without a name, beside a running sandbox, it is that sandbox, whatever the environment says', () => {
		const environment = {QTICKETS_BASE_URL: 'https://qtickets.ru'};
		expect(resolveProfile(builtin, {environment, sandboxUrl: 'http://127.0.0.1:4010/'})).toMatchObject({
			name: 'sandbox',
			kind: 'sandbox',
			baseUrl: 'http://127.0.0.1:4010',
			host: '127.0.0.1:4010',
		});
	});

	test('an unknown name is refused with the nearest one', () => {
		const problem = problemOf(builtin, {...none, name: 'prodution'});
		expect(problem).toMatchObject({code: 'profile-unknown', exitCode: 2});
		expect(describeProblem(problem)).toBe(
			'The catalog has no profile "prodution".\nDid you mean "production"?',
		);
	});

	test('a sandbox cannot stand in for production', () => {
		const choice = {...none, name: 'production', sandboxUrl: 'http://127.0.0.1:1'};
		expect(problemOf(builtin, choice).code).toBe('profile-conflict');
	});

	test('a catalog without profiles works with a sandbox and with a base URL', async () => {
		const catalog = await parseCatalog(sampleCatalog, 'c.yaml');
		expect(resolveProfile(catalog, {...none, sandboxUrl: 'http://localhost:1'}).kind).toBe('sandbox');
		expect(
			resolveProfile(catalog, {environment: {QTICKETS_BASE_URL: 'https://api.example.com'}}),
		).toMatchObject({
			kind: 'production',
			host: 'api.example.com',
		});
	});

	test('read-only is kept', () => {
		expect(resolveProfile(builtin, {...none, readOnly: true}).readOnly).toBe(true);
	});
});

describe('where to ask', () => {
	test('a profile without an address says which variable to set', () => {
		const problem = problemOf(builtin, {...none, name: 'test'});
		expect(problem.code).toBe('base-url-missing');
		expect(problem.next).toContain('QTICKETS_BASE_URL');
	});

	test('the environment replaces the address, and an unknown host counts as production', () => {
		expect(resolveProfile(builtin, withBaseUrl('https://test.example.com/', 'test'))).toMatchObject({
			kind: 'production',
			baseUrl: 'https://test.example.com',
		});
		expect(resolveProfile(builtin, withBaseUrl('http://127.0.0.1:9', 'sandbox')).kind).toBe('production');
	});

	test('a listed host, with its port, keeps the kind', async () => {
		const catalog = await parseCatalog(sampleCatalog, 'c.yaml');
		const kindAt = (url: string) => resolveProfile(catalog, withBaseUrl(url, 'staging')).kind;
		expect(kindAt('https://staging.example.com')).toBe('test');
		expect(kindAt('https://STAGING.example.com:443/')).toBe('test');
		expect(kindAt('https://other.example.com:8443')).toBe('test');
		expect(kindAt('https://other.example.com')).toBe('production');
		expect(kindAt('https://staging.example.com.evil.example')).toBe('production');
		expect(kindAt('https://staging.example.com.')).toBe('production');
	});

	test.each([
		['ftp://qtickets.ru', 'is not an http or https address'],
		['qtickets.ru', 'is not an http or https address'],
		['https://', 'is not an http or https address'],
		['https://qtickets.ru\nevil', 'is not an http or https address'],
		['https://qtickets.ru\\@evil', 'is not an http or https address'],
		['https://user:hunter2@qtickets.ru', 'holds a user name or password'],
		['https://qtickets.ru@evil.example', 'holds a user name or password'],
		['https://qtickets.ru/api', 'holds a path'],
		['https://qtickets.ru/?a=1', 'holds a query or fragment'],
		['https://qtickets.ru/#', 'holds a query or fragment'],
	])('%j is refused: it %s', (url, what) => {
		const problem = problemOf(builtin, withBaseUrl(url));
		expect(problem).toMatchObject({
			code: 'base-url-invalid',
			message: `The base URL of QTICKETS_BASE_URL ${what}.`,
		});
		expect(describeProblem(problem)).not.toContain('hunter2');
	});

	test('whatever stands in the environment, only qtickets.ru or production comes out', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.webUrl(), fc.string()),
				fc.constantFrom('production', 'test', 'sandbox'),
				(url, name) => {
					try {
						const profile = resolveProfile(builtin, withBaseUrl(url, name));
						expect(profile.kind).toBe('production');
						expect(new URL(profile.baseUrl).origin).toBe(profile.baseUrl);
					} catch (error) {
						expect(error).toBeInstanceOf(Problem);
					}
				},
			),
		);
	});
});

describe('masking', () => {
	const unmasked = brokenSample('kind: test', 'kind: sandbox\n    masking: false');

	test('may be off in a sandbox', async () => {
		const catalog = await parseCatalog(unmasked, 'c.yaml');
		expect(resolveProfile(catalog, {...none, name: 'staging'}).masking).toBe(false);
	});

	test('is not turned off for a host that the sandbox profile does not list', async () => {
		const catalog = await parseCatalog(unmasked, 'c.yaml');
		expect(problemOf(catalog, withBaseUrl('https://qtickets.ru', 'staging')).code).toBe('masking-refused');
	});
});
