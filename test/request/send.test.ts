import {once} from 'node:events';
import type {Socket} from 'node:net';
import zlib from 'node:zlib';
import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Exchange, PreparedRequest, Progress, SendOptions} from '../../source/request/exchange.ts';
import {createSender, type Sender} from '../../source/request/send.ts';
import {
	limits,
	requestTo,
	startHttpServer,
	startHttpsServer,
	startRawServer,
	startReplyServer,
	fixture,
	type Received,
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

async function exchangeWith(
	server: Server,
	changes: Partial<PreparedRequest> = {},
	options: Partial<SendOptions> = {},
): Promise<Exchange> {
	return open(createSender()).send(requestTo(`${server.url}/`, changes), limits(options));
}

async function echo(): Promise<{server: Server; received: Received[]}> {
	const received: Received[] = [];
	const server = open(
		await startHttpServer((one, response) => {
			received.push(one);
			response.end('{"ok":true}');
		}),
	);
	return {server, received};
}

function sumOf({timings}: Exchange): number {
	return Object.values(timings).reduce<number>((sum, duration) => sum + (duration ?? 0), 0);
}

describe('what goes out', () => {
	test('is byte for byte the prepared request, with a body on GET too', async () => {
		let bytes = '';
		const server = open(
			await startRawServer((socket, chunk) => {
				bytes += chunk.toString();
				if (bytes.endsWith('}')) {
					socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
				}
			}),
		);
		const body = '{"z":12345678901234567890,"a":1.0,"z":"Д\\u0041"}';
		const request = requestTo(`${server.url}/api/rest/v1/orders?b=2&a=1&b=%27`, {
			headers: [
				['Host', server.host],
				['x-LOWER', '1'],
				['Accept', '*/*'],
				['X-Lower', '2'],
				['Content-Type', 'application/json'],
				['Content-Length', String(Buffer.byteLength(body))],
				['Connection', 'keep-alive'],
			],
			body,
		});
		const exchange = await open(createSender()).send(request, limits());
		expect(exchange.failure).toBeNull();
		expect(exchange.request).toBe(request);
		expect(bytes).toBe(
			[
				'GET /api/rest/v1/orders?b=2&a=1&b=%27 HTTP/1.1',
				...request.headers.map(([name, value]) => `${name}: ${value}`),
				'',
				body,
			].join('\r\n'),
		);
	});

	test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
		'%s goes with and without a body, and nothing is added',
		async method => {
			const {server, received} = await echo();
			const body = '{"a":1}';
			expect((await exchangeWith(server, {method, body})).failure).toBeNull();
			const empty = requestTo(server.url, {method, body: ''});
			expect((await exchangeWith(server, empty)).failure).toBeNull();
			expect(received.map(one => [one.method, one.body.toString()])).toEqual([
				[method, body],
				[method, ''],
			]);
			expect(received[1]?.rawHeaders).toEqual(empty.headers.flat());
		},
	);

	test('HTTP_PROXY and CI in the environment change nothing', async () => {
		const {server} = await echo();
		for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'HTTPS_PROXY']) {
			vi.stubEnv(name, 'http://127.0.0.1:9');
		}

		vi.stubEnv('NO_PROXY', '');
		vi.stubEnv('CI', '');
		try {
			const {failure, answer} = await exchangeWith(server);
			expect(failure).toBeNull();
			expect(answer?.status).toBe(200);
		} finally {
			vi.unstubAllEnvs();
		}
	});
});

describe('what comes back', () => {
	test('has its exact header pairs, status line and body', async () => {
		const head = [
			'HTTP/1.1 418 I am a teapot',
			'set-cookie: a=1',
			'X-B: 2',
			'Set-Cookie: b=2',
			'x-b: 3',
			'Content-Length: 5',
		];
		const server = open(await startReplyServer(`${head.join('\r\n')}\r\n\r\n{"a"}`));
		const exchange = await exchangeWith(server);
		expect(exchange.answer).toEqual({
			status: 418,
			statusText: 'I am a teapot',
			httpVersion: '1.1',
			headers: [
				['set-cookie', 'a=1'],
				['X-B', '2'],
				['Set-Cookie', 'b=2'],
				['x-b', '3'],
				['Content-Length', '5'],
			],
			body: Buffer.from('{"a"}'),
			wireBytes: 5,
			decodedBytes: 5,
			truncated: false,
		});
		expect(exchange).toMatchObject({failure: null, connection: 'cold', remote: server.host});
		expect(exchange.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
	});

	test('of five hundred headers none is dropped', async () => {
		const lines = Array.from({length: 2500}, (_, index) => `a:${index % 10}`);
		const server = open(await startReplyServer(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n`));
		expect((await exchangeWith(server)).answer?.headers).toHaveLength(2500);
	});

	test.each([
		[
			'a redirect is an answer, and is not followed',
			'HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n',
			302,
			'',
		],
		['307 too', 'HTTP/1.1 307 T\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n', 307, ''],
		['500', 'HTTP/1.1 500 Oh\r\nContent-Length: 3\r\n\r\nno\n', 500, 'no\n'],
		['204 with a body that must not be there', 'HTTP/1.1 204 No Content\r\n\r\nsurprise', 204, ''],
		['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', 304, ''],
		['no reason phrase', 'HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx', 200, 'x'],
		['HTTP/1.0 until the connection ends', 'HTTP/1.0 200 OK\r\n\r\nall of it', 200, 'all of it'],
		[
			'a chunked body with trailers',
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-T: 1\r\n\r\n',
			200,
			'abcde',
		],
		[
			'interim answers before the real one',
			'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
			200,
			'ok',
		],
		[
			'a switch of protocols nobody asked for',
			'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nbytes',
			101,
			'',
		],
		['more bytes than Content-Length says', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokEXTRA', 200, 'ok'],
		[
			'an unknown encoding as raw bytes',
			'HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\n\r\n\x28raw',
			200,
			'(raw',
		],
		[
			'an encoding without a body',
			'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n',
			200,
			'',
		],
	])('%s', async (_, reply, status, body) => {
		const server = open(await startReplyServer(reply));
		const {answer, failure} = await exchangeWith(server);
		expect(failure).toBeNull();
		expect([answer?.status, answer?.body.toString(), answer?.truncated]).toEqual([status, body, false]);
	});

	const text = 'Билет №1, '.repeat(20_000);
	const plain = Buffer.from(text);

	test.each([
		['gzip', zlib.gzipSync(plain)],
		['x-gzip', zlib.gzipSync(plain)],
		['GZIP', Buffer.concat([zlib.gzipSync(plain.subarray(0, 999)), zlib.gzipSync(plain.subarray(999))])],
		['deflate', zlib.deflateSync(plain)],
		['deflate', zlib.deflateRawSync(plain)],
		['br', zlib.brotliCompressSync(plain, {params: {[zlib.constants.BROTLI_PARAM_QUALITY]: 4}})],
		['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(plain))],
		['identity', plain],
	])('%s is decoded, and its bytes on the wire are counted', async (encoding, bytes) => {
		const server = open(
			await startHttpServer((_, response) => {
				response.writeHead(200, {'Content-Encoding': encoding});
				for (let at = 0; at < bytes.length; at += 999) {
					response.write(bytes.subarray(at, at + 999));
				}

				response.end();
			}),
		);
		const {answer, failure} = await exchangeWith(server);
		expect(failure).toBeNull();
		expect(answer?.body.toString()).toBe(text);
		expect(answer).toMatchObject({
			wireBytes: bytes.length,
			decodedBytes: plain.length,
			truncated: false,
			headers: expect.arrayContaining([['Content-Encoding', encoding]]),
		});
	});

	test('bytes that follow the end of deflated data are ignored', async () => {
		const bytes = zlib.deflateSync('x');
		const server = open(
			await startHttpServer((_, response) => {
				response.writeHead(200, {'Content-Encoding': 'deflate'});
				response.write(Buffer.concat([bytes, Buffer.from('garbage')]));
				setImmediate(() => response.end('more'));
			}),
		);
		const {answer, failure} = await exchangeWith(server);
		expect([failure, answer?.body.toString(), answer?.wireBytes]).toEqual([null, 'x', bytes.length + 11]);
	});
});

describe('timings', () => {
	test('a cold connection by name has dns and tcp, the next request reuses it and has neither', async () => {
		const {server} = await echo();
		const sender = open(createSender());
		const request = requestTo(`http://localhost:${server.port}/`);
		const cold = await sender.send(request, limits());
		expect(cold).toMatchObject({connection: 'cold', timings: {tls: null}});
		expect(cold.timings.dns).toBeGreaterThanOrEqual(0);
		expect(cold.timings.tcp).toBeGreaterThanOrEqual(0);
		const reused = await sender.send(request, limits());
		expect(reused).toMatchObject({
			connection: 'reused',
			timings: {dns: null, tcp: null, tls: null},
			remote: cold.remote,
		});
		for (const exchange of [cold, reused]) {
			expect(exchange.timings.send).not.toBeNull();
			expect(exchange.timings.wait).not.toBeNull();
			expect(exchange.timings.download).not.toBeNull();
			expect(sumOf(exchange)).toBeCloseTo(exchange.latency ?? -1, 6);
			expect(exchange.elapsed).toBe(exchange.latency);
		}
	});

	test('an address needs no dns', async () => {
		const {server} = await echo();
		expect((await exchangeWith(server)).timings.dns).toBeNull();
	});

	test('a slow server shows as wait, a slow body as download, and interim answers do not end the wait', async () => {
		const delay = 60;
		const server = open(
			await startRawServer(socket => {
				socket.write('HTTP/1.1 103 Early Hints\r\n\r\n');
				setTimeout(() => {
					socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no');
					setTimeout(() => socket.end('k'), delay);
				}, delay);
			}),
		);
		const exchange = await exchangeWith(server);
		// Half of it: client and server share one event loop, and each may notice the other late.
		expect(exchange.timings.wait).toBeGreaterThanOrEqual(delay / 2);
		expect(exchange.timings.download).toBeGreaterThanOrEqual(delay / 2);
		expect(exchange.latency).toBeGreaterThanOrEqual(2 * delay - 2);
	});

	test('the time to load the client is not in the first latency', async () => {
		const ticks: number[] = [];
		const {server} = await echo();
		const sender = open(
			createSender({
				clock: () => {
					ticks.push(performance.now());
					return ticks.at(-1) ?? 0;
				},
			}),
		);
		const {latency} = await sender.send(requestTo(server.url), limits());
		expect(latency).toBeLessThanOrEqual((ticks.at(-1) ?? 0) - (ticks[0] ?? 0) + 0.001);
	});

	test('progress goes through the phases in order and counts bytes', async () => {
		const size = 1_000_000;
		const server = open(await startHttpServer((_, response) => response.end(Buffer.alloc(size))));
		const told: Progress[] = [];
		await exchangeWith(server, {}, {onProgress: progress => told.push(progress)});
		expect([...new Set(told.map(({phase}) => phase))]).toEqual(['tcp', 'send', 'wait', 'download']);
		const bytes = told.map(({receivedBytes}) => receivedBytes);
		expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
		expect(bytes.at(-1)).toBeGreaterThan(size / 2);
		expect(told.length).toBeLessThan(40);
	});
});

describe('TLS', () => {
	async function secure(certificate = 'localhost-cert.pem') {
		const received: Received[] = [];
		let onClosed = (): void => undefined;
		const closed = new Promise<void>(resolve => (onClosed = resolve));
		const server = open(
			await startHttpsServer(
				certificate,
				(one, response) => {
					received.push(one);
					response.end('{}');
				},
				onClosed,
			),
		);
		return {server, received, closed};
	}

	test('a trusted certificate: the phase is timed once, and reuse has none', async () => {
		const {server} = await secure();
		const sender = open(createSender({ca: fixture('localhost-cert.pem')}));
		const request = requestTo(`https://localhost:${server.port}/`);
		const cold = await sender.send(request, limits());
		expect(cold.failure).toBeNull();
		expect(cold.timings.tls).toBeGreaterThan(0);
		expect(sumOf(cold)).toBeCloseTo(cold.latency ?? -1, 6);
		expect((await sender.send(request, limits())).timings.tls).toBeNull();
	});

	test.each([
		{what: 'unknown', certificate: 'localhost-cert.pem', trusted: {}, code: 'DEPTH_ZERO_SELF_SIGNED_CERT'},
		{
			what: 'expired',
			certificate: 'expired-cert.pem',
			trusted: {ca: fixture('expired-cert.pem')},
			code: 'CERT_HAS_EXPIRED',
		},
		{
			what: 'of another host',
			certificate: 'localhost-cert.pem',
			trusted: {ca: fixture('localhost-cert.pem')},
			host: '127.0.0.1',
			code: 'ERR_TLS_CERT_ALTNAME_INVALID',
		},
	])(
		'a certificate that is $what: no byte of the request is sent',
		async ({certificate, trusted, host, code}) => {
			const {server, received, closed} = await secure(certificate);
			const exchange = await open(createSender(trusted)).send(
				requestTo(`https://${host ?? 'localhost'}:${server.port}/`, {method: 'POST', body: '{"secret":1}'}),
				limits(),
			);
			expect(exchange).toMatchObject({
				answer: null,
				latency: null,
				connection: null,
				failure: {kind: 'tls', code, mayHaveBeenApplied: false},
			});
			expect(exchange.timings).toMatchObject({send: null, wait: null, download: null});
			expect(exchange.timings.tls).toBeGreaterThan(0);
			await closed;
			expect(received).toEqual([]);
		},
	);

	test('a server that speaks something else, or hangs up in the handshake', async () => {
		const plain = open(await startReplyServer('HTTP/1.1 400 Bad Request\r\n\r\n'));
		const silent = open(await startRawServer(socket => socket.destroy()));
		for (const {port} of [plain, silent]) {
			const {failure} = await open(createSender()).send(requestTo(`https://127.0.0.1:${port}/`), limits());
			expect(failure).toMatchObject({kind: 'tls', mayHaveBeenApplied: false});
		}
	});
});

describe('connections', () => {
	test('bytes that a server sends after its answer never become the next answer', async () => {
		const evil = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil';
		const sockets: Socket[] = [];
		const server = open(
			await startRawServer((socket, _, connection) => {
				sockets.push(socket);
				socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${connection}`);
			}),
		);
		const sender = open(createSender());
		expect((await sender.send(requestTo(server.url), limits())).answer?.body.toString()).toBe('1');
		const closed = once(sockets[0]!, 'close');
		sockets[0]?.write(evil);
		await closed;
		const second = await sender.send(requestTo(server.url), limits());
		expect(second).toMatchObject({connection: 'cold', failure: null});
		expect(second.answer?.body.toString()).toBe('2');
	});

	test('a stale connection is a failure that says so; nothing is sent again', async () => {
		let requests = 0;
		const server = open(
			await startRawServer(socket => {
				requests++;
				if (requests === 1) {
					socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
				} else {
					socket.resetAndDestroy();
				}
			}),
		);
		const sender: Sender = open(createSender());
		await sender.send(requestTo(server.url), limits());
		const stale = await sender.send(requestTo(server.url), limits());
		expect(stale).toMatchObject({
			connection: 'reused',
			answer: null,
			failure: {
				kind: 'reset',
				mayHaveBeenApplied: true,
				message: expect.stringContaining('was not sent again'),
			},
		});
		expect(requests).toBe(2);
	});

	test('several requests fly at once, each over its own connection', async () => {
		const waiting: Array<() => void> = [];
		const server = open(
			await startHttpServer(({url}, response) => {
				waiting.push(() => response.end(url));
				if (waiting.length === 5) {
					for (const answer of waiting.toReversed()) {
						answer();
					}
				}
			}),
		);
		const sender = open(createSender());
		const exchanges = await Promise.all(
			Array.from({length: 5}, (_, index) => sender.send(requestTo(`${server.url}/${index}`), limits())),
		);
		expect(exchanges.map(({answer}) => answer?.body.toString())).toEqual(['/0', '/1', '/2', '/3', '/4']);
	});

	test('an answer that is complete before the request is, is an answer; the rest is not sent', async () => {
		const server = open(
			await startRawServer(socket => {
				socket.pause();
				socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno');
			}),
		);
		const exchange = await exchangeWith(server, {method: 'POST', body: 'x'.repeat(20_000_000)});
		expect(exchange.failure).toBeNull();
		expect(exchange.answer).toMatchObject({status: 413, truncated: false});
		expect(sumOf(exchange)).toBeCloseTo(exchange.latency ?? -1, 6);
	});
});
