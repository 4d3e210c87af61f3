import {recycledResponse} from '../../../source/audit/rules/recycled-response.ts';
import {exchange} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const first = 'run1/artifacts/test_6_8_check.json';
const second = 'run2/artifacts/test_6_8_check.json';
const later = {sent_at: '2025-11-10T09:12:01.377Z', latency_ms: 388.61};

testRule(recycledResponse, {
	good: {
		[first]: exchange(),
		[second]: exchange({...later, headers: {Date: 'Mon, 10 Nov 2025 09:12:01 GMT'}}),
	},
	bad: {[first]: exchange(), [second]: exchange(later)},
	mutant: {file: second, from: 'Mon, 10 Nov 2025 09:12:01 GMT', to: 'Sun, 09 Nov 2025 21:49:34 GMT'},
	finding: {place: {file: second}, found: `the Date and the body of ${first}`},
});

test('a copy of the whole file claims nothing new', async () => {
	expect(
		(await findingsIn({[first]: exchange(), [second]: exchange()}, {}, [recycledResponse])).findings,
	).toEqual([]);
});
