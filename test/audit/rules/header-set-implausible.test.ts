import {headerSetImplausible} from '../../../source/audit/rules/header-set-implausible.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const ids = ['6.1', '6.2', '6.3', '6.4', '6.5'];
const nameOf = (id: string) => `artifacts/test_${id.replace('.', '_')}_x.json`;
const siblings = (last: object) =>
	Object.fromEntries(
		ids.map((test_id, index) => [
			nameOf(test_id),
			exchange({
				test_id,
				path: `tickets/find/${index + 1}`,
				sent_at: `2025-11-09T21:49:${30 + 3 * index}.${617 - ((53 * index * index) % 97) * 5}Z`,
				latency_ms: 400.5 + 31.7 * index,
				body: {status: 'success', result: {seats: index}},
				headers: {Date: `Sun, 09 Nov 2025 21:49:${30 + 3 * index} GMT`, ...(test_id === '6.5' ? last : {})},
			}),
		]),
	);

testRule(headerSetImplausible, {
	good: siblings({}),
	bad: siblings({Date: undefined}),
	mutant: {file: nameOf('6.3'), from: '"Server": "nginx"', to: '"Server": "Apache/2.4"'},
	finding: {code: 'no-date', place: {file: nameOf('6.5'), pointer: '/headers'}},
});

test('a Date that no server writes', async () => {
	const {findings} = await findingsIn({[file]: exchange({headers: {Date: '2025-11-09T21:49:34Z'}})}, {}, [
		headerSetImplausible,
	]);
	expect(findings).toMatchObject([{code: 'date', circumstantial: true}]);
});
