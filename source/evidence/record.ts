import {Problem} from '../catalog/problem.ts';
import type {JournalEvent, SessionOpened} from '../session/event.ts';
import type {JournalContent} from '../session/journal.ts';
import {stateOf, type SessionState, type Stamped} from '../session/state.ts';

/** A journal, read and folded: what every evidence file is derived from, and nothing else. */
export type SessionRecord = {
	readonly events: readonly JournalEvent[];
	readonly state: SessionState;
	readonly opened: Stamped<SessionOpened>;
	/** Hash of the journal's last line, 64 hex digits. */
	readonly head: string;
	/** Time of the event with that `seq`. */
	readonly timeOf: (seq: number) => string;
};

/**
 * Folds what a journal says.
 *
 * @throws {Problem} `journal-empty` when it has no opening event
 */
export function recordOf({events, head}: Pick<JournalContent, 'events' | 'head'>): SessionRecord {
	const state = stateOf(events);
	if (state.opened === null) {
		throw new Problem(
			'journal-empty',
			'The journal does not begin with an opened session: nothing can be derived.',
			{
				next: 'Give the folder of a session; its session.jsonl is written by explore and run.',
			},
		);
	}

	const times = new Map(events.map(({seq, at}) => [seq, at]));
	const {opened} = state;
	return {events, state, opened, head, timeOf: seq => times.get(seq) ?? opened.at};
}

/** What was planned in this session, with every test that was ever planned for it, in order. */
export type Plan = {
	/** `null` for tests that were named one by one, outside a stage. */
	readonly stage: string | null;
	readonly tests: readonly string[];
};

/**
 * What was to be run. A stage that is begun again with fewer tests keeps those of its first plan: a test that was once
 * planned and never run must stay visible.
 */
export function plansOf({events}: SessionRecord): readonly Plan[] {
	const plans = new Map<string | null, Set<string>>();
	for (const event of events) {
		const plan =
			event.type === 'session.opened' ? event.plan : event.type === 'stage.started' ? event : undefined;
		if (plan !== undefined && (plan.stage !== null || plan.tests.length > 0)) {
			const tests = plans.get(plan.stage) ?? new Set<string>();
			plan.tests.forEach(test => tests.add(test));
			plans.set(plan.stage, tests);
		}
	}

	return Array.from(plans, ([stage, tests]) => ({stage, tests: [...tests]}));
}
