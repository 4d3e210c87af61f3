/**
 * The journal's events, exactly as they stand on disk: snake_case, masked, nothing secret. The journal adds `seq`, `at`
 * and `h` to each (journal.ts).
 */
import type {ProfileKind} from '../catalog/catalog.ts';
import type {FailureKind, Timings} from '../request/exchange.ts';
import type {Pair} from '../request/draft.ts';
import type {Reason, Verdict} from '../verdict/verdict.ts';

export const marks = ['pass', 'limitation', 'fail', 'blocked', 'skipped'] as const;
/** The operator's judgement. It stands beside the verdict and never replaces it. */
export type Mark = (typeof marks)[number];

/** Always the first event: who asks where, with what, and what was planned. */
export type SessionOpened = {
	readonly type: 'session.opened';
	/** Format of this journal; readers refuse a greater number. */
	readonly version: 1;
	/** Name of the session and of its folder. */
	readonly name: string;
	readonly profile: {
		readonly name: string;
		readonly kind: ProfileKind;
		readonly base_url: string;
		/** False where the profile keeps personal data readable on disk; only in a sandbox. */
		readonly masking: boolean;
		readonly read_only: boolean;
	};
	readonly catalog: {readonly name: string; readonly digest: string};
	/** What must run: the stage with its tests in order. No stage, no tests: the session is exploratory. */
	readonly plan: {
		readonly stage: string | null;
		readonly tests: readonly string[];
		readonly variant: string;
	};
	readonly tool: {readonly name: string; readonly version: string};
	readonly environment: {
		readonly node: string;
		readonly os: string;
		/** Commit that was checked out where the tool was started; `null` outside a repository. */
		readonly git_revision: string | null;
		/** True when tracked files differed from that commit. */
		readonly git_dirty: boolean | null;
		/** Names of the environment variables whose tokens were loaded; never their values. */
		readonly tokens: readonly string[];
	};
	/** Where the sandbox answers: its mode and scenario, so that a report never passes for the real API. */
	readonly sandbox: {
		readonly mode: string;
		readonly scenario: string;
		/** Names the file in which the built-in sandbox keeps its state, so that a resumed session finds it again. */
		readonly state_id: string | null;
	} | null;
	/** Random, 32 hex digits: keys the fingerprints of masked secrets, so that two sessions cannot be joined. */
	readonly salt: string;
};

export type SessionResumed = {
	readonly type: 'session.resumed';
	readonly tool: {readonly name: string; readonly version: string};
	/**
	 * True where the built-in sandbox remembered nothing of what the session had done to it before: what answers named
	 * then is not there any more. Left out otherwise.
	 */
	readonly sandbox_anew?: boolean;
};

/**
 * A torn last line was cut off and kept in a file beside the journal. Its bytes stand here too, so that the evidence
 * set stays a function of the journal alone.
 */
export type JournalRepaired = {
	readonly type: 'journal.repaired';
	readonly bytes: number;
	readonly sha256: string;
	readonly kept_as: string;
	readonly tail_base64: string;
};

/** A stage begins (or begins again) inside a running session. */
export type StageStarted = {
	readonly type: 'stage.started';
	readonly stage: string;
	readonly tests: readonly string[];
};

/** What Stage 1 found before a stage began, and whether the operator went on in spite of it. */
export type StageChecked = {
	readonly type: 'stage.checked';
	readonly stage: string;
	readonly checks: ReadonlyArray<{
		readonly id: string;
		readonly title: string;
		readonly status: 'ok' | 'warning' | 'blocked';
		/** What was found, in words. */
		readonly found: string;
		/** What to do about it; `null` where nothing need be done. */
		readonly next: string | null;
	}>;
	/** The operator's reason for going on although something is blocked; `null` when nobody overrode anything. */
	readonly override: string | null;
};

/** A request as it goes out, masked. `body` is the exact text but for masked values. */
export type StoredRequest = {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly Pair[];
	readonly body: string | null;
};

/** Where a variable's value comes from. */
export type InputSource = 'capture' | 'operator' | 'profile' | 'example';

/** A variable that a request used. */
export type RequestInput = {
	readonly variable: string;
	/** Masked by the rules for the variable's name. */
	readonly value: string;
	readonly from: InputSource;
	/**
	 * The endpoint whose answer it was taken from; where it is no capture, the earlier test that should have given it and
	 * did not, or `null` where none should.
	 */
	readonly endpoint_id: string | null;
};

/** On disk before the request leaves. */
export type RequestIntent = {
	readonly type: 'request.intent';
	readonly endpoint_id: string;
	readonly variant: string;
	/** The stage that it belongs to; `null` outside a stage. */
	readonly stage: string | null;
	/** 1 for the endpoint's first attempt in this session. */
	readonly attempt: number;
	readonly title: string;
	readonly section: string;
	readonly section_title: string;
	/** Method and path template's values without the host: `GET /api/rest/v1/events/33`. */
	readonly endpoint: string;
	readonly spec_ref: string;
	/** File name stem of its artifact. */
	readonly artifact: string;
	readonly writes: boolean;
	/** True when the operator changed the catalog's example. Left out by earlier versions. */
	readonly edited?: boolean;
	/** True when the operator said yes to a body that is not JSON: it went out as typed. Left out otherwise. */
	readonly body_not_json?: boolean;
	readonly request: StoredRequest;
	/** The variables that it used, in order of first use, and where each value came from. Left out by earlier versions. */
	readonly inputs?: readonly RequestInput[];
};

/** What came back, masked. */
export type StoredExchange = {
	readonly sent_at: string;
	readonly status: number | null;
	readonly status_text: string | null;
	readonly http_version: string | null;
	readonly headers: readonly Pair[];
	/** Text, or base64 where `body_encoding` says so; `null` when nothing came. */
	readonly body: string | null;
	readonly body_encoding: 'text' | 'base64';
	readonly wire_bytes: number | null;
	readonly decoded_bytes: number | null;
	readonly truncated: boolean;
	/** Milliseconds, at most three decimals; `null` when no complete answer came. */
	readonly latency_ms: number | null;
	readonly elapsed_ms: number;
	readonly timings: Timings;
	readonly connection: 'cold' | 'reused' | null;
	readonly remote: string | null;
	readonly error: {
		readonly kind: FailureKind;
		readonly message: string;
		readonly code: string | null;
		readonly may_have_been_applied: boolean;
	} | null;
};

/** Something that a request made on the server, named by the variable that holds its id. */
export type CreatedThing = {
	/** In words: `ticket`. */
	readonly what: string;
	readonly variable: string;
	/** Masked by the rules for the variable's name. */
	readonly value: string;
	/** The endpoint that removes it again; `null` where no documented request does. */
	readonly removed_by: string | null;
	/** Method and path template of that endpoint: `POST /api/partners/v1/tickets/remove/{event_id}/{show_id}`. */
	readonly removal?: string;
};

/** Something that a request took away from the server. */
export type RemovedThing = {readonly what: string; readonly value: string};

/** On disk before the screen shows it. */
export type RequestOutcome = {
	readonly type: 'request.outcome';
	/** `seq` of the intent that it answers. */
	readonly intent: number;
	readonly exchange: StoredExchange;
	readonly verdict: Verdict;
	readonly reasons: readonly Reason[];
	/** Values taken from the answer for later requests, masked. */
	readonly captures: Readonly<Record<string, string>>;
	/** How many values of each kind were masked in request and answer. */
	readonly masked: Readonly<Record<string, number>>;
	/** What the catalog says that this success made on the server. Left out when nothing, and by earlier versions. */
	readonly created?: readonly CreatedThing[];
	/** What the catalog says that this success removed from the server. Left out as above. */
	readonly removed?: readonly RemovedThing[];
};

export type MarkSet = {
	readonly type: 'mark.set';
	readonly endpoint_id: string;
	/** The attempt that is judged; `null` when there was none (blocked, skipped). */
	readonly attempt: number | null;
	/** `null` takes an earlier mark back. */
	readonly mark: Mark | null;
	readonly note: string;
};

export type NoteAdded = {
	readonly type: 'note.added';
	/** `null` for a note on the whole session. */
	readonly endpoint_id: string | null;
	readonly text: string;
};

/** A note is taken back. It stays in the journal. */
export type NoteRemoved = {
	readonly type: 'note.removed';
	/** `seq` of the `note.added`. */
	readonly note: number;
};

export type VariableSet = {
	readonly type: 'variable.set';
	readonly name: string;
	/** `null` goes back to what the catalog, the profile or a capture says. */
	readonly value: string | null;
};

/** What the operator typed into a request, masked, so that a crash loses nothing. */
export type DraftEdited = {
	readonly type: 'draft.edited';
	readonly endpoint_id: string;
	readonly variant: string;
	readonly path: Readonly<Record<string, string>>;
	readonly query: readonly Pair[];
	readonly headers: readonly Pair[];
	readonly body: string | null;
};

/** The operator typed the host name: writes may be fired at it in this session. */
export type GuardUnlocked = {
	readonly type: 'guard.unlocked';
	readonly host: string;
	readonly how: 'typed' | 'flag';
};

/** Row counts of one table. Counts are decimal strings: they may exceed 2^53. */
export type TableCount = {
	readonly table: string;
	readonly count: string;
	readonly max_ver: string | null;
	readonly max_snapshot_ts: string | null;
	readonly query_id: string | null;
};

/** What could not be counted. It is said by name, and never shown as a zero. */
export type TableFailure = {
	readonly table: string;
	/** `count`: the table has no count at all; `newest`: it has one, but no newest version and snapshot time. */
	readonly what: 'count' | 'newest';
	readonly code: string;
	readonly message: string;
};

/** How many rows a test should add (or, negative, remove) in the tables that fit a pattern. */
export type ExpectedDelta = {
	/** A table's name; `*` stands for any text, `?` for one character. */
	readonly tables: string;
	/** Decimal, with a sign when negative. */
	readonly delta: string;
};

export type CountsTaken = {
	readonly type: 'counts.taken';
	readonly when: 'before' | 'after';
	/** The test that the counts stand around; `null` for the whole stage. */
	readonly endpoint_id: string | null;
	readonly server: {readonly version: string; readonly time: string};
	readonly patterns: readonly string[];
	/** Patterns that matched no table. */
	readonly unmatched: readonly string[];
	readonly tables: readonly TableCount[];
	/** Tables that fit a pattern and could not be counted, or not whole. Left out by earlier versions. */
	readonly failed?: readonly TableFailure[];
	/** The database that the tables belong to. Left out by earlier versions. */
	readonly database?: string;
	/** How long "after" waited until the counts no longer changed; `null` for "before". */
	readonly settled_ms: number | null;
	/** False when the counts still changed when "after" gave up waiting; `null` where nobody waited. */
	readonly settled?: boolean | null;
	/** What the catalog expects to have changed since "before"; only beside an "after" of a single test. */
	readonly expected?: readonly ExpectedDelta[];
};

/** Counting was tried and failed: the report says so instead of showing a zero. */
export type CountsFailed = {
	readonly type: 'counts.failed';
	readonly when: 'before' | 'after';
	readonly endpoint_id: string | null;
	readonly code: string;
	readonly message: string;
};

export type SessionEnded = {
	readonly type: 'session.ended';
	readonly reason: 'finished' | 'interrupted' | 'stopped' | 'crashed';
};

export type EventBody =
	| SessionOpened
	| SessionResumed
	| JournalRepaired
	| StageStarted
	| StageChecked
	| RequestIntent
	| RequestOutcome
	| MarkSet
	| NoteAdded
	| NoteRemoved
	| VariableSet
	| DraftEdited
	| GuardUnlocked
	| CountsTaken
	| CountsFailed
	| SessionEnded;

/** An event with its place in the journal; `at` is RFC 3339 UTC with milliseconds. */
export type JournalEvent = EventBody & {readonly seq: number; readonly at: string};
