import {lookup} from 'node:dns/promises';
import {connect} from 'node:tls';
import type {Endpoint, Profile, Secrets, Server} from '../../catalog/catalog.ts';
import {tokenProblem} from '../../catalog/secrets.ts';
import {draftOf, type Draft} from '../../request/draft.ts';
import type {FiredAttempt, Session} from '../../session/session.ts';
import {diagnose} from '../../verdict/diagnosis.ts';
import {isFulfilled} from '../../verdict/verdict.ts';
import type {Check, CheckResult} from './check.ts';

const certificateWarningDays = 14;
const skewWarningSeconds = 2;
const dayMilliseconds = 86_400_000;

/**
 * What can be said of the server without changing anything on it.
 *
 * @param fire a session's `fire`, the one door for requests
 */
export function serverChecks(
	{profile, catalog}: Pick<Session, 'profile' | 'catalog'>,
	secrets: Secrets,
	fire: (draft: Draft) => Promise<FiredAttempt>,
): readonly Check[] {
	const url = new URL(profile.baseUrl);
	const firsts = new Map<string, Promise<FiredAttempt>>();

	async function firstAnswer(server: Server): Promise<FiredAttempt | null> {
		const endpoint = harmlessEndpoint([...catalog.endpoints.values()], server);
		if (endpoint === undefined) {
			return null;
		}

		const attempt = firsts.get(server.name) ?? fire(draftOf(endpoint));
		firsts.set(server.name, attempt);
		return attempt;
	}

	const servers = [...catalog.servers.values()];
	return [
		{id: 'target', title: 'Target', run: async () => Promise.resolve(target(profile))},
		...servers.map((server): Check => ({
			id: `token-${server.name}`,
			title: `Token of ${server.title}`,
			run: async () => Promise.resolve(token(server, secrets, profile)),
		})),
		{id: 'dns', title: 'Name resolution', run: async () => resolution(url)},
		...(url.protocol === 'https:'
			? [{id: 'tls', title: 'Certificate', run: async () => certificate(url)}]
			: []),
		...servers.map((server): Check => ({
			id: `answer-${server.name}`,
			title: `${server.title} answers`,
			run: async () => answer(await firstAnswer(server)),
		})),
		...servers.slice(0, 1).map((server): Check => ({
			id: 'clock',
			title: 'Server clock',
			run: async () => clock(await firstAnswer(server)),
		})),
	];
}

/** A request that changes nothing and needs no id. */
function harmlessEndpoint(endpoints: readonly Endpoint[], server: Server): Endpoint | undefined {
	return endpoints.find(({variants: [{method, server: name, writes, pathParameters, headers, expect}]}) => {
		const ownToken = headers.every(header => header.name.toLowerCase() !== 'authorization');
		return (
			name === server.name &&
			method === 'GET' &&
			!writes &&
			ownToken &&
			pathParameters.length === 0 &&
			expect.status.includes(200)
		);
	});
}

function target({name, kind, host, readOnly}: Profile): CheckResult {
	const found = `profile ${name}, kind ${kind}, host ${host}${readOnly ? ', read-only' : ''}`;
	return kind === 'production' && !readOnly
		? {status: 'warning', found, next: 'Writes stay locked until the host name is typed (or --allow-writes).'}
		: {status: 'ok', found};
}

function token(server: Server, secrets: Secrets, profile: Profile): CheckResult {
	const problem = tokenProblem(server.token, secrets, profile);
	return problem === undefined
		? {status: 'ok', found: `${server.token} is set (not shown)`}
		: {
				status: 'blocked',
				found: problem.message,
				...(problem.next === undefined ? {} : {next: problem.next}),
			};
}

async function resolution({hostname}: URL): Promise<CheckResult> {
	try {
		const addresses = await lookup(hostname.replaceAll(/[[\]]/g, ''), {all: true});
		return {status: 'ok', found: `${hostname} → ${addresses.map(({address}) => address).join(', ')}`};
	} catch (error) {
		return {
			status: 'blocked',
			found: `${hostname} cannot be resolved (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
			next: 'Check the host name of the base URL and the network.',
		};
	}
}

async function certificate({hostname, port}: URL): Promise<CheckResult> {
	return new Promise(resolve => {
		const socket = connect(
			{host: hostname, port: Number(port || 443), servername: hostname, timeout: 10_000},
			() => {
				const {subject, valid_to: validTo} = socket.getPeerCertificate();
				const protocol = socket.getProtocol() ?? 'TLS';
				socket.destroy();
				const days = Math.floor((Date.parse(validTo) - Date.now()) / dayMilliseconds);
				const found = `${protocol}, subject ${String(subject.CN)}, trusted, expires in ${days} days (${validTo})`;
				resolve(
					days >= certificateWarningDays
						? {status: 'ok', found}
						: {status: 'warning', found, next: 'Tell its owner.'},
				);
			},
		);
		const fail = (what: string): void => {
			socket.destroy();
			resolve({
				status: 'blocked',
				found: what,
				next: 'Nothing is sent to a server whose certificate is not trusted.',
			});
		};

		socket.once('timeout', () => fail('no TLS handshake within 10 s'));
		socket.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
	});
}

function answer(fired: FiredAttempt | null): CheckResult {
	if (fired === null) {
		return {status: 'warning', found: 'not tried: the catalog has no harmless GET for it'};
	}

	const {verdict, reasons, exchange, intent} = fired.attempt;
	const latency = exchange?.latency_ms == null ? '' : `, ${exchange.latency_ms.toFixed(0)} ms`;
	const found = `${intent.endpoint}: ${exchange?.status ?? 'no answer'}${latency}, ${verdict}`;
	if (verdict === 'success') {
		return {status: 'ok', found};
	}

	const next = diagnose(reasons);
	const why = reasons.find(reason => !isFulfilled(reason))?.text ?? '';
	return {status: 'blocked', found: `${found}: ${why}`, ...(next === undefined ? {} : {next})};
}

/** The server's clock as an interval: its Date header has whole seconds, and was made while the request was under way. */
function clock(fired: FiredAttempt | null): CheckResult {
	const headers = fired?.exchange.answer?.headers ?? [];
	const date = Date.parse(headers.find(([name]) => name.toLowerCase() === 'date')?.[1] ?? '');
	if (fired === null || Number.isNaN(date)) {
		return {status: 'warning', found: 'not measured: no answer with a Date header'};
	}

	const sent = Date.parse(fired.exchange.sentAt);
	const received = sent + fired.exchange.elapsed;
	const low = (date - received) / 1000;
	const high = (date + 1000 - sent) / 1000;
	const found = `server minus ours between ${low.toFixed(1)} s and ${high.toFixed(1)} s`;
	return low > skewWarningSeconds || high < -skewWarningSeconds
		? {status: 'warning', found, next: 'Set the clock of this machine: times in logs will not match.'}
		: {status: 'ok', found};
}
