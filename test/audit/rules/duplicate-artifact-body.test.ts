import {duplicateArtifactBody} from '../../../source/audit/rules/duplicate-artifact-body.ts';
import {exchange} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const add = 'artifacts/test_6_1_add.json';
const remove = 'artifacts/test_6_6_remove.json';
const result = (text: string) => ({status: 'success', result: {text, seats: 'x'.repeat(200)}});
const added = (edits: object) => exchange({test_id: '6.1', path: 'tickets/add/33/41', ...edits});
const removed = (edits: object) =>
	exchange({
		test_id: '6.6',
		path: 'tickets/remove/33/41',
		sent_at: '2025-11-09T21:49:36.102Z',
		latency_ms: 388.6,
		headers: {Date: 'Sun, 09 Nov 2025 21:49:36 GMT'},
		...edits,
	});

testRule(duplicateArtifactBody, {
	good: {[add]: added({body: result('added')}), [remove]: removed({body: result('removed')})},
	bad: {
		[add]: added({body: {error: 'x', request_id: 'req_8812aa'}}),
		[remove]: removed({body: {error: 'x', request_id: 'req_8812aa'}}),
	},
	mutant: {file: remove, from: '"removed"', to: '"added"'},
	finding: {place: {file: add, pointer: '/body'}, claimed: 'answers to 2 different requests'},
});

test.each([
	[
		'standard errors',
		{status: 'error', code: 'WRONG_AUTHORIZATION', message: 'x'.repeat(300)},
		'tickets/remove/33/41',
	],
	['short answers', {status: 'success'}, 'tickets/remove/33/41'],
	['reads of the same kind', result('added'), 'tickets/add/33/42'],
])('%s are innocent', async (_name, body, path) => {
	const {findings} = await findingsIn({[add]: added({body}), [remove]: removed({body, path})}, {}, [
		duplicateArtifactBody,
	]);
	expect(findings).toEqual([]);
});
