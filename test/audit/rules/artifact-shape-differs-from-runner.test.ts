import {artifactShapeDiffersFromRunner} from '../../../source/audit/rules/artifact-shape-differs-from-runner.ts';
import {exchange} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const nameOf = (id: string) => `artifacts/test_${id.replace('.', '_')}_x.json`;
const siblings = Object.fromEntries(
	['6.1', '6.2', '6.3', '6.4', '6.5', '6.6'].map((test_id, index) => [
		nameOf(test_id),
		exchange({
			test_id,
			path: `tickets/find/${index + 1}`,
			sent_at: `2025-11-09T21:49:${30 + 3 * index}.${617 - ((53 * index * index) % 97) * 5}Z`,
			latency_ms: 400.5 + 31.7 * index,
			body: {status: 'success', result: {seats: index}},
			headers: {Date: `Sun, 09 Nov 2025 21:49:${30 + 3 * index} GMT`},
		}),
	]),
);
const invented = JSON.stringify({
	test_name: '6.5 Update tickets',
	http_code: 200,
	sent: {verb: 'POST', address: 'https://qtickets.ru/api/partners/v1/tickets/update'},
	outcome: 'done',
	server_says: {ok: 1},
});

testRule(artifactShapeDiffersFromRunner, {
	good: siblings,
	bad: {...siblings, [nameOf('6.5')]: invented},
	mutant: {file: nameOf('6.2'), from: siblings[nameOf('6.2')]!, to: invented},
	finding: {place: {file: nameOf('6.5')}},
});

test('an error lacks a body and has an exception', async () => {
	const failed = exchange({
		status_code: null,
		body: undefined,
		headers: undefined,
		latency_ms: undefined,
		exception: 'ReadTimeout',
		retries: 2,
	});
	const {findings} = await findingsIn({...siblings, [nameOf('6.5')]: failed}, {}, [
		artifactShapeDiffersFromRunner,
	]);
	expect(findings).toEqual([]);
});
