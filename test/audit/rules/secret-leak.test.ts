import {secretLeak} from '../../../source/audit/rules/secret-leak.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const token = ['k7Qz', '91mVtX', 'p04LsB', 'a8RwE2'].join('');

testRule(secretLeak, {
	good: {[file]: exchange({request_headers: {Authorization: 'Bearer ***'}})},
	bad: {[file]: exchange({request_headers: {Authorization: `Bearer ${token}`}})},
	mutant: {file, from: 'Bearer ***', to: `Bearer ${token}`},
	finding: {code: 'bearer-token', place: {file}, found: 'Bearer token of 22 characters, unmasked'},
});

test('a live secret is found in another encoding, and its value is never shown', async () => {
	const secrets = new Map([['QTICKETS_TOKEN', token]]);
	const text = exchange({note: Buffer.from(`id:${token}`).toString('base64')});
	const {findings} = await findingsIn({[file]: text}, {secrets}, [secretLeak]);
	expect(findings).toMatchObject([
		{code: 'live', subject: 'QTICKETS_TOKEN', found: 'the value of QTICKETS_TOKEN (base64)'},
	]);
	expect(JSON.stringify(findings)).not.toContain(token);
});

const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'].join(
	'.',
);
test.each([
	['JSON web token', `{"session": "${jwt}"}`],
	['AWS access key', '{"id": "AKIA' + 'Z7Q2M5N8K1L4P0RT"}'],
	['private key', `{"k": "-----BEGIN RSA PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA7bq3dGkq"}`],
	['password beside its name', '{"password": "Zx9!kLm2"}'],
	['Basic credentials', `{"authorization": "Basic ${Buffer.from('kassa:Zx9kLm2w').toString('base64')}"}`],
	['credentials in a URL', '{"url": "https://kassa:Zx9kLm2w@qtickets.ru/api"}'],
	['secret in a URL', '{"url": "https://qtickets.ru/api?api_key=Zx9kLm2wQ4"}'],
	['secret beside its name', `{"api_token": "${token}"}`],
])('%s', async (kind, text) => {
	const {findings} = await findingsIn({[file]: text}, {}, [secretLeak]);
	expect(findings.map(({found}) => found.split(' of ')[0])).toContain(kind);
});

test.each([
	'Authorization: Bearer YOUR_TOKEN_HERE',
	'Authorization: Bearer <redacted-token-1>',
	'Authorization: Bearer xxxxxxxxxxxx1234',
	'"token": "{{QTICKETS_TOKEN}}"',
	'QTICKETS_TOKEN=${SECRET_FROM_VAULT_1}',
	'"password": "********"',
	'Token Loaded and Bearer authentication works',
	'"last_update_hash": "68f49df135aa9b35f3ac7e242443ec4deaf1b0a5"',
	'"token_type": "Bearer", "token": "test-token-12345"',
	'AKIAIOSFODNN7EXAMPLE',
	'https://qtickets.ru/search?token=***&page=2',
])('%j is none', async text => {
	const {findings} = await findingsIn({'report.md': `# Report of the test run\n\n${text}\n`}, {}, [
		secretLeak,
	]);
	expect(findings).toEqual([]);
});
