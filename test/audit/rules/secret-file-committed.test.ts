import {expect, test} from 'vitest';
import {secretFileCommitted} from '../../../source/audit/rules/secret-file-committed.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

const secret = ['QTICKETS_TOKEN=', '0f8e7d6c', '5b4a3921'].join('');

testRule(secretFileCommitted, {
	good: {
		'.env': 'QTICKETS_TOKEN=<your token>\nMODE=debug\n',
		'.env.example': 'QTICKETS_TOKEN=your_token_here\n',
	},
	bad: {'config/.env': `${secret}\n`},
	mutant: {file: '.env', from: '<your token>', to: '0f8e7d6c5b4a3921'},
	finding: {place: {file: 'config/.env'}, found: 'values for QTICKETS_TOKEN'},
});

const key = ['-----BEGIN RSA PRIVATE', ' KEY-----\nMIIEow==\n'].join('');

test.each([
	['id_rsa', key, 'a private key'],
	['server.pem', key, 'a private key'],
	['credentials.json', '{"client": "a", "client_secret": "abcdef123456"}', 'values for client_secret'],
	['store.p12', '\u0001\u0002', 'a key store'],
])('%s', async (name, content, found) => {
	const {findings} = await findingsIn({[name]: content}, {}, [secretFileCommitted]);
	expect(findings.map(finding => finding.found)).toEqual([found]);
});

test.each([
	['server.pem', '-----BEGIN CERTIFICATE-----\nMIIEow==\n'],
	['credentials.json', '{"token": "***", "password": "changeme"}'],
	['.env', 'TOKEN=\nQTICKETS_TOKEN=${TOKEN}\n'],
	['notes.md', secret],
])('%s without a secret of its own is none', async (name, content) => {
	expect((await findingsIn({[name]: content}, {}, [secretFileCommitted])).findings).toEqual([]);
});

test('a file and its copy in the archive are one finding, and no value is shown', async () => {
	const files = {'.env': secret, 'run.zip': zipOf([{name: '.env', content: secret}])};
	const {findings} = await findingsIn(files, {}, [secretFileCommitted]);
	expect(findings).toHaveLength(1);
	expect(JSON.stringify(findings)).not.toContain('5b4a');
});
