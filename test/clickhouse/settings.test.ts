import {inspect} from 'node:util';
import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {clickhouseSecrets, clickhouseSettings, defaultPatterns} from '../../source/clickhouse/settings.ts';

function problemOf(environment: Record<string, string>, tables?: string): Problem {
	try {
		clickhouseSettings(environment, tables);
	} catch (error) {
		expect(error).toBeInstanceOf(Problem);
		return error as Problem;
	}

	throw new Error('the settings were taken');
}

describe('clickhouseSettings', () => {
	test('nothing is counted without CLICKHOUSE_URL', () => {
		expect(clickhouseSettings({})).toBeNull();
		expect(clickhouseSettings({CLICKHOUSE_URL: ' ', CLICKHOUSE_USER: 'reader'})).toBeNull();
	});

	test('a URL is enough', () => {
		const settings = clickhouseSettings({CLICKHOUSE_URL: 'http://localhost:8123'})!;
		expect({...settings, password: settings.password()}).toEqual({
			url: 'http://localhost:8123',
			host: 'localhost:8123',
			user: 'default',
			password: '',
			database: 'default',
			patterns: defaultPatterns,
		});
	});

	test('user, password and database may stand in the URL, and stay out of the URL that is shown', () => {
		const settings = clickhouseSettings({CLICKHOUSE_URL: 'https://reader:p%40ss%2Fw@ch.example/analytics'})!;
		expect(settings).toMatchObject({
			url: 'https://ch.example',
			host: 'ch.example',
			user: 'reader',
			database: 'analytics',
		});
		expect(settings.password()).toBe('p@ss/w');
	});

	test('the variables win over the URL', () => {
		const settings = clickhouseSettings({
			CLICKHOUSE_URL: 'http://a:b@localhost:8123/c',
			CLICKHOUSE_USER: 'd',
			CLICKHOUSE_PASSWORD: 'e',
			CLICKHOUSE_DB: 'f',
		})!;
		expect([settings.user, settings.password(), settings.database]).toEqual(['d', 'e', 'f']);
	});

	test('printing the settings in any way does not print the password', () => {
		const settings = clickhouseSettings({CLICKHOUSE_URL: 'http://u:hunter2@localhost'});
		expect(
			[JSON.stringify(settings), inspect(settings, {depth: 9}), String(Object.values(settings!))].join(),
		).not.toContain('hunter2');
	});

	test('tables: the flag wins over the variable, spaces and repetitions do not matter', () => {
		const environment = {CLICKHOUSE_URL: 'http://localhost', CLICKHOUSE_TABLES: ' a_*, b ,,a_* '};
		expect(clickhouseSettings(environment)!.patterns).toEqual(['a_*', 'b']);
		expect(clickhouseSettings(environment, 'c')!.patterns).toEqual(['c']);
		expect(problemOf(environment, ' , ')).toMatchObject({code: 'clickhouse-tables-invalid', exitCode: 2});
	});

	test.each([
		['localhost:8123', 'http://'],
		['tcp://u:hunter2@localhost:9000', '9000'],
		['http://u:hunter2@local host', 'CLICKHOUSE_PASSWORD'],
		['http://u:hunter2@localhost:99999', 'CLICKHOUSE_PASSWORD'],
		['http://u:hunter2%zz@localhost', '%25'],
		['http://localhost/?password=hunter2', 'variables'],
		['http://localhost/a/b?', 'database'],
		['http://u:hunter2@localhost/a/b', 'database'],
	])('%s is refused without being quoted', (url, advice) => {
		const problem = problemOf({CLICKHOUSE_URL: url});
		expect(problem).toMatchObject({code: 'clickhouse-url-invalid', exitCode: 2});
		expect(problem.next).toContain(advice);
		expect(inspect(problem, {depth: 9})).not.toContain('hunter2');
	});
});

describe('clickhouseSecrets', () => {
	const url = 'http://localhost:8123';

	test.each([
		[{CLICKHOUSE_URL: url, CLICKHOUSE_PASSWORD: 'x7-kQ!93'}, 'x7-kQ!93'],
		[{CLICKHOUSE_URL: 'http://me:s%3Ccret9@localhost:8123'}, 's<cret9'],
		// Wrong settings are told by who uses them; the password is hidden all the same.
		[{CLICKHOUSE_URL: 'ftp://nonsense', CLICKHOUSE_PASSWORD: 'x7-kQ!93'}, 'x7-kQ!93'],
		[{CLICKHOUSE_PASSWORD: 'x7-kQ!93'}, 'x7-kQ!93'],
	])('%j hides %j', (environment: Record<string, string>, password) => {
		expect(clickhouseSecrets(environment)).toEqual({
			secrets: new Map([['CLICKHOUSE_PASSWORD', password]]),
			notice: null,
		});
	});

	test('an empty password is no secret, and a plain word is said and not searched for', () => {
		expect(clickhouseSecrets({CLICKHOUSE_URL: url})).toEqual({secrets: new Map(), notice: null});
		for (const word of ['clickhouse', 'test', 'a1', 'пароль']) {
			const {secrets, notice} = clickhouseSecrets({CLICKHOUSE_URL: url, CLICKHOUSE_PASSWORD: word});
			expect(secrets.size).toBe(0);
			expect(notice).toMatch(/^CLICKHOUSE_PASSWORD is too short or too plain/);
			expect(notice).not.toContain(`${word} `);
		}
	});
});
