import type {Endpoint, Variant} from '../catalog/catalog.ts';

/** A name and its value; repeated names are allowed and their order is kept. */
export type Pair = readonly [name: string, value: string];

/** The operator's editable copy of one variant of an endpoint. Every value may hold `{{variable}}`. */
export type Draft = {
	readonly endpointId: string;
	readonly variant: string;
	/** Values of the path's placeholders, by name. */
	readonly path: Readonly<Record<string, string>>;
	readonly query: readonly Pair[];
	/** Headers beside those that every request carries. */
	readonly headers: readonly Pair[];
	/** `null` sends no body; the empty string sends an empty one. */
	readonly body: string | null;
};

/** The variant of that name; the documented one when the endpoint has none of that name. */
export function variantOf(endpoint: Endpoint, name: string): Variant {
	return endpoint.variants.find(variant => variant.name === name) ?? endpoint.variants[0];
}

/** A fresh draft: the examples of the catalog. */
export function draftOf(endpoint: Endpoint, variantName = 'documented'): Draft {
	const variant = variantOf(endpoint, variantName);
	return {
		endpointId: endpoint.id,
		variant: variant.name,
		path: Object.fromEntries(variant.pathParameters.map(({name, example}) => [name, example])),
		query: variant.query.map(({name, example}) => [name, example] as const),
		headers: variant.headers.map(({name, example}) => [name, example] as const),
		body: variant.body,
	};
}
