import {sandboxPresentedAsReal} from '../../../source/audit/rules/sandbox-presented-as-real.ts';
import {productionProfile, testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(sandboxPresentedAsReal, {
	profile: productionProfile,
	forge: withEvent('request.outcome', event => ({
		...event,
		exchange: {...event.exchange, headers: [...event.exchange.headers, ['X-Sandbox', 'faithful/full']]},
	})),
	finding: {
		place: {file: 'session.jsonl', line: 1, pointer: '/profile/kind'},
		claimed: 'a session on production at https://tickets.example',
		found: '1 answer bears the header X-Sandbox',
	},
});
