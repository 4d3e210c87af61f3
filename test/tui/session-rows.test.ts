import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {recordOf} from '../../source/evidence/record.ts';
import {tallyOf} from '../../source/evidence/tally.ts';
import {draftOf} from '../../source/request/draft.ts';
import {marks} from '../../source/session/event.ts';
import {lastEvents} from '../../source/tui/session-events.ts';
import {
	cursorRow,
	sessionCursor,
	sessionModel,
	visibleRows,
	type OutcomeFilter,
} from '../../source/tui/session-rows.ts';
import {createBuffer} from '../../source/tui/text-buffer.ts';
import {initialState, type SessionView, type UiState, type World} from '../../source/tui/ui-state.ts';
import {verdicts} from '../../source/verdict/verdict.ts';
import {stageCatalog} from './fake-catalog.ts';
import {createFakeSession, type FakeSession} from './fake-session.ts';
import {noReader} from './no-reader.ts';

function worldOf(session: FakeSession): World {
	return {
		catalog: session.catalog,
		profile: session.profile,
		name: session.name,
		session: session.getState(),
		readOnlyReason: null,
		reader: noReader,
		exchangeOf: intent => session.exchangeOf(intent),
		curlOf: () => '',
		variables: () => session.variables(),
	};
}

const ids = [...stageCatalog.endpoints.keys()];

/** What an operator may do, in any order. */
const deed = fc.oneof(
	fc.record({
		kind: fc.constant('fire' as const),
		id: fc.constantFrom(...ids),
		isInStage: fc.boolean(),
		verdict: fc.option(fc.constantFrom(...verdicts.filter(verdict => verdict !== 'unknown'))),
	}),
	fc.record({
		kind: fc.constant('mark' as const),
		id: fc.constantFrom(...ids),
		mark: fc.option(fc.constantFrom(...marks)),
		isOfAttempt: fc.boolean(),
	}),
	fc.record({kind: fc.constant('note' as const), id: fc.constantFrom(...ids)}),
	fc.record({kind: fc.constant('stage' as const)}),
);

function after(
	deeds: ReadonlyArray<typeof deed extends fc.Arbitrary<infer Deed> ? Deed : never>,
): FakeSession {
	const session = createFakeSession({catalog: stageCatalog});
	for (const done of deeds) {
		if (done.kind === 'fire') {
			void session.fire(draftOf(stageCatalog.endpoints.get(done.id)!), {
				stage: done.isInStage ? 'stage2' : null,
				signal: new AbortController().signal,
			});
			if (done.verdict !== null) {
				session.answer({verdict: done.verdict}, done.id);
			}
		} else if (done.kind === 'mark') {
			const latest = session.getState().endpoints.get(done.id)?.attempts.at(-1);
			const attempt = done.isOfAttempt ? (latest?.intent.attempt ?? null) : null;
			session.mark(done.id, attempt, done.mark, '');
		} else if (done.kind === 'note') {
			session.note(done.id, 'a note');
		} else {
			session.startStage('stage2');
		}
	}

	return session;
}

describe('the rows of the session', () => {
	test('and their totals are those of the report, whatever was done', () => {
		fc.assert(
			fc.property(fc.array(deed, {maxLength: 25}), deeds => {
				const session = after(deeds);
				const {rows, totals, counts, inFlight, left} = sessionModel(worldOf(session));
				const tally = tallyOf(recordOf({events: session.events, head: ''}));
				const told = tally.groups.flatMap(({group}) => group.rows);
				expect(rows.map(({test: row}) => [row.stage, row.testId, row.outcome, row.mark?.mark])).toEqual(
					told.map(row => [row.stage, row.testId, row.outcome, row.mark?.mark]),
				);
				expect(totals).toEqual(tally.all);
				expect(counts.all).toBe(tally.all.tests);
				expect(counts.unknown + inFlight).toBe(tally.all.outcomes.unknown);
				expect(left).toHaveLength(told.filter(row => row.planned && row.latest === null).length);
			}),
			{numRuns: 60},
		);
	});

	test('the filters together leave every row exactly once, but for those in flight', () => {
		fc.assert(
			fc.property(fc.array(deed, {maxLength: 20}), deeds => {
				const world = worldOf(after(deeds));
				const model = sessionModel(world);
				const outcomes: readonly OutcomeFilter[] = [...verdicts, 'not-run'];
				const seen = outcomes.flatMap(outcome => visibleRows(stateWith(world, {outcome}), world));
				expect(seen).toHaveLength(model.rows.length - model.inFlight);
				expect(new Set(seen).size).toBe(seen.length);
			}),
			{numRuns: 40},
		);
	});
});

function stateWith(world: World, view: Partial<SessionView>, more: Partial<UiState> = {}): UiState {
	const state = initialState(world, {columns: 80, rows: 24}, []);
	return {...state, focus: 'session', ...more, sessionView: {...state.sessionView, ...view}};
}

function text(given: string): Partial<SessionView> {
	return {filter: createBuffer(given, {multiline: false})};
}

describe('narrowing', () => {
	const session = after([
		{kind: 'stage'},
		{kind: 'fire', id: '6.1', isInStage: true, verdict: 'failure'},
		{kind: 'fire', id: '6.1', isInStage: false, verdict: 'success'},
	]);
	session.mark('6.1', 1, 'fail', 'занято с утра');
	const world = worldOf(session);
	const found = (view: Partial<SessionView>) =>
		visibleRows(stateWith(world, view), world).map(
			({test: row}) => `${row.testId} ${row.stage ?? 'outside'}`,
		);

	test('planned tests stand in the order of the stage, the rest after them', () => {
		expect(found({})).toEqual(['6.1 stage2', '6.4 stage2', '6.14 stage2', '6.1 outside']);
	});

	test('by outcome, and by words in title, path, verdict, mark and note', () => {
		expect(found({outcome: 'not-run'})).toEqual(['6.4 stage2', '6.14 stage2']);
		expect(found(text('ЗАНЯТО fail'))).toEqual(['6.1 stage2']);
		expect(found(text('not run seats'))).toEqual(['6.14 stage2']);
		expect(found({...text('6.1'), outcome: 'success'})).toEqual(['6.1 outside']);
		expect(found(text('nothing like it'))).toEqual([]);
	});

	test('the cursor follows the selected endpoint, and tells its two rows apart', () => {
		expect(sessionCursor(stateWith(world, {}, {selected: '6.14'}), world)).toBe(2);
		expect(sessionCursor(stateWith(world, {row: '\n6.1'}, {selected: '6.1'}), world)).toBe(3);
		expect(cursorRow(stateWith(world, {row: '\n6.1'}, {selected: '6.4'}), world)?.test.testId).toBe('6.4');
	});

	test('a row that is not in sight is never under the cursor', () => {
		expect(sessionCursor(stateWith(world, {outcome: 'success'}, {selected: '6.14'}), world)).toBeNull();
		expect(sessionCursor(stateWith(world, {}, {selected: '6.6'}), world)).toBeNull();
	});
});

test('the last events stand latest first; what was taken back is not among them', () => {
	const session = after([{kind: 'stage'}, {kind: 'fire', id: '6.1', isInStage: true, verdict: 'failure'}]);
	session.mark('6.1', 1, 'fail', 'first thought');
	session.mark('6.1', 1, null, '');
	session.note('6.4', 'asked');
	expect(lastEvents(session.getState()).map(event => event.kind)).toEqual(['noted', 'fired', 'told']);
});
