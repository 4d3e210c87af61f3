import {expect, test} from 'vitest';
import {testIdDiffersFromSpecRef} from '../../../source/audit/rules/test-id-differs-from-spec-ref.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const spec = [
	'# Requests',
	'',
	'### 3.3 One event',
	'',
	'GET /events/33',
	'',
	'### 3.4 Create an event',
	'',
	'POST /events',
	'',
].join('\n');
const log = (ref: string) => logOf([recordOf('3.3', {spec_ref: ref})]);

testRule(testIdDiffersFromSpecRef, {
	good: {'requests_spec.md': spec, 'run.jsonl': log('requests_spec.md:3-5')},
	bad: {'requests_spec.md': spec, 'run.jsonl': log('requests_spec.md:7-9')},
	mutant: {
		file: 'requests_spec.md',
		from: '### 3.3 One event',
		to: '### 3.2 Events\n\n\n\n### 3.3 One event',
	},
	finding: {
		place: {file: 'run.jsonl', line: 1, pointer: '/spec_ref'},
		subject: '3.3',
		claimed: 'test 3.3 at requests_spec.md:7-9',
		found: 'lines of test 3.4',
	},
});

test.each(['requests_spec.md:5-8', 'requests_spec.md:1-9', 'requests_spec.md', 'other.md:7'])(
	'%s may be right',
	async ref => {
		const {findings} = await findingsIn({'requests_spec.md': spec, 'run.jsonl': log(ref)}, {}, [
			testIdDiffersFromSpecRef,
		]);
		expect(findings).toEqual([]);
	},
);

test('finds lines behind the end of the document', async () => {
	const {findings} = await findingsIn(
		{'requests_spec.md': spec, 'run.jsonl': log('requests_spec.md:280-285')},
		{},
		[testIdDiffersFromSpecRef],
	);
	expect(findings).toMatchObject([{found: 'the document has 10 lines'}]);
});
