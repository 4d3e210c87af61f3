import {execFile, fork, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {copyFile, mkdir, mkdtemp, readFile, rename, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const execute = promisify(execFile);
const engineFolder = path.join(import.meta.dirname, 'engine');
const modules = path.join(engineFolder, 'node_modules');

/**
 * Installs ClickHouse's engine (about 180 MB to download, 550 MB on disk) when it is not there yet. Only tests need it,
 * so it is no dependency of the program.
 *
 * @returns why there is none here, or `null` when it is ready
 * @throws {Error} in CI, where a platform that has an engine must be able to install it
 */
export async function installClickhouse(): Promise<string | null> {
	const platform = unsupportedPlatform();
	if (platform !== null || (await isInstalled())) {
		return platform;
	}

	// Beside the root's packages, because that is on the same disk and ignored by git. Renaming the finished folder into
	// place keeps a second installer, or one that was interrupted, from leaving half of it.
	const cache = path.join(import.meta.dirname, '../../node_modules/.cache');
	await mkdir(cache, {recursive: true});
	const temporary = await mkdtemp(path.join(cache, 'clickhouse-engine-'));
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(path.join(engineFolder, file), path.join(temporary, file));
		}

		await execute('npm', ['ci', '--prefix', temporary, '--ignore-scripts', '--no-audit', '--no-fund'], {
			timeout: 900_000,
		});
		await rm(modules, {recursive: true, force: true});
		await rename(path.join(temporary, 'node_modules'), modules);
		return null;
	} catch (error) {
		if (await isInstalled()) {
			return null;
		}

		if (process.env['CI']) {
			throw error;
		}

		return `chdb could not be installed: ${(error as Error).message.split('\n').slice(0, 3).join(' ')}`;
	} finally {
		await rm(temporary, {recursive: true, force: true});
	}
}

function unsupportedPlatform(): string | null {
	const {platform, arch} = process;
	const header = (process.report.getReport() as {header: {glibcVersionRuntime?: string}}).header;
	const isGlibc = header.glibcVersionRuntime !== undefined;
	return (arch === 'x64' || arch === 'arm64') && (platform === 'darwin' || (platform === 'linux' && isGlibc))
		? null
		: `chdb has no build for ${platform} ${arch}${platform === 'linux' ? ' without glibc' : ''}`;
}

async function isInstalled(): Promise<boolean> {
	try {
		const wanted = JSON.parse(await readFile(path.join(engineFolder, 'package.json'), 'utf8'));
		const found = JSON.parse(await readFile(path.join(modules, 'chdb/package.json'), 'utf8'));
		return wanted.dependencies.chdb === found.version;
	} catch {
		return false;
	}
}

export type RealClickhouse = {
	readonly url: string;
	/** Of the user `default`. */
	readonly password: string;
	/** Ends the server at once, without a farewell to its clients. */
	kill(): Promise<void>;
	/** Starts it again on the same data and the same port. */
	start(): Promise<void>;
	/** Ends it and removes its data. */
	remove(): Promise<void>;
};

/** A ClickHouse of one's own on a free port. `installClickhouse` comes first. */
export async function startClickhouse(password = ''): Promise<RealClickhouse> {
	const directory = await mkdtemp(path.join(tmpdir(), 'clickhouse-of-a-test-'));
	let front = await startFront(directory, 0, password);
	const {port} = front;

	async function kill(): Promise<void> {
		if (front.child.exitCode === null && front.child.signalCode === null) {
			front.child.kill('SIGKILL');
			await once(front.child, 'exit');
		}
	}

	return {
		url: `http://127.0.0.1:${port}`,
		password,
		kill,
		async start() {
			front = await startFront(directory, port, password);
		},
		async remove() {
			await kill();
			await rm(directory, {recursive: true, force: true});
		},
	};
}

async function startFront(
	directory: string,
	port: number,
	password: string,
): Promise<{child: ChildProcess; port: number}> {
	const child = fork(path.join(import.meta.dirname, 'chdb-front.js'), [directory, String(port), password], {
		execArgv: [],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const [message] = await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(([code]) => {
			throw new Error(`the ClickHouse of the test ended with code ${String(code)}`);
		}),
	]);
	return {child, port: message.port};
}
