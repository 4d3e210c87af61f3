import {describe, expect, test} from 'vitest';
import {open, type Client} from './ask.ts';

async function ids(client: Client, line: string, body?: unknown): Promise<number[]> {
	return ((await client.rest(line, body)).json.data as Array<{id: number}>).map(row => row.id);
}

describe('lists', () => {
	test.each([
		['orders', 50],
		['clients', 100],
		['events', 10],
		['discounts', 100],
		['promo-codes', 500],
	])('%s come in pages of %i', async (path, perPage) => {
		const {rest} = await open();
		const {data, paging} = (await rest(`GET ${path}`)).json;
		expect(paging.perPage).toBe(perPage);
		expect(paging.currentPage).toBe(1);
		expect(data).toHaveLength(Math.min(perPage, paging.total));
	});

	test('the pages of orders hold every order once, by id', async () => {
		const client = await open();
		const pages = [1, 2, 3, 4].map(page => ids(client, 'GET orders', {page}));
		const [first = [], second = [], third = [], fourth] = await Promise.all(pages);
		expect([first.length, second.length, third.length, fourth?.length]).toEqual([50, 50, 20, 0]);
		const all = [...first, ...second, ...third];
		expect(new Set(all).size).toBe(120);
		expect(all).toEqual(all.toSorted((a, b) => a - b));
	});

	test('events include deleted ones; promo codes are not in the order of ids', async () => {
		const client = await open();
		const both = [...(await ids(client, 'GET events')), ...(await ids(client, 'GET events', {page: 2}))];
		const live = await ids(client, 'GET events', {
			where: [{column: 'deleted_at', operator: 'null'}],
			perPage: 100,
		});
		expect(both.length - live.length).toBe(2);
		const codes = await ids(client, 'GET promo-codes');
		expect(codes).not.toEqual(codes.toSorted((a, b) => a - b));
	});

	test('the query string filters nothing', async () => {
		const client = await open();
		const plain = await client.rest('GET orders');
		const asked = await client.rest(
			`GET orders?payed=1&page=2&where=${encodeURIComponent('[{"column":"id"}]')}`,
		);
		expect(asked.text).toBe(plain.text);
	});

	test('perPage is taken and labelled, per_page is not', async () => {
		const {rest} = await open();
		const small = await rest('GET orders', {perPage: 7});
		expect(small.json.data).toHaveLength(7);
		expect(small.headers['x-sandbox-basis']).toMatch(/^inferred; perPage/);
		expect((await rest('GET clients', {per_page: 7})).json.paging.perPage).toBe(100);
	});

	test('a page that is no number from 1 is the first', async () => {
		const client = await open();
		const first = await ids(client, 'GET orders');
		for (const page of [0, -1, 1.5, 'x', null, {}, 1e99]) {
			const got = await client.rest('GET orders', {page});
			expect(got.status).toBe(200);
			if (page !== 1e99) {
				expect(got.json.data[0].id).toBe(first[0]);
			}
		}
	});
});

describe('where', () => {
	test('flags match as 1, 0, booleans and text', async () => {
		const client = await open();
		const total = async (value: unknown): Promise<number> =>
			(await client.rest('GET orders', {where: [{column: 'payed', value}]})).json.paging.total as number;
		const paid = await total(1);
		expect(paid).toBeGreaterThan(80);
		expect([await total(true), await total('1')]).toEqual([paid, paid]);
		expect((await total(0)) + paid).toBe(120);
	});

	test('several rows are joined by AND', async () => {
		const {rest} = await open();
		const {data} = (
			await rest('GET orders', {
				where: [
					{column: 'payed', value: 1},
					{column: 'event_id', value: 33},
				],
				orderBy: {id: 'desc'},
				page: 1,
			})
		).json;
		expect(data.length).toBeGreaterThan(0);
		expect(data[0].id).toBe(4360);
		expect(
			data.every((order: {payed: boolean; event_id: number}) => order.payed && order.event_id === 33),
		).toBe(true);
	});

	test.each([
		['>=', '2025-01-01', (at: number) => at >= Date.parse('2025-01-01T00:00:00+03:00')],
		['<', '2025-01-01T00:00:00+03:00', (at: number) => at < Date.parse('2025-01-01T00:00:00+03:00')],
		['>', '2025-06-01T00:00:00Z', (at: number) => at > Date.parse('2025-06-01T00:00:00Z')],
	])('dates compare as moments: %s %s', async (operator, value, holds) => {
		const {rest} = await open();
		const where = [{column: 'created_at', operator, value}];
		const {data, paging} = (await rest('GET orders', {where, perPage: 200})).json;
		expect(paging.total).toBeGreaterThan(0);
		expect(paging.total).toBeLessThan(120);
		expect(data.every((order: {created_at: string}) => holds(Date.parse(order.created_at)))).toBe(true);
	});

	test('null, not null, in, not in and != divide the list', async () => {
		const {rest} = await open();
		const total = async (row: object): Promise<number> =>
			(await rest('GET orders', {where: [row]})).json.paging.total as number;
		expect(
			(await total({column: 'deleted_at', operator: 'null'})) +
				(await total({column: 'deleted_at', operator: 'not null'})),
		).toBe(120);
		expect(await total({column: 'id', operator: 'in', value: [4360, 4250, 1]})).toBe(2);
		expect(await total({column: 'id', operator: 'not in array', value: [4360, 4250]})).toBe(118);
		expect(await total({column: 'id', operator: '!=', value: 4360})).toBe(119);
	});

	test('dotted columns reach into relations and their lists', async () => {
		const {rest} = await open();
		const {data} = (
			await rest('GET orders', {where: [{column: 'client.email', value: 'guest235@example.com'}]})
		).json;
		expect(data.map((order: {id: number}) => order.id)).toContain(4360);
		const scanned = (await rest('GET orders', {where: [{column: 'baskets.barcode', value: '877076325904'}]}))
			.json;
		expect(scanned.data.map((order: {id: number}) => order.id)).toEqual([4360]);
	});

	test.each([
		['an unknown column', {where: [{column: 'invalid_column', value: 1}]}],
		['a built-in name', {where: [{column: 'constructor', value: 1}]}],
		['__proto__', {where: [{column: '__proto__.x', operator: 'null'}]}],
		['an unknown operator', {where: [{column: 'id', operator: 'like', value: 1}]}],
		['no list', {where: {column: 'id'}}],
		['rows that are no objects', {where: [1]}],
		['an unknown orderBy column', {orderBy: {nothing: 'asc'}}],
		['an unknown direction', {orderBy: {id: 'sideways'}}],
	])('%s: 503 in faithful mode, 422 with VALIDATION_ERROR in test-list mode', async (_, body) => {
		const faithful = await (await open()).rest('GET orders', body);
		const testList = await (await open({mode: 'test-list'})).rest('GET orders', body);
		expect([faithful.status, faithful.json.code]).toEqual([503, 'UNKNOWN_ERROR']);
		expect([testList.status, testList.json.code]).toEqual([422, 'VALIDATION_ERROR']);
	});

	test('orderBy sorts by several columns', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET orders', {orderBy: {event_id: 'desc', id: 'asc'}, perPage: 200})).json;
		const pairs = data.map((order: {event_id: number; id: number}) => [order.event_id, order.id]);
		expect(pairs).toEqual(pairs.toSorted((a: number[], b: number[]) => b[0]! - a[0]! || a[1]! - b[1]!));
	});

	test('select keeps the named columns', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET events', {select: ['id', 'city.name', 'nothing']})).json;
		expect(Object.keys(data[0])).toEqual(['id', 'city']);
	});
});

describe('an order', () => {
	test('has the shape and the PHP quirks of the recordings', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET orders/4360')).json;
		expect(data).toMatchObject({
			id: 4360,
			payed: true,
			price: 800,
			original_price: 800,
			client_id: 235,
			client: {id: 235, details: {id: 167, vk_id: '', facebook_id: ''}},
			site_id: 16,
			event_id: 33,
			currency_id: 'RUB',
			reserved: false,
			utm: [],
			custom: '',
			fields: [],
			refunds: [],
			integrations: {roistat: {roistat_visit: null}},
			deleted_at: null,
		});
		expect(data.uniqid).toMatch(/^[\dA-Za-z]{10}$/);
		expect(data.payment_url).toBe(`https://qtickets.ru/pay/${data.uniqid}`);
		expect(data.created_at).toBe('2025-09-01T12:00:00+03:00');
		expect(data.baskets.map((basket: {id: number; price: number}) => [basket.id, basket.price])).toEqual([
			[63_993, 150],
			[63_994, 150],
			[63_995, 500],
		]);
		expect(data.baskets[0]).toMatchObject({
			barcode: '877076325904',
			show_id: 41,
			series: '882033',
			quantity: 1,
		});
		expect(data.baskets[1].barcode).toBe('877344688530');
		expect(data.baskets[2].barcode).toMatch(/^87\d{10}$/);
	});

	test('lists give integrations as an empty list', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET orders', {where: [{column: 'id', value: 4360}]})).json;
		expect(data[0].integrations).toEqual([]);
	});

	test('orders add up, and cancelled unpaid ones lost barcode, links and amounts', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET orders', {perPage: 200})).json;
		for (const order of data) {
			const sum = (key: string): number =>
				order.baskets.reduce((total: number, basket: Record<string, number>) => total + basket[key]!, 0);
			expect(order.price).toBe(sum('price'));
			expect(order.original_price).toBe(sum('original_price'));
			for (const basket of order.baskets) {
				expect(basket.original_price - (basket.discount_value ?? 0)).toBe(basket.price);
				if (order.deleted_at !== null) {
					expect(basket).toMatchObject({barcode: null, pdf_url: null, ticket_amount: 0, refunded_amount: 0});
				} else if (order.payed) {
					expect(basket.barcode).toMatch(/^87\d{10}$/);
				}
			}
		}

		const cancelled = data.filter((order: {deleted_at: string | null}) => order.deleted_at !== null);
		expect(cancelled.length).toBe(24);
		expect(data.some((order: {reserved: boolean; payed: boolean}) => order.reserved && !order.payed)).toBe(
			true,
		);
		expect(data.some((order: {utm: unknown}) => !Array.isArray(order.utm))).toBe(true);
	});

	test('people have Latin and Cyrillic names, invented numbers and example.com addresses', async () => {
		const {rest} = await open();
		const {text, json} = await rest('GET clients', {perPage: 200});
		expect(text).toMatch(/\\u04[0-9a-f]{2}/);
		expect(json.data.every((client: {email: string}) => client.email.endsWith('@example.com'))).toBe(true);
	});
});
