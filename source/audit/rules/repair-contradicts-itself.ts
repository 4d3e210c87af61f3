import {createHash} from 'node:crypto';
import {eventPlace, eventsOf} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

export const repairContradictsItself: Rule = {
	id: 'repair-contradicts-itself',
	proves: 'what was cut off the journal is not what the repair says that it was',
	severity: 'high',
	circumstantial: false,
	why: 'A repair keeps what it cuts off, with its hash, so that nothing can be hidden behind it.',
	needs: ['journal'],
	check: set =>
		eventsOf(set, 'journal.repaired').flatMap(repair => {
			const tail = Buffer.from(repair.tail_base64, 'base64');
			const hash = createHash('sha256').update(tail).digest('hex');
			return tail.length === repair.bytes && hash === repair.sha256
				? []
				: [
						{
							place: eventPlace(set, repair, '/tail_base64'),
							claimed: `${repair.bytes} bytes, SHA-256 ${repair.sha256.slice(0, 12)}…`,
							found: `${tail.length} bytes, SHA-256 ${hash.slice(0, 12)}…`,
						},
					];
		}),
};
