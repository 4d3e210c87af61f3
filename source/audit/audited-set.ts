import type {Catalog, Secrets} from '../catalog/catalog.ts';
import type {Totals} from '../evidence/tally.ts';
import type {JournalEvent} from '../session/event.ts';
import type {Place} from './finding.ts';

/**
 * What the readers understood of the files: the only thing that rules see. The readers interpret (which column holds the
 * status, what "всего тестов: 22" claims), the rules compare. Holds no body and no whole text, so that ten thousand
 * artifacts fit; what needs them is done in `Rule.checkFile`.
 */
export type AuditedSet = {
	/** What was given, as it was typed. */
	readonly name: string;
	/** `own`: it holds a journal of this program. */
	readonly kind: 'own' | 'foreign';
	/** Every file, those inside archives too (once: an archive that only repeats files beside it adds its own copies). */
	readonly files: readonly AuditedFile[];
	readonly reports: readonly ReadReport[];
	readonly logs: readonly ReadLog[];
	/**
	 * Paths of reports and logs that follow from the journal byte for byte, in a set where everything does. They are in
	 * `files` only: not read as claims, since the journal proves every one of them. Absent: none.
	 */
	readonly proved?: readonly string[];
	readonly artifacts: readonly ReadArtifact[];
	readonly counts: readonly ReadCounts[];
	readonly archives: readonly ReadArchive[];
	/** Hashes stated anywhere: checksum files, reports, logs. */
	readonly hashes: readonly StatedHash[];
	readonly journal: ReadJournal | null;
	/** Documents that `spec_ref` members may point into, by POSIX path: their lines. */
	readonly specs: ReadonlyMap<string, readonly string[]>;
	readonly catalog: Catalog | null;
	/** Tables that the set's own SQL files create, without their database; absent or empty when it holds none. */
	readonly tables?: readonly string[];
	/** Secrets in use, by the name of their variable; searched for, never printed. */
	readonly secrets: Secrets;
	/** What could not be read or understood; told to the reader, never passed over. */
	readonly unread: readonly Unread[];
};

export type Unread = {readonly place: Place; readonly reason: string};

export type FileKind =
	| 'report' // Markdown or plain text that speaks about a run
	| 'log' // JSONL
	| 'artifact' // one request and its answer, JSON (or meant to be)
	| 'counts' // CSV
	| 'archive'
	| 'checksums'
	| 'journal' // session.jsonl of this program
	| 'own-report' // HTML, JUnit, CTRF, VERIFY.md of this program's sets
	| 'document' // other text, such as a specification or a readme
	| 'other';

export type AuditedFile = {
	/** POSIX path relative to what is audited; inside an archive `run.zip!/artifacts/a.json`. */
	readonly path: string;
	readonly kind: FileKind;
	/** Bytes, uncompressed. */
	readonly size: number;
	/** As the file system or the archive says; `null` when unknown. */
	readonly modified: Date | null;
	/** Path of the archive that it stands in, or `null` on disk. */
	readonly archive: string | null;
	readonly sha256: string;
	/** The hash that it would have with LF line ends; absent when it has no CRLF, or is no text. */
	readonly sha256Lf?: string;
	/** Reads the bytes again. Not kept by anybody longer than a check takes. */
	read(): Promise<Buffer>;
	/** Of an archive on disk: reads some of its bytes at once (`FileBytes`), so that it never stands in memory. */
	part?(from: number, to: number): Buffer;
};

/** A file's content while a rule looks at it. */
export type Content = {
	readonly bytes: Buffer;
	/** UTF-8, without a byte-order mark; empty for what is not text. */
	readonly text: string;
	/** False for archives, images and other bytes that are no text. */
	readonly isText: boolean;
	/** Of an artifact: its whole value and where its parts stand. `null` for other files and for what does not parse. */
	readonly artifact: ArtifactContent | null;
};

/** Exact text and value of an artifact's parts. */
export type ArtifactContent = {
	readonly value: unknown;
	/** The file is this JSON value and nothing else; absent or false where that is unknown. */
	readonly isWholeText?: boolean;
	/** The answer's body: a parsed value where it stands as JSON (or as a string of JSON), else its text; `undefined` when there is none. */
	readonly body: unknown;
	readonly bodyPointer: string | null;
	/** The body as text, as far as the artifact says it: the string itself, or the JSON re-serialised; `null` when there is none. */
	readonly bodyText: string | null;
	/** The request's body, likewise. */
	readonly requestBody: unknown;
};

// ---------------------------------------------------------------- reports

export type ReadReport = {
	readonly file: string;
	readonly format: 'markdown' | 'text';
	/** In the order of the file, of every table that has a test id column. */
	readonly rows: readonly ReportRow[];
	/** Every table, also those without tests. */
	readonly tables: readonly ReportTable[];
	readonly claims: readonly Claim[];
	readonly statements: readonly Statement[];
	readonly named: readonly NamedFile[];
	readonly stamps: readonly Stamp[];
	readonly facts: readonly Fact[];
	readonly hashes: readonly StatedHash[];
	/** The first lines with numbers of which nothing was understood; for `--explain`. Absent: none. */
	readonly unclear?: ReadonlyArray<{readonly place: Place; readonly text: string}>;
};

export type ReportTable = {
	readonly place: Place;
	/** Text of the nearest heading above. */
	readonly heading: string;
	readonly columns: readonly string[];
	/** Cells by row, as text without Markdown. */
	readonly cells: ReadonlyArray<{readonly place: Place; readonly cells: readonly string[]}>;
	/** True when its rows are in `rows`. */
	readonly isTests: boolean;
};

/** What somebody says a result is. */
export type Judgement =
	'pass' | 'limitation' | 'fail' | 'no-response' | 'unknown' | 'blocked' | 'skipped' | 'not-run';

/** What a column of a table of tests may mean, beside the test id. */
export type ReportColumn =
	| 'endpoint'
	| 'status'
	| 'expected'
	| 'result'
	| 'latency'
	| 'artifact'
	| 'notes'
	| 'mark'
	| 'title'
	| 'sent';

export type ReportRow = {
	readonly place: Place;
	/** Text of the nearest heading above. */
	readonly section: string;
	/** `6.1`. */
	readonly testId: string;
	/** Upper case, or `null` when the cell names none. */
	readonly method: string | null;
	/** Path (with query) or whole URL, as written. */
	readonly path: string | null;
	/** `null` when there is a status column without a number, or no column. */
	readonly status: number | null;
	/** Cells as written, by what they mean; absent where the table has no such column. */
	readonly text: Partial<Record<ReportColumn, string>>;
	/** Header of each of these columns, as written: for the place of a finding. */
	readonly columns: Partial<Record<ReportColumn, string>>;
	/** From a tick, cross or word (✅, PASS, успешно, ❌ …), or `null` when nothing says it. */
	readonly judged: Judgement | null;
	/** Status codes that the row calls expected. */
	readonly expectedStatus: readonly number[];
	/** The row calls its error expected, in whatever column. */
	readonly saysExpected: boolean;
	/** Milliseconds; cells in seconds are converted. */
	readonly latencyMs: number | null;
	/** Digits after the point that the cell shows, in its own unit; with `latencyMs` tells how exact it is. */
	readonly latencyDecimals: number;
	/** File name or path of the artifact, as written. */
	readonly artifact: string | null;
};

/** What a number is said to count or measure. */
export type ClaimSubject =
	| 'tests' // tests run, listed or planned, without further words
	| 'tests-planned'
	| 'passed'
	| 'failed' // failures of whatever kind
	| 'limitation'
	| 'skipped'
	| 'blocked'
	| 'no-response'
	| 'attempts'
	| 'status' // number of tests with the status codes in `statuses`
	| 'files' // files of any kind under `scope`
	| 'artifacts'
	| 'log-records'
	| 'success-rate' // percent
	| 'failure-rate' // percent
	| 'coverage' // percent
	| 'latency-average'
	| 'latency-median'
	| 'latency-min'
	| 'latency-max'
	| 'latency-total'
	| 'latency-p95'
	| 'duration' // of the run, ms
	| 'rows' // rows of database tables; `scope.name` is the table or pattern
	| 'tables'
	| 'archive-size' // bytes
	| 'endpoints';

/** A number that the set states about itself. Durations in ms, rates in percent, sizes in bytes. */
export type Claim = {
	readonly place: Place;
	/** The words around it, as written, at most some 200 characters. */
	readonly text: string;
	readonly subject: ClaimSubject;
	readonly value: number;
	/** Set when a range is claimed ("200–1600 ms"): the upper end; `value` is the lower. */
	readonly upTo?: number;
	/** "about", "~", "more than": not an exact claim. */
	readonly approximate: boolean;
	/** Digits after the point that are shown, in the unit as written (`unit`). */
	readonly decimals: number;
	readonly unit: '' | 'ms' | 's' | 'min' | 'h' | '%' | 'B' | 'kB' | 'MB';
	/** Status codes of a `status` claim, or those named beside `passed` / `failed` ("Failed Tests (404/403)"). */
	readonly statuses: readonly number[];
	/** What part of the set it speaks about. */
	readonly scope: ClaimScope;
	/** Of `rows`: what the words say of the count; `delta` is a change. Absent: they do not say which. */
	readonly side?: 'before' | 'after' | 'delta';
	/** `at-most`: "no response took longer than". Absent: the number itself. */
	readonly bound?: 'at-most';
};

export type ClaimScope =
	| {readonly kind: 'all'}
	/** Tests of a section: ids that begin so (`6.`), from a table's heading or "Section 6". */
	| {readonly kind: 'section'; readonly prefix: string}
	/** Ids from one to another, both included: "6.1-6.8". */
	| {readonly kind: 'ids'; readonly from: string; readonly to: string}
	/** Several tests, each by its id: "3.4 and 3.5". */
	| {readonly kind: 'list'; readonly ids: readonly string[]}
	/** Files by glob (`test_6_*.json`) or under a folder, as written; tables likewise. */
	| {readonly kind: 'name'; readonly name: string};

/** What the set says in words. */
export type StatementKind =
	| 'all-passed' // everything worked, no errors
	| 'all-executed' // every (mandatory) test was run
	| 'all-artifacts' // every test has its artifact, complete collection
	| 'completed' // the stage or run is completed / successful
	| 'masked' // secrets or personal data were masked
	| 'zero-counts' // the tables are empty
	| 'counts-unchanged'
	| 'counts-measured' // before and after were taken
	| 'works' // the tests in `scope` work
	| 'test-environment'
	| 'production-environment'
	| 'status-for' // answers in `scope` have the codes in `statuses`
	| 'consistent' // errors or answers are consistent
	| 'no-data-changed'
	| 'archived' // an archive was made and checked
	| 'failures' // the tests in `scope` failed
	| 'soft-error' // the tests in `scope` answered 2xx with an error in the body
	| 'no-status' // no answer has a code of `statuses`; 4 and 5 stand for all of 4xx and 5xx
	| 'slowest' // the test in `scope` took longest
	| 'fastest'
	| 'requirement'; // compliance with a named requirement (`text` names it)

export type Statement = {
	readonly place: Place;
	readonly text: string;
	readonly kind: StatementKind;
	readonly scope: ClaimScope;
	readonly statuses: readonly number[];
	/** Methods that it is limited to: "write operations" gives POST, PUT, PATCH, DELETE. */
	readonly methods: readonly string[];
	/** A tick that stands before it. */
	readonly ticked: boolean;
};

export type NamedFile = {
	readonly place: Place;
	/** As written; may hold `*`. */
	readonly name: string;
	readonly role: 'artifact' | 'archive' | 'log' | 'report' | 'counts' | 'folder' | 'other';
};

/** A point in time that the set states. */
export type Stamp = {
	readonly place: Place;
	readonly text: string;
	/** Milliseconds since the epoch; `null` when it is malformed. */
	readonly at: number | null;
	readonly role:
		'generated' | 'date' | 'started' | 'finished' | 'archive-name' | 'file-name' | 'snapshot' | 'other';
	/** `null`: it names no zone. Minutes east of UTC otherwise. */
	readonly offset: number | null;
	/** How exact it is. */
	readonly precision: 'day' | 'minute' | 'second' | 'millisecond';
};

/** Something stated about the circumstances, by key, as written. */
export type Fact = {
	readonly place: Place;
	readonly key:
		| 'revision'
		| 'environment'
		| 'token'
		| 'host'
		| 'profile'
		| 'os'
		| 'runtime'
		| 'archive'
		| 'log'
		| 'report'
		| 'other';
	readonly label: string;
	readonly value: string;
};

// ---------------------------------------------------------------- logs

export type ReadLog = {
	readonly file: string;
	readonly records: readonly LogRecord[];
	readonly claims: readonly Claim[];
	readonly named: readonly NamedFile[];
	readonly facts: readonly Fact[];
	readonly statements: readonly Statement[];
	readonly hashes: readonly StatedHash[];
	/** Lines that are no JSON object, told as unread. */
	readonly unread: readonly Unread[];
};

export type LogRecord = {
	readonly place: Place;
	/** `result`: a test's outcome · `start`: an intent · `stage`: a step without a test · `summary`: totals. */
	readonly kind: 'start' | 'result' | 'stage' | 'summary' | 'other';
	readonly stage: string | null;
	readonly testId: string | null;
	readonly method: string | null;
	readonly path: string | null;
	readonly status: number | null;
	/** False when the record has no member for a status at all. */
	readonly hasStatus: boolean;
	readonly latencyMs: number | null;
	/** The stamp as written, its instant, and its JSON pointer. */
	readonly stamp: Stamp | null;
	/** Where members of their own say when the request started or was answered; `stamp` is then one of them or a third. */
	readonly started: Stamp | null;
	readonly finished: Stamp | null;
	readonly judged: Judgement | null;
	readonly saysExpected: boolean;
	readonly expectedStatus: readonly number[];
	readonly notes: string;
	/** Words of its status and event members, as written, such as `ready` or `test_start`. */
	readonly words: string;
	readonly specRef: string | null;
	readonly artifact: string | null;
	/** Sequence number, where the log has one. */
	readonly seq: number | null;
	readonly attempt: number | null;
	/** Row counts per table; `null` without such a member. Empty: nothing was counted. */
	readonly countsBefore: ReadonlyMap<string, number | null> | null;
	readonly countsAfter: ReadonlyMap<string, number | null> | null;
	/** Names of its members, in order. */
	readonly members: readonly string[];
};

// ---------------------------------------------------------------- artifacts

export type ReadArtifact = {
	readonly file: string;
	/** From a member, else from the file's name (`test_6_1_…` → `6.1`). */
	readonly testId: string | null;
	readonly idFromName: string | null;
	/** From the name `….attempt-2.json` or a member; `null` when nothing says it. */
	readonly attempt: number | null;
	/** What stops it from being JSON, or `null`. */
	readonly broken: ArtifactDamage | null;
	readonly status: number | null;
	readonly method: string | null;
	readonly url: string | null;
	/** Lower-case names. `null` when the artifact has no headers of the answer. */
	readonly headers: ReadonlyMap<string, string> | null;
	readonly requestHeaders: ReadonlyMap<string, string> | null;
	readonly hasBody: boolean;
	readonly hasTimings: boolean;
	/** SHA-256 of the body without white space outside strings; `null` without a body. */
	readonly bodyDigest: string | null;
	/** Characters of the body as text. */
	readonly bodyLength: number;
	/** Why a 2xx answer is an error all the same (verdict's words), or `null`. */
	readonly softError: string | null;
	/** The same of a body without any HTTP status beside it: what it says of its own failure, or `null`. */
	readonly bodyError: string | null;
	readonly latencyMs: number | null;
	/** HAR-like phases in ms, absent ones left out. */
	readonly phases: ReadonlyMap<string, number>;
	readonly stamps: readonly Stamp[];
	/** The stamp that says when it was sent, where one does. */
	readonly sent: Stamp | null;
	/** Server's request ids, from headers and body. */
	readonly requestIds: readonly string[];
	readonly judged: Judgement | null;
	/** Error of our side (a client exception), as written. */
	readonly clientError: string | null;
	/** Says itself that it is a mock, a dry run or an example. */
	readonly mock: string | null;
	/** Names of the top members, in order. */
	readonly members: readonly string[];
	/** Where the parts stand, for places of findings. */
	readonly pointers: Partial<
		Record<
			'status' | 'method' | 'url' | 'headers' | 'body' | 'timings' | 'latency' | 'testId' | 'sent',
			string
		>
	>;
};

export type ArtifactDamage = {
	readonly code:
		'bom' | 'empty' | 'trailing-text' | 'duplicate-keys' | 'not-json' | 'not-text' | 'too-large' | 'too-deep';
	readonly line: number;
	readonly detail: string;
};

// ---------------------------------------------------------------- counts, archives, hashes

export type ReadCounts = {
	readonly file: string;
	readonly hasHeader: boolean;
	readonly columns: readonly string[];
	readonly rows: ReadonlyArray<{
		readonly place: Place;
		readonly table: string;
		/** A number, `null` for an empty or wordy cell (its text is in `cells`), `undefined` without such a column. */
		readonly before: number | null | undefined;
		readonly after: number | null | undefined;
		/** A single count column that says neither before nor after. */
		readonly count: number | null | undefined;
		readonly takenAt: Stamp | null;
		readonly cells: readonly string[];
		/** A change that the row itself states; absent without such a column. */
		readonly delta?: number | null;
		/** Test that it was counted around; absent without such a column. */
		readonly testId?: string;
		/** When each side was counted; absent without such columns. */
		readonly takenBefore?: Stamp | null;
		readonly takenAfter?: Stamp | null;
	}>;
	/** From the file's name. */
	readonly named: Stamp | null;
};

export type ReadArchive = {
	readonly file: string;
	readonly size: number;
	/** `null`: no zip at all; why. */
	readonly notZip: string | null;
	/** Files that could be read, by their name in the archive, with the path that `AuditedSet.files` has for them. */
	readonly entries: ReadonlyMap<
		string,
		{readonly path: string; readonly size: number; readonly modified: Date | null}
	>;
	/** Entries that must not be unpacked. */
	readonly unsafe: ReadonlyArray<{
		readonly name: string;
		readonly code: UnsafeEntry;
		readonly detail: string;
	}>;
	/** Folder that every entry stands in, with its slash; `''` when there is none. */
	readonly root: string;
};

export type UnsafeEntry =
	| 'absolute-path'
	| 'parent-path'
	| 'backslash-path'
	| 'symlink'
	| 'special-file'
	| 'duplicate-name'
	| 'encrypted'
	| 'bomb'
	| 'too-many-entries'
	| 'too-large'
	| 'nested-archive'
	| 'bad-name'
	| 'damaged';

export type StatedHash = {
	readonly place: Place;
	/** As written. */
	readonly value: string;
	/** Algorithm as far as the words or the file's name say; `sha256` unless said otherwise. */
	readonly algorithm: 'sha256' | 'sha1' | 'md5' | 'sha512' | 'other';
	/** File that it is said to be of, as written; `null` when the words do not say. */
	readonly of: string | null;
	readonly source: 'checksums' | 'report' | 'log' | 'other';
};

// ---------------------------------------------------------------- own sets
export type ReadJournal = {
	readonly file: string;
	/** Good events, up to the first damage. */
	readonly events: readonly JournalEvent[];
	readonly head: string;
	/** What is wrong with the chain or its lines; `null` when it is intact. */
	readonly damage: JournalDamage | null;
	/** Bytes of a last line that was cut off; 0 when it ends cleanly. */
	readonly tornBytes: number;
	/** True when files of an export stand beside it; false when there is the journal alone. */
	readonly isExported: boolean;
	/** Why nothing could be compared with what the journal gives; `null` when it could. */
	readonly underivable: string | null;
	/** How the set's files differ from those that the journal gives; computed file by file by the reader of own sets. */
	readonly differences: readonly Difference[];
	/** Paths of the files that are byte for byte what the journal gives, in its folder and in its archive. */
	readonly derivedFiles: ReadonlySet<string>;
	/** The same of its archive, its name and its hash file; `null` when no archive of this session was given. */
	readonly archiveDifferences: readonly Difference[] | null;
	/** Lines, by path, of the texts among `differences` that are not as the journal gives them; all others are. */
	readonly changedLines?: ReadonlyMap<string, ReadonlySet<number>>;
	/** What its reports state in numbers; absent when nothing could be derived. */
	readonly totals?: Totals;
	/** Where the set's files name another head than the journal's: what they were derived from. */
	readonly stated: StatedHead | null;
	/** Set where another version of the program made the set: its wording may differ for that reason alone. */
	readonly otherVersion: {readonly made: string; readonly derived: string} | null;
};

export type JournalDamage = {
	readonly line: number;
	readonly detail: string;
	/** `two-writers`: two programs wrote to it; `version`: no damage, but a format of a later program. */
	readonly code: 'changed' | 'removed' | 'moved' | 'duplicated' | 'two-writers' | 'version';
};

export type StatedHead = {
	readonly place: Place;
	readonly head: string;
	/** Number of the journal's events that end with that head: the set is older than the journal. `null`: none does. */
	readonly events: number | null;
};

/** One file of an own set against what the journal gives. */
export type Difference = {
	readonly file: string;
	readonly kind: 'changed' | 'missing' | 'extra';
	/** Line that differs; 0 for a file as a whole. */
	readonly line: number;
	/** JSON pointer in JSON files, or member of the log's line. */
	readonly pointer?: string;
	/** Header of the cell, in tables. */
	readonly column?: string;
	/** Excerpts, at most some 80 characters each: what the file says, and what the journal gives. */
	readonly claimed: string;
	readonly found: string;
	/** Equal but for line endings. */
	readonly onlyLineEndings: boolean;
};
