import {truncatedBodyUnmarked} from '../../../source/audit/rules/truncated-body-unmarked.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const whole = '{"status":"success","result":{"seats":12}}';

testRule(truncatedBodyUnmarked, {
	good: {[file]: exchange({body: whole})},
	bad: {
		[file]: exchange({
			headers: {'Content-Type': 'text/plain', 'Content-Length': '5000'},
			body: 'a'.repeat(500),
		}),
	},
	mutant: {file, from: '{\\"seats\\":12}}', to: '{\\"sea'},
	finding: {place: {file, pointer: '/body'}, found: '500 of 5000 bytes (content-length)'},
});

test.each([
	['said by a member', {body: whole.slice(0, 30), truncated: true}],
	['said by a mark', {body: `${whole.slice(0, 30)}... [truncated]`}],
	['called a preview', {body: undefined, response_preview: whole.slice(0, 30)}],
	['no JSON at all', {body: '[see the attachment]'}],
])('%s', async (_name, edits) => {
	expect((await findingsIn({[file]: exchange(edits)}, {}, [truncatedBodyUnmarked])).findings).toEqual([]);
});
