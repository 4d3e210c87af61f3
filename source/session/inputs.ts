/** What a request takes from elsewhere, and where a test stands that should have given it. Pure. */
import type {Catalog} from '../catalog/catalog.ts';
import {variantOf, type Draft} from '../request/draft.ts';
import {usedVariables} from '../request/used-variables.ts';
import type {InputSource} from './event.ts';
import {
	endpointState,
	isInFlight,
	latestAttempt,
	markInForce,
	plannedTests,
	type Attempt,
	type LostValue,
	type SessionState,
	type SetMark,
} from './state.ts';
import {giverOf, originOf, preparationsOf, type TestOrder} from './variable-origin.ts';

export type WalkthroughInput = {
	readonly variable: string;
	/** As it may be stored and shown. `null` where it has no value, or where its value is still to come. */
	readonly value: string | null;
	readonly from: InputSource;
	/** The endpoint whose answer it is, or should have been, taken from; `null` where none gives it. */
	readonly endpointId: string | null;
	/**
	 * True when an earlier test should have given the value and did not, or when it gave one that was lost since. `value`
	 * is then what would be sent instead.
	 */
	readonly isMissing: boolean;
	/** Why a value that was there is missing. Left out where there was none. */
	readonly lost?: LostValue['why'];
};

export type Phase = 'to-fire' | 'in-flight' | 'to-mark' | 'done';

export type Known = {readonly state: SessionState; readonly catalog: Catalog};

/** Where a test stands, with its latest attempt and the mark in force. */
export function phaseOf(state: SessionState, attempt: Attempt | undefined, mark: SetMark | null): Phase {
	if (attempt !== undefined && isInFlight(state, attempt)) {
		return 'in-flight';
	}

	if (mark !== null) {
		return 'done';
	}

	return attempt === undefined ? 'to-fire' : 'to-mark';
}

/**
 * The variables of a request that is about to be fired, and where each value comes from.
 *
 * @param order the tests that run, among which an earlier one gives values to a later one
 */
export function inputsOf(
	draft: Draft,
	order: TestOrder,
	{state, catalog}: Known,
): readonly WalkthroughInput[] {
	const endpoint = catalog.endpoints.get(draft.endpointId);
	const variant = endpoint === undefined ? undefined : variantOf(endpoint, draft.variant);
	const profile = catalog.profiles.get(state.opened?.profile.name ?? '');
	return (variant === undefined ? [] : usedVariables(draft, variant)).map((variable): WalkthroughInput => {
		const origin = originOf(variable, state, catalog, profile?.variables ?? {});
		if (origin.from === 'operator') {
			return {variable, ...origin, isMissing: false};
		}

		const lost = state.lost.get(variable);
		if (lost !== undefined) {
			return {
				variable,
				...origin,
				endpointId: lost.endpointId ?? origin.endpointId,
				isMissing: true,
				lost: lost.why,
			};
		}

		const giver =
			origin.from === 'capture' ? undefined : giverOf(variable, draft.endpointId, order, {state, catalog});
		if (giver === undefined) {
			return {variable, ...origin, isMissing: false};
		}

		return isToCome(giver, order, {state, catalog})
			? {variable, value: null, from: 'capture', endpointId: giver, isMissing: false}
			: {variable, ...origin, endpointId: giver, isMissing: true};
	});
}

function isToCome(endpointId: string, order: TestOrder, {state, catalog}: Known): boolean {
	const stage = preparationsOf(catalog, order.stage).includes(endpointId) ? null : order.stage;
	const attempt = latestAttempt(state, endpointId, stage);
	const mark = markInForce(endpointState(state, endpointId), stage);
	const phase = phaseOf(state, attempt, mark);
	return phase === 'to-fire' || phase === 'in-flight';
}

/** The inputs that the planned tests lack for `draft`: what would be sent instead of them is the example. */
export function missingInputs(draft: Draft, known: Known): readonly WalkthroughInput[] {
	return inputsOf(draft, plannedTests(known.state), known).filter(({isMissing}) => isMissing);
}
