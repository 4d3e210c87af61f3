import {secretFragmentLogged} from '../../../source/audit/rules/secret-fragment-logged.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const report = 'report.md';
const line = (text: string) => `# Report of the test run\n\nAll tests were executed. ${text}\n`;

testRule(secretFragmentLogged, {
	good: {[report]: line('Token: ***.')},
	bad: {[report]: line('Token: 4bf2…9c1d')},
	mutant: {file: report, from: '***', to: 'a7Qk***'},
	finding: {place: {file: report, line: 3}, found: '8 of its characters are readable'},
});

test.each([
	'Bearer ***d4dcd4',
	'Loading token... done',
	'token eyJ...',
	'Bearer ...',
	'key: value...',
	'Token: <hidden>',
	'tokens 1...20 were tried',
])('%j is none', async text => {
	expect((await findingsIn({[report]: line(text)}, {}, [secretFragmentLogged])).findings).toEqual([]);
});
