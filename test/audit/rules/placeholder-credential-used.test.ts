import {placeholderCredentialUsed} from '../../../source/audit/rules/placeholder-credential-used.ts';
import {exchange, file} from '../exchange-file.ts';
import {describe, expect, test} from 'vitest';
import {findingsIn, testRule, type Files} from '../rule-case.ts';

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

describe('a placeholder in a request that succeeded', () => {
	const sets = (odd: number): Files =>
		Object.fromEntries(
			Array.from({length: 10}, (_, index) => [
				`artifacts/test_6_${index + 1}.json`,
				exchange({
					test_id: `6.${index + 1}`,
					request_headers: {Authorization: index < odd ? 'Bearer YOUR_API_TOKEN' : 'Bearer ***'},
				}),
			]),
		);

	test('was not sent where all others hide theirs in another way', async () => {
		const {findings} = await findingsIn(sets(1), {}, [placeholderCredentialUsed]);
		expect(findings).toMatchObject([
			{
				place: {file: 'artifacts/test_6_1.json'},
				found: expect.stringContaining('the placeholder YOUR_API_TOKEN'),
			},
		]);
	});

	test('hides a token where it is a custom', async () => {
		expect((await findingsIn(sets(4), {}, [placeholderCredentialUsed])).findings).toEqual([]);
	});
});
