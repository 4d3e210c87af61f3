/** Writes the pictures of the readme: `npm run picture`. What is left of older ones is removed. */
import {mkdir, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the repository, where the bundle finds its packages.
const bundle = path.join(root, 'node_modules/.cache/pictures.mjs');
await build({
	entryPoints: [fileURLToPath(new URL('pictures.ts', import.meta.url))],
	bundle: true,
	platform: 'node',
	format: 'esm',
	packages: 'external',
	outfile: bundle,
});
const {makePictures, pictureFolder} = await import(pathToFileURL(bundle).href);
const pictures = await makePictures(root);
const folder = path.join(root, pictureFolder);
await mkdir(folder, {recursive: true});
for (const file of await readdir(folder)) {
	if (!pictures.some(({name}) => file === `${name}.svg`)) {
		await rm(path.join(folder, file));
	}
}

for (const {name, svg} of pictures) {
	await writeFile(path.join(folder, `${name}.svg`), svg);
	console.log(`${pictureFolder}/${name}.svg ${Math.round(svg.length / 1000)} kB`);
}
