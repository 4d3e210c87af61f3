import {storedBodyLengthDiffers} from '../../../source/audit/rules/stored-body-length-differs.ts';
import {testJournalRule, withEvent} from '../own/journal-rule-case.ts';

testJournalRule(storedBodyLengthDiffers, {
	forge: withEvent('request.outcome', event => ({
		...event,
		masked: {secret: 1},
		exchange: {...event.exchange, body: '{"status":"success","result":{"id":70010}}'},
	})),
	finding: {
		place: {file: 'session.jsonl', line: 3, pointer: '/exchange/body'},
		subject: '6.1',
		claimed: '41 bytes',
		found: '42 bytes',
	},
});
