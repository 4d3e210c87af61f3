import {bodyContradictsHeaders} from '../../../source/audit/rules/body-contradicts-headers.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(bodyContradictsHeaders, {
	good: {[file]: exchange({headers: {'Content-Length': '44'}})},
	bad: {[file]: exchange({status_code: 404, body: '<!DOCTYPE html><html></html>'})},
	mutant: {file, from: '"Content-Length": "44"', to: '"Content-Length": "2156"'},
	finding: {
		code: 'content-type',
		claimed: 'content-type application/json',
		found: 'an HTML body',
		place: {file, pointer: '/body'},
	},
});

test.each([
	['JSON under text/html', {headers: {'Content-Type': 'text/html; charset=UTF-8'}}, 'content-type'],
	['more than the length', {headers: {'Content-Length': '12'}}, 'content-length'],
	[
		'a charset without the letters',
		{headers: {'Content-Type': 'text/plain; charset=ISO-8859-1'}, body: 'Не найдено'},
		'charset',
	],
	[
		'the length before compression',
		{
			headers: {'Content-Encoding': 'gzip', 'Content-Length': '300', 'Content-Type': 'text/plain'},
			body: 'a'.repeat(300),
		},
		'content-encoding',
	],
])('%s', async (_name, edits, code) => {
	const {findings} = await findingsIn({[file]: exchange(edits)}, {}, [bodyContradictsHeaders]);
	expect(findings.map(finding => finding.code)).toEqual([code]);
});

test.each([
	['a spelling that fits', {headers: {'Content-Length': '90'}, body: {name: 'Иван Д/Д', list: [1]}}],
	['a compressed length', {headers: {'Content-Encoding': 'gzip', 'Content-Length': '20'}}],
	[
		'a masked body',
		{headers: {'Content-Length': '12'}, body: {email: '***@***.ru', status: 'success and more'}},
	],
	['a cut body', {headers: {'Content-Length': '9000'}, truncated: true}],
	['plain text', {headers: {'Content-Type': 'text/plain', 'Content-Length': '2'}, body: 'ok'}],
])('%s is innocent', async (_name, edits) => {
	expect((await findingsIn({[file]: exchange(edits)}, {}, [bodyContradictsHeaders])).findings).toEqual([]);
});
