import type {Catalog, Variant} from '../../catalog/catalog.ts';
import type {AuditedSet} from '../audited-set.ts';
import {fitsTemplate, readEndpoint} from '../endpoint-text.ts';
import type {Discovery, Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {requestText} from '../stated-request.ts';
import {artifactPlace, cellPlace, testEvidence} from '../test-evidence.ts';

export const endpointDiffersFromCatalog: Rule = {
	id: 'endpoint-differs-from-catalog',
	proves: 'the request of a test is not the documented one',
	severity: 'high',
	circumstantial: false,
	why: 'Another request was tested than the documented one of this test, so its result says nothing about the real endpoint.',
	needs: ['catalog'],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('this program states the variant of every request, and the journal holds it');
		}

		const {catalog} = set;
		if (catalog === null) {
			return notEvaluated('no catalog');
		}

		const stated = statedRequests(set).filter(({testId}) => catalog.endpoints.has(testId));
		if (stated.length === 0) {
			return notEvaluated('no request of a test that the catalog knows is stated');
		}

		const matched = stated.filter(request =>
			variantsOf(request, catalog).some(variant => fits(request, variant, catalog)),
		);
		if (stated.length >= 4 && matched.length * 3 < stated.length) {
			return notEvaluated('the tests are numbered in another way than in the catalog');
		}

		return stated.flatMap(request => discoveriesOf(request, catalog));
	},
};

type Request = {
	readonly testId: string;
	readonly method: string | null;
	readonly path: string;
	readonly place: Place;
};

/** One request a test: as the report states it, else the log, else the artifact. */
function statedRequests(set: AuditedSet): readonly Request[] {
	const {rows, results, artifacts} = testEvidence(set);
	const requests = new Map<string, Request>();
	const add = (
		testId: string,
		{method, path}: {method: string | null; path: string | null},
		place: Place,
	) => {
		if (path !== null && readEndpoint(path).segments.length > 0 && !requests.has(testId)) {
			requests.set(testId, {testId, method: method?.toUpperCase() ?? null, path, place});
		}
	};
	for (const row of rows) {
		add(row.testId, row, cellPlace(row, 'endpoint'));
	}

	for (const [testId, records] of results) {
		for (const record of records) {
			add(testId, record, record.place);
		}
	}

	for (const [testId, files] of artifacts) {
		for (const artifact of files) {
			add(testId, {method: artifact.method, path: artifact.url}, artifactPlace(artifact, 'url'));
		}
	}

	return [...requests.values()];
}

function discoveriesOf(request: Request, catalog: Catalog): Discovery[] {
	const [documented, ...others] = variantsOf(request, catalog);
	if (documented === undefined || fits(request, documented, catalog)) {
		return [];
	}

	const other = others.find(variant => fits(request, variant, catalog));
	const isPath = fitsPath(request.path, documented, catalog);
	return [
		{
			place: request.place,
			subject: request.testId,
			code: isPath ? 'method' : 'path',
			claimed: requestText(request),
			found: `${documented.method} ${templateOf(documented, catalog)} is documented${
				other === undefined ? '' : `; this is the catalog's variant "${other.name}", another request`
			}`,
		},
	];
}

function variantsOf({testId}: Request, catalog: Catalog): readonly Variant[] {
	return catalog.endpoints.get(testId)?.variants ?? [];
}

function fits({method, path}: Request, variant: Variant, catalog: Catalog): boolean {
	return (method === null || method === variant.method) && fitsPath(path, variant, catalog);
}

function fitsPath(path: string, variant: Variant, catalog: Catalog): boolean {
	const own = segmentsOf(variant.path).length;
	return fitsTemplate(readEndpoint(path), segmentsOf(templateOf(variant, catalog)), own);
}

function templateOf(variant: Variant, catalog: Catalog): string {
	return `${catalog.servers.get(variant.server)?.path ?? '/'}${variant.path}`;
}

function segmentsOf(path: string): readonly string[] {
	return path.split('/').filter(Boolean);
}
