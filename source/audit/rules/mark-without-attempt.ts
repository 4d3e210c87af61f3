import {eventPlace} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

export const markWithoutAttempt: Rule = {
	id: 'mark-without-attempt',
	proves: "an operator's mark judges an attempt that had not been made",
	severity: 'high',
	circumstantial: false,
	why: 'A mark is given to something that was seen; this one was written without it.',
	needs: ['journal'],
	check(set) {
		const made = new Set<string>();
		return (set.journal?.events ?? []).flatMap(event => {
			if (event.type === 'request.intent') {
				made.add(JSON.stringify([event.endpoint_id, event.attempt]));
			}

			return event.type !== 'mark.set' ||
				event.attempt === null ||
				made.has(JSON.stringify([event.endpoint_id, event.attempt]))
				? []
				: [
						{
							place: eventPlace(set, event, '/attempt'),
							subject: event.endpoint_id,
							claimed: `${event.mark ?? 'no mark'} for attempt ${event.attempt}`,
							found: 'no such attempt before it',
						},
					];
		});
	},
};
