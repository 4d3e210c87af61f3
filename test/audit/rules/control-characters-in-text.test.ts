import {controlCharactersInText} from '../../../source/audit/rules/control-characters-in-text.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const report = 'report.md';

testRule(controlCharactersInText, {
	good: {[report]: '\uFEFF# Test run\r\n\r\n\tAll requests were sent by hand. 👨‍💻 ✔️\r\n'},
	bad: {[report]: '# Test run\n\nAll requests \u001b[8mfailed\u001b[0m.\n'},
	mutant: {file: report, from: 'by hand', to: 'by \u202Ehand'},
	finding: {place: {file: report, line: 3}, found: 'U+001B (escape), 2 such characters'},
});

test.each([
	['a file name', {'artifacts/test_6_8_\u202Egnp.json': exchange()}, 1],
	['a note of an artifact', {[file]: exchange({note: 'a\u200bb'})}, 1],
	[
		'an escape in a log',
		{'run.jsonl': '{"ts":"2025-11-09T21:49:33Z","test_id":"6.8","notes":"\\u001b[2K ok"}\n'},
		1,
	],
	['a body of the server', {[file]: exchange({body: {text: 'a\u200b\u202eb'}})}, 0],
])('%s', async (_name, files, count) => {
	expect((await findingsIn(files, {}, [controlCharactersInText])).findings).toHaveLength(count);
});
