import {mockPresentedAsResult} from '../../../source/audit/rules/mock-presented-as-result.ts';
import {exchange, file} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

testRule(mockPresentedAsResult, {
	good: {[file]: exchange({mock: false})},
	bad: {[file]: exchange({mode: 'simulated'})},
	mutant: {file, from: '"mock": false', to: '"mock": true'},
	finding: {place: {file}, claimed: 'status 200', found: 'the artifact says mode: simulated'},
});
