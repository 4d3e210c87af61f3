import type {Catalog, Variant} from '../../catalog/catalog.ts';
import type {Discovery, Place} from '../finding.ts';
import {fitsTemplate, readEndpoint} from '../endpoint-text.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const expectationInvented: Rule = {
	id: 'expectation-invented',
	proves: 'an error is called expected that was expected nowhere before the run',
	severity: 'medium',
	circumstantial: false,
	why: 'Calling a failure expected after it happened explains it away instead of looking for its cause.',
	needs: ['catalog'],
	check(set) {
		const {catalog} = set;
		if (catalog === null || set.kind === 'own') {
			return notEvaluated('this program judges by the catalog itself');
		}

		const said = new Map<
			string,
			{request: Request; status: number; text: string; place: Place; also: Place[]}
		>();
		const sources = [
			...set.reports.flatMap(({rows}) =>
				rows.map(row => ({...row, notes: row.text.notes ?? row.text.result ?? ''})),
			),
			...set.logs.flatMap(({records}) => records.filter(({kind}) => kind === 'result')),
		];
		let held = 0;
		for (const {testId, saysExpected, status, method, path, notes, place} of sources) {
			if (testId === null || status === null || status < 400 || !saysExpected) {
				continue;
			}

			const isExpected = expects(catalog, {testId, method, path}, status);
			held += isExpected === null ? 0 : 1;
			const known = said.get(testId);
			if (isExpected !== false) {
				continue;
			}

			if (known === undefined) {
				said.set(testId, {request: {testId, method, path}, status, text: notes, place, also: []});
			} else {
				known.also.push(place);
			}
		}

		return held === 0
			? notEvaluated('no error of a test in the catalog is called expected')
			: [...said].map(([testId, {request, status, text, place, also}]): Discovery => {
					const wanted = [
						...new Set(
							(variantsFor(catalog, request) ?? []).flatMap(({expect, limitations}) => [
								...expect.status,
								...limitations.map(limitation => limitation.status),
							]),
						),
					];
					return {
						place,
						subject: testId,
						claimed: `${status} expected: ${text.slice(0, 80)}`,
						found: `the catalog expects ${wanted.join(', ')}`,
						also,
					};
				});
	},
};

/** Whether any variant that fits the request expects the status, as success or limitation. `null`: not in the catalog. */
function expects(catalog: Catalog, request: Request, status: number): boolean | null {
	const variants = variantsFor(catalog, request);
	return variants === null
		? null
		: variants.some(
				({expect, limitations}) =>
					expect.status.includes(status) || limitations.some(limitation => limitation.status === status),
			);
}

type Request = {testId: string; method: string | null; path: string | null};

/** Variants that a request may be of; all, where it is none of them. */
function variantsFor(catalog: Catalog, request: Request): readonly Variant[] | null {
	const endpoint = catalog.endpoints.get(request.testId);
	if (endpoint === undefined) {
		return null;
	}

	const read = request.path === null ? null : readEndpoint(request.path);
	const all = endpoint.variants;
	const fitting = all.filter(
		({method, server, path}) =>
			(request.method === null || method === request.method) &&
			(read === null || fitsTemplate(read, ...templateOf(catalog, {server, path}))),
	);
	// A request that is none of the catalog's is another rule's; then any variant may have expected it.
	return fitting.length === 0 ? all : fitting;
}

/** Segments of a variant's whole path, and how many of them are its own. */
function templateOf(
	catalog: Catalog,
	{server, path}: {server: string; path: string},
): readonly [readonly string[], number] {
	const parts = (text: string) => text.split('/').filter(Boolean);
	const prefix = parts(catalog.servers.get(server)?.path ?? '');
	return [[...prefix, ...parts(path)], parts(path).length];
}
