import {expect, test} from 'vitest';
import {testToldTwice} from '../../../source/audit/rules/test-told-twice.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const table = (...rows: readonly string[]): string =>
	`# Report\n\n| Test ID | Endpoint | Status | Latency, ms |\n|---|---|---|---|\n${rows.map(row => `${row}\n`).join('')}`;
const first = '| 3.3 | GET /api/rest/v1/events/33 | 200 | 381 |';
const second = '| 3.4 | GET /api/rest/v1/events/34 | 200 | 412 |';

testRule(testToldTwice, {
	good: {'report.md': table(first, second)},
	bad: {'report.md': table(first, second, first)},
	mutant: {file: 'report.md', from: second, to: first},
	finding: {
		place: {file: 'report.md', line: 7},
		subject: '3.3',
		code: 'row',
		found: 'the same row as in line 5, word for word',
	},
});

async function found(files: Readonly<Record<string, string>>) {
	return (await findingsIn(files, {}, [testToldTwice])).findings;
}

test('rows that differ in anything are attempts, and so may be rows that say too little', async () => {
	expect(await found({'report.md': table(first, first.replace('381', '377'))})).toEqual([]);
	const short = '# Report\n\n| Test ID | Status |\n|---|---|\n| 3.3 | 200 |\n| 3.3 | 200 |\n';
	expect(await found({'report.md': short})).toEqual([]);
});

test('two answers of one test in a log, of which nobody says which holds', async () => {
	const log = logOf([recordOf('3.3'), recordOf('3.3', {status: 404})]);
	expect(await found({'run.jsonl': log})).toMatchObject([
		{
			place: {file: 'run.jsonl', line: 2},
			subject: '3.3',
			claimed: 'test 3.3: status 404',
			found: 'status 200 in line 1, and nothing says which holds',
		},
	]);
});

test.each([
	['the same answer twice', [recordOf('3.3'), recordOf('3.3')]],
	['attempts', [recordOf('3.3', {status: 503, attempt: 1}), recordOf('3.3', {attempt: 2})]],
	['a retry in words', [recordOf('3.3', {status: 503}), recordOf('3.3', {notes: 'retried after a pause'})]],
	['another request of the test', [recordOf('3.3'), recordOf('3.3', {endpoint: 'POST /x', status: 404})]],
	[
		'a start of its own',
		[recordOf('3.3', {status: 503}), {event: 'test_start', test_id: '3.3'}, recordOf('3.3')],
	],
])('%s is no contradiction', async (_, records) => {
	expect(await found({'run.jsonl': logOf(records)})).toEqual([]);
});
