import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, readdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** The built program, as `npm start` runs it. */
export const programFile = path.resolve(import.meta.dirname, '../../dist/cli.js');

export type Ended = {
	readonly code: number | null;
	readonly signal: string | null;
	readonly stdout: string;
	readonly stderr: string;
};

/** An environment without this machine's tokens, colours and CI. */
export function plainEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
	const environment: NodeJS.ProcessEnv = {...process.env, NO_COLOR: '1', ...extra};
	for (const name of Object.keys(environment)) {
		if (
			(/^(?:QTICKETS|CLICKHOUSE)_|^(?:CI|FORCE_COLOR|CONTINUOUS_INTEGRATION)$/.test(name) &&
				!(name in extra)) ||
			name === 'NODE_ENV'
		) {
			delete environment[name];
		}
	}

	return environment;
}

/** Runs the program to its end, without a terminal. */
export async function runProgram(
	typed: readonly string[],
	options: {
		directory?: string;
		environment?: Readonly<Record<string, string>>;
		onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
	} = {},
): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [programFile, ...typed], {
			cwd: options.directory ?? newFolder(),
			env: plainEnvironment(options.environment),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => {
			stdout += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => {
			stderr += chunk.toString();
			options.onStderr?.(stderr, signal => child.kill(signal));
		});
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	});
}

export function newFolder(): string {
	return mkdtempSync(path.join(tmpdir(), 'qtickets-test-'));
}

/** The one session folder below `out`. */
export function sessionFolder(out: string): string {
	const [folder, ...others] = readdirSync(out, {withFileTypes: true}).filter(
		entry => entry.isDirectory() && !entry.name.endsWith('_saved'),
	);
	if (folder === undefined || others.length > 0) {
		throw new Error(
			`expected one session in ${out}, found ${[folder, ...others].map(entry => entry?.name).join(', ')}`,
		);
	}

	return path.join(out, folder.name);
}

/** Every file below a folder with the SHA-256 of its bytes, by its path with forward slashes. */
export function fileDigests(folder: string): Record<string, string> {
	const digests: Record<string, string> = {};
	for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
		if (entry.isFile()) {
			const file = path.join(entry.parentPath, entry.name);
			const name = path.relative(folder, file).split(path.sep).join('/');
			digests[name] = createHash('sha256').update(readFileSync(file)).digest('hex');
		}
	}

	return digests;
}

/** What `sha256sum -c` would say: the names that are listed with another hash, and those that are not listed. */
export function checkSums(folder: string): {wrong: string[]; unlisted: string[]} {
	const digests = fileDigests(folder);
	const listed = new Map(
		readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8')
			.trimEnd()
			.split('\n')
			.map(line => [line.slice(66), line.slice(0, 64)] as const),
	);
	return {
		wrong: [...listed].filter(([name, digest]) => digests[name] !== digest).map(([name]) => name),
		unlisted: Object.keys(digests).filter(name => name !== 'SHA256SUMS' && !listed.has(name)),
	};
}
