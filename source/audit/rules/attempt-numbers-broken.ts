import {eventPlace, eventsOf} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

export const attemptNumbersBroken: Rule = {
	id: 'attempt-numbers-broken',
	proves: 'the attempts of an endpoint are not numbered 1, 2, 3 … as the program numbers them',
	severity: 'high',
	circumstantial: false,
	why: 'An attempt that failed may have been taken out of the journal, or one that never was put in.',
	needs: ['journal'],
	check(set) {
		const attempts = new Map<string, number>();
		return eventsOf(set, 'request.intent').flatMap(intent => {
			const expected = (attempts.get(intent.endpoint_id) ?? 0) + 1;
			// Goes on from what is written: one gap is one finding.
			attempts.set(intent.endpoint_id, intent.attempt);
			return intent.attempt === expected
				? []
				: [
						{
							place: eventPlace(set, intent, '/attempt'),
							subject: intent.endpoint_id,
							claimed: `attempt ${intent.attempt}`,
							found: `it is attempt ${expected} in this journal`,
						},
					];
		});
	},
};
