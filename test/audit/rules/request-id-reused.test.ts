import {requestIdReused} from '../../../source/audit/rules/request-id-reused.ts';
import {exchange} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

const add = 'artifacts/test_6_1_add.json';
const remove = 'artifacts/test_6_6_remove.json';
const withId = (id: string) =>
	exchange({test_id: '6.1', path: 'tickets/add/33/41', headers: {'X-Request-Id': id}});
const other = exchange({
	test_id: '6.6',
	path: 'tickets/remove/33/41',
	sent_at: '2025-11-09T21:49:36.102Z',
	latency_ms: 388.6,
	headers: {Date: 'Sun, 09 Nov 2025 21:49:36 GMT', 'X-Request-Id': 'a41f-2'},
});

testRule(requestIdReused, {
	good: {[add]: withId('a41f-1'), [remove]: other},
	bad: {[add]: withId('a41f-2'), [remove]: other},
	mutant: {file: remove, from: 'a41f-2', to: 'a41f-1'},
	finding: {place: {file: add}, subject: 'a41f-2'},
});
