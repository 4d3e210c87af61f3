import {repairContradictsItself} from '../../../source/audit/rules/repair-contradicts-itself.ts';
import {testJournalRule} from '../own/journal-rule-case.ts';

testJournalRule(repairContradictsItself, {
	forge: events => [
		...events.slice(0, -1),
		{
			type: 'journal.repaired',
			seq: 0,
			at: events.at(-1)?.at ?? '',
			bytes: 4,
			sha256: '0'.repeat(64),
			kept_as: 'session.jsonl.torn-20261122153000',
			tail_base64: Buffer.from('torn').toString('base64'),
		},
	],
	finding: {place: {file: 'session.jsonl', line: 9, pointer: '/tail_base64'}},
});
