import http, {type ClientRequest, type IncomingMessage, type RequestOptions} from 'node:http';
import https from 'node:https';
import {isIP, type Socket} from 'node:net';
import type {PreparedRequest} from './exchange.ts';
import type {Phase} from './timings.ts';

/** What happens to a request, told as it happens; `at` in milliseconds on the clock that was given. */
export type RequestEvents = {
	phase(phase: Phase, at: number): void;
	/** The connection stands; `remote` is its other side, where known. */
	connected(remote: string | null): void;
	/** The head of the answer is here; its first byte came at `at`. */
	answered(response: IncomingMessage, at: number): void;
	/** The answer switched protocols (101): it is complete, and nothing that follows is HTTP. */
	upgraded(): void;
	/** The connection broke before the answer was complete. May be told more than once. */
	lost(error: unknown): void;
};

export type RequestToOpen = {
	readonly request: PreparedRequest;
	/** What axios asks Node for; method, host and port are taken from it. */
	readonly base: RequestOptions;
	readonly agent: http.Agent;
	readonly clock: () => number;
};

/**
 * Opens a request on Node's own client and takes the instants of its phases in the callbacks of its socket, where
 * rendering and promises do not blur them.
 *
 * The headers go out as a list, in the order and spelling of the prepared request: Node and axios would merge, rename
 * and add to an object of headers.
 *
 * @param respond called with the answer, as `http.request` does
 */
export function openRequest(
	{request, base, agent, clock}: RequestToOpen,
	events: RequestEvents,
	respond: (response: IncomingMessage) => void,
): ClientRequest {
	const url = new URL(request.url);
	const secure = url.protocol === 'https:';
	let firstByteAt: number | undefined;
	let answer: IncomingMessage | undefined;
	let stands = false;

	function take(incoming: IncomingMessage): void {
		answer = incoming;
		incoming.on('error', error => events.lost(error));
		events.answered(incoming, firstByteAt ?? clock());
	}

	const start = clock();
	const outgoing = (secure ? https : http).request(
		{...base, agent, path: url.pathname + url.search, headers: request.headers.flat()},
		incoming => {
			take(incoming);
			respond(incoming);
		},
	);
	// All of them: a limit would drop headers without a word. Their size stays limited by Node.
	outgoing.maxHeadersCount = 0;
	const named = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
	events.phase(outgoing.reusedSocket ? 'send' : named ? 'dns' : 'tcp', start);

	function connected(socket: Socket): void {
		stands = true;
		events.connected(addressOf(socket));
		if (!outgoing.reusedSocket) {
			events.phase('send', clock());
		}
	}

	outgoing.once('socket', socket => {
		if (outgoing.reusedSocket) {
			connected(socket);
		} else {
			socket.once('lookup', (error: unknown) => {
				if (!(error instanceof Error)) {
					events.phase('tcp', clock());
				}
			});
			socket.once('connect', () => (secure ? events.phase('tls', clock()) : connected(socket)));
			socket.once('secureConnect', () => connected(socket));
		}

		const onData = (): void => {
			firstByteAt ??= clock();
		};
		// Prepended, without the side effect of `on`: it must neither start the stream nor steal from it.
		socket.prependListener('data', onData);
		outgoing.once('close', () => socket.removeListener('data', onData));
	});
	outgoing.once('finish', () => {
		// Told also for bytes that a broken handshake threw away.
		if (stands) {
			events.phase('wait', clock());
		}
	});
	outgoing.on('information', () => {
		// The bytes so far were an interim answer; the server still works on the real one.
		firstByteAt = undefined;
	});
	outgoing.once('upgrade', (incoming: IncomingMessage, socket: Socket) => {
		take(incoming);
		events.upgraded();
		socket.destroy();
	});
	outgoing.on('error', error => {
		// Bytes after a complete answer are no part of it.
		if (answer?.complete !== true) {
			events.lost(error);
		}
	});
	outgoing.once('close', () => {
		if (answer === undefined) {
			events.lost(Object.assign(new Error('the connection was closed'), {code: 'ECONNRESET'}));
		}
	});
	return outgoing;
}

function addressOf({remoteAddress, remotePort}: Socket): string | null {
	if (remoteAddress === undefined || remotePort === undefined) {
		return null;
	}

	return remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
