/** What a stage asks for before its tests, so that they take values that are true now instead of examples. Pure. */
import type {Endpoint} from '../catalog/catalog.ts';
import {findEndpoint} from '../catalog/find-endpoint.ts';
import {draftOf, variantOf} from '../request/draft.ts';
import {usedVariables} from '../request/used-variables.ts';
import type {Session} from './session.ts';
import {endpointState, latestAttempt, markInForce, plannedTests} from './state.ts';
import {originOf, preparationsOf} from './variable-origin.ts';

/**
 * The preparing requests of the stage that are still to be sent: those of which a test that is not done yet would take
 * a value, and has nothing but the catalog's example of it.
 *
 * @throws {Problem} `endpoint-unknown`
 */
export function preparationsDue(
	session: Pick<Session, 'catalog' | 'profile' | 'plan' | 'getState'>,
): readonly Endpoint[] {
	const {catalog, profile, plan} = session;
	const state = session.getState();
	// Before the first event the state knows nothing.
	const {stage, tests} = state.opened === null ? plan : plannedTests(state);
	const open = tests.filter(
		id =>
			latestAttempt(state, id, stage) === undefined && markInForce(endpointState(state, id), stage) === null,
	);
	const wanted = new Set(
		open.flatMap(id => {
			const endpoint = findEndpoint(catalog, id);
			const draft = draftOf(endpoint, endpointState(state, id).draft?.variant ?? plan.variant);
			return usedVariables(draft, variantOf(endpoint, draft.variant));
		}),
	);
	return preparationsOf(catalog, stage)
		.map(id => findEndpoint(catalog, id))
		.filter(({variants: [{captures}]}) =>
			captures.some(
				({variable}) =>
					wanted.has(variable) && originOf(variable, state, catalog, profile.variables).from === 'example',
			),
		);
}
