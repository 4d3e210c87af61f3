import type {Catalog} from '../catalog/catalog.ts';
import type {AuditedSet} from './audited-set.ts';
import {fitsTemplate, readEndpoint} from './endpoint-text.ts';
import {classOfHost} from './environment-class.ts';
import type {Place} from './finding.ts';
import {artifactPlace, testEvidence} from './test-evidence.ts';

/** A request with its whole URL, as an artifact or a log recorded it. */
export type Recorded = {
	readonly testId: string | null;
	readonly method: string | null;
	readonly url: string;
	readonly place: Place;
	/** The answer refused it; `null` when nothing tells. */
	readonly refused: boolean | null;
};

/** Every request of artifacts, and of logs where no artifact of the test tells. */
export function recordedRequests(set: AuditedSet): readonly Recorded[] {
	const {artifacts, results} = testEvidence(set);
	const ofArtifacts = [...artifacts].flatMap(([testId, files]) =>
		files.flatMap(artifact => {
			const {method, url, status, softError} = artifact;
			const refused = status === null ? null : status >= 400 || softError !== null;
			return url === null || readEndpoint(url).host === null
				? []
				: [{testId, method, url, place: artifactPlace(artifact, 'url'), refused}];
		}),
	);
	const told = new Set(ofArtifacts.map(({testId}) => testId));
	const ofLogs = [...results].flatMap(([testId, records]) =>
		records.flatMap(({method, path, place, status}) =>
			told.has(testId) || path === null || readEndpoint(path).host === null
				? []
				: [{testId, method, url: path, place, refused: status === null ? null : status >= 400}],
		),
	);
	return [...ofArtifacts, ...ofLogs];
}

export function wentToProduction({url}: Recorded, catalog: Catalog): boolean {
	const {host} = readEndpoint(url);
	return host !== null && classOfHost(host, catalog) === 'production';
}

/**
 * PUT, PATCH and DELETE write. A POST does when the catalog says so of every request on that path, or, on a path that it
 * does not know, of that test.
 */
export function isWrite({method, url, testId}: Recorded, catalog: Catalog): boolean {
	const verb = method?.toUpperCase() ?? '';
	if (verb !== 'POST') {
		return verb === 'PUT' || verb === 'PATCH' || verb === 'DELETE';
	}

	const endpoint = readEndpoint(url);
	const known = [...catalog.endpoints.values()].flatMap(({variants}) =>
		variants.filter(({method: posted, path, server}) => {
			const prefix = catalog.servers.get(server)?.path ?? '/';
			const template = `${prefix}${path}`.split('/').filter(Boolean);
			return posted === 'POST' && fitsTemplate(endpoint, template, template.length);
		}),
	);
	return known.length > 0
		? known.every(({writes}) => writes)
		: testId !== null && catalog.endpoints.get(testId)?.variants[0].writes === true;
}
