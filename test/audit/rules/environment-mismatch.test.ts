import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {environmentMismatch} from '../../../source/audit/rules/environment-mismatch.ts';
import {artifactOf, logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const test_ = '**Environment:** Windows 11, Python 3.13, Test Token Loaded';
const good = {
	'report.md': `${test_}  \n**Archive:** qtickets_run_20251109_214900.zip\n\n${plainReportOf([{}])}`,
};

testRule(environmentMismatch, {
	good,
	bad: {'report.md': good['report.md'].replace('qtickets_run', 'qtickets_prod_run')},
	mutant: {file: 'report.md', from: 'qtickets_run', to: 'qtickets_production_run'},
	finding: {
		place: {file: 'report.md', line: 1},
		code: 'class',
		claimed: 'Windows 11, Python 3.13, Test Token Loaded',
		found: 'archive qtickets_prod_run_20251109_214900.zip',
	},
	options: {catalog: builtinCatalog()},
});

const options = {catalog: builtinCatalog()};
const atProduction = artifactOf({url: 'https://qtickets.ru/api/rest/v1/events/33'});
const local = artifactOf({url: 'http://127.0.0.1:8080/api/rest/v1/events/33'});

test('finds production hosts behind a test environment, once', async () => {
	const files = {...good, 'test_3_3.json': atProduction, 'test_3_4.json': atProduction};
	expect((await findingsIn(files, options, [environmentMismatch])).findings).toMatchObject([
		{code: 'class', found: '2 requests to qtickets.ru (production)'},
	]);
});

test('finds a local server behind production, and behind no word at all', async () => {
	const claims = good['report.md'].replace('Test Token', 'Production Token');
	expect(
		(await findingsIn({'report.md': claims, 'test_3_3.json': local}, options, [environmentMismatch]))
			.findings,
	).toMatchObject([{code: 'class', found: '1 request to 127.0.0.1:8080 (sandbox)'}]);
	const silent = {'report.md': plainReportOf([{}]), 'test_3_3.json': local};
	expect((await findingsIn(silent, options, [environmentMismatch])).findings).toMatchObject([
		{code: 'sandbox'},
	]);
	const honest = {'report.md': plainReportOf([{}], 'Run against a local mock.'), 'test_3_3.json': local};
	expect((await findingsIn(honest, options, [environmentMismatch])).findings).toEqual([]);
});

test('finds another operating system and another Python', async () => {
	const log = logOf([
		{stage: 'Stage1', status: 'ready', environment: 'Ubuntu 22.04, Python 3.11, test token'},
		recordOf('3.3'),
	]);
	const {findings} = await findingsIn({...good, 'run.jsonl': log}, options, [environmentMismatch]);
	expect(findings.map(({code}) => code).sort()).toEqual(['os', 'runtime']);
});

test.each([
	'**Environment:** Production, qtickets.ru',
	'**Environment:** Windows 11, Python 3.13',
	'**Environment:** test run against production',
	'**Test Environment:** Windows 11, Python 3.13',
	'**Тестовое окружение:** Windows 11',
])('is silent about %s at the production host', async line => {
	const files = {'report.md': `${line}\n\n${plainReportOf([{}])}`, 'test_3_3.json': atProduction};
	expect((await findingsIn(files, options, [environmentMismatch])).findings).toEqual([]);
});

test.each(['stand.example.test', 'integration.api.example', 'preprod.api.example'])(
	'finds %s behind a productive environment in words',
	async host => {
		const files = {
			'report.md': plainReportOf([{}], 'Испытания проведены на продуктивном контуре qtickets.ru.'),
			'test_3_3.json': artifactOf({url: `https://${host}/api/rest/v1/events/33`}),
		};
		expect((await findingsIn(files, options, [environmentMismatch])).findings).toMatchObject([
			{code: 'class', found: `1 request to ${host} (test)`},
		]);
	},
);
