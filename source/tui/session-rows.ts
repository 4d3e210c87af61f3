/** The session as rows: the report's own matrix over the journal so far, what of it a filter leaves, and the cursor. */
import {outcomes, totalsOf, type Totals} from '../evidence/tally.ts';
import {rowGroupsOf, type Firing, type Outcome, type TestRow} from '../evidence/rows.ts';
import {isInFlight, type SessionState} from '../session/state.ts';
import {recordOfState} from './findings-model.ts';
import {bufferText} from './text-buffer.ts';
import {viewedAttempt, type UiState, type World} from './ui-state.ts';

/** What the rows can be narrowed to, in the order in which one key goes through it. */
export const outcomeFilters = ['all', ...outcomes] as const;
export type OutcomeFilter = (typeof outcomeFilters)[number];

export type MatrixRow = {
	/** Tells the test of a stage from the same endpoint outside it. */
	readonly key: string;
	readonly test: TestRow;
	/** `in-flight` while an answer may still come: the journal cannot know better than `unknown`, the screen does. */
	readonly outcome: Outcome | 'in-flight';
};

export type SessionModel = {
	/** Planned tests in the order of their stage, then everything else. */
	readonly rows: readonly MatrixRow[];
	readonly totals: Totals;
	/** Rows by outcome; those in flight are in none of them. */
	readonly counts: Readonly<Record<OutcomeFilter, number>>;
	readonly inFlight: number;
	/** Ids of planned tests that were not fired. */
	readonly left: readonly string[];
	/** Columns of the longest id. */
	readonly idWidth: number;
};

const models = new WeakMap<SessionState, SessionModel>();

/** The rows of the session as it is; the same object while nothing was added to the journal. */
export function sessionModel({session}: World): SessionModel {
	const known = models.get(session);
	if (known !== undefined) {
		return known;
	}

	const {opened} = session;
	const tests =
		opened === null
			? []
			: rowGroupsOf(recordOfState(session, opened), firingsWithoutArtifacts(session)).flatMap(
					({rows}) => rows,
				);
	const rows = tests.map((test): MatrixRow => {
		const attempt = test.latest?.attempt;
		const isOpen = attempt !== undefined && isInFlight(session, attempt);
		return {key: `${test.stage ?? ''}\n${test.testId}`, test, outcome: isOpen ? 'in-flight' : test.outcome};
	});
	const count = (outcome: MatrixRow['outcome']): number => rows.filter(row => row.outcome === outcome).length;
	const model: SessionModel = {
		rows,
		totals: totalsOf(tests),
		counts: Object.fromEntries(
			outcomeFilters.map(filter => [filter, filter === 'all' ? rows.length : count(filter)]),
		) as SessionModel['counts'],
		inFlight: count('in-flight'),
		left: tests.filter(({planned, latest}) => planned && latest === null).map(({testId}) => testId),
		idWidth: tests.reduce((widest, {testId}) => Math.max(widest, testId.length), 0),
	};
	models.set(session, model);
	return model;
}

/** Where artifacts would stand in the set is of no use on screen, and takes long to find for many of them. */
function firingsWithoutArtifacts({endpoints}: SessionState): readonly Firing[] {
	return Array.from(endpoints.values())
		.flatMap(({attempts}) => attempts)
		.sort((a, b) => a.intent.seq - b.intent.seq)
		.map(attempt => ({attempt, artifact: ''}));
}

/** Rows are asked for several times a key press, by guards, reducer and views, and rarely change. */
let last: {model: SessionModel; outcome: OutcomeFilter; text: string; rows: readonly MatrixRow[]} | undefined;

/**
 * The rows that the filters leave. Every word of the text must be found, without regard to case, in the id, title,
 * method and path, status, verdict, mark or notes of a row.
 */
export function visibleRows({sessionView}: UiState, world: World): readonly MatrixRow[] {
	const model = sessionModel(world);
	const {outcome} = sessionView;
	const text = bufferText(sessionView.filter);
	if (last?.model === model && last.outcome === outcome && last.text === text) {
		return last.rows;
	}

	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	const rows =
		outcome === 'all' && words.length === 0
			? model.rows
			: model.rows.filter(
					row =>
						(outcome === 'all' || row.outcome === outcome) &&
						(words.length === 0 || fits(searchedText(row, world), words)),
				);
	last = {model, outcome, text, rows};
	return rows;
}

function fits(text: string, words: readonly string[]): boolean {
	return words.every(word => text.includes(word));
}

function searchedText({test, outcome}: MatrixRow, world: World): string {
	const {mark, latest, notes} = test;
	const intent = latest?.attempt.intent;
	const variant = world.catalog.endpoints.get(test.testId)?.variants[0];
	return [
		test.testId,
		titleOf(test, world),
		intent?.endpoint ?? `${variant?.method ?? ''} ${variant?.path ?? ''}`,
		latest?.attempt.exchange?.status ?? '',
		outcomeWord(outcome),
		mark?.mark ?? '',
		mark?.note ?? '',
		...notes.map(note => note.text),
	]
		.join('\n')
		.toLowerCase();
}

/** The title of a test, from the catalog, else from the journal. */
export function titleOf({testId, latest}: TestRow, {catalog}: World): string {
	return catalog.endpoints.get(testId)?.title ?? latest?.attempt.intent.title ?? '';
}

/** An outcome as it is written on screen. */
export function outcomeWord(outcome: MatrixRow['outcome']): string {
	return outcome === 'not-run' ? 'not run' : outcome === 'in-flight' ? 'in flight' : outcome;
}

/**
 * Index of the row that the cursor is on, among those in sight; `null` when the selected endpoint has none there. The
 * session and the list share one selection, so that a key can never fire what only the other one shows.
 */
export function sessionCursor(state: UiState, world: World): number | null {
	const rows = visibleRows(state, world);
	const {selected, sessionView} = state;
	const byKey = indexOf(rows);
	const kept = sessionView.row === null ? undefined : byKey.get(sessionView.row);
	if (kept !== undefined && rows[kept]?.test.testId === selected) {
		return kept;
	}

	return byKey.get(selected) ?? null;
}

const indexes = new WeakMap<readonly MatrixRow[], ReadonlyMap<string, number>>();

/** Where a row stands by its key, and the first row of an endpoint by its id: keys have a line break, ids have none. */
function indexOf(rows: readonly MatrixRow[]): ReadonlyMap<string, number> {
	const known = indexes.get(rows);
	if (known !== undefined) {
		return known;
	}

	const index = new Map<string, number>();
	rows.forEach(({key, test}, at) => {
		index.set(key, at);
		if (!index.has(test.testId)) {
			index.set(test.testId, at);
		}
	});
	indexes.set(rows, index);
	return index;
}

/** The row under the cursor. */
export function cursorRow(state: UiState, world: World): MatrixRow | undefined {
	const at = sessionCursor(state, world);
	return at === null ? undefined : visibleRows(state, world)[at];
}

/** The attempt that a mark is for: that of the row under the cursor in the session, else the one on screen. */
export function attemptToMark(state: UiState, world: World): ReturnType<typeof viewedAttempt> {
	return state.focus === 'session'
		? cursorRow(state, world)?.test.latest?.attempt
		: viewedAttempt(state, world.session, state.selected);
}
