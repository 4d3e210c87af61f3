/** What a request takes from elsewhere, and what it makes and removes on the server, as the journal tells it. */
import type {Catalog, Profile, Variant} from '../catalog/catalog.ts';
import {findEndpoint} from '../catalog/find-endpoint.ts';
import {variantOf, type Draft} from '../request/draft.ts';
import type {Exchange} from '../request/exchange.ts';
import {usedVariables} from '../request/used-variables.ts';
import type {CreatedThing, RemovedThing, RequestInput} from './event.ts';
import type {Masker} from './masking.ts';
import {plannedTests, type SessionState} from './state.ts';
import {giverOf, originOf} from './variable-origin.ts';

export type Effects = {
	/**
	 * The variables of the request with the values that go out, and where each comes from, or should have come from.
	 *
	 * @throws {Problem} `endpoint-unknown`
	 */
	inputs(
		draft: Draft,
		options: {values: ReadonlyMap<string, string>; stage: string | null; state: SessionState},
	): readonly RequestInput[];
	/** What the answer has ids of. Whatever the verdict says, it is there now and must be removed one day. */
	created(variant: Variant, found: Readonly<Record<string, string>>): readonly CreatedThing[];
};

/** @param parts what the values are named by and masked with */
export function createEffects(parts: {catalog: Catalog; profile: Profile; masker: Masker}): Effects {
	const {catalog, profile, masker} = parts;

	/** The catalog is no part of the evidence: what a reader needs of it is kept. */
	function removalOf(endpointId: string | null): Pick<CreatedThing, 'removal'> {
		const variant = endpointId === null ? undefined : catalog.endpoints.get(endpointId)?.variants[0];
		const prefix = catalog.servers.get(variant?.server ?? '')?.path;
		return variant === undefined || prefix === undefined
			? {}
			: {removal: `${variant.method} ${prefix}${variant.path}`};
	}

	return {
		inputs(draft, {values, stage, state}) {
			const planned = plannedTests(state);
			const tests = stage === null ? planned.tests : (catalog.stages.get(stage)?.tests ?? planned.tests);
			const variant = variantOf(findEndpoint(catalog, draft.endpointId), draft.variant);
			return usedVariables(draft, variant).flatMap(variable => {
				const value = values.get(variable);
				if (value === undefined) {
					return [];
				}

				const {from, endpointId} = originOf(variable, state, catalog, profile.variables);
				const giver =
					from === 'operator'
						? undefined
						: (state.lost.get(variable)?.endpointId ??
							giverOf(variable, draft.endpointId, {stage, tests}, {state, catalog}));
				return [
					{variable, value: masker.named(variable, value), from, endpoint_id: endpointId ?? giver ?? null},
				];
			});
		},
		created: (variant, found) =>
			variant.creates.flatMap(({what, variable, removedBy}) => {
				const value = found[variable];
				return value === undefined
					? []
					: [
							{
								what,
								variable,
								value: masker.named(variable, value),
								removed_by: removedBy,
								...removalOf(removedBy),
							},
						];
			}),
	};
}

/** True for an answer by which the server may have made something. */
export function wasAccepted({answer}: Exchange): boolean {
	return answer !== null && answer.status >= 200 && answer.status < 300;
}

/** Only what the request named by its variable: an id typed over it may name something else. */
export function removedThings(variant: Variant, inputs: readonly RequestInput[]): readonly RemovedThing[] {
	return variant.removes.flatMap(({what, variable}) => {
		const input = inputs.find(candidate => candidate.variable === variable);
		return input === undefined ? [] : [{what, value: input.value}];
	});
}
