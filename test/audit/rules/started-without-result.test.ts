import {startedWithoutResult} from '../../../source/audit/rules/started-without-result.ts';
import {logOf, recordOf} from '../foreign-pieces.ts';
import {testRule} from '../rule-case.ts';

const start = (id: string) => ({event: 'test_start', test_id: id});
const end = (id: string) => recordOf(id, {event: 'test_result', endpoint: `GET /api/rest/v1/events/${id}`});

const good = {'run.jsonl': logOf([start('3.3'), end('3.3'), start('3.4'), end('3.4')])};

testRule(startedWithoutResult, {
	good,
	bad: {'run.jsonl': logOf([start('3.3'), end('3.3'), start('3.4')])},
	mutant: {file: 'run.jsonl', from: '"test_id":"3.4"', to: '"test_id":"3.5"'},
	finding: {
		place: {file: 'run.jsonl', line: 3},
		subject: '3.4',
		claimed: 'test 3.4 started',
		found: 'no result',
	},
});
