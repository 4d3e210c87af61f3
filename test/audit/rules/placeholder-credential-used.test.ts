import {placeholderCredentialUsed} from '../../../source/audit/rules/placeholder-credential-used.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const refused = (Authorization: string) =>
	exchange({
		request_headers: {Authorization},
		status_code: 403,
		body: {error: 'Wrong authorization', status: 403},
	});

testRule(placeholderCredentialUsed, {
	good: {[file]: refused('Bearer ***')},
	bad: {[file]: refused('Bearer YOUR_TOKEN_HERE')},
	mutant: {file, from: 'Bearer ***', to: 'Bearer {{token}}'},
	finding: {place: {file}, found: 'the placeholder YOUR_TOKEN_HERE'},
});

test('what succeeded carried a real one', async () => {
	const text = exchange({request_headers: {Authorization: 'Bearer ${QTICKETS_TOKEN}'}});
	expect((await findingsIn({[file]: text}, {}, [placeholderCredentialUsed])).findings).toEqual([]);
});
