import {redirectLeakedCredentials} from '../../../source/audit/rules/redirect-leaked-credentials.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const hop = (url: string, headers: object) =>
	exchange({redirects: [{status: 302, url, request_headers: headers}]});

testRule(redirectLeakedCredentials, {
	good: {[file]: hop('https://qtickets.ru/login', {Authorization: 'Bearer ***'})},
	bad: {[file]: hop('https://cdn.tickets-mirror.ru/x', {Authorization: 'Bearer ***'})},
	mutant: {file, from: 'https://qtickets.ru/login', to: 'http://qtickets.ru/login'},
	finding: {
		place: {file, pointer: '/redirects/0'},
		found: 'the header authorization sent to https://cdn.tickets-mirror.ru',
	},
});

test('a hop without credentials is none', async () => {
	const {findings} = await findingsIn({[file]: hop('https://cdn.tickets-mirror.ru/x', {Accept: '*/*'})}, {}, [
		redirectLeakedCredentials,
	]);
	expect(findings).toEqual([]);
});
