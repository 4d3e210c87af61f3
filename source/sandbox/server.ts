import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {faultPlan, type Fault} from './fault.ts';
import {replyOf, sendReply, withHeader, type Reply} from './reply.ts';
import {largestBody} from './request-body.ts';
import type {Answer} from './answer.ts';

/** How many ports above a taken one are tried before any free one is taken. */
const portsToTry = 50;

/** How long an idle connection is kept, as nginx does by default. */
const idleTime = 65_000;

export type HeardRequest = {readonly message: IncomingMessage; readonly body: Buffer};

export type Handling = {
	readonly answer: Answer;
	/** Milliseconds before the answer leaves. */
	readonly delay: number;
	readonly fault: Fault | null;
	/** Further headers for this answer. */
	readonly headers: ReadonlyArray<readonly [string, string]>;
};

export type ServerOptions = {
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	/** `mode/scenario`, for the header. */
	readonly label: string;
	readonly now: () => Date;
	readonly handle: (request: HeardRequest) => Handling;
};

export type RunningServer = {
	readonly port: number;
	readonly portWasTaken: boolean;
	/** Ends every connection, hung ones too, and resolves once the port is free. */
	readonly close: () => Promise<void>;
};

const tooLarge: Answer = {
	status: 413,
	type: 'html',
	body: '<html><head><title>413 Request Entity Too Large</title></head><body></body></html>\n',
	basis: 'inferred; nginx refuses large bodies',
};

/** Reads the whole body, also of a GET; `undefined` when it is larger than allowed. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of message as AsyncIterable<Buffer>) {
		size += part.length;
		// The rest is read and dropped: closing at once would reset the connection before the answer is read.
		if (size <= largestBody) {
			parts.push(part);
		} else {
			parts.length = 0;
			if (size > 4 * largestBody) {
				break;
			}
		}
	}

	return size <= largestBody ? Buffer.concat(parts) : undefined;
}

function listen(server: Server, port: number, host: string): Promise<boolean> {
	return new Promise((resolve, reject) => {
		function failed(error: NodeJS.ErrnoException): void {
			server.off('listening', listening);
			// Windows reports ports that it keeps for itself as EACCES.
			if (port !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
				resolve(false);
			} else {
				reject(error);
			}
		}

		function listening(): void {
			server.off('error', failed);
			resolve(true);
		}

		server.once('error', failed);
		server.once('listening', listening);
		server.listen(port, host);
	});
}

async function listenNear(server: Server, port: number, host: string): Promise<void> {
	for (let next = port; port !== 0 && next <= Math.min(port + portsToTry, 65_535); next++) {
		if (await listen(server, next, host)) {
			return;
		}
	}

	await listen(server, 0, host);
}

/**
 * Starts the HTTP server.
 *
 * @throws {Error} of `net` when the host cannot be listened on at all
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const timers = new Set<NodeJS.Timeout>();
	const sockets = new Set<Socket>();

	function later(milliseconds: number, action: () => void): void {
		const timer = setTimeout(() => {
			timers.delete(timer);
			action();
		}, milliseconds);
		timers.add(timer);
	}

	function send(response: ServerResponse, {answer, fault, headers}: Handling): void {
		const plain: Reply = headers.reduce(
			(reply, [name, value]) => withHeader(reply, name, value),
			replyOf(answer, options.now(), options.label),
		);
		const {socket} = response;
		if (socket === null || socket.destroyed) {
			return;
		}

		if (fault === null) {
			sendReply(response, plain);
		} else {
			const reply = withHeader(plain, 'X-Sandbox-Fault', fault.name);
			faultPlan(fault.name).send({socket, response, reply, later});
		}
	}

	async function hear(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await readBody(message);
		const handling: Handling =
			body === undefined
				? {answer: tooLarge, delay: 0, fault: null, headers: [['Connection', 'close']]}
				: options.handle({message, body});
		if (handling.delay > 0) {
			later(handling.delay, () => send(response, handling));
		} else {
			send(response, handling);
		}
	}

	const server = createServer((message, response) => {
		response.on('error', () => response.destroy());
		// The client went away while its body was read: there is nobody to answer.
		hear(message, response).catch(() => response.destroy());
	});
	server.keepAliveTimeout = idleTime;
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
	});
	const badRequest =
		'HTTP/1.1 400 Bad Request\r\nServer: nginx/1.14.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
	server.on('clientError', (_error, socket) => {
		if (socket.writable) {
			socket.end(badRequest);
		} else {
			socket.destroy();
		}
	});
	server.on('connect', (_message, socket) => socket.end(badRequest));
	await listenNear(server, options.port, options.host);
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		port,
		portWasTaken: options.port !== 0 && port !== options.port,
		close: () =>
			new Promise(resolve => {
				for (const timer of timers) {
					clearTimeout(timer);
				}

				timers.clear();
				server.close(() => resolve());
				for (const socket of sockets) {
					socket.destroy();
				}
			}),
	};
}
