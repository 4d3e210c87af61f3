import {planIncomplete} from '../../../source/audit/rules/plan-incomplete.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(planIncomplete, {
	forge: withEvent('session.opened', event => ({...event, plan: {...event.plan, tests: ['6.1']}})),
	finding: {
		place: {file: 'session.jsonl', line: 1, pointer: '/plan/tests'},
		subject: 'stage2',
		claimed: 'stage2: 1 tests planned',
		found: 'the stage has 2; without 6.9',
	},
});
