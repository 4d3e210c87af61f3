/**
 * Bundles the program into dist/ (style.md §5): unbundled, Ink alone takes a second to load. Code splitting keeps every
 * command's heavy parts in chunks of their own, loaded when needed.
 */
import {createHash} from 'node:crypto';
import {readFile, rm, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {parse} from 'yaml';

/** Turns a YAML file into a module of its data and the digest of its text, so that no start of the program parses YAML. */
async function yamlModule(path) {
	const text = await readFile(path, 'utf8');
	return JSON.stringify({
		digest: createHash('sha256').update(text).digest('hex'),
		data: parse(text, {intAsBigInt: false}),
	});
}

/** The same translation for the bundler (`esbuild`) and for the tests (`vite`). */
export const yamlPlugin = {
	esbuild: {
		name: 'yaml',
		setup(context) {
			context.onLoad({filter: /\.yaml$/}, async ({path}) => ({
				contents: await yamlModule(path),
				loader: 'json',
			}));
		},
	},
	vite: {
		name: 'yaml',
		enforce: 'pre',
		async load(id) {
			return id.endsWith('.yaml') ? `export default ${await yamlModule(id)}` : undefined;
		},
	},
};

// Ink asks for the devtools only when DEV is set; the package is not among our dependencies.
const withoutDevtools = {
	name: 'without-devtools',
	setup(context) {
		context.onResolve({filter: /^react-devtools-core$/}, () => ({
			path: 'react-devtools-core',
			namespace: 'empty',
		}));
		context.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {}'}));
	},
};

async function main() {
	const root = fileURLToPath(new URL('..', import.meta.url));
	const {version} = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
	await rm(new URL('../dist', import.meta.url), {recursive: true, force: true});
	const result = await build({
		absWorkingDir: root,
		entryPoints: ['source/cli.tsx'],
		outdir: 'dist',
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		minify: true,
		keepNames: true,
		sourcemap: true,
		sourcesContent: false,
		metafile: true,
		chunkNames: 'chunks/[name]-[hash]',
		define: {
			// Without it React's development build keeps a performance entry of every render for ever (style.md §5).
			'process.env.NODE_ENV': '"production"',
			'process.env.DEV': '"false"',
			PROGRAM_VERSION: JSON.stringify(version),
		},
		banner: {
			js: "#!/usr/bin/env node\nimport{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
		},
		plugins: [yamlPlugin.esbuild, withoutDevtools],
		logLevel: 'warning',
	});
	await writeFile(new URL('../dist/meta.json', import.meta.url), JSON.stringify(result.metafile));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await main();
}
