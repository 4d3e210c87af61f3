/** Where the values of `{{variable}}` come from. */
import type {Catalog} from '../catalog/catalog.ts';
import {variantOf} from '../request/draft.ts';
import type {InputSource} from './event.ts';
import {endpointState, latestAttempt, type SessionState} from './state.ts';

export type Origin = {
	/** As it may be stored and shown; `null` where the variable has no value at all. */
	readonly value: string | null;
	readonly from: InputSource;
	/** The endpoint whose answer it was taken from. */
	readonly endpointId: string | null;
};

/**
 * Where the variable's value comes from: the operator, else an answer, else the profile, else the catalog's example.
 *
 * @param profileVariables those of the session's profile
 */
export function originOf(
	name: string,
	state: SessionState,
	catalog: Catalog,
	profileVariables: Readonly<Record<string, string>>,
): Origin {
	const own = state.variables.get(name);
	if (own !== undefined) {
		return {value: own, from: 'operator', endpointId: null};
	}

	const captured = state.captured.get(name);
	if (captured !== undefined) {
		return {value: captured.value, from: 'capture', endpointId: captured.endpointId};
	}

	const ofProfile = Object.hasOwn(profileVariables, name) ? profileVariables[name] : undefined;
	return ofProfile === undefined
		? {value: catalog.variables.get(name)?.example ?? null, from: 'example', endpointId: null}
		: {value: ofProfile, from: 'profile', endpointId: null};
}

/** The tests among which an earlier one gives values to a later one. */
export type TestOrder = {readonly stage: string | null; readonly tests: readonly string[]};

/**
 * The test that is meant to give the variable to `endpointId`: the nearest one before it that captures it, in the
 * variant in which it was fired last, or else will be. Before all tests come the requests that prepare their stage; what
 * the profile states is not looked for among those.
 */
export function giverOf(
	name: string,
	endpointId: string,
	order: TestOrder,
	{state, catalog}: {state: SessionState; catalog: Catalog},
): string | undefined {
	const planned = state.opened?.plan.variant ?? 'documented';
	const gives = (id: string, stage: string | null): boolean => {
		const endpoint = catalog.endpoints.get(id);
		if (endpoint === undefined) {
			return false;
		}

		const chosen =
			latestAttempt(state, id, stage)?.intent.variant ?? endpointState(state, id).draft?.variant ?? planned;
		return variantOf(endpoint, chosen).captures.some(({variable}) => variable === name);
	};
	const before = order.tests.slice(0, Math.max(0, order.tests.indexOf(endpointId)));
	const profile = catalog.profiles.get(state.opened?.profile.name ?? '');
	return (
		before.findLast(id => gives(id, order.stage)) ??
		(order.tests.includes(endpointId) && !Object.hasOwn(profile?.variables ?? {}, name)
			? preparationsOf(catalog, order.stage).findLast(id => gives(id, null))
			: undefined)
	);
}

/** Ids of the requests that are sent before the tests of a stage. */
export function preparationsOf(catalog: Catalog, stage: string | null): readonly string[] {
	return catalog.stages.get(stage ?? '')?.prepare ?? [];
}
