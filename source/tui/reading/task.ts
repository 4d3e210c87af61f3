import type {Pair} from '../../request/draft.ts';

/** One side of a comparison. */
export type DiffSide = {
	/** `GET https://…`, as it was sent. */
	readonly request: string;
	readonly requestHeaders: readonly Pair[];
	/** `null` where none was sent. */
	readonly requestBody: string | null;
	/** `200 OK`, or what failed. */
	readonly status: string;
	readonly headers: readonly Pair[];
	/** UTF-8 where it is text; `null` where nothing came. */
	readonly body: Uint8Array | null;
	/** What stands in the place of a body that is no text; `null` for text. */
	readonly bodyNote: string | null;
};

/** What is worked out in a thread of its own, because it may take seconds or never end. */
export type Task =
	| {readonly kind: 'jsonpath' | 'jq'; readonly filter: string; readonly bytes: Uint8Array}
	| {
			readonly kind: 'diff';
			readonly left: DiffSide;
			readonly right: DiffSide;
			/** What could not be compared as it was, in sentences. */
			readonly cautions: readonly string[];
	  };

export type Filtered = {
	/** The values found, one a line or more, each spelled as it came where the filter only chose. */
	readonly bytes: Uint8Array;
	/** How many values; `null` where the filter does not say. */
	readonly count: number | null;
	/** Where each stands, as JSONPath; `null` where not known. */
	readonly paths: readonly string[] | null;
	/** What the reader should know: an error after some values, or a cut. */
	readonly note: string | null;
};

/** Rows of a comparison: the sign of each, `+`, `-`, ` ` (the same), `@` (a heading), `…` (left out) or `!` (what could not be compared). */
export type DiffRows = {
	readonly signs: string;
	readonly texts: readonly string[];
	readonly added: number;
	readonly removed: number;
};

export type TaskResult =
	| {readonly kind: 'filtered'; readonly value: Filtered}
	| {readonly kind: 'diff'; readonly value: DiffRows}
	| {readonly kind: 'failed'; readonly why: string};

export type TaskRun = {
	/** Never rejects. */
	readonly done: Promise<TaskResult>;
	/** Ends it at once; `done` settles. */
	readonly stop: () => void;
};

export type RunTask = (task: Task) => TaskRun;
