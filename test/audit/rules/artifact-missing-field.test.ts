import {artifactMissingField} from '../../../source/audit/rules/artifact-missing-field.ts';
import {exchange, file} from '../exchange-file.ts';
import {testRule} from '../rule-case.ts';

testRule(artifactMissingField, {
	good: {
		[file]: exchange(),
		'artifacts/test_6_9_find.json': exchange({
			test_id: '6.9',
			path: 'tickets/find/33',
			sent_at: '2025-11-09T21:49:36.102Z',
			status_code: null,
			headers: undefined,
			body: undefined,
			latency_ms: undefined,
			error: 'ConnectTimeout: no connection to qtickets.ru after 10 s',
		}),
	},
	bad: {[file]: JSON.stringify({status: 'success', result: {seats: 12}})},
	mutant: {file, from: '"method": "POST",', to: ''},
	finding: {place: {file}, found: 'no status, no headers, no URL, no method, no timings', subject: '6.8'},
});
