import {expect, test} from 'vitest';
import {crossRunContradiction} from '../../../source/audit/rules/cross-run-contradiction.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line} from '../timed-set.ts';

const revision = 'a8a94ae3e20621738300cdd4ec78c03ef977a987';

function run(hour: number, statuses: readonly number[], rev = revision, day = '2025-11-09') {
	return [
		line({ts: `${day}T${hour}:00:01.217Z`, stage: 'Stage1', status: 'ready', git_rev: rev}),
		...statuses.map((status, index) =>
			line({
				ts: `${day}T${hour}:0${index + 1}:0${index * 2}.${311 + 97 * index}Z`,
				test_id: `6.${index + 1}`,
				endpoint: `GET /items/${index}`,
				status,
				latency_ms: 512 + hour + 31 * index,
			}),
		),
	].join('\n');
}

testRule(crossRunContradiction, {
	good: {'logs/first.jsonl': run(10, [200, 200, 404]), 'logs/second.jsonl': run(14, [200, 200, 404])},
	bad: {'logs/first.jsonl': run(10, [200, 200, 404]), 'logs/second.jsonl': run(14, [200, 403, 200])},
	mutant: {file: 'logs/second.jsonl', from: '"status":404', to: '"status":200'},
	finding: {
		place: {file: 'logs/second.jsonl', line: 3},
		claimed: '6.2: 403',
		found: '200 in logs/first.jsonl; 1 more tests differ (6.3)',
	},
});

test.each([
	['another revision', run(14, [500, 200, 404], 'b8a94ae3e20621738300cdd4ec78c03ef977a987')],
	['another day', run(14, [500, 200, 404], revision, '2025-11-11')],
	['no revision', run(14, [500, 200, 404], '')],
])('is not evaluated for %s', async (_, second) => {
	const {findings, notEvaluated} = await findingsIn(
		{'logs/first.jsonl': run(10, [200, 200, 404]), 'logs/second.jsonl': second},
		{},
		[crossRunContradiction],
	);
	expect(findings).toEqual([]);
	expect(notEvaluated).toHaveLength(1);
});
