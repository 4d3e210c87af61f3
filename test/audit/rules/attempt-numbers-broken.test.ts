import {attemptNumbersBroken} from '../../../source/audit/rules/attempt-numbers-broken.ts';
import {testJournalRule} from '../own/journal-rule-case.ts';

testJournalRule(attemptNumbersBroken, {
	// The first attempt of 6.9 and its answer, as if they had never been.
	forge: events => events.filter(({seq}) => seq !== 5 && seq !== 6),
	finding: {
		place: {file: 'session.jsonl', line: 5, pointer: '/attempt'},
		subject: '6.9',
		claimed: 'attempt 2',
		found: 'it is attempt 1 in this journal',
	},
});
