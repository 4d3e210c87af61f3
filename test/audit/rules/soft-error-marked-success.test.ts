import {softErrorMarkedSuccess} from '../../../source/audit/rules/soft-error-marked-success.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const report = 'report.md';
const table = (mark: string) =>
	`# Test run\n\n| Test | Endpoint | Status | Result | Artifact |\n|---|---|---|---|---|\n| 6.8 | POST /api/partners/v1/tickets/check | 200 | ${mark} | test_6_8_partners_check.json |\n`;
const refusal = {status: 'error', code: 'WRONG_AUTHORIZATION', message: 'Wrong authorization'};

testRule(softErrorMarkedSuccess, {
	good: {[report]: table('✅ passed'), [file]: exchange()},
	bad: {[report]: table('✅ passed'), [file]: exchange({body: refusal})},
	mutant: {file, from: '"status": "success"', to: '"status": "error"'},
	finding: {
		subject: '6.8',
		place: {file: report, line: 5, column: 'Result'},
		found:
			'Soft error: HTTP 200, but the body says status "error" (WRONG_AUTHORIZATION: Wrong authorization).',
	},
});

test('a row that calls it failed is right, an artifact that calls itself passed is not', async () => {
	const count = async (files: Record<string, string>) =>
		(await findingsIn(files, {}, [softErrorMarkedSuccess])).findings.length;
	expect(await count({[report]: table('❌ failed'), [file]: exchange({body: refusal})})).toBe(0);
	expect(await count({[file]: exchange({body: refusal, verdict: 'PASS'})})).toBe(1);
});

test('a bare answer that says it is an error, under a row that says 200', async () => {
	const {findings} = await findingsIn({[report]: table('✅ passed'), [file]: JSON.stringify(refusal)}, {}, [
		softErrorMarkedSuccess,
	]);
	expect(findings).toMatchObject([
		{found: 'The body says status "error" (WRONG_AUTHORIZATION: Wrong authorization).'},
	]);
});
