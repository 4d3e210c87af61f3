import {createServer} from 'node:net';
import {gunzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {parseLatency, startSandbox} from '../../source/sandbox/sandbox.ts';
import {latencyOf} from '../../source/sandbox/latency.ts';
import {ask, open, testTime, type Json} from './ask.ts';

function names(rawHeaders: readonly string[]): string[] {
	return rawHeaders.filter((_, index) => index % 2 === 0);
}

describe('headers', () => {
	test('200 JSON as recorded: chunked, no charset, no length', async () => {
		const {rest} = await open();
		const got = await rest('GET orders/4360');
		expect(got.headers).toMatchObject({
			server: 'nginx/1.14.1',
			date: testTime.toUTCString(),
			'content-type': 'application/json',
			'transfer-encoding': 'chunked',
			vary: 'Accept-Encoding',
			'cache-control': 'no-cache, private',
			'x-cache-status': 'MISS',
			'strict-transport-security': 'max-age=31536000',
			'x-sandbox': 'faithful/full',
			'x-sandbox-basis': 'recorded',
		});
		expect(names(got.rawHeaders)).not.toContain('Content-Length');
		expect(names(got.rawHeaders)).not.toContain('Keep-Alive');
		expect(new Set(names(got.rawHeaders)).size).toBe(names(got.rawHeaders).length);
	});

	test('the HTML page has no X-Cache-Status, a 503 no Vary either', async () => {
		const {rest} = await open();
		const page = names((await rest('GET barcodes')).rawHeaders);
		expect(page).toContain('Vary');
		expect(page).not.toContain('X-Cache-Status');
		const failure = names((await rest('POST orders', {})).rawHeaders);
		expect(failure).not.toContain('Vary');
		expect(failure).not.toContain('X-Cache-Status');
	});

	test('the connection is kept unless the client closes it', async () => {
		const {plain} = await open();
		expect((await plain('GET /', {headers: {Connection: 'keep-alive'}})).headers.connection).toBe(
			'keep-alive',
		);
		expect((await plain('GET /', {headers: {Connection: 'close'}})).headers.connection).toBe('close');
	});

	test('gzip only when it is asked for, and it unpacks to the same bytes', async () => {
		const {plain, sandbox} = await open();
		const get = (encoding: string) =>
			plain('GET /api/rest/v1/orders', {token: sandbox.tokens.full, headers: {'Accept-Encoding': encoding}});
		const plainBody = await get('identity');
		expect(plainBody.headers).not.toHaveProperty('content-encoding');
		for (const encoding of ['gzip', 'br;q=1.0, GZIP;q=0.5', '*']) {
			const packed = await get(encoding);
			expect(packed.headers['content-encoding']).toBe('gzip');
			expect(packed.bytes.length).toBeLessThan(plainBody.bytes.length / 2);
			expect(gunzipSync(packed.bytes).equals(plainBody.bytes)).toBe(true);
		}

		for (const encoding of ['br', 'gzip;q=0', 'gzip; q=0.000', 'x-gzip']) {
			expect((await get(encoding)).headers).not.toHaveProperty('content-encoding');
		}
	});
});

describe('starting and ending', () => {
	test('a port that is taken is replaced by the next free one', async () => {
		const blocker = createServer();
		await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
		const {port} = blocker.address() as {port: number};
		const {sandbox} = await open({port});
		expect(sandbox.portWasTaken).toBe(true);
		expect(sandbox.port).not.toBe(port);
		expect((await ask(`${sandbox.url}/__sandbox/state`)).status).toBe(200);
		await new Promise(resolve => blocker.close(resolve));
	});

	test('a free port is used as it is', async () => {
		const {sandbox} = await open();
		expect(sandbox.portWasTaken).toBe(false);
		const {port} = sandbox;
		await sandbox.close();
		const again = await open({port});
		expect([again.sandbox.port, again.sandbox.portWasTaken]).toEqual([port, false]);
	});

	test('a host that cannot be listened on is an error', async () => {
		await expect(startSandbox({host: '192.0.2.1'})).rejects.toThrow(/EADDRNOTAVAIL/);
	});

	test('close ends a request that is still waiting, and may be called twice', async () => {
		const {sandbox, rest} = await open({latency: {base: 600_000, jitter: 0}});
		const waiting = rest('GET orders').then(
			() => 'answered',
			() => 'cut',
		);
		while (sandbox.requestCount() === 0) {
			await new Promise(resolve => setImmediate(resolve));
		}

		await sandbox.close();
		expect(await waiting).toBe('cut');
		await sandbox.close();
	});

	test('an unknown fault is refused at the start', async () => {
		await expect(startSandbox({fault: 'hagn'})).rejects.toThrow(/did you mean hang/);
	});
});

describe('steering', () => {
	test('requests to the API are counted, those to the sandbox itself are not', async () => {
		const {sandbox, plain, rest} = await open();
		await rest('GET orders/4360');
		await plain('GET /nothing');
		await plain('GET /__sandbox/state');
		expect(sandbox.requestCount()).toBe(2);
		expect((await plain('GET /__sandbox/state')).json).toMatchObject({
			mode: 'faithful',
			scenario: 'full',
			requests: 2,
			orders: 120,
			partner_tickets_held: 2,
			partner_tickets_paid: 3,
		});
	});

	test('reset brings the first state back, over HTTP and as a function', async () => {
		const {sandbox, plain, partners} = await open();
		const state = async (): Promise<Json> => (await plain('GET /__sandbox/state')).json;
		const first = await state();
		for (const reset of [() => plain('POST /__sandbox/reset'), () => Promise.resolve(sandbox.reset())]) {
			await partners('POST tickets/remove/12/4076', {id: 120_260});
			expect((await state()).digest).not.toBe(first.digest);
			await reset();
			expect(await state()).toEqual(first);
		}
	});

	test.each([
		'GET /__sandbox/reset',
		'POST /__sandbox/state',
		'GET /__sandbox/',
		'POST /__sandbox/orders/1/burn',
	])('%s is not there', async line => {
		const {plain} = await open();
		expect((await plain(line)).status).toBe(404);
	});
});

describe('the same requests give the same bytes', () => {
	const sequence: ReadonlyArray<readonly ['rest' | 'partners', string, unknown]> = [
		['rest', 'GET orders', undefined],
		['rest', 'GET events', {page: 2}],
		['partners', 'POST tickets/add/12/4076', {seat_id: 'CENTER_PARTERRE-20;5', offer_id: 'full', paid: 1}],
		['partners', 'POST tickets/find', {filter: {id: [134_858, 140_001]}}],
		[
			'rest',
			'POST orders',
			{
				data: {
					client: {email: 'x@example.com', details: {name: 'X', surname: 'Y'}},
					payment_id: 12,
					event_id: 33,
					baskets: [{show_id: 41, seat_id: 'full_FANZONE-1;1'}],
				},
			},
		],
		['rest', 'POST orders', {}],
		['rest', 'GET barcodes', undefined],
		['rest', 'GET shows/41/barcodes', undefined],
	];

	async function run(seed: number): Promise<string[]> {
		const client = await open({seed});
		const got: string[] = [];
		for (const [api, line, body] of sequence) {
			const {status, rawHeaders, text} = await client[api](line, body);
			got.push(JSON.stringify([status, rawHeaders, text]));
		}

		return got;
	}

	test('in two sandboxes of one seed; another seed differs', async () => {
		const first = await run(5);
		expect(await run(5)).toEqual(first);
		expect(await run(6)).not.toEqual(first);
	});

	test('tokens belong to the seed', async () => {
		const [first, same, other] = await Promise.all([open({seed: 5}), open({seed: 5}), open({seed: 6})]);
		expect(first.sandbox.tokens).toEqual(same.sandbox.tokens);
		expect(
			new Set([...Object.values(first.sandbox.tokens), ...Object.values(other.sandbox.tokens)]).size,
		).toBe(8);
	});
});

describe('latency', () => {
	test.each([
		['120', {base: 120, jitter: 0}],
		['120±40', {base: 120, jitter: 40}],
		['120+-40', {base: 120, jitter: 40}],
		[' 120 +/- 40 ms ', {base: 120, jitter: 40}],
		['0', {base: 0, jitter: 0}],
	])('%j', (text, expected) => {
		expect(parseLatency(text)).toEqual(expected);
	});

	test.each(['', 'fast', '-5', '1.5', '10±20', '120±', '9999999', '±5'])(
		'%j is refused with a sentence',
		text => {
			expect(parseLatency(text)).toEqual(expect.stringMatching(/latency/));
		},
	);

	test('is spread over base ± jitter, the same for the same seed and request', () => {
		const delays = Array.from({length: 500}, (_, request) => latencyOf({base: 100, jitter: 40}, 1, request));
		expect(Math.min(...delays)).toBeLessThan(65);
		expect(Math.max(...delays)).toBeGreaterThan(135);
		expect(delays.every(delay => delay >= 60 && delay <= 140)).toBe(true);
		expect(delays).toEqual(
			Array.from({length: 500}, (_, request) => latencyOf({base: 100, jitter: 40}, 1, request)),
		);
	});

	test('holds the answer back', async () => {
		const {rest} = await open({latency: {base: 80, jitter: 0}});
		const start = performance.now();
		expect((await rest('GET orders/4360')).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(79);
	});
});

describe('bodies', () => {
	test('one larger than the limit is refused, and the server goes on', async () => {
		const {rest} = await open();
		const got = await rest('POST events', `{"data":{"name":"${'x'.repeat(9 * 1024 * 1024)}"}}`);
		expect(got.status).toBe(413);
		expect(got.headers.connection).toBe('close');
		expect((await rest('GET orders/4360')).status).toBe(200);
	});

	test('one sent in chunks is read', async () => {
		const {plain, sandbox} = await open();
		const got = await plain('GET /api/rest/v1/orders', {
			token: sandbox.tokens.full,
			body: {perPage: 3},
			headers: {'Transfer-Encoding': 'chunked'},
		});
		expect(got.json?.data).toHaveLength(3);
	});
});
