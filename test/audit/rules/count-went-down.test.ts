import {expect, test} from 'vitest';
import {countWentDown} from '../../../source/audit/rules/count-went-down.ts';
import {artifactOf} from '../foreign-pieces.ts';
import {testRule, findingsIn} from '../rule-case.ts';

const header = 'table_name,count_before,count_after';
const good = {'counts.csv': `${header}\nstg_orders,4,6\n`};

testRule(countWentDown, {
	good,
	bad: {'counts.csv': `${header}\nstg_orders,6,4\n`},
	mutant: {file: 'counts.csv', from: '4,6', to: '4,3'},
	finding: {
		place: {file: 'counts.csv', line: 2},
		subject: 'stg_orders',
		claimed: '6 rows before',
		found: '4 after, and no delete that was carried out',
	},
});

test.each([
	[200, {status: 'success'}, 1],
	[200, {status: 'error', code: 'WRONG_AUTHORIZATION'}, 2],
	[404, {error: 'x'}, 2],
])(
	'a delete that was answered %i %j explains it, but not for records of jobs',
	async (status, body, count) => {
		const url = 'https://api.example.test/api/partners/v1/tickets/remove/1/2';
		const files = {
			'counts.csv': `${header}\nstg_orders,6,4\nmeta_job_runs,9,8\n`,
			'test_6_6.json': artifactOf({id: '6.6', method: 'POST', url, status, body}),
		};
		expect((await findingsIn(files, {}, [countWentDown])).findings).toHaveLength(count);
	},
);
