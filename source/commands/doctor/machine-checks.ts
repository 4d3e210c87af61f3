import {constants} from 'node:fs';
import {access, mkdir, statfs} from 'node:fs/promises';
import {homedir, release} from 'node:os';
import path from 'node:path';
import {terminalProblem} from '../../terminal/interactive.ts';
import {toolName} from '../start-session.ts';
import type {Context} from '../context.ts';
import {describeEnvironment} from '../environment.ts';
import type {Check, CheckResult} from './check.ts';

const enoughBytes = 256 * 1024 * 1024;
const oldestNode = [20, 20] as const;

/** What can be said without asking any server. */
export function machineChecks(context: Context, outDirectory: string): readonly Check[] {
	return [
		{id: 'program', title: 'Program', run: async () => Promise.resolve(program(context))},
		{id: 'terminal', title: 'Terminal', run: async () => Promise.resolve(terminal(context))},
		{id: 'git', title: 'Git revision', run: async () => gitRevision(context)},
		{id: 'proxy', title: 'Proxy and TLS variables', run: async () => Promise.resolve(influences(context))},
		{id: 'folder', title: 'Output folder', run: async () => folder(outDirectory)},
	];
}

function program({version, platform}: Context): CheckResult {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const found = `${toolName} ${version}, Node ${process.versions.node}, ${platform} ${release()} ${process.arch}`;
	return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
		? {status: 'ok', found}
		: {status: 'blocked', found, next: `Use Node ${oldestNode.join('.')} or later.`};
}

const comfortable = {columns: 80, rows: 24} as const;

function terminal({stdin, stdout, environment}: Context): CheckResult {
	const name = environment['TERM'] ?? 'no TERM';
	const {columns, rows} = stdout;
	if (terminalProblem(stdin, stdout, environment) !== null) {
		return {
			status: 'ok',
			found: `${stdout.isTTY ? name : 'none'}: commands work here, the full-screen interface does not`,
		};
	}

	const found = `${name}, ${columns}×${rows}`;
	return columns >= comfortable.columns && rows >= comfortable.rows
		? {status: 'ok', found}
		: {
				status: 'warning',
				found,
				next: `Make it ${comfortable.columns}×${comfortable.rows} or larger to see all of a screen at once.`,
			};
}

async function gitRevision(context: Context): Promise<CheckResult> {
	const {git_revision: revision, git_dirty: dirty} = await describeEnvironment(context.directory, new Map());
	if (revision === null) {
		return {status: 'warning', found: 'not in a git repository: the report will name no revision'};
	}

	return dirty === true
		? {
				status: 'warning',
				found: `${revision.slice(0, 12)}, with uncommitted changes`,
				next: 'Commit them, so that the revision in the report can be reproduced.',
			}
		: {status: 'ok', found: revision.slice(0, 12)};
}

const influencing = [
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'ALL_PROXY',
	'NODE_EXTRA_CA_CERTS',
	'NODE_TLS_REJECT_UNAUTHORIZED',
	'NODE_OPTIONS',
	'SSL_CERT_FILE',
] as const;

/** Names only: a proxy's URL can hold a password. */
function influences({environment}: Context): CheckResult {
	const set = influencing.filter(name => environment[name] ?? environment[name.toLowerCase()]);
	if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
		return {
			status: 'blocked',
			found: 'NODE_TLS_REJECT_UNAUTHORIZED=0: anybody could answer in place of the server',
			next: 'Unset it; trust your own certificate authority with NODE_EXTRA_CA_CERTS instead.',
		};
	}

	return set.length === 0
		? {status: 'ok', found: 'none in force'}
		: {
				status: 'warning',
				found: `set: ${set.join(', ')} (requests are sent directly, never through a proxy)`,
			};
}

async function folder(directory: string): Promise<CheckResult> {
	try {
		await mkdir(directory, {recursive: true});
		await access(directory, constants.W_OK);
	} catch (error) {
		return {
			status: 'blocked',
			found: `${shownPath(directory)} cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
			next: 'Choose another folder with --out.',
		};
	}

	const {bavail, bsize} = await statfs(directory);
	const free = bavail * bsize;
	const found = `${shownPath(directory)} can be written, ${Math.floor(free / 2 ** 20)} MiB free`;
	return free >= enoughBytes
		? {status: 'ok', found}
		: {status: 'warning', found, next: 'Free some space: when the disk is full, nothing more is fired.'};
}

/** The home folder holds a person's name, and this line goes into the journal. */
function shownPath(directory: string): string {
	const absolute = path.resolve(directory);
	const home = homedir();
	return absolute === home || absolute.startsWith(home + path.sep)
		? `~${absolute.slice(home.length)}`
		: absolute;
}
