import type {Catalog, Endpoint, Stage} from './catalog.ts';
import {nearestName} from './nearest-name.ts';
import {Problem} from './problem.ts';

/**
 * The endpoint of that id.
 *
 * @throws {Problem} `endpoint-unknown` with the nearest id
 */
export function findEndpoint(catalog: Catalog, id: string): Endpoint {
	const endpoint = catalog.endpoints.get(id);
	if (endpoint === undefined) {
		throw unknown('endpoint', id, catalog.endpoints.keys());
	}

	return endpoint;
}

/**
 * The stage of that id.
 *
 * @throws {Problem} `stage-unknown` with the nearest id
 */
export function findStage(catalog: Catalog, id: string): Stage {
	const stage = catalog.stages.get(id);
	if (stage === undefined) {
		throw unknown('stage', id, catalog.stages.keys());
	}

	return stage;
}

export type Selection = {
	/** Ids of endpoints; a stage's id stands for its tests. */
	readonly ids?: readonly string[];
	readonly section?: string;
	readonly stage?: string;
};

/**
 * The endpoints that a person asked for, each once: those of stages in stage order, then the others in catalog order.
 *
 * @throws {Problem} `endpoint-unknown`, `section-unknown`, `stage-unknown` with the nearest name; `selection-missing`
 *   when nothing is selected
 */
export function selectEndpoints(catalog: Catalog, {ids = [], section, stage}: Selection): Endpoint[] {
	const stages = [...(stage === undefined ? [] : [stage]), ...ids.filter(id => catalog.stages.has(id))];
	const named = new Set(ids.filter(id => !catalog.stages.has(id)));
	for (const id of named) {
		if (!catalog.endpoints.has(id)) {
			throw unknown('endpoint', id, [...catalog.stages.keys(), ...catalog.endpoints.keys()]);
		}
	}

	if (section !== undefined && !catalog.sections.some(({id}) => id === section)) {
		throw unknown(
			'section',
			section,
			catalog.sections.map(({id}) => id),
		);
	}

	if (stages.length === 0 && named.size === 0 && section === undefined) {
		throw new Problem('selection-missing', 'Nothing was named that could be run.', {
			next: `Name ids such as ${[...catalog.endpoints.keys()].slice(0, 2).join(' ')}, a stage (${[...catalog.stages.keys()].join(', ')}) or --section.`,
		});
	}

	const inStages = stages.flatMap(id => testsOf(catalog, id));
	const others = [...catalog.endpoints.values()].filter(
		endpoint => named.has(endpoint.id) || endpoint.section === section,
	);
	return [...new Set([...inStages, ...others])];
}

function testsOf(catalog: Catalog, id: string): Endpoint[] {
	return findStage(catalog, id).tests.map(test => findEndpoint(catalog, test));
}

function unknown(what: 'endpoint' | 'section' | 'stage', typed: string, names: Iterable<string>): Problem {
	const known = [...names];
	const nearest = nearestName(typed, known);
	const some = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '');
	return new Problem(`${what}-unknown`, `The catalog has no ${what} ${JSON.stringify(typed)}.`, {
		next: nearest === undefined ? `It has ${some}.` : `Did you mean ${JSON.stringify(nearest)}?`,
	});
}
