/**
 * Bundles the program into dist/ (style.md §5): unbundled, Ink alone takes a second to load. Code splitting keeps every
 * command's heavy parts in chunks of their own, loaded when needed.
 */
import {createHash} from 'node:crypto';
import {readFile, rm, writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {parse} from 'yaml';
import {mendedInk} from './terminal/mended-ink.js';

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

// jq-wasm reads one byte of its input, and writes one byte of its output, by copying all of them: 600 kB take a minute.
// It also forgets what jq said on stderr once anything came on stdout.
const fastJq = {
	name: 'fast-jq',
	setup(context) {
		context.onLoad({filter: /[\\/]jq-wasm[\\/]dist[\\/]build[\\/]jq\.js$/}, async ({path}) => {
			let contents = await readFile(path, 'utf8');
			for (const [slow, fast] of [
				[
					/if \(stdinBuffer\.length > 0\) \{\s*const byte = stdinBuffer\[0\];\s*stdinBuffer = stdinBuffer\.slice\(1\);\s*return byte;\s*\}/,
					'if (stdinAt < stdinBuffer.length) { return stdinBuffer[stdinAt++]; }',
				],
				[/stdinBuffer = toByteArray\(stdinString\);/, 'stdinBuffer = toByteArray(stdinString); stdinAt = 0;'],
				[/let stdinString = "";/, 'let stdinString = ""; let stdinAt = 0;'],
				...['stdout', 'stderr'].flatMap(name => [
					[
						new RegExp(
							`const tmp = new Uint8Array\\(${name}Buffer\\.length \\+ 1\\);\\s*tmp\\.set\\(${name}Buffer, 0\\);\\s*tmp\\[tmp\\.length - 1\\] = charCode;\\s*${name}Buffer = tmp;`,
						),
						`${name}Buffer.push(charCode);`,
					],
					[new RegExp(`let ${name}Buffer = new Uint8Array\\(0\\);`), `let ${name}Buffer = [];`],
					[new RegExp(`(?<!let )${name}Buffer = new Uint8Array\\(0\\);`), `${name}Buffer = [];`],
				]),
				[/\.decode\(data\); \}/, '.decode(Uint8Array.from(data)); }'],
				[
					/Module\.callMain\(\[\.\.\.flags, query, "\/dev\/stdin"\]\);/,
					'$& Module.said = fromByteArray(stderrBuffer).trim();',
				],
			]) {
				if (!slow.test(contents)) {
					throw new Error(`${path} has no ${slow} any more: look at it anew`);
				}

				contents = contents.replace(slow, fast);
			}

			return {contents, loader: 'js'};
		});
	},
};

/** The code of a worker thread as one text: it needs no file to be found at run time, wherever the program stands. */
async function workerCode(file) {
	const result = await build({
		entryPoints: [file],
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		minify: true,
		keepNames: true,
		plugins: [fastJq],
		logLevel: 'warning',
	});
	return `export default ${JSON.stringify(result.outputFiles[0].text)};`;
}

const codeSuffix = '?code';

/** `import code from './worker.ts?code'`, for the bundler (`esbuild`) and for the tests (`vite`). */
export const workerPlugin = {
	esbuild: {
		name: 'worker-code',
		setup(context) {
			context.onResolve({filter: /\?code$/}, ({path, resolveDir}) => ({
				path: resolve(resolveDir, path.slice(0, -codeSuffix.length)),
				namespace: 'worker-code',
			}));
			context.onLoad({filter: /.*/, namespace: 'worker-code'}, async ({path}) => ({
				contents: await workerCode(path),
				loader: 'js',
			}));
		},
	},
	vite: {
		name: 'worker-code',
		enforce: 'pre',
		async load(id) {
			return id.endsWith(codeSuffix) ? workerCode(id.slice(0, -codeSuffix.length)) : undefined;
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

/** `string-width` is measured by source/terminal/lazy-string-width.js, which alone gets the package. */
const lazyStringWidth = {
	name: 'lazy-string-width',
	setup(context) {
		const file = fileURLToPath(new URL('terminal/lazy-string-width.js', import.meta.url));
		context.onResolve({filter: /^string-width$/}, ({importer}) =>
			importer === file ? undefined : {path: file},
		);
	},
};

// Given `fetch`, Yoga fetches its own data: URL, and Node loads its whole HTTP client for that: 30 ms of every start.
const yogaWithoutFetch = {
	name: 'yoga-without-fetch',
	setup(context) {
		context.onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			if (!text.includes('typeof fetch')) {
				throw new Error(`${path} no longer asks for fetch: take this plugin out`);
			}

			return {contents: text.replaceAll('typeof fetch', '"undefined"'), loader: 'js'};
		});
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
		// Names stay, for a crash report that can be read. `keepNames` does it by a call for every function that is made while the
		// program runs: a fifth of the time in which an answer of 10 MB is masked.
		minifyWhitespace: true,
		minifySyntax: true,
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
		plugins: [
			yamlPlugin.esbuild,
			workerPlugin.esbuild,
			withoutDevtools,
			lazyStringWidth,
			yogaWithoutFetch,
			mendedInk,
		],
		logLevel: 'warning',
	});
	await writeFile(new URL('../dist/meta.json', import.meta.url), JSON.stringify(result.metafile));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await main();
}
