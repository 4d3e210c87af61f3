import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {allRules} from '../../source/audit/rules/all-rules.ts';
import {findingsIn} from './rule-case.ts';

/**
 * What the times of the reference run prove, worked out by hand from its log (its stamps mark ends: those of 6.2, 6.4,
 * 6.5, 6.10 and 6.15 are the one before plus their own latency, which differs from the one before):
 *
 * - lines 2–4: 956, 1123 and 876 ms long, stamped 1 ms apart, 1 to 3 ms after the session was opened;
 *   line 5 is 971 ms after line 4 and 973 ms long, which roundings explain;
 * - lines 9, 14, 19 go back, by 1449, 1305 and 1888 ms;
 * - lines 8, 10–13, 16–18, 21 are the line before plus their own latency;
 * - all latencies together are 17 560 ms, between 33.615 and 45.000;
 * - 6.3 (37.610, 1278 ms) overlaps 6.1 (37.597, 485 ms) whether its stamp is a start or an end; so do lines 10, 8, 14 and 11,
 *   lines 13, 19 and 15, and lines 18 and 20, each in the order of their stamps;
 * - 614 ms in lines 11–13, 514 ms in lines 16–18;
 * - the archive is named 21:49:00, before line 1; the report's 21:49:45Z is the second of line 22 and after line 21;
 * - the hash of the archive (line 22) is recorded after that name; nothing says that the log itself is in the archive.
 */
const expected = [
	['duplicate-latency', '', 11, ''],
	['duplicate-latency', '', 16, ''],
	['generated-before-finished', 'archive-name', 120, ''],
	['non-monotonic-log', 'time', 9, '/ts'],
	['non-monotonic-log', 'time', 14, '/ts'],
	['non-monotonic-log', 'time', 19, '/ts'],
	['overlapping-requests', '', 3, '/ts'],
	['overlapping-requests', '', 8, '/ts'],
	['overlapping-requests', '', 9, '/ts'],
	['overlapping-requests', '', 19, '/ts'],
	['overlapping-requests', '', 20, '/ts'],
	['started-before-session', '', 2, '/ts'],
	['synthetic-timestamps', 'exact-sums', 8, '/ts'],
	['total-exceeds-wall-clock', '', 22, '/ts'],
] as const;

const ids = [
	'artifact-timestamp-outside-run',
	'artifact-written-after-run',
	'cross-run-contradiction',
	'duplicate-latency',
	'generated-before-finished',
	'hash-recorded-before-archive-existed',
	'impossible-timing',
	'latency-differs-from-source',
	'latency-exceeds-observed-bound',
	'non-monotonic-log',
	'overlapping-requests',
	'server-time-contradicts-date-header',
	'stale-artifact',
	'started-before-session',
	'synthetic-timestamps',
	'timestamp-malformed',
	'timezone-mislabelled',
	'total-exceeds-wall-clock',
	'zero-latency',
	'zero-network-time',
];

const names = ['qtickets_stage2_complete_tests.jsonl', 'qtickets_stage2_final_report.md'] as const;
const [log] = names;
const files = Object.fromEntries(
	names.map(name => [name, readFileSync(new URL(`reference/${name}`, import.meta.url), 'utf8')]),
);
const {findings, notEvaluated} = await findingsIn(
	files,
	{},
	allRules.filter(({id}) => ids.includes(id)),
);

test('the times of the reference run prove these contradictions, and no others', () => {
	const found = findings.map(({rule, code = '', place}) => [rule, code, place.line, place.pointer ?? '']);
	expect(
		found.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])) || Number(a[2]) - Number(b[2])),
	).toEqual(expected);
	const elsewhere = findings.filter(({place}) => place.file !== log).map(({rule}) => rule);
	expect(elsewhere).toEqual(['generated-before-finished']);
});

test('a run of lines is one finding that names all of them', () => {
	const linesOf = (rule: string) => {
		const {place, also = []} = findings.find(finding => finding.rule === rule)!;
		return [place, ...also].map(({line}) => line).toSorted((a, b) => a! - b!);
	};

	expect(linesOf('synthetic-timestamps')).toEqual([8, 10, 11, 12, 13, 16, 17, 18, 21]);
	expect(linesOf('overlapping-requests')).toEqual([2, 3, 4]);
	expect(linesOf('started-before-session')).toEqual([1, 2, 3, 4]);
});

test('says what was claimed and what is found', () => {
	expect(
		findings
			.filter(({rule}) =>
				['total-exceeds-wall-clock', 'synthetic-timestamps', 'started-before-session'].includes(rule),
			)
			.map(({claimed, found}) => `${claimed} | ${found}`),
	).toEqual([
		'measured times of 6.2, 6.4, 6.5, 6.6, 6.7, 6.10, 6.11, 6.12, 6.15 | 9 stamps: each is the stamp before it plus a latency, to the millisecond',
		'20 requests of 17560 ms in all | 10600 ms from the first to the last',
		'session opened at 21:49:33.615 | 3.3, 3.4, 3.5 start up to 1121 ms before it',
	]);
});

test('only equal latencies are circumstantial', () => {
	expect(findings.filter(({circumstantial}) => circumstantial).map(({rule}) => rule)).toEqual([
		'duplicate-latency',
		'duplicate-latency',
	]);
});

test('what needs artifacts or a second run is not evaluated, and says so', () => {
	expect(notEvaluated.map(({rule}) => rule).toSorted()).toEqual([
		'artifact-timestamp-outside-run',
		'artifact-written-after-run',
		'cross-run-contradiction',
		'server-time-contradicts-date-header',
		'stale-artifact',
		'timezone-mislabelled',
		'zero-network-time',
	]);
});
