/** Two attempts side by side: what is compared, and what is said where it cannot be. */
import {describe, expect, test} from 'vitest';
import {draftOf} from '../../source/request/draft.ts';
import {endpointState} from '../../source/session/state.ts';
import {comparedPair, sideOf} from '../../source/tui/compared-sides.ts';
import {fakeCatalog} from './fake-catalog.ts';
import {createFakeSession, type FakeSession} from './fake-session.ts';

/** A session in which an endpoint was fired twice with the bodies given. */
function twice(bodies: readonly [string, string]): FakeSession {
	const session = createFakeSession({catalog: fakeCatalog});
	const endpoint = [...fakeCatalog.endpoints.values()].find(({variants: [first]}) => first.body !== null)!;
	for (const body of bodies) {
		void session.fire({...draftOf(endpoint), body}, {stage: null, signal: new AbortController().signal});
		session.answer({body: '{"email":"test@example.com"}'});
	}

	return session;
}

function compared(session: FakeSession) {
	const {attempts} = [...fakeCatalog.endpoints.keys()]
		.map(id => endpointState(session.getState(), id))
		.find(({attempts: {length}}) => length === 2)!;
	const pair = comparedPair([attempts[0]!, attempts[1]!], session.exchangeOf)!;
	return {sides: pair.sides.map(sideOf), cautions: pair.cautions};
}

describe('two attempts of this process', () => {
	test('are compared as they were, bodies of the requests included', () => {
		const {sides, cautions} = compared(twice(['{"a":1}', '{"a":2}']));
		expect(sides.map(({requestBody}) => requestBody)).toEqual(['{"a":1}', '{"a":2}']);
		expect(sides.map(({body}) => String(body))[0]).toContain('test@example.com');
		expect(cautions).toEqual([]);
	});

	test('no secret is put on the screen: its form on disk stands for it', () => {
		const session = twice(['{"a":1}', '{"a":2}']);
		const {attempts} = [...fakeCatalog.endpoints.keys()]
			.map(id => endpointState(session.getState(), id))
			.find(({attempts: {length}}) => length === 2)!;
		const {sides} = comparedPair([attempts[0]!, attempts[1]!], intent => {
			const exchange = session.exchangeOf(intent)!;
			return {...exchange, request: {...exchange.request, headers: [['Authorization', 'Bearer clear']]}};
		})!;
		expect(sides[0].request.headers).toEqual([['Authorization', 'Bearer *** (3fa9)']]);
	});
});

describe('an attempt that only the journal knows', () => {
	test('is not compared with a clear one: both are taken masked, and it is said', () => {
		const session = twice(['{"a":1}', '{"a":1}']);
		const {attempts} = [...fakeCatalog.endpoints.keys()]
			.map(id => endpointState(session.getState(), id))
			.find(({attempts: {length}}) => length === 2)!;
		// Only the later one was fired by this process.
		const {sides, cautions} = comparedPair([attempts[0]!, attempts[1]!], intent =>
			intent === attempts[1]!.intent.seq ? session.exchangeOf(intent) : undefined,
		)!;
		expect(sides.map(side => String(sideOf(side).body)).join()).not.toContain('test@example.com');
		expect(cautions.join(' ')).toMatch(/1 and 2 .* masked the same way look the same and may differ/);
	});
});
