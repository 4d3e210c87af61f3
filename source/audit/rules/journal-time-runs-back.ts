import type {Discovery} from '../finding.ts';
import {eventPlace} from '../journal-events.ts';
import type {Rule} from '../rule.ts';

/** A clock may be set right by a little while a session runs. */
const tolerance = 2000;

export const journalTimeRunsBack: Rule = {
	id: 'journal-time-runs-back',
	proves: 'an event of the journal is dated before the one that was written before it',
	severity: 'high',
	circumstantial: false,
	why: 'Events are stamped as they are written; times that go back were edited, or the clock was wrong.',
	needs: ['journal'],
	check(set) {
		const found: Discovery[] = [];
		let latest = Number.NEGATIVE_INFINITY;
		let latestText = '';
		for (const event of set.journal?.events ?? []) {
			const at = instantOf(event.at);
			const place = eventPlace(set, event, '/at');
			if (at === null) {
				found.push({
					place,
					code: 'malformed',
					claimed: event.at.slice(0, 80),
					found: 'no time as the program writes it',
				});
				continue;
			}

			if (at < latest - tolerance) {
				found.push({place, claimed: event.at, found: `the event before it is of ${latestText}`});
			}

			latest = at;
			latestText = event.at;
		}

		return found;
	},
};

/** RFC 3339 in UTC with milliseconds; `null` for everything else. */
function instantOf(text: string): number | null {
	const at = Date.parse(text);
	return Number.isNaN(at) || new Date(at).toISOString() !== text ? null : at;
}
