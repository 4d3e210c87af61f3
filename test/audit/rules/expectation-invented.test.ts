import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {expectationInvented} from '../../../source/audit/rules/expectation-invented.ts';
import {logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const catalog = builtinCatalog();
const find = 'POST /api/partners/v1/tickets/find';

testRule(expectationInvented, {
	// The catalog declares 404 for an event of another organiser.
	good: {'report.md': plainReportOf([{status: '❌ 404', notes: 'Expected 404 - event not found'}])},
	bad: {
		'report.md': plainReportOf([
			{id: '6.12', endpoint: find, status: '❌ 404', notes: 'Expected 404 - endpoint may not exist'},
		]),
	},
	mutant: {file: 'report.md', from: '❌ 404 | Expected 404', to: '❌ 500 | Expected 500'},
	finding: {
		place: {file: 'report.md', line: 7},
		subject: '6.12',
		claimed: '404 expected: Expected 404 - endpoint may not exist',
		severity: 'medium',
	},
	options: {catalog},
});

test('tells a test once, with the log as the other place', async () => {
	const {findings} = await findingsIn(
		{
			'report.md': plainReportOf([{id: '6.12', endpoint: find, status: '❌ 404', notes: 'as expected'}]),
			'run.jsonl': logOf([
				recordOf('6.12', {endpoint: find, status: 404, notes: 'Expected 404 - endpoint may not exist'}),
			]),
		},
		{catalog},
		[expectationInvented],
	);
	expect(findings).toMatchObject([{subject: '6.12', also: [{file: 'run.jsonl'}]}]);
});

test.each(['Unexpected 404', 'not as expected', 'expected 200 but got 404', 'no seat'])(
	'%s calls nothing expected',
	async notes => {
		const {findings} = await findingsIn(
			{'report.md': plainReportOf([{id: '6.12', endpoint: find, status: '❌ 404', notes}])},
			{catalog},
			[expectationInvented],
		);
		expect(findings).toEqual([]);
	},
);
