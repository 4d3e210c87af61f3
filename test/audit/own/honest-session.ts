import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import {ftruncateSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import type {Catalog, Profile} from '../../../source/catalog/catalog.ts';
import {Problem} from '../../../source/catalog/problem.ts';
import {draftOf, variantOf} from '../../../source/request/draft.ts';
import type {Exchange, PreparedRequest, Timings} from '../../../source/request/exchange.ts';
import {
	marks,
	type CountsTaken,
	type EventBody,
	type JournalEvent,
	type SessionOpened,
} from '../../../source/session/event.ts';
import {chainStart, journalFileName, journalLine, readJournal} from '../../../source/session/journal.ts';
import {beginSession, resumeSession, type SessionOptions} from '../../../source/session/open-session.ts';
import type {Session} from '../../../source/session/session.ts';
import {honestReply, hostile} from './honest-answers.ts';
import {randomOf, type Random} from './random.ts';

/** A clock that goes on by itself a little whenever somebody looks at it. */
type Clock = {now(): Date; advance(milliseconds: number): void};

function clockOf(random: Random): Clock {
	// Microseconds since some moment of 2026.
	let micros = (Date.UTC(2026, 10, 1) + random.whole(0, 40 * 86_400_000)) * 1000;
	return {
		now() {
			micros += random.whole(50, 4000);
			return new Date(Math.floor(micros / 1000));
		},
		advance(milliseconds) {
			micros += Math.round(milliseconds * 1000);
		},
	};
}

const profiles = {
	sandbox: {baseUrl: 'http://127.0.0.1:41007', host: '127.0.0.1:41007'},
	test: {baseUrl: 'https://test.qtickets.example', host: 'test.qtickets.example'},
	production: {baseUrl: 'https://qtickets.example', host: 'qtickets.example'},
} as const;

const secrets = new Map([
	['QTICKETS_TOKEN', 'qt-rest-key-5c1d7a90e3b24f86'],
	['QTICKETS_PARTNERS_TOKEN', 'qt-partner-key-7d1f0c2b9e884a53'],
]);

function optionsOf(random: Random, clock: Clock, catalog: Catalog): SessionOptions {
	const kind = random.pick(['sandbox', 'sandbox', 'test', 'production'] as const);
	const isSandbox = kind === 'sandbox';
	const profile: Profile = {
		name: kind,
		kind,
		...profiles[kind],
		variables: {},
		masking: !isSandbox || random.chance(0.8),
		readOnly: random.chance(0.1),
	};
	let hasConnection = false;
	const send = (request: PreparedRequest): Promise<Exchange> => {
		const endpoint = catalog.endpoints.get(request.endpointId);
		const variant = endpoint === undefined ? undefined : variantOf(endpoint, request.variant);
		if (variant === undefined) {
			throw new Error(`nothing is known of ${request.endpointId}`);
		}

		const sentAt = clock.now();
		const timings = timingsOf(random, hasConnection && random.chance(0.9), !isSandbox);
		const total = sumOf(timings);
		clock.advance(total);
		const {answer, failure} = honestReply({random, variant, at: clock.now(), isSandbox});
		const connection = answer === null ? null : timings.tcp === null ? 'reused' : 'cold';
		hasConnection = answer !== null && failure === null;
		return Promise.resolve({
			request,
			sentAt: sentAt.toISOString(),
			answer,
			failure,
			latency: failure === null ? total : null,
			elapsed: total,
			timings:
				answer === null ? {dns: null, tcp: null, tls: null, send: null, wait: null, download: null} : timings,
			connection,
			remote: answer === null ? null : isSandbox ? profile.host : '192.0.2.1:443',
		});
	};

	return {
		catalog,
		profile,
		secrets,
		limits: {connectTimeout: 1000, timeout: 30_000, maximumBytes: 1_000_000},
		tool: {name: 'qtickets-explorer', version: '0.1.0'},
		environment: {
			node: 'v20.20.2',
			os: 'Linux 6.1 x64',
			git_revision: random.chance(0.8) ? 'a8a94ae3e20621738300cdd4ec78c03ef977a987' : null,
			git_dirty: isSandbox ? random.chance(0.3) : false,
			tokens: [...secrets.keys()].sort(),
		},
		sandbox: isSandbox ? {mode: 'faithful', scenario: 'full', state_id: null} : null,
		tlsRejectUnauthorized: undefined,
		edges: {
			now: () => clock.now(),
			random: count => Buffer.from(Array.from({length: count}, () => random.whole(0, 255))),
			send,
			platform: process.platform,
			// Nothing here has to outlive a power cut.
			disk: {
				write: (descriptor, bytes, position) => writeSync(descriptor, bytes, 0, bytes.length, position),
				sync: () => undefined,
				truncate: ftruncateSync,
			},
		},
	};
}

function timingsOf(random: Random, reused: boolean, hasTls: boolean): Timings {
	const micros = (from: number, to: number): number => random.whole(from, to) / 1000;
	return {
		dns: reused || !hasTls ? null : micros(200, 30_000),
		tcp: reused ? null : micros(100, 40_000),
		tls: reused || !hasTls ? null : micros(5000, 80_000),
		send: micros(50, 900),
		wait: micros(700, 900_000),
		download: micros(20, 9000),
	};
}

function sumOf(timings: Timings): number {
	return (
		Object.values(timings).reduce<number>((sum, value) => sum + Math.round((value ?? 0) * 1000), 0) / 1000
	);
}

/**
 * The journal of a session as people have them, by the program's own code: planned, named or exploratory; with retries,
 * marks, notes full of markup, drafts, crashes, torn lines, resumes, counts; ended or left open.
 */
export async function honestJournal(seed: number): Promise<Buffer> {
	const random = randomOf(seed);
	const clock = clockOf(random);
	const catalog = builtinCatalog();
	const options = optionsOf(random, clock, catalog);
	const parent = mkdtempSync(path.join(tmpdir(), 'honest-'));
	try {
		let session = await beginSession(parent, planOf(random, catalog), options);
		if (options.profile.kind === 'production' && !options.profile.readOnly && random.chance(0.7)) {
			session.unlock(options.profile.host);
		}

		const ids = firedIds(random, session.plan, catalog);
		for (const [index, id] of ids.entries()) {
			await step(session, id, {random, clock});
			if (index === Math.floor(ids.length / 2) && random.chance(0.25)) {
				session = await resumed(session, parent, {random, clock, options});
			}
		}

		if (session.getState().last === null) {
			session.note(null, 'Looked around only.');
		}

		const {directory} = session;
		if (random.chance(0.7)) {
			session.end(random.pick(['finished', 'interrupted', 'stopped']));
			return withCounts(readFileSync(path.join(directory, journalFileName)), random);
		}

		const bytes = readFileSync(path.join(directory, journalFileName));
		session.end('finished');
		return withCounts(bytes, random);
	} finally {
		rmSync(parent, {recursive: true, force: true});
	}
}

function planOf(random: Random, catalog: Catalog): SessionOpened['plan'] {
	const variant = random.chance(0.2) ? 'reported' : 'documented';
	const stage = catalog.stages.get('stage2');
	return random.pick([
		{stage: 'stage2', tests: stage?.tests ?? [], variant},
		{stage: 'stage2', tests: stage?.tests ?? [], variant},
		{stage: null, tests: ['6.1', '6.9', '3.3'], variant: 'documented'},
		{stage: null, tests: [], variant: 'documented'},
	]);
}

function firedIds(random: Random, {tests}: SessionOpened['plan'], catalog: Catalog): readonly string[] {
	const planned = tests.slice(0, random.chance(0.6) ? tests.length : random.whole(0, tests.length));
	const others = [...catalog.endpoints.keys()].filter(() => random.chance(0.04));
	return [...planned, ...others, ...planned.filter(() => random.chance(0.12))];
}

async function step(
	session: Session,
	id: string,
	{random, clock}: {random: Random; clock: Clock},
): Promise<void> {
	const endpoint = session.catalog.endpoints.get(id);
	if (endpoint === undefined) {
		return;
	}

	clock.advance(random.whole(0, 20_000));
	const isPlanned = session.plan.tests.includes(id);
	if (random.chance(0.06)) {
		session.mark(id, null, random.pick(['blocked', 'skipped']), hostile(random));
		return;
	}

	const variant = endpoint.variants.find(({name}) => name === session.plan.variant) ?? endpoint.variants[0];
	const draft = draftOf(endpoint, variant.name);
	if (random.chance(0.1)) {
		session.keepDraft({...draft, headers: [...draft.headers, ['X-Note', 'guest@example.com']]});
	}

	try {
		const {attempt} = await session.fire(draft, {
			stage: isPlanned ? session.plan.stage : null,
			signal: new AbortController().signal,
		});
		if (random.chance(0.4)) {
			session.mark(id, attempt.intent.attempt, random.pick([...marks, null]), hostile(random));
		}
	} catch (error) {
		// The guard and missing values are part of the life of a session.
		if (!(error instanceof Problem)) {
			throw error;
		}
	}

	if (random.chance(0.2)) {
		session.note(random.chance(0.5) ? id : null, hostile(random));
	}

	if (random.chance(0.05)) {
		session.setVariable('event_id', random.chance(0.3) ? null : String(random.whole(1, 99)));
	}
}

/** The program is killed, perhaps within a request or while it writes a line, and started again on its folder. */
async function resumed(
	session: Session,
	parent: string,
	{random, clock, options}: {random: Random; clock: Clock; options: SessionOptions},
): Promise<Session> {
	if (session.getState().last === null) {
		return session;
	}

	const folder = path.join(parent, `killed-${session.name}`);
	const file = path.join(folder, journalFileName);
	mkdirSync(folder);
	copyFileSync(path.join(session.directory, journalFileName), file);
	session.end('finished');
	const bytes = readFileSync(file);
	const lines = bytes.toString('latin1').split('\n').length - 1;
	if (random.chance(0.5) && lines > 2) {
		// Half of the last event's line is left.
		const end = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
		writeFileSync(file, bytes.subarray(0, end + random.whole(1, bytes.length - end - 1)));
	}

	clock.advance(random.whole(1000, 3_600_000));
	return resumeSession(folder, options);
}

/** Counts around the stage, as `counts` takes them: events of the journal like any other. */
function withCounts(journal: Buffer, random: Random): Buffer {
	const {events} = readJournal(journal);
	if (random.chance(0.6) || events.length < 3) {
		return journal;
	}

	const at = random.whole(1, events.length - 1);
	const rows = random.whole(0, 1e6);
	const before = events.slice(0, 1);
	const body = (when: 'before' | 'after', count: number, time: string): EventBody => ({
		...countsBody(when, count, time),
		...(random.chance(0.2) ? {endpoint_id: '6.1'} : {}),
	});
	const failed: EventBody = {
		type: 'counts.failed',
		when: 'after',
		endpoint_id: null,
		code: 'clickhouse-timeout',
		message: 'ClickHouse gave no answer.',
	};
	const timeOf = (event: JournalEvent | undefined): string => event?.at ?? '';
	const opened = timeOf(events[0]);
	const last = timeOf(events.at(-1));
	return relined([
		...before,
		{...body('before', rows, opened), at: opened},
		...events.slice(1, at),
		...(random.chance(0.3) ? [{...failed, at: timeOf(events[at - 1])}] : []),
		...events.slice(at),
		...(events.at(-1)?.type === 'session.ended' ? [] : [{...body('after', rows + 3, last), at: last}]),
	]);
}

function countsBody(when: 'before' | 'after', count: number, time: string): CountsTaken {
	return {
		type: 'counts.taken',
		when,
		endpoint_id: null,
		server: {version: '25.8.1', time},
		patterns: ['stg_qtickets_%', 'meta_%'],
		unmatched: ['meta_%'],
		tables: [
			{
				table: 'stg_qtickets_orders',
				count: String(count),
				max_ver: '7',
				max_snapshot_ts: null,
				query_id: 'q1',
			},
			{table: 'stg_qtickets_tickets', count: '0', max_ver: null, max_snapshot_ts: null, query_id: 'q2'},
		],
		settled_ms: when === 'after' ? 1200 : null,
	};
}

/** A journal of these events: numbered and chained anew, outcomes kept to their intents. */
export function relined(events: ReadonlyArray<(EventBody & {readonly at: string}) | JournalEvent>): Buffer {
	const numbers = new Map<number, number>();
	let previous = chainStart;
	return Buffer.concat(
		events.map((event, index) => {
			const seq = index + 1;
			const {at, ...rest} = event;
			if ('seq' in rest) {
				numbers.set(rest.seq, seq);
				Reflect.deleteProperty(rest, 'seq');
			}

			const body: EventBody =
				rest.type === 'request.outcome' ? {...rest, intent: numbers.get(rest.intent) ?? rest.intent} : rest;
			const {line, head} = journalLine(body, {seq, at, previous});
			previous = head;
			return line;
		}),
	);
}
