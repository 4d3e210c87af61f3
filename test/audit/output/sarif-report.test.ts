import {describe, expect, test} from 'vitest';
import {sarifReport} from '../../../source/audit/output/sarif-report.ts';
import type {Rule} from '../../../source/audit/rule.ts';
import {finding, view} from './sample-audit.ts';
import {sarifFaults} from './sarif-shape.ts';

const rules: readonly Rule[] = [
	{
		id: 'count-mismatch',
		proves: 'totals differ',
		severity: 'high',
		circumstantial: false,
		why: 'The first number is wrong.',
		needs: [],
	},
	{
		id: 'duplicate-latency',
		proves: 'equal values',
		severity: 'medium',
		circumstantial: true,
		why: 'Numbers are copied.',
		needs: [],
	},
];

describe('an audit as SARIF', () => {
	const findings = [
		finding({id: '0123456789ab', also: [{file: 'logs/a.jsonl', line: 3, pointer: '/status'}]}),
		finding({id: 'ba9876543210', rule: 'duplicate-latency', circumstantial: true}),
		finding({
			id: 'cccccccccccc',
			severity: 'medium',
			place: {file: 'run.zip!/c:d/отчёт №1 100%.md', line: 0},
		}),
		finding({id: 'dddddddddddd', severity: 'low', place: {file: `half \uD800.json`, pointer: '/a/b'}}),
	];
	const audited = view(findings, {
		set: {unread: [{place: {file: 'a b.rar'}, reason: 'not read'}]},
		result: {notEvaluated: [{rule: 'missing-artifact', reason: 'no artifacts'}]},
		options: {
			allowances: [
				{
					line: 1,
					rule: null,
					finding: '0123456789ab',
					file: null,
					subject: null,
					reason: 'known since May',
					person: 'A. Lead',
					expires: '2026-02-01',
				},
			],
		},
	});
	const log = JSON.parse(sarifReport(audited, rules, '1.2.3')) as {runs: Array<{results: unknown[]}>};

	test('is valid, with levels, places, fingerprints and suppressions', () => {
		expect(sarifFaults(log)).toEqual([]);
		expect(log).toMatchObject({
			runs: [
				{
					tool: {driver: {version: '1.2.3', rules: [{id: 'count-mismatch'}, {id: 'duplicate-latency'}]}},
					results: [
						{
							ruleId: 'count-mismatch',
							ruleIndex: 0,
							level: 'error',
							message: {text: 'Claimed: 33 tests. Found: 20 rows in the test matrix.'},
							locations: [
								{
									physicalLocation: {
										artifactLocation: {uri: 'reports/final%20report.md'},
										region: {startLine: 12},
									},
								},
							],
							relatedLocations: [{logicalLocations: [{fullyQualifiedName: '/status'}]}],
							partialFingerprints: {'finding/v1': '0123456789ab'},
							suppressions: [
								{kind: 'external', justification: 'known since May (accepted by A. Lead until 2026-02-01)'},
							],
						},
						{ruleIndex: 1, level: 'note'},
						{level: 'warning'},
						{level: 'note'},
					],
				},
			],
		});
	});

	test('a check that would not see a fault proves nothing', () => {
		const [run] = log.runs;
		expect(sarifFaults({version: '2.1.0', runs: [{...run, results: [{}]}]})).not.toEqual([]);
		expect(sarifFaults({...log, version: '2.0.0'})).not.toEqual([]);
	});
});
