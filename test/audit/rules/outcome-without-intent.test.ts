import {outcomeWithoutIntent} from '../../../source/audit/rules/outcome-without-intent.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(outcomeWithoutIntent, {
	forge: withEvent('request.outcome', event => ({...event, intent: 99})),
	finding: {
		place: {file: 'session.jsonl', line: 3, pointer: '/intent'},
		claimed: 'the answer to event 99',
		found: 'no request before it has that number',
	},
});
