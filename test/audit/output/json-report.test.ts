import {describe, expect, test} from 'vitest';
import {jsonReport} from '../../../source/audit/output/json-report.ts';
import {claim, finding, report, reportFile, row, view} from './sample-audit.ts';

function parsed(audited: ReturnType<typeof view>): unknown {
	return JSON.parse(jsonReport(audited, {toolVersion: '1.2.3', exitCode: 1, explanation: null}));
}

describe('an audit as JSON', () => {
	test('has the documented shape', () => {
		const wrong = finding({id: 'aaaaaaaaaaaa', subject: '6.1'});
		const audited = view([wrong], {
			set: {
				reports: [report({rows: [row('6.1')], claims: [claim(12, {subject: 'tests', value: 33})]})],
				unread: [{place: {file: 'a.rar'}, reason: 'not read'}],
			},
			result: {notEvaluated: [{rule: 'missing-artifact', reason: 'no artifacts'}]},
		});
		expect(parsed(audited)).toEqual({
			version: 1,
			tool: {name: 'qtickets-explorer', version: '1.2.3'},
			verdict: 'refuted',
			exit_code: 1,
			set: {
				name: 'their-folder',
				kind: 'foreign',
				files: 1,
				reports: 1,
				rows: 1,
				logs: 0,
				records: 0,
				artifacts: 0,
				counts: 0,
				archives: 0,
				hashes: 0,
				journal: null,
				catalog: null,
			},
			summary: {critical: 0, high: 1, medium: 0, low: 0, circumstantial: 0, accepted: 0},
			findings: [
				{
					id: 'aaaaaaaaaaaa',
					rule: 'count-mismatch',
					code: null,
					severity: 'high',
					circumstantial: false,
					subject: '6.1',
					place: {file: reportFile, line: 12, pointer: null, column: null},
					claimed: '33 tests',
					found: '20 rows in the test matrix',
					also: [],
					why: wrong.why,
					accepted: null,
				},
			],
			claims: [
				{
					state: 'refuted',
					place: {file: reportFile, line: 12, pointer: null, column: null},
					repeated: [],
					claimed: '33 tests',
					text: 'words of line 12',
					found: '20 rows in the test matrix',
					findings: ['aaaaaaaaaaaa'],
				},
			],
			evaluated: ['count-mismatch', 'secret-leak'],
			not_evaluated: [{rule: 'missing-artifact', reason: 'no artifacts'}],
			proved: {files: [], totals: null},
			unread: [{place: {file: 'a.rar', line: null, pointer: null, column: null}, reason: 'not read'}],
			allowances: {expired: [], unused: []},
		});
	});

	test('keeps texts from the set as they are, and prints nothing that a terminal obeys', () => {
		const nasty = '\u001B[2J\u202E\u{E0041}';
		const text = jsonReport(view([finding({claimed: nasty})]), {
			toolVersion: '1',
			exitCode: 1,
			explanation: null,
		});
		expect(text).not.toMatch(/[\u001B\u202E]|\u{E0041}/u);
		expect(JSON.parse(text)).toMatchObject({findings: [{claimed: nasty}]});
	});
});
