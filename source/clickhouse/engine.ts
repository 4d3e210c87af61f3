import type {Readable} from 'node:stream';
import {Problem} from '../catalog/problem.ts';
import {clickhouseProblem, isConnectionLost, serverCode} from './clickhouse-problem.ts';
import type {ClickhouseSettings} from './settings.ts';

/** Every cell is text: 64-bit numbers would lose digits as JSON numbers, so queries ask for `toString(…)`. */
export type Rows = ReadonlyArray<ReadonlyArray<string | null>>;

export type Answer = {
	readonly rows: Rows;
	/** The id under which the server's query log knows the query. */
	readonly queryId: string;
};

export type QueryOptions = {
	readonly signal: AbortSignal;
	/** Milliseconds; no longer than the engine's own limit. */
	readonly timeout?: number;
};

/** What counting needs of ClickHouse. */
export type Engine = {
	readonly database: string;
	/** Host and port, for messages. */
	readonly host: string;
	/**
	 * Asks one query; a second one waits for the first. Nothing is written: the query runs read-only where the server
	 * lets us say so.
	 *
	 * @param sql without FORMAT; its columns must be strings or NULL
	 * @throws {Problem} `clickhouse-…`, also `clickhouse-cancelled` after the signal
	 */
	query(sql: string, options: QueryOptions): Promise<Answer>;
	close(): Promise<void>;
};

export type EngineEdges = {
	/** As `crypto.randomBytes`: makes the query ids. */
	readonly random: (bytes: number) => Buffer;
	/** Limit of one query in milliseconds, at least 1; 60,000 unless said. */
	readonly timeout?: number;
};

/** Answers are a few lines a table; whatever is greater does not come from ClickHouse. */
const maximumBytes = 2 ** 25;

/** The server's own limit comes first, so that it can say what happened. */
const graceMilliseconds = 2000;

/**
 * How servers say that a setting was refused: UNKNOWN_SETTING, READONLY, SETTING_CONSTRAINT_VIOLATION. READONLY is also
 * the answer to a query that would write; that one must never be asked again without `readonly`.
 */
const settingRefusals: Readonly<Record<number, RegExp>> = {
	115: /setting/i,
	164: /cannot (?:modify|override|be overrid)/i,
	452: /setting/i,
};

type ServerSettings = Record<string, string>;

/**
 * Connects to ClickHouse over HTTP; nothing is sent before the first query.
 *
 * Cancelling closes the connection. Servers that know `cancel_http_readonly_queries_on_client_close` stop the query at
 * once, the others at `max_execution_time` at the latest.
 */
export async function openEngine(settings: ClickhouseSettings, edges: EngineEdges): Promise<Engine> {
	const {createClient, ClickHouseLogLevel} = await import('./client.ts');
	const timeout = edges.timeout ?? 60_000;
	const client = createClient({
		url: settings.url,
		username: settings.user,
		password: settings.password(),
		database: settings.database,
		application: 'qtickets-explorer',
		request_timeout: timeout + graceMilliseconds,
		// Its own log goes to the console, and would tear a screen apart.
		log: {level: ClickHouseLogLevel.OFF},
	});

	let refused: ReadonlySet<string> = new Set();
	let last: Promise<unknown> = Promise.resolve();

	function serverSettings(limit: number): ServerSettings {
		const wanted: ServerSettings = {
			readonly: '1',
			max_execution_time: String(Math.ceil(limit / 1000)),
			cancel_http_readonly_queries_on_client_close: '1',
		};
		return Object.fromEntries(Object.entries(wanted).filter(([name]) => !refused.has(name)));
	}

	async function ask(sql: string, signal: AbortSignal, limit: number): Promise<Answer> {
		const queryId = `qtickets-explorer-${edges.random(8).toString('hex')}`;
		const deadline = AbortSignal.timeout(limit + graceMilliseconds);
		const either = AbortSignal.any([signal, deadline]);
		try {
			either.throwIfAborted();
			const {stream} = await client.exec({
				query: `${sql} FORMAT JSONCompact`,
				query_id: queryId,
				clickhouse_settings: serverSettings(limit),
				abort_signal: either,
			});
			return {rows: readRows(await readText(stream, either)), queryId};
		} catch (error) {
			if (signal.aborted) {
				throw new Problem('clickhouse-cancelled', 'Counting was cancelled.', {exitCode: 130});
			}

			if (deadline.aborted || (error instanceof Error && error.message === 'Timeout error.')) {
				throw new Problem(
					'clickhouse-timeout',
					`ClickHouse at ${settings.host} did not answer within ${limit} ms.`,
					{next: 'Allow more time with --timeout, or count fewer tables.', exitCode: 3},
				);
			}

			throw error;
		}
	}

	/** Settings that the server does not know, or that the user may not change, are left out from then on. */
	async function askWithFewerSettings(sql: string, options: QueryOptions): Promise<Answer> {
		const limit = Math.max(1, Math.min(options.timeout ?? timeout, timeout));
		let reconnected = false;
		for (;;) {
			try {
				return await ask(sql, options.signal, limit);
			} catch (error) {
				const fewer = settingsToLeaveOut(error, Object.keys(serverSettings(limit)));
				if (fewer.length > 0) {
					refused = new Set([...refused, ...fewer]);
				} else if (!reconnected && isConnectionLost(error)) {
					// A restarted server cuts the connections that were kept open; reading twice changes nothing.
					reconnected = true;
				} else {
					throw clickhouseProblem(error, settings);
				}
			}
		}
	}

	return {
		database: settings.database,
		host: settings.host,
		async query(sql, options) {
			const answer = last.then(async () => askWithFewerSettings(sql, options));
			last = answer.catch(() => undefined);
			return answer;
		},
		async close() {
			await last;
			await client.close();
		},
	};
}

/** Which of the settings that were sent the server refused, going by its words. */
function settingsToLeaveOut(error: unknown, sent: readonly string[]): readonly string[] {
	const refusal = settingRefusals[serverCode(error) ?? 0];
	return refusal !== undefined && error instanceof Error && refusal.test(error.message)
		? sent.filter(name => new RegExp(`\\b${name}\\b(?! mode)`).test(error.message))
		: [];
}

async function readText(stream: Readable, signal: AbortSignal): Promise<string> {
	const stop = (): void => {
		stream.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
	};

	signal.addEventListener('abort', stop, {once: true});
	try {
		const chunks: Buffer[] = [];
		let length = 0;
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > maximumBytes) {
				throw new Error(`the answer is longer than ${maximumBytes} bytes`);
			}
		}

		return Buffer.concat(chunks).toString('utf8');
	} finally {
		signal.removeEventListener('abort', stop);
		stream.destroy();
	}
}

/** @throws {Error} with the server's words where the answer holds an error, which may come after the status 200 */
function readRows(text: string): Rows {
	let answer: unknown;
	try {
		answer = JSON.parse(text);
	} catch {
		throw new Error(/Code: \d+[.,][^]*$/.exec(text)?.[0] ?? text.slice(0, 1000));
	}

	const {data, exception} = (answer ?? {}) as {data?: unknown; exception?: unknown};
	if (typeof exception === 'string') {
		throw new Error(exception);
	}

	if (!Array.isArray(data) || !data.every(isRow)) {
		throw new Error(text.slice(0, 1000));
	}

	return data;
}

function isRow(row: unknown): row is ReadonlyArray<string | null> {
	return Array.isArray(row) && row.every(cell => cell === null || typeof cell === 'string');
}
