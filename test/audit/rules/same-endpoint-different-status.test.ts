import {expect, test} from 'vitest';
import {sameEndpointDifferentStatus} from '../../../source/audit/rules/same-endpoint-different-status.ts';
import {plainReportOf, type Row} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const find = 'POST /api/partners/v1/tickets/find';
const row = (id: string, status: string, notes: string, endpoint = find): Row => ({
	id,
	status,
	notes,
	endpoint,
});

testRule(sameEndpointDifferentStatus, {
	good: {
		'report.md': plainReportOf([
			row('6.11', '❌ 404', 'no ticket with this barcode'),
			row('6.13', '✅ 200', 'found'),
		]),
	},
	bad: {
		'report.md': plainReportOf([
			row('6.11', '❌ 404', 'Endpoint may not exist'),
			row('6.12', '❌ 404', 'Endpoint may not exist'),
			row('6.13', '✅ 200', 'found'),
		]),
	},
	mutant: {file: 'report.md', from: 'no ticket with this barcode', to: 'эндпоинт не существует'},
	finding: {
		place: {file: 'report.md', line: 7},
		subject: find,
		code: 'does-not-exist',
		claimed: `6.11, 6.12 ${find}: 404, Endpoint may not exist`,
		found: '6.13 of the same endpoint: 200',
	},
});

test.each([
	[row('6.11', '❌ 404', 'Endpoint may not exist', `${find}/1`), row('6.13', '✅ 200', 'found')],
	[
		row('6.11', '❌ 404', 'Endpoint may not exist', find.replace('POST', 'GET')),
		row('6.13', '✅ 200', 'found'),
	],
	[row('6.11', '❌ 500', 'Endpoint may not exist'), row('6.13', '✅ 200', 'found')],
	[row('6.11', '❌ 404', 'Endpoint may not exist'), row('6.13', '❌ 404', 'Endpoint may not exist')],
])('is silent about other endpoints, other errors and no answer at all', async (...rows) => {
	const {findings} = await findingsIn({'report.md': plainReportOf(rows)}, {}, [sameEndpointDifferentStatus]);
	expect(findings).toEqual([]);
});
