import {expect, test} from 'vitest';
import {zeroNetworkTime} from '../../../source/audit/rules/zero-network-time.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, serialRun} from '../timed-set.ts';

const file = artifactName('3.3');

function artifact(headers: Record<string, string>, more: Record<string, unknown> = {}) {
	return artifactOf(serialRun[0]!, {
		headers: {
			'Content-Type': 'application/json',
			Date: 'Sun, 09 Nov 2025 21:49:31 GMT',
			Server: 'nginx',
			...headers,
		},
		...more,
	});
}

testRule(zeroNetworkTime, {
	good: {[file]: artifact({'X-Runtime': '0.371'})},
	bad: {[file]: artifact({'X-Runtime': '0.412'})},
	mutant: {file, from: '"0.371"', to: '"0.471"'},
	finding: {
		place: {file, pointer: '/latency_ms'},
		subject: '3.3',
		claimed: 'latency 412 ms',
		found: 'x-runtime: 0.412',
	},
});

test.each([
	[{'Server-Timing': 'db;dur=53, total;dur=412'}, {}, 1],
	[{'Server-Timing': 'db;dur=412'}, {}, 0],
	[{'X-Response-Time': '412ms'}, {}, 1],
	[{'X-Response-Time': '390ms'}, {}, 0],
	[{'X-Runtime': '0.412'}, {url: 'http://127.0.0.1:8080/x'}, 0],
])('%j of %j gives %d', async (headers, more, count) => {
	const {findings} = await findingsIn({[file]: artifact(headers, more)}, {}, [zeroNetworkTime]);
	expect(findings).toHaveLength(count);
});
