import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import type {EventBody, MarkSet, RequestOutcome, SessionOpened} from '../../source/session/event.ts';
import {emptyState, reduce, type SessionState} from '../../source/session/state.ts';
import {
	leftBehind,
	preflight,
	walkthroughOf,
	type WalkthroughStep,
} from '../../source/session/walkthrough.ts';
import {verdicts} from '../../source/verdict/verdict.ts';
import {answer, intent, opened} from '../evidence/sample-session.ts';
import {stageCatalog} from './stage-catalog.ts';

const stage = stageCatalog.stages.get('stage2')!;

/** The first event of a session for the sample's stage. */
function begun(changes: Partial<SessionOpened> = {}): SessionOpened {
	return opened({
		profile: {
			name: 'sandbox',
			kind: 'sandbox',
			base_url: 'http://127.0.0.1:1',
			masking: true,
			read_only: false,
		},
		plan: {stage: 'stage2', tests: stage.tests, variant: 'documented'},
		...changes,
	});
}

function stateOf(...bodies: readonly EventBody[]): SessionState {
	return bodies.reduce(
		(state, body, index) =>
			reduce(state, {
				...body,
				seq: index + 1,
				at: new Date(Date.UTC(2026, 10, 22, 15, 30, index)).toISOString(),
			}),
		emptyState,
	);
}

function stepsOf(state: SessionState): Record<string, WalkthroughStep> {
	const {steps} = walkthroughOf(state, stageCatalog, 'stage2');
	return Object.fromEntries(steps.map(step => [step.endpoint.id, step]));
}

function outcome(intentSeq: number, changes: Partial<RequestOutcome> = {}): RequestOutcome {
	return {
		type: 'request.outcome',
		intent: intentSeq,
		exchange: answer(),
		verdict: 'success',
		reasons: [],
		captures: {},
		masked: {},
		...changes,
	};
}

function mark(id: string, attempt: number | null, changes: Partial<MarkSet> = {}): MarkSet {
	return {type: 'mark.set', endpoint_id: id, attempt, mark: 'pass', note: '', ...changes};
}

const resumed: EventBody = {type: 'session.resumed', tool: {name: 'x', version: '1'}};
const added = outcome(2, {captures: {ticket_id: '777001', ticket_barcode: '..579'}});

describe('where a stage stands', () => {
	test('a test goes from to fire over in flight and to mark to done', () => {
		const events: EventBody[] = [begun(), intent('6.1'), added, mark('6.1', 1)];
		const phases = events.map((_, index) => {
			const {steps, current, doneCount} = walkthroughOf(
				stateOf(...events.slice(0, index + 1)),
				stageCatalog,
				'stage2',
			);
			return [steps[0]!.phase, current, doneCount];
		});
		expect(phases).toEqual([
			['to-fire', 0, 0],
			['in-flight', 0, 0],
			['to-mark', 0, 0],
			['done', 1, 1],
		]);
	});

	test('a skip needs no attempt, and going back to a test that was skipped opens it again', () => {
		const skipped = [begun(), mark('6.1', null, {mark: 'skipped', note: 'no seats'})];
		expect(stepsOf(stateOf(...skipped))['6.1']).toMatchObject({
			phase: 'done',
			attempt: undefined,
			mark: {mark: 'skipped', note: 'no seats'},
		});
		expect(stepsOf(stateOf(...skipped, intent('6.1'), outcome(3)))['6.1']).toMatchObject({
			phase: 'to-mark',
			mark: null,
		});
	});

	test('a repeat has to be marked again, and what was fired outside the stage does not count', () => {
		const once = [begun(), intent('6.1'), added, mark('6.1', 1)];
		const repeated = stateOf(...once, intent('6.1', {attempt: 2}), outcome(5));
		expect(stepsOf(repeated)['6.1']).toMatchObject({phase: 'to-mark', attempt: {intent: {attempt: 2}}});
		const outside = stateOf(begun(), intent('6.1', {stage: null}), outcome(2));
		expect(stepsOf(outside)['6.1']!.phase).toBe('to-fire');
	});

	test('a request that was under way when the program died is to be judged, not waited for', () => {
		const state = stateOf(begun(), intent('6.1'), resumed);
		expect(stepsOf(state)['6.1']).toMatchObject({phase: 'to-mark', suggestedMark: 'blocked'});
		expect(walkthroughOf(state, stageCatalog, 'stage2').current).toBe(0);
	});

	test('the verdict suggests a mark', () => {
		const suggested = verdicts.map(verdict => [
			verdict,
			stepsOf(stateOf(begun(), intent('6.1'), outcome(2, {verdict})))['6.1']!.suggestedMark,
		]);
		expect(Object.fromEntries(suggested)).toEqual({
			success: 'pass',
			limitation: 'limitation',
			failure: 'fail',
			'no-response': 'blocked',
			unknown: 'blocked',
		});
		expect(stepsOf(stateOf(begun(), intent('6.1')))['6.1']!.suggestedMark).toBeNull();
	});

	test('an exploratory session that enters the stage runs its tests', () => {
		const state = stateOf(begun({plan: {stage: null, tests: [], variant: 'documented'}}), {
			type: 'stage.started',
			stage: 'stage2',
			tests: stage.tests,
		});
		expect(walkthroughOf(state, stageCatalog, 'stage2').steps.map(({endpoint}) => endpoint.id)).toEqual(
			stage.tests,
		);
	});
});

describe('the values that a test takes', () => {
	const inputs = (state: SessionState, id: string) => stepsOf(state)[id]!.inputs;

	test('come from the operator, an answer, the profile or the examples, in this order', () => {
		expect(inputs(stateOf(begun()), '6.1')).toEqual([
			{variable: 'seat_id', value: 'B-2;2', from: 'profile', endpointId: null, isMissing: false},
		]);
		const captured = [begun(), intent('6.1'), added];
		expect(inputs(stateOf(...captured), '6.6')).toEqual([
			{variable: 'ticket_id', value: '777001', from: 'capture', endpointId: '6.1', isMissing: false},
		]);
		const set: EventBody = {type: 'variable.set', name: 'ticket_id', value: '5'};
		expect(inputs(stateOf(...captured, set), '6.6')).toEqual([
			{variable: 'ticket_id', value: '5', from: 'operator', endpointId: null, isMissing: false},
		]);
		expect(inputs(stateOf(...captured, set, {...set, value: null}), '6.6')[0]).toMatchObject({
			value: '777001',
			from: 'capture',
		});
	});

	test('are still to come while the test that gives them has not ended', () => {
		for (const events of [[begun()], [begun(), intent('6.1')]]) {
			expect(inputs(stateOf(...events), '6.6')).toEqual([
				{variable: 'ticket_id', value: null, from: 'capture', endpointId: '6.1', isMissing: false},
			]);
		}
	});

	test.each<[string, EventBody[]]>([
		['failed', [intent('6.1'), outcome(2, {verdict: 'failure'})]],
		['was skipped', [mark('6.1', null, {mark: 'skipped'})]],
		['was cut off by a crash', [intent('6.1'), resumed]],
		['succeeded without the value', [intent('6.1'), outcome(2)]],
	])('are missing where the test that gives them %s: the example stands in', (_, events) => {
		expect(inputs(stateOf(begun(), ...events), '6.6')).toEqual([
			{variable: 'ticket_id', value: '120260', from: 'example', endpointId: '6.1', isMissing: true},
		]);
	});

	test('are missing after a resume where the disk has their masked form only', () => {
		const before = [begun(), intent('6.1'), added];
		expect(inputs(stateOf(...before), '6.12')[0]).toMatchObject({value: '..579', isMissing: false});
		const after = stateOf(...before, resumed);
		expect(inputs(after, '6.12')).toEqual([
			{
				variable: 'ticket_barcode',
				value: '872964136579',
				from: 'example',
				endpointId: '6.1',
				isMissing: true,
				lost: 'masked',
			},
		]);
		expect(inputs(after, '6.6')[0]).toMatchObject({value: '777001', isMissing: false});
		const again = stateOf(...before, resumed, intent('6.1', {attempt: 2}), {...added, intent: 5});
		expect(inputs(again, '6.12')[0]).toMatchObject({value: '..579', from: 'capture', isMissing: false});
	});

	test('a value that the operator set is missing after a resume as well, until it is set again', () => {
		const set: EventBody = {type: 'variable.set', name: 'ticket_barcode', value: '..123'};
		const lost = stateOf(begun(), set, resumed);
		expect(inputs(lost, '6.12')[0]).toMatchObject({from: 'example', isMissing: true});
		expect(inputs(stateOf(begun(), set, resumed, set), '6.12')[0]).toMatchObject({
			from: 'operator',
			isMissing: false,
		});
	});

	test('follow the request as the operator edited it', () => {
		const state = stateOf(begun(), {
			type: 'draft.edited',
			endpoint_id: '6.6',
			variant: 'documented',
			path: {},
			query: [],
			headers: [],
			body: '{"id":{{second_ticket_id}}}',
		});
		expect(inputs(state, '6.6')).toEqual([
			{variable: 'second_ticket_id', value: null, from: 'capture', endpointId: '6.2', isMissing: false},
		]);
	});
});

const anyEvents = fc
	.array(
		fc.tuple(
			fc.constantFrom(...stage.tests),
			fc.constantFrom('fire', 'answer', 'mark', 'skip', 'resume', 'outside'),
			fc.constantFrom(...verdicts),
		),
		{maxLength: 40},
	)
	.map(moves => {
		const events: EventBody[] = [begun()];
		const attempts = new Map<string, number>();
		for (const [id, move, verdict] of moves) {
			const attempt = attempts.get(id) ?? 0;
			const openIntent = events.findLastIndex(event => event.type === 'request.intent');
			if (move === 'fire' || move === 'outside') {
				attempts.set(id, attempt + 1);
				events.push(intent(id, {attempt: attempt + 1, stage: move === 'fire' ? 'stage2' : null}));
			} else if (move === 'answer' && openIntent !== -1) {
				events.push(outcome(openIntent + 1, {verdict}));
			} else if (move === 'resume') {
				events.push(resumed);
			} else {
				events.push(mark(id, move === 'mark' && attempt > 0 ? attempt : null, {mark: 'blocked'}));
			}
		}

		return events;
	});

test('whatever happened, the walkthrough stands at its first test that is not done, and a resume keeps it there', () => {
	fc.assert(
		fc.property(anyEvents, events => {
			const state = stateOf(...events);
			const {steps, current, doneCount} = walkthroughOf(state, stageCatalog, 'stage2');
			expect(steps.map(({endpoint}) => endpoint.id)).toEqual(stage.tests);
			expect(steps.slice(0, current).every(({phase}) => phase === 'done')).toBe(true);
			expect(steps[current]?.phase).not.toBe('done');
			expect(doneCount).toBe(steps.filter(({phase}) => phase === 'done').length);
			for (const {phase, mark: set, attempt} of steps) {
				expect(phase === 'done').toBe(set !== null && phase !== 'in-flight');
				expect(phase === 'to-fire' && attempt !== undefined).toBe(false);
			}

			const after = walkthroughOf(stateOf(...events, resumed), stageCatalog, 'stage2');
			const waiting = new Set(
				steps.filter(({phase}) => phase === 'in-flight').map(({endpoint}) => endpoint.id),
			);
			for (const [index, step] of after.steps.entries()) {
				expect(step.phase).not.toBe('in-flight');
				if (!waiting.has(step.endpoint.id)) {
					expect(step.phase).toBe(steps[index]!.phase);
				}
			}
		}),
	);
});

describe('what is left behind', () => {
	const ticket = (value: string) => ({what: 'ticket', variable: 'ticket_id', value, removed_by: '6.6'});

	test('is what was made and not removed, with the request that would remove it', () => {
		const events = [
			begun(),
			intent('6.1'),
			outcome(2, {created: [ticket('1')]}),
			intent('6.1', {attempt: 2}),
			outcome(4, {created: [ticket('2')]}),
		];
		expect(leftBehind(stateOf(...events))).toEqual([
			{what: 'ticket', variable: 'ticket_id', value: '1', createdBy: '6.1', removedBy: '6.6'},
			{what: 'ticket', variable: 'ticket_id', value: '2', createdBy: '6.1', removedBy: '6.6'},
		]);
		const removal = [intent('6.6'), outcome(6, {removed: [{what: 'ticket', value: '2'}]})];
		expect(leftBehind(stateOf(...events, ...removal)).map(({value}) => value)).toEqual(['1']);
	});

	test('one removal takes one thing away, and only of its kind', () => {
		const events = [
			begun(),
			intent('6.1'),
			outcome(2, {created: [ticket('1'), ticket('1')]}),
			intent('6.6'),
			outcome(4, {
				removed: [
					{what: 'event', value: '1'},
					{what: 'ticket', value: '1'},
				],
			}),
		];
		expect(leftBehind(stateOf(...events))).toHaveLength(1);
	});

	test('is never more than was made, and nothing when each thing is removed after it was made', () => {
		const values = fc.array(fc.integer({min: 1, max: 4}).map(String), {maxLength: 12});
		fc.assert(
			fc.property(values, values, (made, gone) => {
				const events: EventBody[] = [begun()];
				const fire = (changes: Partial<RequestOutcome>): void => {
					events.push(intent('6.1'), outcome(events.length + 1, changes));
				};
				made.forEach(value => fire({created: [ticket(value)]}));
				gone.forEach(value => fire({removed: [{what: 'ticket', value}]}));
				const rest = leftBehind(stateOf(...events)).map(({value}) => value);
				const count = (list: readonly string[], value: string): number =>
					list.filter(other => other === value).length;
				for (const value of new Set([...made, ...gone])) {
					expect(count(rest, value)).toBe(Math.max(0, count(made, value) - count(gone, value)));
				}
			}),
		);
	});
});

describe('the card before the stage', () => {
	test('tells tests, writes, host, kind, changes and time', () => {
		expect(preflight(stageCatalog, stage, {host: 'tickets.example', kind: 'production'})).toEqual({
			tests: 4,
			writes: 3,
			host: 'tickets.example',
			kind: 'production',
			changes: [
				'6.1 Add a ticket: creates: ticket (6.6 removes it)',
				'6.2 Add another ticket: creates: ticket (no documented request removes it)',
				'6.6 Remove a ticket: removes: ticket',
			],
			seconds: 60,
		});
	});

	test('of the mandatory tests says what each of the nine writes does', () => {
		const catalog = builtinCatalog();
		const card = preflight(catalog, catalog.stages.get('stage2')!, {host: 'x', kind: 'test'});
		expect(card).toMatchObject({tests: 20, writes: 9});
		expect(card.changes).toEqual([
			'3.4 Create an event: creates: event (no documented request removes it)',
			'3.5 Edit an event: changes what is there',
			'6.1 Add a ticket: creates: ticket (6.6 removes it)',
			'6.2 Add several tickets: creates: ticket (6.7 removes it) ×2',
			'6.3 Add a ticket with a reservation: creates: ticket (6.7 removes it)',
			'6.4 Update a ticket: changes what is there',
			'6.5 Update several tickets: changes what is there',
			'6.6 Remove a ticket: removes: ticket',
			'6.7 Remove several tickets: removes: ticket ×3',
		]);
	});
});

describe('a sandbox that began anew', () => {
	const anew: EventBody = {...resumed, sandbox_anew: true};
	const made = outcome(2, {
		captures: {ticket_id: '777001'},
		created: [{what: 'ticket', variable: 'ticket_id', value: '777001', removed_by: '6.6'}],
	});

	test('what earlier tests gave is missing, and says why, until it is given anew', () => {
		const before = [begun(), {...intent('6.1'), writes: true}, made, mark('6.1', 1)];
		const input = (...bodies: readonly EventBody[]): unknown =>
			stepsOf(stateOf(...before, ...bodies))['6.6']!.inputs[0];
		expect(input(resumed)).toMatchObject({value: '777001', from: 'capture', isMissing: false});
		expect(input(anew)).toEqual({
			variable: 'ticket_id',
			value: '120260',
			from: 'example',
			endpointId: '6.1',
			isMissing: true,
			lost: 'sandbox-anew',
		});
		const again = {...intent('6.1', {attempt: 2})};
		expect(input(anew, again, outcome(6, {captures: {ticket_id: '777002'}}))).toMatchObject({
			value: '777002',
			isMissing: false,
		});
	});

	test('nothing that was made before is left behind', () => {
		expect(leftBehind(stateOf(begun(), {...intent('6.1'), writes: true}, made, resumed))).toHaveLength(1);
		expect(leftBehind(stateOf(begun(), {...intent('6.1'), writes: true}, made, anew))).toEqual([]);
	});
});
