import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import type {EventBody} from '../../source/session/event.ts';
import {inputsOf} from '../../source/session/inputs.ts';
import {preparationsDue} from '../../source/session/preparation.ts';
import {emptyState, plannedTests, reduce, type SessionState} from '../../source/session/state.ts';
import {draftOf} from '../../source/request/draft.ts';
import {answer, intent, opened} from '../evidence/sample-session.ts';

const catalog = builtinCatalog();
const {tests} = catalog.stages.get('stage2')!;

function stateOf(...bodies: readonly EventBody[]): SessionState {
	return bodies.reduce(
		(state, body, index) => reduce(state, {...body, seq: index + 1, at: '2026-11-22T15:30:00.000Z'}),
		emptyState,
	);
}

function begun(changes: Partial<Parameters<typeof opened>[0]> = {}): EventBody {
	return opened({plan: {stage: 'stage2', tests, variant: 'documented'}, ...changes});
}

const asked = intent('offers', {stage: null});
const captures = {
	offer_id: 'full',
	second_offer_id: 'preferential',
	seat_id: 'P-1;1',
	second_seat_id: 'P-1;2',
	third_seat_id: 'P-1;3',
	reserved_seat_id: 'P-1;4',
	checked_seat_id: 'P-1;5',
};

function answered(seq: number, given: Readonly<Record<string, string>>): EventBody {
	return {
		type: 'request.outcome',
		intent: seq,
		exchange: answer(),
		verdict: 'success',
		reasons: [],
		captures: given,
		masked: {},
	};
}

function due(
	state: SessionState,
	{stage = 'stage2', variables = {}}: {stage?: string | null; variables?: Record<string, string>} = {},
): readonly string[] {
	const ids = stage === null ? ['6.1'] : tests;
	const plan = {stage, tests: ids, variant: 'documented'};
	const profile = {variables} as Parameters<typeof preparationsDue>[0]['profile'];
	return preparationsDue({catalog, profile, plan, getState: () => state}).map(({id}) => id);
}

function seatOf(state: SessionState) {
	const inputs = inputsOf(draftOf(catalog.endpoints.get('6.1')!), plannedTests(state), {state, catalog});
	return inputs.find(({variable}) => variable === 'seat_id');
}

describe('what a stage asks for before its tests', () => {
	test('is asked for at the beginning of a new session, and not for a single test', () => {
		expect(due(emptyState)).toEqual(['offers']);
		expect(due(emptyState, {stage: null})).toEqual([]);
	});

	test('is asked for once, and again while values are still to be had', () => {
		expect(due(stateOf(begun()))).toEqual(['offers']);
		expect(due(stateOf(begun(), asked, answered(2, captures)))).toEqual([]);
		expect(due(stateOf(begun(), asked))).toEqual(['offers']);
	});

	test('is not asked for where the operator or the profile states every value', () => {
		const set = Object.entries(captures).map(([name, value]): EventBody => ({
			type: 'variable.set',
			name,
			value,
		}));
		expect(due(stateOf(begun(), ...set))).toEqual([]);
		expect(due(stateOf(begun()), {variables: captures})).toEqual([]);
	});

	test('is not asked for once the tests that take it are done', () => {
		const taking = ['6.1', '6.2', '6.3', '6.8'].map(id => intent(id, {stage: 'stage2'}));
		expect(due(stateOf(begun(), ...taking))).toEqual([]);
	});

	test('a test says that its value comes from there, has come, or did not', () => {
		expect(seatOf(stateOf(begun()))).toMatchObject({value: null, endpointId: 'offers', isMissing: false});
		expect(seatOf(stateOf(begun(), asked, answered(2, captures)))).toMatchObject({
			value: 'P-1;1',
			from: 'capture',
			endpointId: 'offers',
			isMissing: false,
		});
		expect(seatOf(stateOf(begun(), asked, answered(2, {})))).toMatchObject({
			value: 'CENTER_PARTERRE-20;5',
			from: 'example',
			endpointId: 'offers',
			isMissing: true,
		});
	});
});
