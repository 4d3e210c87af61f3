import {eventPlace, eventsOf} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

export const outcomeWithoutIntent: Rule = {
	id: 'outcome-without-intent',
	proves: 'the journal holds an answer to a request that it does not show being sent',
	severity: 'critical',
	circumstantial: false,
	why: 'Every request is on disk before it leaves; an answer without one was not received by this program.',
	needs: ['journal'],
	check(set) {
		const intents = new Set(eventsOf(set, 'request.intent').map(({seq}) => seq));
		const answered = new Map<number, number>();
		return eventsOf(set, 'request.outcome').flatMap(outcome => {
			const {intent, seq} = outcome;
			const place = eventPlace(set, outcome, '/intent');
			const claimed = `the answer to event ${intent}`;
			const earlier = answered.get(intent);
			answered.set(intent, earlier ?? seq);
			if (!intents.has(intent) || intent >= seq) {
				return [{place, claimed, found: 'no request before it has that number'}];
			}

			return earlier === undefined
				? []
				: [{place, code: 'second-answer', claimed, found: `event ${earlier} answers it already`}];
		});
	},
};
