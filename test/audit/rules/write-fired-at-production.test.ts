import {writeFiredAtProduction} from '../../../source/audit/rules/write-fired-at-production.ts';
import {productionProfile, testJournalRule} from '../own/journal-rule-case.ts';

testJournalRule(writeFiredAtProduction, {
	profile: productionProfile,
	forge: events => events.filter(({type}) => type !== 'guard.unlocked'),
	finding: {
		place: {file: 'session.jsonl', line: 2, pointer: '/request/url'},
		subject: '6.1',
		severity: 'critical',
		claimed: 'writes to tickets.example are locked',
	},
});
