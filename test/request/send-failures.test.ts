import {once} from 'node:events';
import {Socket} from 'node:net';
import zlib from 'node:zlib';
import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Exchange, Failure, PreparedRequest, SendOptions} from '../../source/request/exchange.ts';
import {createSender, type SenderOptions} from '../../source/request/send.ts';
import {
	limits,
	requestTo,
	startHttpServer,
	startRawServer,
	startReplyServer,
	type Server,
} from './hostile-server.ts';

const opened: Array<{close(): unknown}> = [];

afterEach(async () => {
	for (const one of opened.splice(0).reverse()) {
		await one.close();
	}
});

function open<Closable extends {close(): unknown}>(one: Closable): Closable {
	opened.push(one);
	return one;
}

type How = {
	readonly sender?: SenderOptions;
	readonly request?: Partial<PreparedRequest>;
	readonly options?: Partial<SendOptions>;
};

function send(url: string, {sender = {}, request = {}, options = {}}: How = {}): Promise<Exchange> {
	return open(createSender(sender)).send(requestTo(url, request), limits(options));
}

/** A server that sends these pieces one after the other, then closes (or resets) the connection. */
async function reply(...pieces: ReadonlyArray<string | Buffer>): Promise<Server> {
	return open(await startReplyServer(...pieces));
}

/** Quick rather than small: the best quality takes seconds. */
function brotli(bytes: Buffer): Buffer {
	return zlib.brotliCompressSync(bytes, {params: {[zlib.constants.BROTLI_PARAM_QUALITY]: 3}});
}

/** What holds for every exchange that failed. */
function expectFailure(exchange: Exchange, failure: Partial<Failure>): void {
	expect(exchange.failure).toMatchObject(failure);
	expect(exchange.failure?.message).toMatch(/^[^\n]+\.$/);
	expect(exchange.latency).toBeNull();
	const sum = Object.values(exchange.timings).reduce<number>((whole, duration) => whole + (duration ?? 0), 0);
	expect(Math.round(sum * 1000)).toBe(Math.round(exchange.elapsed * 1000));
}

/** A socket whose connection never stands. */
function neverConnecting(): Socket {
	return Object.assign(new Socket(), {connecting: true});
}

const neverResolving: SenderOptions = {lookup: () => undefined};

function lookupFailing(code: string): SenderOptions {
	return {
		lookup(host, _, callback) {
			setImmediate(() => callback(Object.assign(new Error(`getaddrinfo ${code} ${host}`), {code}), ''));
		},
	};
}

describe('before a connection stands, nothing can have been applied', () => {
	test.each(['ENOTFOUND', 'EAI_AGAIN'])('dns: %s', async code => {
		const exchange = await send('http://no-such-host.invalid/', {sender: lookupFailing(code)});
		expectFailure(exchange, {kind: 'dns', code, mayHaveBeenApplied: false});
		expect(exchange).toMatchObject({answer: null, connection: null, remote: null});
		expect(exchange.timings).toMatchObject({dns: exchange.elapsed, tcp: null, send: null});
	});

	test('refused, by address and by name', async () => {
		const server = await startReplyServer('');
		await server.close();
		for (const host of ['127.0.0.1', 'localhost']) {
			const exchange = await send(`http://${host}:${server.port}/`, {request: {method: 'POST', body: '{}'}});
			expectFailure(exchange, {kind: 'refused', code: 'ECONNREFUSED', mayHaveBeenApplied: false});
			expect(exchange.connection).toBeNull();
		}
	});

	test.each(['EHOSTUNREACH', 'ENETUNREACH'])('unreachable: %s', async code => {
		const connect = () => {
			const socket = neverConnecting();
			setImmediate(() => socket.destroy(Object.assign(new Error(`connect ${code}`), {code})));
			return socket;
		};
		const exchange = await send('http://127.0.0.1:1/', {sender: {connect}});
		expectFailure(exchange, {kind: 'unreachable', code, mayHaveBeenApplied: false});
	});

	test.each([
		['dns', 'http://slow.invalid/', neverResolving],
		['tcp', 'http://127.0.0.1:1/', {connect: neverConnecting}],
	] as const)('connect-timeout in %s, by either limit', async (phase, url, sender) => {
		for (const options of [{connectTimeout: 30}, {timeout: 30}]) {
			const exchange = await send(url, {sender, options});
			expectFailure(exchange, {kind: 'connect-timeout', mayHaveBeenApplied: false});
			expect(exchange.failure?.message).toContain('within 30 ms');
			expect(exchange.timings[phase]).toBeGreaterThanOrEqual(29);
		}
	});

	test('connect-timeout in a TLS handshake that the server never answers', async () => {
		const server = open(await startRawServer(() => undefined));
		const exchange = await send(`https://127.0.0.1:${server.port}/`, {options: {connectTimeout: 50}});
		expectFailure(exchange, {kind: 'connect-timeout', mayHaveBeenApplied: false});
		expect(exchange.timings.tls).toBeGreaterThan(0);
		expect(exchange.timings.send).toBeNull();
	});

	test('what Node itself refuses to send', async () => {
		const exchange = await send('http://127.0.0.1:1/', {request: {headers: [['X', 'a\nb']]}});
		expectFailure(exchange, {kind: 'other', code: 'ERR_INVALID_CHAR', mayHaveBeenApplied: false});
	});
});

describe('after it stands, the request may have been applied', () => {
	test.each(['destroy', 'resetAndDestroy'] as const)(
		'reset: the server ends the connection (%s)',
		async how => {
			const server = open(await startRawServer(socket => socket[how]()));
			const exchange = await send(server.url, {request: {method: 'POST', body: '{}'}});
			expectFailure(exchange, {kind: 'reset', code: 'ECONNRESET', mayHaveBeenApplied: true});
			expect(exchange).toMatchObject({answer: null, connection: 'cold', remote: server.host});
		},
	);

	test.each([
		['Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"half":'],
		['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{"half":\r\n'],
	])('reset: less than the %s promised; what came is kept', async (_, answer) => {
		const exchange = await send((await reply(answer)).url);
		expectFailure(exchange, {kind: 'reset', mayHaveBeenApplied: true});
		expect(exchange.answer).toMatchObject({status: 200, truncated: true, wireBytes: 8, decodedBytes: 8});
		expect(exchange.answer?.body.toString()).toBe('{"half":');
	});

	test('reset in the middle of compressed data: what can be decoded is kept', async () => {
		const text = Array.from({length: 20_000}, (_, index) => String(index * 7919)).join();
		const bytes = zlib.gzipSync(text);
		const half = bytes.subarray(0, bytes.length / 2);
		const server = await reply(
			`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\n\r\n`,
			half,
		);
		const exchange = await send(server.url);
		expectFailure(exchange, {kind: 'reset'});
		expect(exchange.answer).toMatchObject({wireBytes: half.length, truncated: true});
		const body = exchange.answer?.body.toString() ?? '';
		expect(body.length).toBeGreaterThan(text.length / 4);
		expect(text.startsWith(body)).toBe(true);
	});

	test.each([
		['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
		['a broken status line', 'HTTP/1.1 abc OK\r\n\r\n'],
		['a line break in a header', 'HTTP/1.1 200 OK\r\nX-A: a\rb\r\n\r\n'],
		['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
		['too large a head', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`],
		['HTTP/2', '\0\0\x12\x04\0\0\0\0\0'],
	])('bad-response: %s', async (_, answer) => {
		const exchange = await send((await reply(answer)).url);
		expectFailure(exchange, {kind: 'bad-response', mayHaveBeenApplied: true});
		expect(exchange.failure?.code).toMatch(/^HPE_/);
		expect(exchange.answer).toBeNull();
	});

	test('bad-response: a broken chunk; what came before is kept', async () => {
		const exchange = await send(
			(await reply('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n')).url,
		);
		expectFailure(exchange, {kind: 'bad-response', code: 'HPE_INVALID_CHUNK_SIZE'});
		expect(exchange.answer).toMatchObject({status: 200, truncated: true});
		expect(exchange.answer?.body.toString()).toBe('abc');
	});

	test.each([
		['gzip', zlib.gzipSync],
		['deflate', zlib.deflateSync],
		['br', brotli],
	] as const)('bad-response: %s that ends in the middle', async (encoding, compress) => {
		const text = Array.from({length: 50_000}, (_, index) => String(index * 7919)).join();
		const bytes = compress(Buffer.from(text));
		const half = bytes.subarray(0, bytes.length / 2);
		const server = await reply(
			`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${half.length}\r\n\r\n`,
			half,
		);
		const exchange = await send(server.url);
		expectFailure(exchange, {kind: 'bad-response'});
		expect(exchange.answer).toMatchObject({wireBytes: half.length, truncated: true});
		const body = exchange.answer?.body.toString() ?? '';
		expect(body.length).toBeGreaterThan(1000);
		expect(text.startsWith(body)).toBe(true);
	});

	test.each(['gzip', 'deflate', 'br'])(
		'bad-response: JSON that is only said to be %s stays as it came',
		async encoding => {
			const json = '{"status":"error","code":"WRONG_AUTHORIZATION"}';
			const server = await reply(
				`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${json.length}\r\n\r\n`,
				json,
			);
			const exchange = await send(server.url);
			expectFailure(exchange, {kind: 'bad-response'});
			expect(exchange.answer?.body.toString()).toBe(json);
			expect(exchange.answer).toMatchObject({truncated: false, wireBytes: json.length});
		},
	);

	test('bad-response: gzip that ends before anything can be decoded is not whole', async () => {
		const bytes = zlib.gzipSync('{}').subarray(0, 10);
		const server = await reply(
			'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n',
			bytes,
		);
		const exchange = await send(server.url);
		expectFailure(exchange, {kind: 'bad-response'});
		expect(exchange.answer).toMatchObject({body: bytes, wireBytes: 10, truncated: true});
	});

	test('timeout: a server that never answers', async () => {
		const server = open(await startRawServer(() => undefined));
		const exchange = await send(server.url, {options: {timeout: 60}});
		expectFailure(exchange, {kind: 'timeout', mayHaveBeenApplied: true});
		expect(exchange.elapsed).toBeGreaterThanOrEqual(59);
		expect(exchange.timings.wait).toBeGreaterThan(0);
	});

	test('timeout: it is absolute, however steadily a body drips', async () => {
		let timer: NodeJS.Timeout | undefined;
		const server = open(
			await startRawServer(socket => {
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n');
				timer = setInterval(() => socket.write('.'), 5);
				socket.on('close', () => clearInterval(timer));
			}),
		);
		const exchange = await send(server.url, {options: {timeout: 150, connectTimeout: 100}});
		expectFailure(exchange, {kind: 'timeout', mayHaveBeenApplied: true});
		expect(exchange.answer).toMatchObject({status: 200, truncated: true});
		expect(exchange.answer?.body.toString()).toMatch(/^\.+$/);
	});

	test('limits beyond what a timer can hold are no limit, not an instant one', async () => {
		const server = await reply('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
		const exchange = await send(server.url, {options: {timeout: Infinity, connectTimeout: 2 ** 40}});
		expect(exchange.failure).toBeNull();
	});
});

describe('the size limit', () => {
	test('a body of exactly that size is whole, one byte more is too large and cut there', async () => {
		const server = open(await startHttpServer((_, response) => response.end('x'.repeat(5000))));
		expect((await send(server.url, {options: {maximumBytes: 5000}})).failure).toBeNull();
		const exchange = await send(server.url, {options: {maximumBytes: 4999}});
		expectFailure(exchange, {kind: 'too-large', mayHaveBeenApplied: true});
		expect(exchange.answer).toMatchObject({status: 200, decodedBytes: 4999, truncated: true});
	});

	test.each([
		['gzip', zlib.gzipSync],
		['br', brotli],
	] as const)('a %s bomb stops there', async (encoding, compress) => {
		const bomb = compress(Buffer.alloc(5_000_000));
		const server = open(
			await startHttpServer((_, response) => {
				response.writeHead(200, {'Content-Encoding': encoding});
				response.end(bomb);
			}),
		);
		const exchange = await send(server.url, {options: {maximumBytes: 100_000}});
		expectFailure(exchange, {kind: 'too-large'});
		expect(exchange.answer).toMatchObject({decodedBytes: 100_000, truncated: true});
		expect(exchange.answer?.wireBytes).toBeLessThanOrEqual(bomb.length);
	});

	test('compressed bytes that never decode to anything are bounded too', async () => {
		const nothing = zlib.gzipSync('');
		const server = open(
			await startHttpServer((_, response) => {
				response.writeHead(200, {'Content-Encoding': 'gzip'});
				response.end(Buffer.concat(Array.from({length: 20_000}, () => nothing)));
			}),
		);
		expectFailure(await send(server.url, {options: {maximumBytes: 1000}}), {kind: 'too-large'});
	});
});

describe('cancelling', () => {
	test('before anything happened sends nothing', async () => {
		const received: string[] = [];
		const server = open(
			await startHttpServer(({url}, response) => {
				received.push(url);
				response.end();
			}),
		);
		const sender = open(createSender());
		const before = await sender.send(requestTo(`${server.url}/1`), limits({signal: AbortSignal.abort()}));
		expectFailure(before, {kind: 'aborted', mayHaveBeenApplied: false});
		const controller = new AbortController();
		const sending = sender.send(requestTo(`${server.url}/2`), limits({signal: controller.signal}));
		controller.abort();
		expectFailure(await sending, {kind: 'aborted', mayHaveBeenApplied: false});
		const atOnce = new AbortController();
		const first = await sender.send(
			requestTo(`${server.url}/2b`),
			limits({signal: atOnce.signal, onProgress: () => atOnce.abort()}),
		);
		expectFailure(first, {kind: 'aborted', mayHaveBeenApplied: false});
		for (const path of ['3', '4']) {
			await sender.send(requestTo(`${server.url}/${path}`), limits());
		}

		expect(received).toEqual(['/3', '/4']);
	});

	test('ends the connection, so that the server notices', async () => {
		const closed: Array<Promise<unknown>> = [];
		const server = open(
			await startRawServer(
				() => undefined,
				socket => closed.push(once(socket, 'close')),
			),
		);
		const controller = new AbortController();
		await send(server.url, {
			options: {
				signal: controller.signal,
				onProgress: ({phase}) => phase === 'wait' && setTimeout(() => controller.abort(), 20),
			},
		});
		await vi.waitFor(() => expect(closed).toHaveLength(1));
		await closed[0];
	});

	const half = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf';

	test.each([
		['dns', {sender: neverResolving}, 'http://slow.invalid/'],
		['tcp', {sender: {connect: neverConnecting}}, 'http://127.0.0.1:1/'],
		['tls', {}, 'https'],
		['send', {request: {method: 'POST', body: 'x'.repeat(30_000_000)}}, 'http'],
		['wait', {}, 'http'],
		['download', {}, 'http'],
	] as const)(
		'in %s ends it at once and says whether it may have been applied',
		async (phase, how: How, where) => {
			const server = open(
				await startRawServer(
					socket => phase === 'download' && socket.write(half),
					socket => phase === 'send' && socket.pause(),
				),
			);
			const controller = new AbortController();
			let ended = false;
			const endedAtOnce: boolean[] = [];
			const sending = send(where.includes(':') ? where : `${where}://${server.host}/`, {
				...how,
				options: {
					signal: controller.signal,
					onProgress(progress) {
						if (progress.phase === phase) {
							// Later, so that the phase is really under way.
							setTimeout(() => {
								controller.abort();
								setImmediate(() => endedAtOnce.push(ended));
							}, 20);
						}
					},
				},
			});
			void sending.then(() => (ended = true));
			const exchange = await sending;
			await vi.waitFor(() => expect(endedAtOnce[0]).toBe(true));
			const applied = phase === 'send' || phase === 'wait' || phase === 'download';
			expectFailure(exchange, {kind: 'aborted', mayHaveBeenApplied: applied});
			expect(exchange.timings[phase]).toBeGreaterThan(0);
			expect(exchange.answer?.body.toString()).toBe(phase === 'download' ? 'half' : undefined);
		},
	);

	test('one request leaves the others alone, and a late cancel changes nothing', async () => {
		let release = (): void => undefined;
		const released = new Promise<void>(resolve => (release = resolve));
		const server = open(await startHttpServer((_, response) => void released.then(() => response.end('{}'))));
		const sender = open(createSender());
		const controller = new AbortController();
		const first = sender.send(requestTo(server.url), limits({signal: controller.signal}));
		const second = sender.send(
			requestTo(server.url),
			limits({onProgress: ({phase}) => phase === 'wait' && controller.abort()}),
		);
		expectFailure(await first, {kind: 'aborted'});
		release();
		expect((await second).failure).toBeNull();
		controller.abort();
		expect((await sender.send(requestTo(server.url), limits())).failure).toBeNull();
	});
});

test('closing the sender ends what is in flight as a failure, not as an exception', async () => {
	const server = open(await startRawServer(() => undefined));
	const sender = createSender();
	const exchange = await sender.send(
		requestTo(server.url),
		limits({onProgress: ({phase}) => phase === 'wait' && setTimeout(() => sender.close(), 10)}),
	);
	expectFailure(exchange, {kind: 'reset', mayHaveBeenApplied: true});
});
