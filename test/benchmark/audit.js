/**
 * How long the audit of a large set of our own takes, and how much memory at its peak.
 *
 *     node test/benchmark/audit.js [tests, 10000]
 *
 * The set is a session of that many tests with its folder, every report format and its archive, on disk. It is audited in
 * a process of its own, as a folder with the archive beside it, and as the archive alone. Ends with 1 when something was
 * found. It is no test: a busy machine must never turn a change red.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {yamlPlugin} from '../../source/build.js';

const tests = process.argv[2] ?? '10000';
const folder = mkdtempSync(path.join(tmpdir(), 'audit-benchmark-'));
// Beside the packages that stay outside the bundle.
const bundle = fileURLToPath(
	new URL(`../../node_modules/.audit-benchmark-${process.pid}.mjs`, import.meta.url),
);
await build({
	entryPoints: [fileURLToPath(new URL('audit-run.ts', import.meta.url))],
	outfile: bundle,
	bundle: true,
	platform: 'node',
	format: 'esm',
	packages: 'external',
	define: {PROGRAM_VERSION: '"0.1.0"'},
	plugins: [yamlPlugin.esbuild],
	logLevel: 'error',
});

function run(...arguments_) {
	const {status, stdout, stderr} = spawnSync(process.execPath, [bundle, ...arguments_], {encoding: 'utf8'});
	process.stderr.write(stderr);
	process.stdout.write(stdout);
	return status ?? 1;
}

try {
	console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}`);
	const statuses = [
		run('make', tests, folder),
		run('audit', path.join(folder, 'both')),
		run('audit', path.join(folder, 'archive')),
	];
	process.exitCode = Math.max(...statuses);
} finally {
	rmSync(folder, {recursive: true, force: true});
	rmSync(bundle, {force: true});
}
