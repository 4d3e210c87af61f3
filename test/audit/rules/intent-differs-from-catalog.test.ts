import {intentDiffersFromCatalog} from '../../../source/audit/rules/intent-differs-from-catalog.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(intentDiffersFromCatalog, {
	forge: withEvent('request.intent', event => ({...event, title: 'Add no ticket'})),
	finding: {
		place: {file: 'session.jsonl', line: 2, pointer: '/title'},
		subject: '6.1',
		claimed: '"Add no ticket"',
		found: '"Add ticket"',
	},
});
