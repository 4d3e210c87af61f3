import {verdictNotDerived} from '../../../source/audit/rules/verdict-not-derived.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(verdictNotDerived, {
	forge: withEvent('request.outcome', event => ({
		...event,
		exchange: {...event.exchange, body: '{"status":"error","result":{"id":7001}}', decoded_bytes: 39},
	})),
	finding: {
		place: {file: 'session.jsonl', line: 3, pointer: '/verdict'},
		subject: '6.1',
		claimed: 'success',
		found: 'failure: Soft error: HTTP 200, but the body says status "error".',
	},
});
