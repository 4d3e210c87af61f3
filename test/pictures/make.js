/** Bundles and runs pictures.ts: the pictures of the readme, from the real program in a real pseudo-terminal. */
import {mkdir} from 'node:fs/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

// Inside the repository, where the bundle finds its packages.
const bundle = fileURLToPath(new URL('../../node_modules/.cache/pictures.mjs', import.meta.url));
await mkdir(new URL('../../node_modules/.cache', import.meta.url), {recursive: true});
await build({
	entryPoints: [fileURLToPath(new URL('pictures.ts', import.meta.url))],
	bundle: true,
	platform: 'node',
	format: 'esm',
	packages: 'external',
	outfile: bundle,
});
await import(pathToFileURL(bundle).href);
