import {answeredOf, eventPlace, eventsOf} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

export const sandboxPresentedAsReal: Rule = {
	id: 'sandbox-presented-as-real',
	proves: "answers of this program's sandbox are reported as those of a real server",
	severity: 'critical',
	circumstantial: false,
	why: 'The sandbox imitates the API on the same machine: its answers say nothing about the real one.',
	needs: ['journal'],
	check(set) {
		const [opened] = eventsOf(set, 'session.opened');
		if (opened === undefined || opened.sandbox !== null || opened.profile.kind === 'sandbox') {
			return [];
		}

		const answers = answeredOf(set).filter(({outcome}) =>
			outcome.exchange.headers.some(([name]) => name.toLowerCase() === 'x-sandbox'),
		);
		const [first] = answers;
		return first === undefined
			? []
			: [
					{
						place: eventPlace(set, opened, '/profile/kind'),
						claimed: `a session on ${opened.profile.kind} at ${opened.profile.base_url.slice(0, 100)}`,
						found: `${answers.length} ${answers.length === 1 ? 'answer bears' : 'answers bear'} the header X-Sandbox`,
						also: [eventPlace(set, first.outcome, '/exchange/headers')],
					},
				];
	},
};
