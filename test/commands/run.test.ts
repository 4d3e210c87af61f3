import {describe, expect, test} from 'vitest';
import {isDone} from '../../source/commands/planned.ts';
import {runExitCode} from '../../source/commands/run-exit-code.ts';
import type {Attempt} from '../../source/session/state.ts';
import {intent, noAnswer} from '../evidence/sample-session.ts';

function cancelled(writes: boolean, mayHaveBeenApplied: boolean): Attempt {
	const exchange = noAnswer('timeout');
	return {
		intent: {...intent('6.1', {writes}), seq: 2, at: '2026-11-22T15:30:00.000Z'},
		outcomeSeq: 3,
		exchange: {
			...exchange,
			error: {
				kind: 'aborted',
				message: 'cancelled',
				code: null,
				may_have_been_applied: mayHaveBeenApplied,
			},
		},
		verdict: 'no-response',
		reasons: [],
		captures: {},
		masked: {},
		created: [],
		removed: [],
		mark: null,
	};
}

describe('a resumed run', () => {
	test('fires a cancelled test again, unless it may have written', () => {
		expect(isDone(cancelled(false, true))).toBe(false);
		expect(isDone(cancelled(true, false))).toBe(false);
		expect(isDone(cancelled(true, true))).toBe(true);
	});

	test('fires what has no stored outcome again, unless it writes', () => {
		expect(isDone({...cancelled(false, true), outcomeSeq: null, exchange: null})).toBe(false);
		expect(isDone({...cancelled(true, true), outcomeSeq: null, exchange: null})).toBe(true);
		expect(isDone(undefined)).toBe(false);
	});
});

test('a run of nothing is no success', () => {
	expect(runExitCode([])).toBe(1);
});
