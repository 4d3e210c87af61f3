import type {ClientRequest, IncomingMessage, RequestOptions} from 'node:http';
import {createAnswerBody, type AnswerBody} from './answer-body.ts';
import {createConnections, type ConnectionOptions, type Connections} from './connections.ts';
import type {Pair} from './draft.ts';
import type {Answer, Exchange, Failure, FailureKind, PreparedRequest, Send, SendOptions} from './exchange.ts';
import {failure, failureOf, mayHaveBeenApplied, type FailureContext} from './failure.ts';
import {openRequest, type RequestEvents} from './open-request.ts';
import {phases, timingsOf, type Phase, type PhaseStart} from './timings.ts';

export type SenderOptions = ConnectionOptions & {
	/** Monotonic clock in milliseconds. */
	readonly clock?: () => number;
	readonly wallClock?: () => Date;
};

export type Sender = {readonly send: Send; close(): void};

type Edges = {
	readonly connections: Connections;
	readonly clock: () => number;
	readonly wallClock: () => Date;
};

/** Progress is told at the latest after so many bytes, or with the first bytes after so many milliseconds. */
const progressBytes = 64 * 1024;
const progressInterval = 100;
/** Timers of Node fire at once when asked for more. */
const longestTimer = 2 ** 31 - 1;

/**
 * Sends requests over connections of its own, which it keeps alive between them. `close` ends them, those in use too.
 *
 * A request goes out exactly as prepared: its headers in their order and spelling, no proxy (axios would use HTTP_PROXY
 * even for localhost), no redirect followed, nothing sent twice.
 */
export function createSender(options: SenderOptions = {}): Sender {
	const edges: Edges = {
		connections: createConnections(options),
		clock: options.clock ?? (() => performance.now()),
		wallClock: options.wallClock ?? (() => new Date()),
	};
	return {
		send: (request, sendOptions) =>
			new Promise(resolve => {
				startAttempt(request, sendOptions, {...edges, resolve});
			}),
		close: () => edges.connections.close(),
	};
}

/**
 * One attempt. Every way to its end goes through `finish`, which counts once: whatever the network does afterwards is
 * ignored.
 */
function startAttempt(
	request: PreparedRequest,
	options: SendOptions,
	{connections, clock, wallClock, resolve}: Edges & {resolve: (exchange: Exchange) => void},
): void {
	const {host, protocol} = new URL(request.url);
	const starts: PhaseStart[] = [];
	let sentAt = wallClock();
	let outgoing: ClientRequest | undefined;
	let response: IncomingMessage | undefined;
	let body: AnswerBody | undefined;
	let remote: string | null = null;
	let reading = false;
	let complete = false;
	let finished = false;
	let reported = {bytes: 0, at: 0};
	let connectTimer: NodeJS.Timeout | undefined;
	let timer: NodeJS.Timeout | undefined;

	function phase(): Phase | null {
		return starts.at(-1)?.phase ?? null;
	}

	function context(): FailureContext {
		return {host, phase: phase(), reused: outgoing?.reusedSocket === true};
	}

	function begin(next: Phase, at: number): void {
		// Forwards only: a server may answer before it has the whole request, and the end of sending comes too late then.
		const running = phase();
		if (!finished && (running === null || phases.indexOf(next) > phases.indexOf(running))) {
			starts.push({phase: next, at});
			report(at);
		}
	}

	function report(at: number): void {
		const running = phase();
		reported = {bytes: body?.wireBytes() ?? 0, at};
		if (running !== null) {
			options.onProgress?.({phase: running, receivedBytes: reported.bytes});
		}
	}

	function fail(kind: FailureKind, message: string): void {
		finish(failure(kind, message, context()), clock());
	}

	function finish(failed: Failure | null, at: number): void {
		if (finished) {
			return;
		}

		finished = true;
		clearTimeout(connectTimer);
		clearTimeout(timer);
		options.signal.removeEventListener('abort', abort);
		const {timings, total} = timingsOf(starts, at);
		resolve({
			request,
			sentAt: sentAt.toISOString(),
			answer: answer(),
			failure: failed,
			latency: failed === null ? total : null,
			elapsed: total,
			timings,
			connection: !mayHaveBeenApplied(phase()) ? null : outgoing?.reusedSocket === true ? 'reused' : 'cold',
			remote,
		});
		body?.stop();
		// A server may answer completely while the request is still being sent: the rest of it must not follow.
		if (failed !== null || outgoing?.writableFinished === false) {
			outgoing?.destroy();
		}
	}

	function answer(): Answer | null {
		if (response === undefined || body === undefined) {
			return null;
		}

		const {body: bytes, whole} = body.read();
		return {
			status: response.statusCode ?? 0,
			statusText: response.statusMessage ?? '',
			httpVersion: response.httpVersion,
			headers: pairsOf(response.rawHeaders),
			body: bytes,
			wireBytes: body.wireBytes(),
			decodedBytes: bytes.length,
			truncated: !complete || !whole,
		};
	}

	function abort(): void {
		fail('aborted', 'Cancelled by the operator.');
	}

	function onTimeout(): void {
		if (mayHaveBeenApplied(phase())) {
			fail('timeout', `${host} did not answer completely within ${options.timeout} ms.`);
		} else {
			onConnectTimeout(options.timeout);
		}
	}

	function onConnectTimeout(limit: number): void {
		fail('connect-timeout', `No connection to ${host} stood within ${limit} ms.`);
	}

	const events: RequestEvents = {
		phase: begin,
		connected(address) {
			clearTimeout(connectTimer);
			remote = address;
		},
		answered(incoming, at) {
			response = incoming;
			body = createAnswerBody({
				contentEncoding: incoming.headers['content-encoding'],
				maximumBytes: options.maximumBytes,
				onTooLarge: () =>
					fail('too-large', `The answer is larger than ${options.maximumBytes} bytes; the rest was refused.`),
			});
			begin('wait', at);
			begin('download', at);
		},
		upgraded: end,
		lost(error) {
			const at = clock();
			const failed = failureOf(error, context());
			takeUnread();
			if (body === undefined) {
				finish(failed, at);
			} else {
				// What arrived is decoded first: it is evidence.
				body.end(() => finish(failed, at));
			}
		},
	};

	function open(base: RequestOptions, respond: (response: IncomingMessage) => void): ClientRequest {
		sentAt = wallClock();
		const {connectTimeout, timeout} = options;
		connectTimer = setTimeout(() => onConnectTimeout(connectTimeout), Math.min(connectTimeout, longestTimer));
		timer = setTimeout(onTimeout, Math.min(timeout, longestTimer));
		outgoing = openRequest({request, base, agent: connections.agent(protocol), clock}, events, respond);
		if (finished) {
			// Cancelled by whoever was told of the first phase, when there was nothing to destroy yet.
			outgoing.destroy();
		}

		return outgoing;
	}

	/** Bytes that came together with what broke the connection, before anybody could listen for them. */
	function takeUnread(): void {
		if (response === undefined || reading) {
			return;
		}

		reading = true;
		for (let chunk = read(response); chunk !== null; chunk = read(response)) {
			body?.write(chunk);
		}
	}

	function readBody(incoming: IncomingMessage): void {
		reading = true;
		incoming.on('data', (chunk: Buffer) => {
			if (finished) {
				return;
			}

			body?.write(chunk);
			const at = clock();
			if (
				(body?.wireBytes() ?? 0) - reported.bytes >= progressBytes ||
				at - reported.at >= progressInterval
			) {
				report(at);
			}
		});
		incoming.once('end', end);
	}

	function end(): void {
		const at = clock();
		complete = true;
		body?.end(() => {
			const broken = body?.broken() ?? null;
			if (broken === null) {
				finish(null, at);
			} else {
				fail('bad-response', `The Content-Encoding of the answer could not be undone: ${broken}.`);
			}
		});
	}

	options.signal.addEventListener('abort', abort);
	if (options.signal.aborted) {
		abort();
		return;
	}

	dispatch(request, {request: open}, () => finished).then(
		incoming => {
			if (incoming !== null) {
				readBody(incoming);
			}
		},
		(error: unknown) => {
			// Once the request exists, its own events say more than what axios makes of them.
			if (outgoing === undefined) {
				events.lost(error);
			}
		},
	);
}

type Transport = {
	request(options: RequestOptions, respond: (response: IncomingMessage) => void): ClientRequest;
};

/** Hands the request to axios, which is loaded now unless it was needed before; `null` when it is too late to send. */
async function dispatch(
	request: PreparedRequest,
	transport: Transport,
	isTooLate: () => boolean,
): Promise<IncomingMessage | null> {
	const {default: axios} = await import('axios');
	if (isTooLate()) {
		return null;
	}

	const body = request.body === null || request.body === '' ? undefined : Buffer.from(request.body);
	const {data} = await axios.request<IncomingMessage>({
		adapter: 'http',
		transport,
		method: request.method,
		url: request.url,
		...(body === undefined ? {} : {data: body}),
		transformRequest: [(data: unknown) => data],
		transformResponse: [(data: unknown) => data],
		responseType: 'stream',
		decompress: false,
		proxy: false,
		maxRedirects: 0,
		validateStatus: () => true,
	});
	return data;
}

function read(incoming: IncomingMessage): Buffer | null {
	return incoming.read() as Buffer | null;
}

function pairsOf(raw: readonly string[]): Pair[] {
	const pairs: Pair[] = [];
	for (let index = 0; index + 1 < raw.length; index += 2) {
		pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
	}

	return pairs;
}
