import {markWithoutAttempt} from '../../../source/audit/rules/mark-without-attempt.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(markWithoutAttempt, {
	forge: withEvent('mark.set', event => ({...event, attempt: 2})),
	finding: {
		place: {file: 'session.jsonl', line: 4, pointer: '/attempt'},
		subject: '6.1',
		claimed: 'pass for attempt 2',
		found: 'no such attempt before it',
	},
});
