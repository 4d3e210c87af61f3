import {artifactNotJson} from '../../../source/audit/rules/artifact-not-json.ts';
import {exchange, file} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

testRule(artifactNotJson, {
	good: {[file]: exchange()},
	bad: {[file]: `${exchange()}\nend of file\n`},
	mutant: {file, from: '"status_code": 200,', to: '"status_code": 200, "status_code": 404,'},
	finding: {code: 'trailing-text', place: {file, line: 28}},
});
