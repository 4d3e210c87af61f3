import type {Catalog, Profile} from '../catalog/catalog.ts';
import type {Problem} from '../catalog/problem.ts';
import type {Draft} from '../request/draft.ts';
import type {Exchange, Progress} from '../request/exchange.ts';
import type {CountsFailed, CountsTaken, Mark, SessionEnded, SessionOpened, StageChecked} from './event.ts';
import type {Attempt, SessionState} from './state.ts';

/** What the operator was asked and said yes to. */
export type Consents = {
	/** Send a body that is not JSON as it was typed. */
	readonly sendInvalidBody?: boolean;
	/** Where a variable's value died with an earlier process: send what stands in for it, as `variables()` gives it. */
	readonly useStandIns?: boolean;
};

export type FireOptions = Consents & {
	/** The stage that the attempt belongs to; `null` outside a stage. */
	readonly stage: string | null;
	readonly signal: AbortSignal;
	readonly onProgress?: (progress: Progress) => void;
	/** Called when the intent is on disk and the request is about to leave. */
	readonly onIntent?: (attempt: Attempt) => void;
};

/** The stored attempt, and the exchange as it really was: for the screen only, never for the disk. */
export type FiredAttempt = {readonly attempt: Attempt; readonly exchange: Exchange};

/**
 * A running session: the one owner of the journal and the one door for requests. Screens and commands ask; whatever
 * they see is derived from what is on disk.
 */
export type Session = {
	readonly directory: string;
	readonly name: string;
	readonly catalog: Catalog;
	readonly profile: Profile;
	/** What must run in this session, as its first event says. */
	readonly plan: SessionOpened['plan'];
	/** Why nothing may be written or fired (held by another process, disk full); `null` while all is well. */
	getReadOnlyReason(): string | null;
	getState(): SessionState;
	/** Calls back after every change of state or of the read-only reason; gives the way to stop. */
	subscribe(listener: () => void): () => void;
	/**
	 * Only where another process holds the session: takes over what that one added to the journal since.
	 *
	 * @throws {Problem} `journal-damaged`
	 */
	readonly follow?: () => void;
	/** Values for `{{variable}}`: the operator's, then captured ones, then the profile's, then the catalog's examples. */
	variables(): ReadonlyMap<string, string>;
	/**
	 * Guard, journal, send, mask, judge, journal: in this order, for every request of every screen and command.
	 *
	 * @throws {Problem} when nothing was sent: `variable-missing`, `body-not-json`, `header-invalid`, `token-missing`,
	 *   `token-placeholder`, `value-masked`, `writes-locked`, `read-only`, `journal-not-writable`, `out-not-writable`
	 */
	fire(draft: Draft, options: FireOptions): Promise<FiredAttempt>;
	/** Why `fire` would refuse a draft, found out without sending or writing anything; `null` when it would go. */
	check(draft: Draft, how?: Consents): Problem | null;
	/** The exchange as it really was, for attempts fired by this process; by the intent's `seq`. */
	exchangeOf(intent: number): Exchange | undefined;
	/** A text from the screen as it may stand on the disk. */
	maskText(text: string): string;
	/** The same of what is being typed, which teaches nothing yet. */
	previewText(text: string): string;
	/** The curl line of what `draft` would send, the token as `$QTICKETS_TOKEN`. @throws {Problem} as `fire` does. */
	curlOf(draft: Draft): string;
	mark(endpointId: string, attempt: number | null, mark: Mark | null, note: string): void;
	note(endpointId: string | null, text: string): void;
	/** Takes back the note that was added as event `seq`. @throws {Problem} `note-not-found` */
	removeNote(seq: number): void;
	/** Begins a stage of the catalog, or begins it again. @throws {Problem} `stage-unknown` */
	startStage(stageId: string): void;
	/** Keeps what Stage 1 found; `override` is the operator's reason for going on although something is blocked. */
	checkStage(stageId: string, checks: StageChecked['checks'], override: string | null): void;
	/** Keeps row counts, or why there are none. */
	recordCounts(event: CountsTaken | CountsFailed): void;
	setVariable(name: string, value: string | null): void;
	/** Keeps what the operator typed, so that a crash loses nothing. */
	keepDraft(draft: Draft): void;
	/** The draft kept for an endpoint, with masked values that came from the catalog put back; `undefined` if none. */
	keptDraft(endpointId: string): Draft | undefined;
	/** Lets writes go to the production host. @throws {Problem} `host-name-differs` when `typed` is not its name. */
	unlock(typed: string, how?: 'typed' | 'flag'): void;
	/**
	 * Writes the closing event and lets go of the journal. Safe to call twice. A session that is `finished` is closed even
	 * where nothing happened since its export: its caller derives the set again. One that is cut short then is not: nobody
	 * is left to do that, and the set must go on to follow from its journal.
	 */
	end(reason: SessionEnded['reason']): void;
	/** The evidence set was just made of the journal as it is. */
	exported(): void;
};
