/** What happened last in a session, told from its state: the journal itself is not read for it. */
import type {Mark} from '../session/event.ts';
import type {Attempt, SessionState} from '../session/state.ts';

export type SessionEvent = {readonly seq: number; readonly at: string} & (
	| {readonly kind: 'fired'; readonly endpointId: string; readonly attempt: Attempt}
	| {readonly kind: 'marked'; readonly endpointId: string; readonly mark: Mark; readonly note: string}
	| {readonly kind: 'noted'; readonly endpointId: string | null; readonly text: string}
	| {readonly kind: 'told'; readonly text: string}
);

/** So many are kept: more rows than any pane gives to them. */
const most = 64;

const known = new WeakMap<SessionState, readonly SessionEvent[]>();

/** The last events, latest first. A mark or a note that was taken back is not among them. */
export function lastEvents(session: SessionState): readonly SessionEvent[] {
	const events = known.get(session) ?? eventsOf(session);
	known.set(session, events);
	return events;
}

function eventsOf(session: SessionState): readonly SessionEvent[] {
	const events: SessionEvent[] = [];
	for (const [endpointId, {attempts, mark, notes}] of session.endpoints) {
		for (const attempt of attempts.slice(-most)) {
			const {intent, outcomeSeq, exchange} = attempt;
			events.push({
				kind: 'fired',
				seq: outcomeSeq ?? intent.seq,
				at: exchange?.sent_at ?? intent.at,
				endpointId,
				attempt,
			});
		}

		// Any attempt can have been marked just now, however old it is.
		for (const attempt of attempts) {
			if (attempt.mark !== null) {
				events.push({kind: 'marked', endpointId, ...attempt.mark});
			}
		}

		if (mark !== null) {
			events.push({kind: 'marked', endpointId, ...mark});
		}

		events.push(...notes.slice(-most).map(note => ({kind: 'noted', endpointId, ...note}) as const));
	}

	events.push(
		...session.notes.slice(-most).map(note => ({kind: 'noted', endpointId: null, ...note}) as const),
	);
	const {opened, checks, counts} = session;
	const told: ReadonlyArray<readonly [{seq: number; at: string} | null, string]> = [
		[opened, 'session begun'],
		[checks, 'checks of Stage 1 kept'],
		[counts.before, 'rows counted before'],
		[counts.after, 'rows counted after'],
	];
	for (const [event, text] of told) {
		if (event !== null) {
			events.push({kind: 'told', seq: event.seq, at: event.at, text});
		}
	}

	return events.sort((a, b) => b.seq - a.seq).slice(0, most);
}
