/**
 * What is known about bodies: read slice by slice, kept as long as the answer is, asked for by views and reducers. What
 * asks gets what is there so far; a `read` action tells when there is more.
 */
import type {Pair} from '../../request/draft.ts';
import {bodyBytes, contentType, type BodyBytes} from './body-bytes.ts';
import {hintOf, type BodyDocument} from './body-document.ts';
import {createJobs, sliceBytes, type Defer} from './jobs.ts';
import {buildJsonRows, type RowsProblem} from './json-rows.ts';
import {buildLineRows, type LineRows} from './line-rows.ts';
import {buildSearch, type Matches, type Query} from './search-text.ts';
import type {DiffRows, DiffSide, Filtered, RunTask, TaskResult, TaskRun} from './task.ts';

/** Something that may take a while. */
export type Pending<Value> =
	| {readonly status: 'working'; /** 0 to 1. */ readonly progress: number}
	| {readonly status: 'done'; readonly value: Value}
	| {readonly status: 'failed'; readonly why: string};

export type Readable = {
	/** Identity of the answer: what is known about it lives as long as this. */
	readonly source: object;
	readonly body: Buffer | string;
	readonly headers: readonly Pair[];
};

export type Searched = {
	readonly found: Matches;
	readonly isComplete: boolean;
	/** 0 to 1. */
	readonly progress: number;
	/** Matches before this byte offset are all found. */
	readonly scanned: number;
};

export type Reader = {
	document(answer: Readable): Pending<BodyDocument>;
	/** The lines of a document as it came. */
	lines(document: BodyDocument): LineRows | null;
	search(document: BodyDocument, query: Query): Searched;
	/** What JSONPath (`$…`) or jq makes of a document; only the latest filter of a document is known. */
	filtered(document: BodyDocument, filter: string): Pending<BodyDocument>;
	/** What differs; `left` and `right` are what the sides were made from. */
	compared(sides: Comparison): Pending<DiffRows>;
	close(): void;
};

export type Comparison = {
	readonly left: object;
	readonly right: object;
	/** Called only when it is not known yet. */
	readonly sides: () => readonly [DiffSide, DiffSide];
	/** What could not be compared as it was, in sentences. */
	readonly cautions: readonly string[];
};

/** jq reads one byte after the other: more than this takes longer than anyone waits. */
export const mostJqBytes = 16_000_000;

type Working<Value> = {now: () => Pending<Value>; stop: () => void};

function working<Value>(progress: () => number = () => 0): Working<Value> {
	return {now: () => ({status: 'working', progress: progress()}), stop: () => undefined};
}

function settled<Value>(state: Pending<Value>): () => Pending<Value> {
	return () => state;
}

/** @param tell called when something asked for came further */
export function createReader({
	runTask,
	defer,
	tell,
}: {
	readonly runTask: RunTask;
	readonly defer: Defer;
	readonly tell: () => void;
}): Reader {
	const jobs = createJobs(defer, tell);
	const documents = new WeakMap<object, Working<BodyDocument>>();
	const lines = new WeakMap<BodyDocument, Working<LineRows>>();
	const searches = new WeakMap<BodyDocument, {text: string; stop: () => void; searched: () => Searched}>();
	const filters = new WeakMap<BodyDocument, Working<BodyDocument> & {filter: string}>();
	const comparisons = new WeakMap<object, WeakMap<object, Working<DiffRows>>>();
	const running = new Set<TaskRun>();

	function follow(run: TaskRun): TaskRun['done'] {
		running.add(run);
		return run.done.finally(() => running.delete(run));
	}

	function read(body: BodyBytes, original: Buffer, facts: Facts): Working<BodyDocument> {
		const builder = buildJsonRows(body.isText ? body.bytes : Buffer.alloc(0), {many: facts.many});
		const work = working<BodyDocument>(builder.progress);
		work.stop = jobs.start({
			step: () => builder.step(sliceBytes),
			done() {
				const value = documentOf(body, original, {...facts, result: builder.result()});
				work.now = settled({status: 'done', value});
			},
		});
		return work;
	}

	async function filter(work: Working<BodyDocument>, document: BodyDocument, run: TaskRun): Promise<void> {
		const result = await follow(run);
		if (result.kind !== 'filtered') {
			work.now = settled(failed(result));
			tell();
			return;
		}

		const {bytes, paths, note} = result.value;
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const inner = read({bytes: buffer, isText: true, charset: null}, buffer, {
			many: true,
			mime: '',
			filtered: {paths, note},
		});
		work.stop = inner.stop;
		// Reading goes on while it is asked for.
		work.now = () => inner.now();
		tell();
	}

	return {
		document({source, body, headers}) {
			let work = documents.get(source);
			if (work === undefined) {
				const mime = contentType(headers);
				const original = typeof body === 'string' ? Buffer.from(body) : body;
				const bytes =
					typeof body === 'string'
						? {bytes: original, isText: true, charset: null}
						: bodyBytes(body, headers);
				const many = /\b(?:x-)?(?:ndjson|jsonl|json-seq|jsonlines)\b/i.test(mime);
				work = read(bytes, original, {
					many,
					mime,
					filtered: null,
				});
				documents.set(source, work);
			}

			return work.now();
		},
		lines(document) {
			let work = lines.get(document);
			if (work === undefined) {
				const builder = buildLineRows(document.bytes);
				const started = working<LineRows>(builder.progress);
				lines.set(document, started);
				started.stop = jobs.start({
					step: () => builder.step(sliceBytes * 4),
					done() {
						started.now = settled({status: 'done', value: builder.result()});
					},
				});
				work = started;
			}

			const state = work.now();
			return state.status === 'done' ? state.value : null;
		},
		search(document, query) {
			let work = searches.get(document);
			if (work?.text !== query.text) {
				work?.stop();
				const builder = buildSearch(document.bytes, document.isText, query);
				let isComplete = false;
				const searched = (): Searched => ({
					found: builder.found(),
					isComplete,
					progress: builder.progress(),
					scanned: builder.progress() * document.bytes.length,
				});
				const stop = jobs.start({
					step: () => builder.step(sliceBytes),
					done() {
						isComplete = true;
					},
				});
				work = {text: query.text, stop, searched};
				searches.set(document, work);
			}

			return work.searched();
		},
		filtered(document, text) {
			let work = filters.get(document);
			if (work?.filter !== text) {
				work?.stop();
				const kind = filterKind(text);
				const started = {...working<BodyDocument>(), filter: text};
				filters.set(document, started);
				work = started;
				if (kind === 'jq' && document.bytes.length > mostJqBytes) {
					started.now = settled({
						status: 'failed',
						why: `jq takes at most ${mostJqBytes / 1e6} MB here; JSONPath ($…) takes this body.`,
					});
				} else {
					const run = runTask({kind, filter: text, bytes: document.bytes});
					started.stop = run.stop;
					void filter(started, document, run);
				}
			}

			return work.now();
		},
		compared({left, right, sides, cautions}) {
			let byRight = comparisons.get(left);
			if (byRight === undefined) {
				byRight = new WeakMap();
				comparisons.set(left, byRight);
			}

			let work = byRight.get(right);
			if (work === undefined) {
				const started = working<DiffRows>();
				byRight.set(right, started);
				work = started;
				const [before, after] = sides();
				const run = runTask({kind: 'diff', left: before, right: after, cautions});
				void follow(run).then(result => {
					started.now = settled<DiffRows>(
						result.kind === 'diff' ? {status: 'done', value: result.value} : failed(result),
					);
					tell();
				});
			}

			return work.now();
		},
		close() {
			jobs.close();
			for (const {stop} of running) {
				stop();
			}
		},
	};
}

function failed(result: TaskResult): Pending<never> {
	return {status: 'failed', why: result.kind === 'failed' ? result.why : 'It gave something else.'};
}

type Facts = {
	/** Several values may follow each other. */
	readonly many: boolean;
	readonly mime: string;
	/** What a filter says beside its values; `null` for a body. */
	readonly filtered: Pick<Filtered, 'paths' | 'note'> | null;
};

function documentOf(
	body: BodyBytes,
	original: Buffer,
	{mime, filtered, result}: Facts & {result: ReturnType<ReturnType<typeof buildJsonRows>['result']>},
): BodyDocument {
	const json = body.isText && isRows(result) ? result : null;
	return {
		...body,
		original,
		json,
		hint: filtered === null ? hintOf(body, {result, mime}) : filtered.note,
		paths: filtered?.paths ?? null,
	};
}

function isRows<Rows>(result: Rows | RowsProblem): result is Rows {
	return !(typeof result === 'object' && result !== null && 'what' in result);
}

/** JSONPath begins with `$`; everything else is jq, whose own variables `$ENV` and `$__loc__` are the exception. */
export function filterKind(filter: string): 'jsonpath' | 'jq' {
	return /^\s*\$(?!ENV\b|__)/.test(filter) ? 'jsonpath' : 'jq';
}
