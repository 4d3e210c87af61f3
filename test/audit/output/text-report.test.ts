import {describe, expect, test} from 'vitest';
import {pageOf} from '../../../source/audit/output/text-layout.ts';
import {textReport} from '../../../source/audit/output/text-report.ts';
import {textWidth} from '../../../source/terminal/width.ts';
import {claim, finding, report, reportFile, row, view} from './sample-audit.ts';

function textOf(audited: ReturnType<typeof view>, width = 80, isColoured = false): string {
	return textReport(audited, pageOf(width, isColoured), {maximumPerRule: 3, explained: []}).join('\n');
}

const critical = finding({
	id: 'aaaaaaaaaaaa',
	rule: 'verdict-contradicts-results',
	severity: 'critical',
	why: 'A decision to go live rests on it.',
	place: {file: reportFile, line: 8, column: 'Status'},
	claimed: 'completed successfully',
	found: '11 of 20 tests failed',
	also: [{file: 'logs/run.jsonl', line: 22, pointer: '/failed_tests'}],
});
const high = finding({id: 'bbbbbbbbbbbb', subject: '6.1', code: 'rows'});
const hint = finding({
	id: 'cccccccccccc',
	rule: 'duplicate-latency',
	severity: 'medium',
	circumstantial: true,
	claimed: '614 ms in 6.5',
	found: '614 ms in 6.6 and 6.7 too',
});

describe('an audit as text', () => {
	test('shows findings by severity with rule, place, claimed → found, why and id; hints apart; the verdict last', () => {
		const text = textOf(
			view([critical, high, hint], {
				result: {notEvaluated: [{rule: 'missing-artifact', reason: 'no artifacts were given'}]},
			}),
		);
		expect(text).toContain(
			[
				'CRITICAL  1 contradiction',
				'',
				'verdict-contradicts-results',
				'  A decision to go live rests on it.',
				`  reports/final report.md:8 column "Status"                         aaaaaaaaaaaa`,
				'      completed successfully → 11 of 20 tests failed',
				'      see also logs/run.jsonl:22 /failed_tests',
				'',
				'HIGH  1 contradiction',
				'',
				'count-mismatch',
				'  The first number that a customer reads is wrong.',
				`  reports/final report.md:12 (6.1, rows)                            bbbbbbbbbbbb`,
				'      33 tests → 20 rows in the test matrix',
				'',
				'HINTS  1 medium; each has an innocent explanation too, and none fails the audit',
				'',
				'duplicate-latency',
			].join('\n'),
		);
		expect(text).toContain('\n    1  no artifacts were given\n');
		expect(text.split('\n').at(-1)).toBe('REFUTED: 1 critical, 1 high; 1 hint; 2 of 3 rules evaluated');
	});

	test('says that nothing was found, and over how many rules', () => {
		expect(textOf(view([])).split('\n').at(-1)).toBe('no contradiction found; 2 of 2 rules evaluated');
	});

	test('does not call a folder clean in which nothing was recognised', () => {
		const audited = view([], {set: {reports: []}});
		expect(audited.verdict).toBe('not-audited');
		expect(textOf(audited)).toContain('nothing to audit: no report, log, artifact');
	});

	test('names what could not be read, also in the verdict', () => {
		const text = textOf(
			view([], {
				set: {unread: [{place: {file: 'a.rar'}, reason: 'an archive of a format that is not read'}]},
			}),
		);
		expect(text).toContain('  a.rar: an archive of a format that is not read');
		expect(text.split('\n').at(-1)).toContain('; 1 thing not read');
	});

	test('a rule that finds much does not bury the others, and says how to see the rest', () => {
		const text = textOf(view(Array.from({length: 5}, () => finding())));
		expect(text.match(/33 tests → 20 rows/g)).toHaveLength(3);
		expect(text).toContain('… and 2 more like these: --rule count-mismatch shows all of them');
	});

	test.each([40, 80, 100, 160])('fits %i columns, whatever the set holds', width => {
		const long = finding({
			place: {
				file: `${'very/long/'.repeat(14)}файл отчёта 報告.md`,
				line: 123_456,
				column: 'Столбец с очень длинным названием',
			},
			claimed: 'слово '.repeat(60),
			found: 'x'.repeat(500),
			also: Array.from({length: 9}, (_none, line) => ({file: 'logs/other.jsonl', line})),
		});
		const text = textOf(
			view([long, critical, hint], {
				set: {
					reports: [
						report({
							claims: [claim(1, {subject: 'rows', value: 0, scope: {kind: 'name', name: 'т'.repeat(200)}})],
						}),
					],
					unread: [{place: {file: 'y'.repeat(200)}, reason: 'z '.repeat(100)}],
				},
				result: {notEvaluated: [{rule: 'a', reason: 'because '.repeat(30)}]},
			}),
			width,
		);
		for (const line of text.split('\n')) {
			expect(textWidth(line), line).toBeLessThanOrEqual(width);
		}
	});

	test('nothing in the set commands the terminal, and colour is only where it is asked for', () => {
		const nasty = '\u001B[2J\u202Ex\r\n\u0007';
		const audited = view(
			[
				finding({
					place: {file: nasty, line: 1, pointer: `/${nasty}`, column: nasty},
					claimed: nasty,
					found: nasty,
					subject: nasty,
					also: [{file: nasty}],
				}),
			],
			{
				set: {
					name: nasty,
					reports: [
						report({claims: [claim(1, {subject: 'rows', value: 1, scope: {kind: 'name', name: nasty}})]}),
					],
					unread: [{place: {file: nasty}, reason: nasty}],
				},
				result: {notEvaluated: [{rule: 'x', reason: nasty}]},
			},
		);
		expect(textOf(audited)).not.toMatch(/[\u001B\u0007\u202E\r]/);
		expect(textOf(audited, 80, true).replaceAll(/\u001B\[\d+m/g, '')).toBe(textOf(audited));
		expect(textOf(audited, 80, true)).toContain('\u001B[31m');
	});
});

describe('claims against what was found', () => {
	const twenty = Array.from({length: 20}, (_none, index) =>
		row(`6.${index + 1}`, {judged: index < 9 ? 'pass' : 'fail', status: index < 9 ? 200 : 404}),
	);

	function claimsIn(claims: Parameters<typeof claim>[], findings: Parameters<typeof view>[0] = []): string {
		const audited = view(findings, {
			set: {reports: [report({rows: twenty, claims: claims.map(each => claim(...each))})]},
		});
		return textOf(audited, 100)
			.split('CLAIMS AGAINST')[1]!
			.split(/\n\n(?! {2})/)[0]!;
	}

	test('a refuted claim shows what was found; one that holds says where it was counted', () => {
		const text = claimsIn(
			[
				[12, {subject: 'tests', value: 33}],
				[40, {subject: 'tests', value: 20}],
				[41, {subject: 'passed', value: 9, statuses: [200]}],
				[42, {subject: 'latency-average', value: 100, unit: 'ms'}],
				[43, {subject: 'duration', value: 5000, unit: 's'}],
			],
			[finding()],
		);
		expect(text).toContain('✘ 1 refuted  ✔ 3 hold  ? 1 not decided');
		expect(text).toMatch(/✘ 12 {2}33 tests +→ 20 rows in the test matrix/);
		expect(text).toMatch(/✔ 40 {2}20 tests +→ 20 in the test table/);
		expect(text).toMatch(/✔ 41 {2}9 passed \(200\) +→ 9 in the test table/);
		expect(text).toMatch(/✔ 42 {2}average latency 100 ms +→ 100 in the test table/);
		expect(text).toMatch(/\? 43 {2}duration 5 s +→ not decided/);
	});

	test('a number that comes out otherwise is never said to hold, even where no rule speaks', () => {
		expect(claimsIn([[40, {subject: 'tests', value: 21}]])).toMatch(
			/\? 40 {2}21 tests +→ 20 in the test table/,
		);
	});

	test('passes do not hold while one of them is in doubt', () => {
		const doubt = finding({rule: 'soft-error-marked-success', place: {file: reportFile, line: 30}});
		expect(claimsIn([[41, {subject: 'passed', value: 9}]], [doubt])).toMatch(/\? 41 {2}9 passed/);
	});

	test('a finding about something else on the same line refutes nothing', () => {
		const secret = finding({rule: 'secret-leak', place: {file: reportFile, line: 40}, claimed: '20'});
		expect(claimsIn([[40, {subject: 'tests', value: 20}]], [secret])).toContain('✔ 40');
	});

	test('names of files prove no files', () => {
		const files = [row('6.1', {artifact: 'test_6_1.json'}), row('3.1', {artifact: 'test_3_1.json'})];
		const audited = view([], {
			set: {
				reports: [
					report({
						rows: files,
						claims: [claim(5, {subject: 'files', value: 1, scope: {kind: 'name', name: 'test_6_*.json'}})],
					}),
				],
			},
		});
		expect(audited.claims).toMatchObject([{state: 'open', found: '1 are named, none was given'}]);
	});

	test('refuted words stand among the numbers, in the order of the file', () => {
		const words = finding({
			rule: 'verdict-contradicts-results',
			place: {file: reportFile, line: 8},
			claimed: 'completed successfully',
			found: '11 of 20 failed',
		});
		const audited = view([words, finding()], {
			set: {
				reports: [
					report({
						claims: [claim(12, {subject: 'tests', value: 33})],
						statements: [
							{
								place: {file: reportFile, line: 8},
								text: 'Status: completed successfully',
								kind: 'completed',
								scope: {kind: 'all'},
								statuses: [],
								methods: [],
								ticked: false,
							},
						],
					}),
				],
			},
		});
		expect(audited.claims.map(({state, claimed, found}) => [state, claimed, found])).toEqual([
			['refuted', 'completed successfully', '11 of 20 failed'],
			['refuted', '33 tests', '20 rows in the test matrix'],
		]);
	});

	test('the other side of a contradiction is refuted too, and says with what', () => {
		const other = finding({
			claimed: '33 artifacts',
			found: '28 files in line 77',
			also: [{file: reportFile, line: 77}],
		});
		const text = claimsIn([[77, {subject: 'files', value: 28}]], [other]);
		expect(text).toMatch(/✘ 77 {2}28 files +→ 33 artifacts, says line 12/);
	});

	test('what is claimed again is one row', () => {
		expect(
			claimsIn([
				[40, {subject: 'tests', value: 20}],
				[77, {subject: 'tests', value: 20}],
			]),
		).toMatch(/✔ 40 {2}20 tests +→ 20 in the test table \(also in line 77\)/);
	});
});
