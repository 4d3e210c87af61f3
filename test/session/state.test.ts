import fc from 'fast-check';
import {expect, test} from 'vitest';
import {draftOf} from '../../source/request/draft.ts';
import {beginSession} from '../../source/session/open-session.ts';
import type {EventBody} from '../../source/session/event.ts';
import {readJournal} from '../../source/session/journal.ts';
import {emptyState, endpointState, markInForce, reduce, stateOf} from '../../source/session/state.ts';
import {anySession} from '../evidence/any-session.ts';
import {intent, journalOf, opened, outcome} from '../evidence/sample-session.ts';
import {answerOf, newParent, sampleCatalog, sampleOptions} from './sample-session.ts';

test('a test that was marked blocked stays so when it is fired outside its stage', async () => {
	const plan = {stage: 'stage2', tests: ['6.1', '6.9'], variant: 'documented'};
	const session = await beginSession(
		newParent(),
		plan,
		sampleOptions(() => answerOf('{}')),
	);
	const {signal} = new AbortController();
	const find = draftOf(sampleCatalog.endpoints.get('6.9')!);
	session.mark('6.9', null, 'blocked', 'no event');
	await session.fire(find, {stage: null, signal});
	const endpoint = endpointState(session.getState(), '6.9');
	expect(endpoint.mark).toMatchObject({mark: 'blocked'});
	expect(markInForce(endpoint, 'stage2')).toMatchObject({mark: 'blocked'});
	expect(markInForce(endpoint)).toBeNull();
	await session.fire(find, {stage: 'stage2', signal});
	expect(markInForce(endpointState(session.getState(), '6.9'), 'stage2')).toBeNull();
	session.end('finished');
});

test('a journal read at once gives the state that its events give one by one', () => {
	fc.assert(
		fc.property(anySession, bodies => {
			const {events} = readJournal(journalOf(bodies));
			expect(stateOf(events)).toEqual(events.reduce(reduce, emptyState));
		}),
	);
	expect([emptyState.endpoints.size, emptyState.captured.size, emptyState.variables.size]).toEqual([0, 0, 0]);
});

test('captures, variables and repeated answers are among what is read at once', () => {
	const answered = outcome(2, 'success');
	const bodies: EventBody[] = [
		opened(),
		intent('6.1'),
		{...answered, ...(answered.type === 'request.outcome' ? {captures: {ticket_id: '7'}} : {})},
		{type: 'variable.set', name: 'event_id', value: '12'},
		{type: 'variable.set', name: 'event_id', value: null},
		outcome(2, 'failure'),
		outcome(99, 'failure'),
	];
	const {events} = readJournal(journalOf(bodies));
	expect(stateOf(events)).toEqual(events.reduce(reduce, emptyState));
	expect(stateOf(events).captured.get('ticket_id')).toEqual({value: '7', intent: 2, endpointId: '6.1'});
});
