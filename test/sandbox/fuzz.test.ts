import {connect} from 'node:net';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {modeNames, scenarioNames} from '../../source/sandbox/sandbox.ts';
import {open, type Client, type Got} from './ask.ts';

const words = [
	'orders', 'clients', 'events', 'shows', 'baskets', 'discounts', 'promo-codes', 'barcodes', 'barcode', 'seats',
	'restore', 'scanning', 'scan', 'batch', 'refund', 'tickets', 'add', 'update', 'remove', 'check', 'find', 'lists',
	'seatmap', 'offers', '12', '33', '41', '4076', '4360', '63993', '235', '0', '-1', '1e9', '99999999999999999999',
	'877076325904', '..', '%2e%2e', '%00', '%ff', '__proto__', 'constructor', '', 'я',
]; // prettier-ignore

const keys = [
	'data', 'where', 'orderBy', 'page', 'perPage', 'select', 'flat', 'context', 'column', 'operator', 'value', 'batch', 'filter',
	'seat_id', 'offer_id', 'paid', 'paid_at', 'reserved_to', 'id', 'external_id', 'event_id', 'show_id', 'baskets', 'refund',
	'delete', 'amount', 'client', 'email', 'details', 'name', 'shows', 'prices', 'scheme_properties', 'zones', 'seats', 'barcode',
	'checked_at', 'scans', 'code', 'discount_id', '__proto__', 'toString', 'poster', 'payments', 'payment_id',
]; // prettier-ignore

const leaf = fc.oneof(
	fc.constantFrom<unknown>(
		null, true, false, 0, 1, -1, 33, 41, 4360, 1e308, 'full', 'CENTER_PARTERRE-20;5', 'full_FANZONE-1;1',
		'2030-01-01T00:00:00+03:00', '9999-99-99', '#0', 'in', 'null', 'asc', 'id', '', 'x'.repeat(300), '\u0000\u001b\ud800',
	), // prettier-ignore
	fc.string({maxLength: 12}),
	fc.double(),
);

const {tree} = fc.letrec(tie => ({
	tree: fc.oneof(
		{maxDepth: 5, depthSize: 'medium'},
		leaf,
		fc.array(tie('tree'), {maxLength: 4}),
		fc.array(fc.tuple(fc.constantFrom(...keys), tie('tree')), {maxLength: 5}).map(Object.fromEntries),
	),
}));

const body = fc.oneof(
	{weight: 8, arbitrary: tree.map(value => JSON.stringify(value))},
	{weight: 1, arbitrary: fc.string({maxLength: 40})},
	{weight: 1, arbitrary: fc.constant(undefined)},
);

const known = [
	'rest/v1/orders', 'rest/v1/events', 'rest/v1/events/33', 'rest/v1/clients', 'rest/v1/promo-codes', 'rest/v1/promo-codes/13513',
	'rest/v1/baskets/63993', 'rest/v1/orders/4360/baskets', 'rest/v1/shows/41/seats', 'rest/v1/shows/41/barcodes',
	'partners/v1/tickets/add/12/4076', 'partners/v1/tickets/update/12/4076', 'partners/v1/tickets/remove/12/4076',
	'partners/v1/tickets/check/12/4076', 'partners/v1/tickets/find', 'partners/v1/events/offers/33',
]; // prettier-ignore

const path = fc.oneof(
	fc.constantFrom(...known),
	fc
		.tuple(
			fc.constantFrom('rest/v1/', 'partners/v1/', ''),
			fc.array(fc.constantFrom(...words), {maxLength: 5}),
		)
		.map(([prefix, parts]) => prefix + parts.map(part => (part === 'я' ? '%D1%8F' : part)).join('/')),
);

const requests = fc.record({
	method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PURGE'),
	path,
	query: fc.constantFrom(
		'',
		'?',
		'?page=2',
		'?filter[id][]=1&filter[=x',
		'?%ff=%zz&batch[0][id]=1',
		'?seat_id=a?b',
	),
	token: fc.constantFrom('full', 'partners', 'readOnly', 'none'),
	body,
});

type Fuzzed = (typeof requests extends fc.Arbitrary<infer Value> ? Value : never) & object;

function send({plain, sandbox}: Client, asked: Fuzzed): Promise<Got> {
	const isPartners = asked.path.startsWith('partners');
	// Mostly the fitting token, so that handlers are reached.
	const token =
		asked.token === 'none'
			? undefined
			: asked.token === 'readOnly'
				? sandbox.tokens.readOnly
				: isPartners
					? sandbox.tokens.partners
					: sandbox.tokens.full;
	return plain(`${asked.method} /api/${asked.path}${asked.query}`, {
		...(token !== undefined && {token}),
		...(asked.body !== undefined && {body: asked.body}),
	});
}

test.each(scenarioNames.flatMap(scenario => modeNames.map(mode => ({scenario, mode}))))(
	'$scenario, $mode: whatever is asked, the server answers as it should and goes on',
	async options => {
		const client = await open(options);
		await fc.assert(
			fc.asyncProperty(requests, async asked => {
				const got = await send(client, asked);
				expect([200, 403, 404, 422, 503]).toContain(got.status);
				const basis = String(got.headers['x-sandbox-basis']);
				expect(basis).toMatch(/^(?:documented|recorded|inferred; .+)$/);
				// A failure of ours is caught so that the server survives; here it is a bug.
				expect(basis).not.toContain('the sandbox failed');
				if (asked.method !== 'HEAD' && got.headers['content-type'] === 'application/json') {
					expect(got.json).toBeDefined();
				}
			}),
			{numRuns: 250, seed: 20_251_109},
		);
		const reads: ReadonlyArray<readonly [string, unknown]> = [
			['GET orders', {perPage: 500}],
			['GET events', {perPage: 500}],
			['GET clients', undefined],
			['GET promo-codes', undefined],
			['GET discounts', undefined],
			['GET baskets', undefined],
		];
		for (const [line, asked] of reads) {
			expect((await client.rest(line, asked)).status).toBe(200);
		}
	},
);

test.each([
	'GARBAGE\r\n\r\n',
	'GET / HTTP/9.9\r\n\r\n',
	'POST / HTTP/1.1\r\nContent-Length: abc\r\n\r\n',
	'GET / HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n\r\n',
	`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
	'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n',
	'\u0016\u0003\u0001\u0002\u0000',
])('a request that is no HTTP (%#) gets 400 or a closed connection, and the server goes on', async text => {
	const client = await open();
	const answer = await new Promise<string>(resolve => {
		let got = '';
		const socket = connect(client.sandbox.port, '127.0.0.1', () => socket.write(text));
		socket.on('data', part => {
			got += part.toString('latin1');
		});
		socket.on('error', () => undefined);
		socket.on('close', () => resolve(got));
	});
	expect(answer).toMatch(/^(?:HTTP\/1\.1 400 |$)/);
	expect((await client.rest('GET orders/4360')).status).toBe(200);
});

test('a client that goes away while it sends or waits does no harm', async () => {
	const client = await open();
	for (const text of [
		'POST /api/rest/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{',
		'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
	]) {
		await new Promise<void>(resolve => {
			const socket = connect(client.sandbox.port, '127.0.0.1', () => {
				socket.write(text, () => socket.resetAndDestroy());
			});
			socket.on('close', () => resolve());
			socket.on('error', () => undefined);
		});
	}

	expect((await client.rest('GET orders/4360')).status).toBe(200);
});
