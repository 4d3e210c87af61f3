import type {Reason, Verdict} from '../verdict/verdict.ts';
import type {
	CountsFailed,
	CountsTaken,
	CreatedThing,
	DraftEdited,
	JournalEvent,
	JournalRepaired,
	Mark,
	MarkSet,
	RemovedThing,
	RequestIntent,
	RequestOutcome,
	SessionEnded,
	SessionOpened,
	StageChecked,
	StoredExchange,
} from './event.ts';
import {without, withoutMadeValues, withoutMaskedValues} from './lost-values.ts';

/** One firing of a draft, as the journal tells it. */
export type Attempt = {
	readonly intent: RequestIntent & {readonly seq: number; readonly at: string};
	/** `seq` of the outcome; `null` while in flight, or when the program died before it was stored. */
	readonly outcomeSeq: number | null;
	readonly exchange: StoredExchange | null;
	/** `unknown` until an outcome is stored: sent perhaps, and perhaps applied. */
	readonly verdict: Verdict;
	readonly reasons: readonly Reason[];
	readonly captures: Readonly<Record<string, string>>;
	readonly masked: Readonly<Record<string, number>>;
	readonly created: readonly CreatedThing[];
	readonly removed: readonly RemovedThing[];
	readonly mark: SetMark | null;
};

export type SetMark = {readonly mark: Mark; readonly note: string; readonly at: string; readonly seq: number};

export type Note = {readonly text: string; readonly at: string; readonly seq: number};

/** Everything that the journal knows of one endpoint. */
export type EndpointState = {
	readonly attempts: readonly Attempt[];
	/** The last mark without an attempt (blocked, skipped). An attempt of the same stage made after it outdates it. */
	readonly mark: SetMark | null;
	readonly notes: readonly Note[];
	readonly draft: DraftEdited | null;
};

/** A value taken from an answer: as it stands on disk, masked, and where it came from. */
export type CapturedVariable = {readonly value: string; readonly intent: number; readonly endpointId: string};

/**
 * A value that is of no use any more. `masked`: it died with the process that knew it, and the disk has its masked form
 * only, which must not be sent. `sandbox-anew`: what it names went away with the sandbox that had it.
 */
export type LostValue = {
	readonly from: 'capture' | 'operator';
	readonly endpointId: string | null;
	readonly why: 'masked' | 'sandbox-anew';
};

export type StageState = {readonly id: string; readonly tests: readonly string[]; readonly startedAt: string};

export type Counts = {
	readonly before: Stamped<CountsTaken> | null;
	readonly after: Stamped<CountsTaken> | null;
	readonly failures: ReadonlyArray<Stamped<CountsFailed>>;
};

export type Stamped<Event> = Event & {readonly seq: number; readonly at: string};

/** The session, derived from its events and from nothing else. */
export type SessionState = {
	readonly opened: Stamped<SessionOpened> | null;
	readonly stage: StageState | null;
	readonly endpoints: ReadonlyMap<string, EndpointState>;
	/** What the operator set; wins over what was captured. */
	readonly variables: ReadonlyMap<string, string>;
	readonly captured: ReadonlyMap<string, CapturedVariable>;
	/** Variables whose value was lost when the session was resumed, until they get a new one. */
	readonly lost: ReadonlyMap<string, LostValue>;
	readonly notes: readonly Note[];
	readonly counts: Counts;
	/** What Stage 1 found last; `null` before it was run. */
	readonly checks: Stamped<StageChecked> | null;
	/** Hosts unlocked since the session was begun or last resumed. */
	readonly unlockedHosts: ReadonlySet<string>;
	readonly resumedAt: readonly string[];
	/** `seq` of the last resume; 0 before. What was under way before it will never be answered. */
	readonly resumedSeq: number;
	/** Where the sandbox began anew: what was made before is gone. */
	readonly anew: ReadonlyArray<{readonly seq: number; readonly at: string}>;
	readonly repairs: ReadonlyArray<Stamped<JournalRepaired>>;
	readonly ended: Stamped<SessionEnded> | null;
	/** `seq` and time of the last event. */
	readonly last: {readonly seq: number; readonly at: string} | null;
};

export const emptyState: SessionState = {
	opened: null,
	stage: null,
	endpoints: new Map(),
	variables: new Map(),
	captured: new Map(),
	lost: new Map(),
	notes: [],
	counts: {before: null, after: null, failures: []},
	checks: null,
	unlockedHosts: new Set(),
	resumedAt: [],
	resumedSeq: 0,
	anew: [],
	repairs: [],
	ended: null,
	last: null,
};

const emptyEndpoint: EndpointState = {attempts: [], mark: null, notes: [], draft: null};

/** The session after one more event. Pure; unknown types of later versions change nothing but `last`. */
export function reduce(state: SessionState, event: JournalEvent): SessionState {
	return reduced(state, event, copying);
}

/** The session after all of these events: what `reduce` gives one by one, in time that grows with their number only. */
export function stateOf(events: readonly JournalEvent[]): SessionState {
	const endpointOfIntent = new Map<number, string>();
	const edits: Edits = {
		// The maps are this function's own until it returns.
		own: map => map as Map<never, never>,
		endpointOf: (_state, intent) => endpointOfIntent.get(intent),
	};
	let state: SessionState = {
		...emptyState,
		endpoints: new Map(),
		variables: new Map(),
		captured: new Map(),
	};
	for (const event of events) {
		state = reduced(state, event, edits);
		if (event.type === 'request.intent') {
			endpointOfIntent.set(event.seq, event.endpoint_id);
		}
	}

	return state;
}

/** How a state is changed: in a copy, or in maps that nobody else has seen yet. */
type Edits = {
	readonly own: <Key, Value>(map: ReadonlyMap<Key, Value>) => Map<Key, Value>;
	/** The endpoint whose attempt has that intent. */
	readonly endpointOf: (state: SessionState, intent: number) => string | undefined;
};

const copying: Edits = {
	own: map => new Map(map),
	endpointOf(state, intent) {
		for (const [endpointId, {attempts}] of state.endpoints) {
			if (attempts.some(attempt => attempt.intent.seq === intent)) {
				return endpointId;
			}
		}

		return undefined;
	},
};

function reduced(state: SessionState, event: JournalEvent, edits: Edits): SessionState {
	return {...applied(state, event, edits), last: {seq: event.seq, at: event.at}};
}

function applied(state: SessionState, event: JournalEvent, edits: Edits): SessionState {
	const withEndpoint = (
		endpointId: string,
		change: (endpoint: EndpointState) => EndpointState,
	): SessionState => {
		const endpoints = edits.own(state.endpoints);
		endpoints.set(endpointId, change(endpoints.get(endpointId) ?? emptyEndpoint));
		return {...state, endpoints};
	};

	switch (event.type) {
		case 'session.opened': {
			const {stage, tests} = event.plan;
			return {
				...state,
				opened: event,
				stage: stage === null ? null : {id: stage, tests, startedAt: event.at},
			};
		}

		case 'session.resumed': {
			// Whoever resumes types the host name again: an unlock is given by a person to a running program.
			const isAnew = event.sandbox_anew === true;
			return {
				...withoutMaskedValues(isAnew ? withoutMadeValues(state) : state),
				anew: isAnew ? [...state.anew, {seq: event.seq, at: event.at}] : state.anew,
				resumedAt: [...state.resumedAt, event.at],
				resumedSeq: event.seq,
				unlockedHosts: new Set(),
				ended: null,
			};
		}

		case 'journal.repaired': {
			return {...state, repairs: [...state.repairs, event]};
		}

		case 'stage.started': {
			return {...state, stage: {id: event.stage, tests: event.tests, startedAt: event.at}};
		}

		case 'stage.checked': {
			return {...state, checks: event};
		}

		case 'request.intent': {
			const attempt: Attempt = {
				intent: event,
				outcomeSeq: null,
				exchange: null,
				verdict: 'unknown',
				reasons: [unansweredReason(event)],
				captures: {},
				masked: {},
				created: [],
				removed: [],
				mark: null,
			};
			return withEndpoint(event.endpoint_id, endpoint => ({
				...endpoint,
				attempts: [...endpoint.attempts, attempt],
			}));
		}

		case 'request.outcome': {
			return outcome(state, event, edits);
		}

		case 'mark.set': {
			return withEndpoint(event.endpoint_id, endpoint => marked(endpoint, event));
		}

		case 'note.added': {
			const note: Note = {text: event.text, at: event.at, seq: event.seq};
			return event.endpoint_id === null
				? {...state, notes: [...state.notes, note]}
				: withEndpoint(event.endpoint_id, endpoint => ({
						...endpoint,
						notes: [...endpoint.notes, note],
					}));
		}

		case 'note.removed': {
			return withoutNote(state, event.note);
		}

		case 'variable.set': {
			const variables = edits.own(state.variables);
			if (event.value === null) {
				variables.delete(event.name);
			} else {
				variables.set(event.name, event.value);
			}

			return {...state, variables, lost: without(state.lost, [event.name])};
		}

		case 'draft.edited': {
			return withEndpoint(event.endpoint_id, endpoint => ({...endpoint, draft: event}));
		}

		case 'guard.unlocked': {
			return {...state, unlockedHosts: new Set([...state.unlockedHosts, event.host])};
		}

		case 'counts.taken': {
			return event.endpoint_id === null ? {...state, counts: {...state.counts, [event.when]: event}} : state;
		}

		case 'counts.failed': {
			return {...state, counts: {...state.counts, failures: [...state.counts.failures, event]}};
		}

		case 'session.ended': {
			return {...state, ended: event};
		}

		default: {
			return state;
		}
	}
}

function unansweredReason({writes}: RequestIntent): Reason {
	const stored = 'The request was about to be sent and no outcome was stored';
	return {code: 'no-outcome-stored', text: writes ? `${stored}: it may have been applied.` : `${stored}.`};
}

function outcome(state: SessionState, event: Stamped<RequestOutcome>, edits: Edits): SessionState {
	const {intent, exchange, verdict, reasons, captures, masked, created = [], removed = []} = event;
	const endpointId = edits.endpointOf(state, intent);
	const endpoint = endpointId === undefined ? undefined : state.endpoints.get(endpointId);
	if (endpointId === undefined || endpoint === undefined) {
		return state;
	}

	const answer = {exchange, verdict, reasons, captures, masked, created, removed};
	const attempts = endpoint.attempts.map(attempt =>
		attempt.intent.seq === intent ? {...attempt, outcomeSeq: event.seq, ...answer} : attempt,
	);
	const captured = edits.own(state.captured);
	for (const [name, value] of Object.entries(captures)) {
		captured.set(name, {value, intent, endpointId});
	}

	const endpoints = edits.own(state.endpoints);
	endpoints.set(endpointId, {...endpoint, attempts});
	return {...state, captured, endpoints, lost: without(state.lost, Object.keys(captures))};
}

function marked(endpoint: EndpointState, event: Stamped<MarkSet>): EndpointState {
	const mark: SetMark | null =
		event.mark === null ? null : {mark: event.mark, note: event.note, at: event.at, seq: event.seq};
	if (event.attempt === null) {
		return {...endpoint, mark};
	}

	return {
		...endpoint,
		attempts: endpoint.attempts.map(attempt =>
			attempt.intent.attempt === event.attempt ? {...attempt, mark} : attempt,
		),
	};
}

function withoutNote(state: SessionState, seq: number): SessionState {
	const kept = (notes: readonly Note[]): readonly Note[] => notes.filter(note => note.seq !== seq);
	const endpoints = new Map(
		[...state.endpoints].map(([id, endpoint]) => [id, {...endpoint, notes: kept(endpoint.notes)}]),
	);
	return {...state, notes: kept(state.notes), endpoints};
}

/** Whether the note added as event `seq` is there and was not taken back. */
export function hasNote(state: SessionState, seq: number): boolean {
	return [state, ...state.endpoints.values()].some(({notes}) => notes.some(note => note.seq === seq));
}

/** What the journal knows of an endpoint; nothing known is an empty history, not an error. */
export function endpointState(state: SessionState, endpointId: string): EndpointState {
	return state.endpoints.get(endpointId) ?? emptyEndpoint;
}

/** What must run: the stage that was entered last, or what the session was begun for. */
export function plannedTests(state: SessionState): {stage: string | null; tests: readonly string[]} {
	const {stage, opened} = state;
	return stage === null
		? {stage: null, tests: opened?.plan.tests ?? []}
		: {stage: stage.id, tests: stage.tests};
}

/** True while an attempt may still be answered: no outcome yet, and the process that fired it may be alive. */
export function isInFlight(state: SessionState, attempt: Attempt): boolean {
	return attempt.outcomeSeq === null && attempt.intent.seq > state.resumedSeq && state.ended === null;
}

/** The latest attempt of an endpoint, within a stage when one is given. */
export function latestAttempt(
	state: SessionState,
	endpointId: string,
	stage?: string | null,
): Attempt | undefined {
	return endpointState(state, endpointId).attempts.findLast(
		attempt => stage === undefined || attempt.intent.stage === stage,
	);
}

/**
 * The mark in force for an endpoint: that of its latest attempt, or the one set without an attempt when nothing was fired
 * after it.
 *
 * @param stage counts the attempts of this stage only (`null`: those outside a stage); all of them when left out
 */
export function markInForce(endpoint: EndpointState, stage?: string | null): SetMark | null {
	const latest = endpoint.attempts.findLast(attempt => stage === undefined || attempt.intent.stage === stage);
	const {mark} = endpoint;
	return latest?.mark ?? (mark === null || (latest?.intent.seq ?? 0) > mark.seq ? null : mark);
}
