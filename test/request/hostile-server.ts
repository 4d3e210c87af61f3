import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import http, {type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import https from 'node:https';
import net, {type AddressInfo, type Socket} from 'node:net';
import type {PreparedRequest, SendOptions} from '../../source/request/exchange.ts';

/** A server on a free port of the loopback interface, until `close`. */
export type Server = {
	readonly port: number;
	readonly host: string;
	readonly url: string;
	close(): Promise<void>;
};

export function fixture(name: string): string {
	return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** Speaks bytes, not HTTP: `onRequest` gets a connection as soon as the first bytes of a request came. */
export async function startRawServer(
	onRequest: (socket: Socket, bytes: Buffer, connection: number) => void,
	onConnection?: (socket: Socket) => void,
): Promise<Server> {
	let connections = 0;
	return started(
		net.createServer(socket => {
			const connection = ++connections;
			socket.on('error', () => undefined);
			socket.on('data', bytes => onRequest(socket, bytes, connection));
			onConnection?.(socket);
		}),
		'http',
	);
}

/** Answers every request with these bytes and closes the connection. */
export function startReplyServer(...replies: ReadonlyArray<string | Buffer>): Promise<Server> {
	return startRawServer(socket => {
		for (const reply of replies) {
			socket.write(reply);
		}

		socket.end();
	});
}

export type Received = {
	readonly method: string;
	readonly url: string;
	/** Names and values by turns, as they came. */
	readonly rawHeaders: readonly string[];
	readonly body: Buffer;
};

/** Reads whole requests (a body of a GET too) and hands them to `answer`. */
export async function startHttpServer(
	answer: (received: Received, response: ServerResponse, message: IncomingMessage) => void,
): Promise<Server> {
	return started(http.createServer(listener(answer)), 'http');
}

/** @param certificate file among the fixtures; its key is the one that is there */
export async function startHttpsServer(
	certificate: string,
	answer: (received: Received, response: ServerResponse) => void,
	onClosed?: () => void,
): Promise<Server> {
	const server = https.createServer(
		{cert: fixture(certificate), key: fixture('localhost-key.pem')},
		listener(answer),
	);
	server.on('connection', (socket: Socket) => socket.on('close', () => onClosed?.()));
	return started(server, 'https');
}

function listener(
	answer: (received: Received, response: ServerResponse, message: IncomingMessage) => void,
): RequestListener {
	return (message, response) => {
		const chunks: Buffer[] = [];
		message.on('data', (chunk: Buffer) => chunks.push(chunk));
		message.on('end', () => {
			const {method = '', url = '', rawHeaders} = message;
			answer({method, url, rawHeaders, body: Buffer.concat(chunks)}, response, message);
		});
	};
}

async function started(server: net.Server, scheme: string): Promise<Server> {
	const sockets = new Set<Socket>();
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		port,
		host: `127.0.0.1:${port}`,
		url: `${scheme}://127.0.0.1:${port}`,
		async close() {
			for (const socket of sockets) {
				socket.destroy();
			}

			server.close();
			await once(server, 'close');
		},
	};
}

/** A prepared request to `url` with the headers that every request needs. */
export function requestTo(url: string, changes: Partial<PreparedRequest> = {}): PreparedRequest {
	const body = changes.body ?? null;
	return {
		endpointId: '1.1',
		variant: 'documented',
		method: 'GET',
		url,
		headers: [
			['Host', new URL(url).host],
			['Accept', 'application/json'],
			...(body === null ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
			['Connection', 'keep-alive'],
		],
		body,
		writes: false,
		token: null,
		...changes,
	};
}

/** Limits that no test should reach unless it sets them itself. */
export function limits(changes: Partial<SendOptions> = {}): SendOptions {
	return {
		connectTimeout: 20_000,
		timeout: 20_000,
		maximumBytes: 10_000_000,
		signal: new AbortController().signal,
		...changes,
	};
}
