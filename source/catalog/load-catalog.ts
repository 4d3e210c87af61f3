import type {Catalog} from './catalog.ts';

/**
 * A catalog from the text of its file. The parsers load only when this is called: the built-in catalog needs none.
 *
 * @param text what the file holds; the digest is the SHA-256 of its UTF-8 bytes
 * @param file its name, for messages
 * @throws {Problem} `catalog-invalid`, exit code 2, with every fault: file, line, column, what it is and how to mend it
 */
export async function parseCatalog(text: string, file: string): Promise<Catalog> {
	const {readCatalog} = await import('./read-catalog.ts');
	return readCatalog(text, file);
}
