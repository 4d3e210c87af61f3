import {clientExceptionAsHttpStatus} from '../../../source/audit/rules/client-exception-as-http-status.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const failed = (status_code: number | null, error: string) =>
	exchange({status_code, headers: undefined, body: undefined, latency_ms: undefined, error});

testRule(clientExceptionAsHttpStatus, {
	good: {[file]: failed(null, 'HTTPSConnectionPool: Read timed out.')},
	bad: {[file]: failed(500, 'HTTPSConnectionPool: Read timed out.')},
	mutant: {file, from: '"status_code": null', to: '"status_code": 504'},
	finding: {place: {file, pointer: '/status_code'}, claimed: 'HTTP status 500'},
});

test('what the server said and the library repeats is no exception of the client', async () => {
	const {findings} = await findingsIn(
		{[file]: failed(404, 'ConnectionError 404 Client Error: Not Found for url')},
		{},
		[clientExceptionAsHttpStatus],
	);
	expect(findings).toEqual([]);
});

test('an exception as the body of an answer that has no headers', async () => {
	const {findings} = await findingsIn(
		{
			[file]: exchange({
				status_code: 404,
				headers: undefined,
				body: {error: "HTTPSConnectionPool(host='x', port=443): Max retries exceeded with url: /"},
			}),
		},
		{},
		[clientExceptionAsHttpStatus],
	);
	expect(findings).toMatchObject([{code: 'in-body', claimed: 'HTTP status 404'}]);
});
