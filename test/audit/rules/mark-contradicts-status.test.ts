import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {markContradictsStatus} from '../../../source/audit/rules/mark-contradicts-status.ts';
import {logOf, plainReportOf, recordOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const good = {
	'report.md': plainReportOf([{}, {id: '3.4', endpoint: 'POST /api/rest/v1/events', status: '❌ 500'}]),
};

testRule(markContradictsStatus, {
	good,
	bad: {'report.md': plainReportOf([{status: '✅ 404'}])},
	mutant: {file: 'report.md', from: '❌ 500', to: '✅ 500'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Status'},
		subject: '3.3',
		code: 'pass',
		claimed: 'marked as passed',
		found: 'status 404',
	},
});

test.each([
	['❌ 200', 'Success - ticket added', 'fail'],
	['❌ 404', 'Success - ticket added', 'notes'],
	['✅ 404', 'Успешно', 'notes'],
])('finds %s with the note %j', async (status, notes, code) => {
	const {findings} = await findingsIn({'report.md': plainReportOf([{status, notes}])}, {}, [
		markContradictsStatus,
	]);
	expect(findings).toMatchObject([{code}]);
});

test.each([
	['✅ 403', 'Rejected as expected'],
	['❌ 200', 'status: error in the body'],
	['✅ 200', 'Success'],
	['❌ 404', 'Expected 404 - event not found'],
	['⚠️ 404', 'Known limitation'],
])('is silent about %s with the note %j', async (status, notes) => {
	const {findings} = await findingsIn({'report.md': plainReportOf([{status, notes}])}, {}, [
		markContradictsStatus,
	]);
	expect(findings).toEqual([]);
});

test('knows tests that are about an error from the catalog', async () => {
	const row = {id: '7.1', endpoint: 'GET /api/rest/v1/events', status: '✅ 403'};
	const {findings} = await findingsIn({'report.md': plainReportOf([row])}, {catalog: builtinCatalog()}, [
		markContradictsStatus,
	]);
	expect(findings).toEqual([]);
});

test('looks at the log where there is no row', async () => {
	const log = logOf([recordOf('3.3', {status: 404, result: 'PASS'})]);
	const {findings} = await findingsIn({'run.jsonl': log}, {}, [markContradictsStatus]);
	expect(findings).toMatchObject([{subject: '3.3', place: {file: 'run.jsonl', line: 1}}]);
});
