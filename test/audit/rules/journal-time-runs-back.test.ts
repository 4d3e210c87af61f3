import {journalTimeRunsBack} from '../../../source/audit/rules/journal-time-runs-back.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(journalTimeRunsBack, {
	forge: withEvent('mark.set', event => ({...event, at: '2026-11-22T15:29:00.000Z'})),
	finding: {
		place: {file: 'session.jsonl', line: 4, pointer: '/at'},
		claimed: '2026-11-22T15:29:00.000Z',
	},
});
