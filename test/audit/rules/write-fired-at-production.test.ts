import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {writeFiredAtProduction} from '../../../source/audit/rules/write-fired-at-production.ts';
import {artifactOf, plainReportOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const options = {catalog: builtinCatalog()};
const added = (url: string, others: object = {}) =>
	artifactOf({
		id: '6.1',
		method: 'POST',
		url,
		body: {status: 'success', result: {id: 120260, seat_id: 'A-1;2', paid: 0}},
		...others,
	});
const good = {'test_6_1.json': added('https://test.example.org/api/partners/v1/tickets/add/12/4076')};

testRule(writeFiredAtProduction, {
	good,
	bad: {'test_6_1.json': added('https://qtickets.ru/api/partners/v1/tickets/add/12/4076')},
	mutant: {file: 'test_6_1.json', from: 'test.example.org', to: 'qtickets.ru'},
	finding: {
		place: {file: 'test_6_1.json', pointer: '/request/url'},
		subject: '6.1',
		severity: 'critical',
		claimed: 'no permission to write in production is stated',
		found: 'POST https://qtickets.ru/api/partners/v1/tickets/add/12/4076',
	},
	options,
});

test('a POST that only looks is no write; a refused write is milder', async () => {
	const files = {
		'test_6_13.json': artifactOf({
			id: '6.13',
			method: 'POST',
			url: 'https://qtickets.ru/api/partners/v1/tickets/find',
		}),
		'test_3_5.json': artifactOf({
			id: '3.5',
			method: 'PATCH',
			url: 'https://qtickets.ru/api/rest/v1/events/33',
			status: 403,
		}),
	};
	expect((await findingsIn(files, options, [writeFiredAtProduction])).findings).toMatchObject([
		{subject: '3.5', code: 'refused', severity: 'high'},
	]);
});

test('is silent where the set says openly that it ran in production', async () => {
	const files = {
		'report.md': `**Environment:** Production\n\n${plainReportOf([{}])}`,
		'test_6_1.json': added('https://qtickets.ru/api/partners/v1/tickets/add/12/4076'),
	};
	expect((await findingsIn(files, options, [writeFiredAtProduction])).findings).toEqual([]);
});
