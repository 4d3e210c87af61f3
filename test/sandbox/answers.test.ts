import {describe, expect, test} from 'vitest';
import {phpJson} from '../../source/sandbox/php-json.ts';
import {open} from './ask.ts';

describe('JSON as PHP writes it', () => {
	test('slashes and everything beyond ASCII are escaped, empty maps become lists', () => {
		expect(phpJson({url: 'https://a/b', name: 'Ёж 🎫', utm: {}, list: [], deep: {empty: {}}})).toBe(
			'{"url":"https:\\/\\/a\\/b","name":"\\u0401\\u0436 \\ud83c\\udfab","utm":[],"list":[],"deep":{"empty":[]}}',
		);
	});
});

describe('recorded answers, byte for byte', () => {
	test('Partners: a wrong key, no key and a REST token get the same 79 bytes with status 200', async () => {
		const {plain, sandbox} = await open();
		const {wrong, full, readOnly} = sandbox.tokens;
		for (const token of [wrong, full, readOnly, undefined]) {
			for (const line of ['POST /api/partners/v1/tickets/find', 'GET /api/partners/v1/tickets/check']) {
				const got = await plain(line, token === undefined ? {} : {token});
				expect(got.status).toBe(200);
				expect(got.text).toBe(
					'{"status":"error","code":"WRONG_AUTHORIZATION","message":"Wrong authorization"}',
				);
				expect(got.bytes.length).toBe(79);
				expect(got.headers['content-type']).toBe('application/json');
				expect(got.headers['x-sandbox-basis']).toBe('recorded');
			}
		}
	});

	test('Partners looks at the key before ids and body', async () => {
		const {plain, sandbox} = await open();
		for (const line of [
			'POST /api/partners/v1/tickets/add/999/999',
			'POST /api/partners/v1/tickets/update',
		]) {
			const got = await plain(line, {token: sandbox.tokens.wrong, body: '{not json'});
			expect(got.json.code).toBe('WRONG_AUTHORIZATION');
		}
	});

	test('REST: an unknown id', async () => {
		const {rest} = await open();
		const got = await rest('GET orders/999999999');
		expect(got.status).toBe(404);
		expect(got.text).toBe(
			'{"error":"Resource \\"Order\\" not found","status":404,"code":"RESOURCE_NOT_FOUND","info":{"id":999999999,"resource":"Order"}}',
		);
		expect((await rest('GET discounts/colors')).json.info).toEqual({id: 0, resource: 'Discount'});
		expect((await rest('GET clients/1')).json.info).toEqual({id: 1, resource: 'Client'});
		expect((await rest('GET events/999999999')).json.info).toEqual({id: 999_999_999, resource: 'Event'});
	});

	test('REST: POST orders with a filter instead of data', async () => {
		const {rest} = await open();
		const got = await rest('POST orders', {where: [{column: 'payed', value: 1}]});
		expect(got.status).toBe(503);
		expect(got.text).toBe('{"error":"Unknown error","status":503,"code":"UNKNOWN_ERROR","info":[]}');
		expect(got.bytes.length).toBe(71);
		expect(got.headers['x-sandbox-basis']).toBe('recorded');
	});

	test('an unknown route is the HTML page, with or without a token, on both APIs', async () => {
		const {plain, sandbox} = await open();
		const paths = [
			'/api/rest/v1/barcodes',
			'/api/rest/v1/events/12/seats',
			'/api/rest/v1/barcodes/scan/1',
			'/api/partners/v1/events/33/seats',
			'/api/rest/v1',
			'/',
			'/api/rest/v1/%zz',
		];
		for (const path of paths) {
			for (const token of [undefined, sandbox.tokens.full]) {
				const got = await plain(`GET ${path}`, token === undefined ? {} : {token});
				expect(got.status).toBe(404);
				expect(got.headers['content-type']).toBe('text/html; charset=UTF-8');
				expect(got.text).toContain('<title>Страница не найдена 404 – Qtickets</title>');
				expect(got.bytes.length).toBeGreaterThan(12_600);
				expect(got.bytes.length).toBeLessThan(12_800);
			}
		}
	});

	test('a method that a known path does not have is the page too, labelled as inferred', async () => {
		const {rest, partners} = await open();
		for (const got of [
			await rest('PATCH events/33', {name: 'x'}),
			await partners('DELETE tickets/remove/12/4076'),
		]) {
			expect(got.status).toBe(404);
			expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; method not allowed/);
		}
	});
});

describe('REST tokens', () => {
	test('known routes refuse a wrong or missing token with 403, before the id is looked up', async () => {
		const {plain, sandbox} = await open();
		const {wrong, partners} = sandbox.tokens;
		for (const token of [wrong, partners, undefined]) {
			const got = await plain('GET /api/rest/v1/events/999', token === undefined ? {} : {token});
			expect(got.status).toBe(403);
			expect(got.json.error).toBe('Wrong authorization');
		}
	});

	test('the read-only token reads, and its writes are refused and change nothing', async () => {
		const {plain, sandbox} = await open();
		const token = sandbox.tokens.readOnly;
		expect((await plain('GET /api/rest/v1/events/33', {token})).status).toBe(200);
		const before = (await plain('GET /__sandbox/state')).json.digest as string;
		for (const [line, body] of [
			['POST /api/rest/v1/events', {data: {name: 'x'}}],
			['PUT /api/rest/v1/baskets/63993', {data: {client_name: 'x'}}],
			['DELETE /api/rest/v1/orders/4360/baskets', {delete: {baskets: {63_993: []}}}],
			['POST /api/rest/v1/shows/41/barcodes', [{barcode: '877076325904'}]],
		] as const) {
			const got = await plain(line, {token, body});
			expect(got.status).toBe(403);
			expect(got.json.error).toBe('Wrong authorization');
		}

		expect((await plain('GET /__sandbox/state')).json.digest).toBe(before);
	});
});

describe('bodies that are no JSON', () => {
	test.each([
		'{',
		'null x',
		'{"a":1,}',
		'[1,2',
		'\ufeff{}',
		'['.repeat(600) + ']'.repeat(600),
		Buffer.from([0xff]),
		Buffer.from('{"a":"\xff"}', 'latin1'),
	])('%j: REST 503, Partners VALIDATION_ERROR, both inferred', async body => {
		const {rest, partners} = await open();
		const answers = [await rest('GET orders', body), await partners('POST tickets/find', body)];
		expect(answers.map(got => [got.status, got.json.code])).toEqual([
			[503, 'UNKNOWN_ERROR'],
			[200, 'VALIDATION_ERROR'],
		]);
		expect(answers.every(got => String(got.headers['x-sandbox-basis']).startsWith('inferred; '))).toBe(true);
	});
});
