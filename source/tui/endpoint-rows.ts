import type {Catalog, Endpoint, Section} from '../catalog/catalog.ts';

export type EndpointRow =
	| {readonly kind: 'section'; readonly section: Section; readonly shown: number}
	| {readonly kind: 'endpoint'; readonly endpoint: Endpoint};

/**
 * The rows of the list: sections with the endpoints that the filter leaves.
 *
 * Every word of the filter must be found, without regard to case, in the id, title, method or path of any variant, or
 * in the section's title.
 */
export function endpointRows(catalog: Catalog, filter: string): readonly EndpointRow[] {
	if (last?.catalog === catalog && last.filter === filter) {
		return last.rows;
	}

	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const rows = catalog.sections.flatMap((section): readonly EndpointRow[] => {
		const endpoints = section.endpoints.filter(endpoint => fits(endpoint, section, words));
		return endpoints.length === 0
			? []
			: [
					{kind: 'section', section, shown: endpoints.length},
					...endpoints.map(endpoint => ({kind: 'endpoint', endpoint}) as const),
				];
	});
	last = {catalog, filter, rows};
	return rows;
}

/** Rows are asked for several times a key press, by the reducer and by views, and rarely change. */
let last: {catalog: Catalog; filter: string; rows: readonly EndpointRow[]} | undefined;

function fits(endpoint: Endpoint, section: Section, words: readonly string[]): boolean {
	if (words.length === 0) {
		return true;
	}

	const requests = endpoint.variants.map(variant => `${variant.method} ${variant.path}`);
	const text = [endpoint.id, endpoint.title, section.title, ...requests].join('\n').toLowerCase();
	return words.every(word => text.includes(word));
}
