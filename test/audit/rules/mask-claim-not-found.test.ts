import {maskClaimNotFound} from '../../../source/audit/rules/mask-claim-not-found.ts';
import {exchange, file} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

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
