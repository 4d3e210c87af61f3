import type {AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {eventPlace} from '../journal-events.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const twoWriters: Rule = {
	id: 'two-writers',
	proves: 'two programs wrote to one journal',
	severity: 'critical',
	circumstantial: false,
	why: 'The program lets only one writer at a time into a journal: what two have written is no record of one session.',
	needs: ['journal'],
	check(set) {
		const {journal} = set;
		if (journal?.damage?.code === 'version') {
			return notEvaluated(journal.damage.detail);
		}

		if (journal?.damage?.code === 'two-writers') {
			const {line, detail} = journal.damage;
			return [{place: {file: journal.file, line}, code: 'fork', claimed: 'one writer', found: detail}];
		}

		return [...afterTheEnd(set), ...acrossResume(set)];
	},
};

/** A session that was ended is written to only after it was resumed, which is an event. */
function* afterTheEnd(set: AuditedSet): Generator<Discovery> {
	let ended: number | null = null;
	for (const event of set.journal?.events ?? []) {
		if (ended !== null && event.type !== 'session.resumed' && event.type !== 'journal.repaired') {
			yield {
				place: eventPlace(set, event),
				code: 'after-end',
				claimed: `the session was ended by event ${ended}`,
				found: `${event.type} after it, without session.resumed`,
				also: [eventPlace(set, {seq: ended})],
			};
			return;
		}

		ended = event.type === 'session.ended' ? event.seq : event.type === 'session.resumed' ? null : ended;
	}
}

/** Whoever resumes a session holds none of the requests that an earlier process was still waiting for. */
function* acrossResume(set: AuditedSet): Generator<Discovery> {
	let resumed = 0;
	for (const event of set.journal?.events ?? []) {
		if (event.type === 'session.resumed') {
			resumed = event.seq;
		} else if (event.type === 'request.outcome' && event.intent < resumed) {
			yield {
				place: eventPlace(set, event, '/intent'),
				code: 'across-resume',
				claimed: `the answer to the request of event ${event.intent}`,
				found: `another process had taken over by then (event ${resumed})`,
				also: [eventPlace(set, {seq: event.intent}), eventPlace(set, {seq: resumed})],
			};
		}
	}
}
