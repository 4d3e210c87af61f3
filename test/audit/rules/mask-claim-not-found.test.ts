import {maskClaimNotFound} from '../../../source/audit/rules/mask-claim-not-found.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {unmaskedPii} from '../../../source/audit/rules/unmasked-pii.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const report = 'report.md';
const said = '# Test run\n\nAll tokens and personal data are masked in the artifacts.\n';
const sent = (Authorization: string) =>
	exchange({request_headers: {Accept: 'application/json', Authorization}});

testRule(maskClaimNotFound, {
	good: {[report]: said, [file]: sent('Bearer ***')},
	bad: {[report]: said, [file]: exchange()},
	mutant: {file, from: '"seats": 12', to: '"email": "a.kuznetsova@mail.ru"'},
	finding: {place: {file: report, line: 3}, found: 'no masked value in any artifact or log'},
});

test.each([
	['the address of a test person', {client_email: 'test@mail.ru'}, 1],
	['a number that testers type', {client_phone: '+79161234567'}, 1],
	['a name that stands for anybody', {client_name: 'Иван'}, 1],
	['an address of documentation', {client_email: 'guest@example.com'}, 0],
	['a masked name', {client_name: 'И***'}, 0],
])('%s is not masked either, but leaks nobody', async (_, body, count) => {
	const text = exchange({request_headers: {Accept: 'application/json', Authorization: 'Bearer ***'}, body});
	const {findings} = await findingsIn({[report]: said, [file]: text}, {}, [maskClaimNotFound, unmaskedPii]);
	expect(findings).toHaveLength(count);
	expect(findings.every(({rule, severity}) => rule === 'mask-claim-not-found' && severity === 'medium')).toBe(
		true,
	);
});
