import {tlsNotVerified} from '../../../source/audit/rules/tls-not-verified.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

testRule(tlsNotVerified, {
	good: {[file]: exchange({connection: {tls_verified: true}})},
	bad: {[file]: exchange({command: 'curl -sk https://qtickets.ru/api/partners/v1/tickets/check'})},
	mutant: {file, from: '"tls_verified": true', to: '"tls_verified": false'},
	finding: {place: {file, pointer: '/command'}},
});

test('a token over plain HTTP, but not to this machine', async () => {
	const sent = (host: string) =>
		exchange({request_headers: {Authorization: 'Bearer ***'}}).replace('https://qtickets.ru', host);
	const count = async (host: string) =>
		(await findingsIn({[file]: sent(host)}, {}, [tlsNotVerified])).findings.length;
	expect(await count('http://qtickets.ru')).toBe(1);
	expect(await count('http://127.0.0.1:8080')).toBe(0);
});
