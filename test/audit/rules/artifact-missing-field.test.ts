import {artifactMissingField} from '../../../source/audit/rules/artifact-missing-field.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

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

test('what no artifact has is told once, what some lack for each', async () => {
	const ids = ['6.1', '6.2', '6.3', '6.4'];
	const files = Object.fromEntries(
		ids.map(id => [
			`artifacts/test_${id.replace('.', '_')}.json`,
			exchange({test_id: id, headers: undefined, ...(id === '6.4' ? {body: undefined} : {})}),
		]),
	);
	const {findings} = await findingsIn(files, {}, [artifactMissingField]);
	expect(findings.map(({code, severity, found}) => [code, severity, found])).toEqual([
		[undefined, 'high', 'no body'],
		['in-none', 'medium', 'none of them has headers, or under a name that is not known here'],
	]);
});
