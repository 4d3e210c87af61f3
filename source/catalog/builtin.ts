import {buildCatalog} from './build-catalog.ts';
import type {Catalog} from './catalog.ts';
import type {CatalogFile} from './catalog-schema.ts';
import source from './qtickets.yaml';

let catalog: Catalog | undefined;

/**
 * The built-in QTickets catalog. Its data was parsed when the program was built and is checked by a test, so that no
 * start of the program pays for a parser.
 */
export function builtinCatalog(): Catalog {
	catalog ??= buildCatalog(source.data as CatalogFile, source.digest);
	return catalog;
}
