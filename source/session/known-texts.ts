import type {Catalog, Profile} from '../catalog/catalog.ts';

/** Texts whose personal values are published examples, not anybody's: they may be put back after masking. */
export function* knownTexts(catalog: Catalog, profile: Profile): Iterable<string> {
	for (const {example} of catalog.variables.values()) {
		yield example;
	}

	yield* Object.values(profile.variables);
	for (const endpoint of catalog.endpoints.values()) {
		for (const variant of endpoint.variants) {
			if (variant.body !== null) {
				yield variant.body;
			}

			for (const {example} of [...variant.pathParameters, ...variant.query, ...variant.headers]) {
				yield example;
			}
		}
	}
}
