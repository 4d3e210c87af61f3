import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import type {Finding} from '../../source/audit/finding.ts';
import {findingsIn} from './rule-case.ts';

/**
 * The report and log of November 2025, read by hand line by line: what contradicts itself there, by rule. Every finding
 * of these rules is in the list, and every line of the list is found.
 */

const report = 'reports/qtickets_stage2_final_report.md';
const log = 'logs/qtickets_stage2_complete_tests.jsonl';
const files = {
	[report]: readFileSync(new URL('reference/qtickets_stage2_final_report.md', import.meta.url)),
	[log]: readFileSync(new URL('reference/qtickets_stage2_complete_tests.jsonl', import.meta.url)),
};

const contradictions: Readonly<
	Record<string, ReadonlyArray<readonly [at: string, claimed: string, found: string]>>
> = {
	'count-mismatch': [
		[`${report}:10`, '33 tests', '20 rows in the table of tests'],
		[`${report}:46`, '22 tests', '20 rows in the table of tests'],
		[`${report}:47`, '7 passed', '9 of 20 rows passed'],
		[`${report}:48`, '15 failed', '11 of 20 rows failed'],
		[`${log}:22`, '22 tests', '20 tests in the log'],
		[`${log}:22`, '7 passed', '9 of 20 tests in the log passed'],
		[`${log}:22`, '15 failed', '11 of 20 tests in the log failed'],
	],
	// "Artifacts Generated: 33 files" and "All 33 test artifacts" are one claim of the report; 5 files of section 3 are right.
	'artifact-count-mismatch': [
		[`${report}:49`, '33 artifacts', '20 named in the set'],
		[`${report}:77`, '28 files in test_6_*.json', '15 named in the set'],
		[`${log}:22`, '33 artifacts', '20 named in the set'],
	],
	'average-differs': [[`${report}:50`, 'average latency 847 ms', 'average latency 878 ms over 20 rows']],
	'verdict-contradicts-results': [
		[
			`${report}:8`,
			'Status: Stage 2/3 Completed Successfully',
			'11 of 20 failed: 3.3, 3.4, 3.5, 3.6, 3.7, 6.9, …',
		],
	],
	'internal-contradiction': [
		[`${report}:10`, '33 tests', '22 tests in line 46'],
		// 3.4 got 403, but 3.5, a write too, got 404.
		[
			`${report}:63`,
			'Authentication: Test token returns 403 for write operations in REST API',
			'3.5 PATCH /api/rest/v1/events/33: 404',
		],
	],
	'same-endpoint-different-status': [
		[
			`${report}:38`,
			'6.11, 6.12 POST /api/partners/v1/tickets/find: 404, Endpoint may not exist',
			'6.13 of the same endpoint: 200',
		],
	],
	'duration-differs': [],
	'total-differs': [],
	'coverage-overstated': [],
	'test-id-differs-from-spec-ref': [],
	'requirement-not-found': [],
};

describe('the reference set', () => {
	let findings: readonly Finding[];
	beforeAll(async () => {
		({findings} = await findingsIn(files));
	});

	test.each(Object.entries(contradictions))('%s', (rule, expected) => {
		const found = findings
			.filter(finding => finding.rule === rule)
			.map(({place, claimed, found: really}) => [`${place.file}:${place.line}`, claimed, really]);
		expect(found.sort()).toEqual([...expected].map(one => [...one]).sort());
	});

	test('expectations that the catalog does not know', async () => {
		const result = await findingsIn(files, {catalog: builtinCatalog()});
		const found = result.findings.filter(({rule}) => rule === 'expectation-invented');
		// No variant of a search declares a 404; those of 3.3 to 3.7, 6.14 and 6.15 that the run used do.
		expect(found.map(({subject, place}) => [subject, place.line])).toEqual([
			['6.9', 15],
			['6.10', 16],
			['6.11', 17],
			['6.12', 18],
		]);
	});
});
