import {latencyExceedsJournalBound} from '../../../source/audit/rules/latency-exceeds-journal-bound.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(latencyExceedsJournalBound, {
	forge: withEvent('request.outcome', event => ({
		...event,
		exchange: {...event.exchange, latency_ms: 956, elapsed_ms: 956},
	})),
	finding: {
		place: {file: 'session.jsonl', line: 3, pointer: '/exchange/latency_ms'},
		subject: '6.1',
		claimed: '956 ms',
		found: '46 ms between the two events',
	},
});
