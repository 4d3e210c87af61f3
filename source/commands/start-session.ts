import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {builtinCatalog} from '../catalog/builtin.ts';
import type {Catalog, Profile, Secrets} from '../catalog/catalog.ts';
import {Problem} from '../catalog/problem.ts';
import {resolveProfile} from '../catalog/profile.ts';
import {loadSecrets} from '../catalog/secrets.ts';
import {clickhouseSecrets} from '../clickhouse/settings.ts';
import type {Send} from '../request/exchange.ts';
import type {Sandbox, SandboxOptions} from '../sandbox/sandbox.ts';
import type {SessionOpened} from '../session/event.ts';
import {journalFileName, readJournal} from '../session/journal.ts';
import {beginSession, resumeSession, type SessionOptions} from '../session/open-session.ts';
import type {Session} from '../session/session.ts';
import {chosenName} from './chosen-name.ts';
import type {Context} from './context.ts';
import {describeEnvironment} from './environment.ts';
import type {TargetOptions} from './target-options.ts';
import {wholeNumber} from './whole-number.ts';

export const toolName = 'qtickets-explorer';

/** A session ready to be used, with what must be given back after it. */
export type StartedSession = {
	readonly session: Session;
	readonly sandbox: Sandbox | null;
	/** Every secret in use, ClickHouse's password included: masked, and searched for in the evidence. */
	readonly secrets: Secrets;
	/** Sentences that the operator should read: a port that was taken, and the like. */
	readonly notices: readonly string[];
	/**
	 * Lends a session of its own at the same server, in a temporary folder that is gone afterwards: for requests that are no
	 * part of the evidence, such as those of Stage 1's checks.
	 */
	probe<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/**
	 * Ends what was started here: connections and the sandbox. The session is ended by its command. What the sandbox
	 * remembers is kept for as long as somebody may go on with the session.
	 *
	 * @param how `finished` when nobody will
	 */
	close(how?: 'finished'): Promise<void>;
};

/** The catalog of `--catalog`, or the built-in one. @throws {Problem} */
export async function openCatalog(file: string | undefined, directory: string): Promise<Catalog> {
	if (file === undefined) {
		return builtinCatalog();
	}

	const {parseCatalog} = await import('../catalog/load-catalog.ts');
	return parseCatalog((await readInput(path.resolve(directory, file), 'catalog')).toString('utf8'), file);
}

/** Variables of the environment, with those of `--env-file` below them. @throws {Problem} */
export async function openEnvironment(
	envFile: string | undefined,
	context: Context,
): Promise<Readonly<Record<string, string | undefined>>> {
	if (envFile === undefined) {
		return context.environment;
	}

	const {parseEnvFile} = await import('../catalog/env-file.ts');
	const text = (await readInput(path.resolve(context.directory, envFile), 'env file')).toString('utf8');
	return {...parseEnvFile(text, envFile), ...context.environment};
}

/**
 * @param plan what must run, found out from the catalog and from how a resumed session was opened, so that what is wrong
 *   with it is said before a server starts
 * @param keep `sandboxState` lets the built-in server outlive a kill, in a file that no mask sees: only where nothing but
 *   the catalog's requests is sent, never what a person types
 */
export async function startSession(
	options: TargetOptions,
	plan: (catalog: Catalog, before: SessionOpened | null) => SessionOpened['plan'],
	context: Context,
	keep: {readonly sandboxState: boolean} = {sandboxState: false},
): Promise<StartedSession> {
	const parent = path.resolve(context.directory, options.out ?? 'artifacts');
	const resumed = options.session === undefined ? null : path.resolve(context.directory, options.session);
	const {before, hasWritten} = await whatWasBefore(resumed);
	const catalog = await openCatalog(options.catalog, context.directory);
	const planned = plan(catalog, before);
	const limits = limitsOf(options);
	const environment = await openEnvironment(options.envFile, context);
	const sandbox = await startSandboxIfAsked(options, {before, hasWritten}, keep.sandboxState);
	try {
		const profile = profileOf(options, {catalog, environment, sandbox, before});
		const tokens =
			sandbox === null ? loadSecrets(catalog, environment) : sandboxSecrets(catalog, sandbox.server, options);
		const clickhouse = clickhouseSecrets(environment);
		const secrets = new Map([...tokens, ...clickhouse.secrets]);
		const sender = createLazySender();
		const sessionOptions: SessionOptions = {
			catalog,
			profile,
			secrets,
			limits,
			tool: {name: toolName, version: context.version},
			environment: await describeEnvironment(context.directory, tokens),
			sandbox: sandbox?.described ?? null,
			sandboxAnew: sandbox?.isAnew ?? false,
			tlsRejectUnauthorized: context.environment['NODE_TLS_REJECT_UNAUTHORIZED'],
			edges: {now: () => new Date(), random: randomBytes, send: sender.send, platform: context.platform},
		};
		const session =
			resumed === null
				? await beginSession(parent, planned, sessionOptions)
				: await resumeSession(resumed, sessionOptions);
		const mayUnlock = !session.profile.readOnly && session.getReadOnlyReason() === null;
		if (options.allowWrites === true && profile.kind === 'production' && mayUnlock) {
			session.unlock(profile.host, 'flag');
		}

		return {
			session,
			sandbox: sandbox?.server ?? null,
			secrets,
			notices: [
				...(sandbox?.notices ?? []),
				...[session.getReadOnlyReason(), clickhouse.notice].filter(reason => reason !== null),
			],
			probe: async work => lendSession(sessionOptions, work),
			async close(how) {
				sender.close();
				await sandbox?.server.close();
				const isOver = how === 'finished' || !existsSync(path.join(session.directory, journalFileName));
				const stateFile = sandbox?.stateFile ?? null;
				if (stateFile !== null && isOver) {
					await rm(stateFile, {force: true});
				}
			},
		};
	} catch (error) {
		await sandbox?.server.close();
		throw error;
	}
}

async function lendSession<Result>(
	options: SessionOptions,
	work: (session: Session) => Promise<Result>,
): Promise<Result> {
	const folder = await mkdtemp(path.join(tmpdir(), `${toolName}-probe-`));
	try {
		const session = await beginSession(folder, {stage: null, tests: [], variant: 'documented'}, options);
		try {
			return await work(session);
		} finally {
			session.end('finished');
		}
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

type Before = {
	/** How the session was opened, with what it plans by now: a stage may have been entered since. */
	readonly before: SessionOpened | null;
	/** Whether it fired anything that may have changed the server. */
	readonly hasWritten: boolean;
};

/** What a journal says of the session that is resumed; nothing for a new one. */
async function whatWasBefore(directory: string | null): Promise<Before> {
	const file = directory === null ? null : path.join(directory, journalFileName);
	if (file === null || !existsSync(file)) {
		return {before: null, hasWritten: false};
	}

	const {events} = readJournal(await readInput(file, 'journal'), file);
	const [first] = events;
	if (first?.type !== 'session.opened') {
		return {before: null, hasWritten: false};
	}

	const entered = events.findLast(event => event.type === 'stage.started');
	return {
		before:
			entered === undefined
				? first
				: {...first, plan: {...first.plan, stage: entered.stage, tests: entered.tests}},
		hasWritten: events.some(event => event.type === 'request.intent' && event.writes),
	};
}

function limitsOf(options: TargetOptions): SessionOptions['limits'] {
	const day = 86_400_000;
	return {
		timeout: wholeNumber('--timeout', options.timeout, {minimum: 1, maximum: day, fallback: 30_000}),
		connectTimeout: wholeNumber('--connect-timeout', options.connectTimeout, {
			minimum: 1,
			maximum: day,
			fallback: 10_000,
		}),
		maximumBytes: wholeNumber('--max-body', options.maxBody, {
			minimum: 1,
			maximum: 2 ** 28,
			fallback: 2 ** 24,
		}),
	};
}

type StartedSandbox = {
	server: Sandbox;
	/** Where the server keeps what it remembers; `null` when it forgets everything with the process. */
	stateFile: string | null;
	described: NonNullable<SessionOpened['sandbox']>;
	/** A resumed session meets a server that remembers nothing of what was written to it. */
	isAnew: boolean;
	notices: string[];
};

async function startSandboxIfAsked(
	options: TargetOptions,
	{before, hasWritten}: Before,
	keepState: boolean,
): Promise<StartedSandbox | null> {
	if (
		options.sandbox !== true &&
		!(before !== null && before.sandbox !== null && options.profile === undefined)
	) {
		for (const name of ['scenario', 'mode', 'latency', 'fault', 'sandboxToken'] as const) {
			if (options[name] !== undefined) {
				throw new Problem('option-invalid', `--${kebab(name)} is for the built-in server.`, {
					next: 'Add --sandbox.',
				});
			}
		}

		return null;
	}

	if (options.profile !== undefined && options.profile !== 'sandbox') {
		throw new Problem('option-invalid', '--sandbox and --profile name two different places to ask.', {
			next: 'Give one of them.',
		});
	}

	const {sandboxOptions} = await import('./sandbox-options.ts');
	const {startSandbox} = await import('../sandbox/sandbox.ts');
	const stateId = keepState ? (stateIdOf(before) ?? randomBytes(8).toString('hex')) : null;
	const stateFile = stateId === null ? null : path.join(tmpdir(), `${toolName}-sandbox-${stateId}.json`);
	const chosen: SandboxOptions = sandboxOptions({
		...options,
		...(options.scenario === undefined && before?.sandbox ? {scenario: before.sandbox.scenario} : {}),
		...(options.mode === undefined && before?.sandbox ? {mode: before.sandbox.mode} : {}),
	});
	const isAnew = hasWritten && (stateFile === null || !existsSync(stateFile));
	const port = before === null ? 0 : portOf(before.profile.base_url);
	const server = await startSandbox({
		...chosen,
		port,
		stateFile,
	});
	return {
		server,
		stateFile,
		described: {mode: server.mode, scenario: server.scenario, state_id: stateId},
		isAnew,
		notices: [
			...(port !== 0 && server.portWasTaken
				? [`Port ${port} is taken; the sandbox answers on ${server.port}.`]
				: []),
			...(isAnew
				? [
						'The sandbox begins anew: what was added to it before is gone. Tests that need it say so, and what to do.',
					]
				: []),
		],
	};
}

/** The id becomes part of a file's name: one that this program did not make is refused. */
function stateIdOf(before: SessionOpened | null): string | null {
	const id = before?.sandbox?.state_id ?? null;
	if (id !== null && !/^[\da-f]{16}$/.test(id)) {
		throw new Problem(
			'journal-damaged',
			'The journal names no state of a sandbox that this program could have kept.',
			{
				place: {file: journalFileName, line: 1},
				next: 'Begin a new session; this one can still be reported on.',
			},
		);
	}

	return id;
}

function portOf(url: string): number {
	return Number(new URL(url).port);
}

function kebab(name: string): string {
	return name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function profileOf(
	options: TargetOptions,
	found: {
		catalog: Catalog;
		environment: Readonly<Record<string, string | undefined>>;
		sandbox: StartedSandbox | null;
		before: SessionOpened | null;
	},
): Profile {
	const {catalog, environment, sandbox, before} = found;
	const name = options.profile ?? before?.profile.name;
	return resolveProfile(catalog, {
		environment,
		readOnly: options.readOnly ?? false,
		...(name === undefined ? {} : {name}),
		...(sandbox === null ? {} : {sandboxUrl: sandbox.server.url}),
	});
}

const sandboxTokenKinds = ['full', 'read-only', 'wrong'] as const;

/** The sandbox takes its own tokens only, so that a real one in the environment never goes to it. */
function sandboxSecrets(catalog: Catalog, {tokens}: Sandbox, options: TargetOptions): Secrets {
	const kind = chosenName('--sandbox-token', options.sandboxToken ?? 'full', sandboxTokenKinds);
	const token = {full: tokens.full, 'read-only': tokens.readOnly, wrong: tokens.wrong}[kind];
	return new Map(
		[...catalog.servers.values()].map(server => [
			server.token,
			server.name === 'partners' && kind !== 'wrong' ? tokens.partners : token,
		]),
	);
}

/** The request engine loads with the first request, not with the first frame. */
function createLazySender(): {send: Send; close(): void} {
	let sender: Promise<{send: Send; close(): void}> | undefined;
	let closed = false;
	return {
		async send(request, sendOptions) {
			sender ??= import('../request/send.ts').then(({createSender}) => createSender());
			const {send} = await sender;
			return send(request, sendOptions);
		},
		close() {
			if (!closed) {
				closed = true;
				void sender?.then(({close}) => close());
			}
		},
	};
}

async function readInput(file: string, what: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw new Problem(
			'file-not-readable',
			missing ? `There is no such ${what}.` : `The ${what} cannot be read: ${(error as Error).message}.`,
			{place: {file}, cause: error},
		);
	}
}
