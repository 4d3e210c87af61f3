import {describe, expect, test} from 'vitest';
import {minutesLater, open, type Client, type Got} from './ask.ts';

function newOrder(seats: readonly string[], more: object = {}): object {
	return {
		data: {
			client: {email: 'new@example.com', details: {name: 'Анна', surname: 'Example', phone: '+70000000000'}},
			site: {host: 'example.com'},
			payment_id: 12,
			event_id: 33,
			currency_id: 'RUB',
			baskets: seats.map(seat_id => ({show_id: 41, seat_id, client_name: 'Анна'})),
			...more,
		},
	};
}

async function seatIsFree({rest}: Client, rootId: string): Promise<boolean> {
	const where = [{column: 'root_id', value: rootId}];
	const {data} = (await rest('GET shows/41/seats', {select: ['available'], where, flat: true})).json;
	const states = Object.values(data as Record<string, {available: boolean}>).map(seat => seat.available);
	expect(new Set(states).size).toBe(1);
	return states[0] ?? false;
}

function refused(got: Got): void {
	expect([got.status, got.json.code]).toEqual([503, 'UNKNOWN_ERROR']);
	expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; /);
}

const seat = 'CENTER_PARTERRE-15;10';

describe('UNPAID', () => {
	test('a new order is held for 24 hours, without barcode, and its seat is gone under every tariff', async () => {
		const client = await open();
		const got = await client.rest('POST orders', newOrder([`preferential_${seat}`]));
		expect(got.status).toBe(200);
		expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; /);
		expect(got.json.data).toMatchObject({
			payed: false,
			price: 150,
			created_at: '2026-03-01T12:00:00+03:00',
			reserved_to: '2026-03-02T12:00:00+03:00',
			client: {email: 'new@example.com'},
		});
		expect(got.json.data.baskets[0]).toMatchObject({
			seat_id: seat,
			multiprice_code: 'preferential',
			barcode: null,
			client_name: 'Анна',
		});
		expect(await seatIsFree(client, seat)).toBe(false);
		const again = await client.rest(`GET orders/${got.json.data.id}`);
		expect(again.json.data).toEqual(got.json.data);
	});

	test('is cancelled 15 minutes after its hold ran out, not before', async () => {
		const client = await open();
		const {id} = (await client.rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		client.setTime(minutesLater(24 * 60 + 14));
		expect((await client.rest(`GET orders/${id}`)).json.data.deleted_at).toBeNull();
		client.setTime(minutesLater(24 * 60 + 16));
		const {data} = (await client.rest(`GET orders/${id}`)).json;
		expect(data.deleted_at).toBe('2026-03-02T12:15:00+03:00');
		expect(data.updated_at).toBe(data.deleted_at);
		expect(data.price).toBe(500);
		expect(data.baskets[0]).toMatchObject({
			deleted_at: data.deleted_at,
			refunded_amount: 0,
			ticket_amount: 0,
		});
		expect(await seatIsFree(client, seat)).toBe(true);
	});

	test('the buyer pays: barcode and links appear', async () => {
		const client = await open();
		const {id} = (await client.rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		expect((await client.plain(`POST /__sandbox/orders/${id}/pay`)).status).toBe(200);
		const {data} = (await client.rest(`GET orders/${id}`)).json;
		expect(data).toMatchObject({payed: true, payed_at: '2026-03-01T12:00:00+03:00'});
		expect(data.baskets[0].barcode).toMatch(/^87\d{10}$/);
		expect(data.baskets[0].pdf_url).toContain(`/ticket/pdf/${data.uniqid}/`);
		expect((await client.plain(`POST /__sandbox/orders/${id}/pay`)).status).toBe(404);
	});

	test('the buyer cancels: the seat is free again', async () => {
		const client = await open();
		const {id} = (await client.rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		await client.plain(`POST /__sandbox/orders/${id}/cancel`);
		expect((await client.rest(`GET orders/${id}`)).json.data.deleted_at).toBe('2026-03-01T12:00:00+03:00');
		expect(await seatIsFree(client, seat)).toBe(true);
	});

	test('an order for nothing is paid at once', async () => {
		const {rest} = await open();
		const event = (
			await rest('POST events', {
				data: {
					name: 'Free',
					is_active: 1,
					payments: [12, 14],
					shows: [{start_date: '2030-05-01T19:00:00+03:00', prices: [{default_price: 0}]}],
				},
			})
		).json.data;
		const show_id = event.shows[0].id;
		const baskets = [{show_id, seat_id: 'FANZONE-1;1'}];
		const {data} = (await rest('POST orders', newOrder([], {event_id: event.id, payment_id: 14, baskets})))
			.json;
		expect(data).toMatchObject({price: 0, payed: true, payment_id: 14});
		expect(data.baskets[0].barcode).toMatch(/^87/);
	});

	test.each([
		['a taken seat', newOrder(['full_CENTER_PARTERRE-10;1'])],
		['the same seat twice', newOrder([`full_${seat}`, `preferential_${seat}`])],
		['an unknown seat', newOrder(['full_CENTER_PARTERRE-99;1'])],
		['a seat without its tariff', newOrder([seat])],
		['a disabled seat', newOrder(['full_CENTER_PARTERRE-25;20'])],
		['no baskets', newOrder([])],
		['a payment of another event', newOrder([`full_${seat}`], {payment_id: 99})],
		['no buyer', newOrder([`full_${seat}`], {client: {}})],
	])('%s is refused and nothing is kept', async (_, body) => {
		const client = await open();
		const before = (await client.plain('GET /__sandbox/state')).json.digest as string;
		refused(await client.rest('POST orders', body));
		expect((await client.plain('GET /__sandbox/state')).json.digest).toBe(before);
	});

	test('unknown events and dates are not found', async () => {
		const {rest} = await open();
		const event = await rest('POST orders', newOrder([`full_${seat}`], {event_id: 999}));
		expect(event.json.info).toEqual({id: 999, resource: 'Event'});
		const show = await rest('POST orders', newOrder([], {baskets: [{show_id: 20, seat_id: `full_${seat}`}]}));
		expect(show.json.info).toEqual({id: 20, resource: 'Show'});
	});

	test('an admission zone sells the same seat id until it is full', async () => {
		const client = await open();
		const {data} = (await client.rest('POST orders', newOrder(Array(3).fill('full_FANZONE-1;1')))).json;
		expect(data.price).toBe(2100);
		const free = async (): Promise<number> => {
			const where = [{column: 'id', value: 'full_FANZONE-1;1'}];
			const seats = (await client.rest('GET shows/41/seats', {select: ['free_quantity'], where, flat: true}))
				.json;
			return seats.data['full_FANZONE-1;1'].free_quantity as number;
		};
		const left = await free();
		refused(await client.rest('POST orders', newOrder(Array(left + 1).fill('full_FANZONE-1;1'))));
		expect(await free()).toBe(left);
		await client.rest('POST orders', newOrder(Array(left).fill('full_FANZONE-1;1')));
		expect(await free()).toBe(0);
	});
});

describe('refunds', () => {
	test('a part of a paid order is refunded with amount', async () => {
		const {rest} = await open();
		const got = await rest('DELETE orders/4360/baskets', {refund: {amount: 500, baskets: {63_995: []}}});
		expect(got.status).toBe(200);
		const {data} = got.json;
		expect(data.baskets[2]).toMatchObject({
			refunded_at: '2026-03-01T12:00:00+03:00',
			refunded_amount: 500,
			refunded_deduction_amount: 0,
			deleted_at: null,
		});
		expect(data.baskets[0].refunded_at).toBeNull();
		expect(data.refunds).toHaveLength(1);
		expect(data.refunds[0]).toMatchObject({amount: 500, deduction_amount: 0, baskets: [63_995]});
	});

	test('deduction_amount is kept back and shared by price', async () => {
		const {rest} = await open();
		const {data} = (
			await rest('DELETE orders/4360/baskets', {
				refund: {deduction_amount: 100, baskets: {63_993: [], 63_994: [], 63_995: []}},
			})
		).json;
		const amounts = data.baskets.map((basket: {refunded_amount: number}) => basket.refunded_amount);
		expect(amounts.reduce((sum: number, amount: number) => sum + amount, 0)).toBe(700);
		expect(data.refunds[0]).toMatchObject({amount: 700, deduction_amount: 100});
	});

	test.each([
		['more than the price', {amount: 501, baskets: {63_995: []}}],
		['a negative amount', {amount: -1, baskets: {63_995: []}}],
		['no amount', {baskets: {63_995: []}}],
		['both amounts', {amount: 100, deduction_amount: 50, baskets: {63_995: []}}],
		['no tickets', {amount: 100, baskets: []}],
	])('%s is refused', async (_, refund) => {
		const {rest} = await open();
		refused(await rest('DELETE orders/4360/baskets', {refund}));
	});

	test('an unpaid order and a ticket that was refunded already are refused', async () => {
		const {rest} = await open();
		const {data} = (await rest('POST orders', newOrder([`full_${seat}`]))).json;
		refused(
			await rest(`DELETE orders/${data.id}/baskets`, {
				refund: {amount: 1, baskets: {[data.baskets[0].id]: []}},
			}),
		);
		const refund = {amount: 500, baskets: {63_995: []}};
		await rest('DELETE orders/4360/baskets', {refund});
		refused(await rest('DELETE orders/4360/baskets', {refund}));
	});

	test('a refunded seat is free and its barcode no longer valid', async () => {
		const client = await open();
		await client.rest('DELETE orders/4360/baskets', {refund: {amount: 150, baskets: {63_993: []}}});
		expect(await seatIsFree(client, 'CENTER_PARTERRE-10;1')).toBe(true);
		expect((await client.rest('GET shows/41/barcode/877076325904')).status).toBe(404);
	});
});

describe('deleting tickets', () => {
	test('one ticket goes, the order stays until the last one', async () => {
		const {rest} = await open();
		const one = (await rest('DELETE orders/4360/baskets', {delete: {baskets: {63_993: []}}})).json.data;
		expect(one.baskets[0].deleted_at).toBe('2026-03-01T12:00:00+03:00');
		expect([one.baskets[1].deleted_at, one.deleted_at]).toEqual([null, null]);
		const all = (await rest('DELETE orders/4360/baskets', {delete: {baskets: {63_994: [], 63_995: []}}})).json
			.data;
		expect(all.deleted_at).toBe('2026-03-01T12:00:00+03:00');
	});

	test('a season ticket goes with the last of its related tickets', async () => {
		const {rest} = await open();
		const {baskets} = (await rest('GET orders/4250')).json.data;
		const [main, first, second] = baskets.map((basket: {id: number}) => basket.id);
		expect(baskets[0].related_baskets).toEqual([first, second]);
		const half = (await rest('DELETE orders/4250/baskets', {delete: {baskets: {[main]: [first]}}})).json.data;
		expect(half.baskets.map((basket: {deleted_at: unknown}) => basket.deleted_at !== null)).toEqual([
			false,
			true,
			false,
		]);
		const whole = (await rest('DELETE orders/4250/baskets', {delete: {baskets: {[main]: [second]}}})).json
			.data;
		expect(whole.baskets.every((basket: {deleted_at: unknown}) => basket.deleted_at !== null)).toBe(true);
	});

	test('tickets of another order are not found, and nothing of the request is applied', async () => {
		const {rest} = await open();
		const got = await rest('DELETE orders/4360/baskets', {delete: {baskets: {63_993: [], 1: []}}});
		expect([got.status, got.json.code]).toEqual([404, 'RESOURCE_NOT_FOUND']);
		expect((await rest('GET orders/4360')).json.data.baskets[0].deleted_at).toBeNull();
		refused(await rest('DELETE orders/4360/baskets', {}));
		expect((await rest('DELETE orders/1/baskets', {delete: {baskets: {1: []}}})).json.info.resource).toBe(
			'Order',
		);
	});
});

describe('restore', () => {
	test('a cancelled order comes back with a fresh hold and takes its seat', async () => {
		const client = await open();
		const {id} = (await client.rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		await client.plain(`POST /__sandbox/orders/${id}/cancel`);
		const {data} = (await client.rest(`POST orders/${id}/restore`, {})).json;
		expect(data).toMatchObject({deleted_at: null, reserved_to: '2026-03-02T12:00:00+03:00'});
		expect(data.baskets[0].deleted_at).toBeNull();
		expect(await seatIsFree(client, seat)).toBe(false);
		expect((await client.rest(`GET orders/${id}`)).json.data.deleted_at).toBeNull();
	});

	test('a seeded cancelled order, without a body', async () => {
		const {rest} = await open();
		expect((await rest('GET orders/4244')).json.data.deleted_at).not.toBeNull();
		expect((await rest('POST orders/4244/restore')).json.data.deleted_at).toBeNull();
	});

	test('is refused when not cancelled, refunded, or resold', async () => {
		const client = await open();
		const {rest, plain} = client;
		refused(await rest('POST orders/4360/restore', {}));
		await rest('DELETE orders/4360/baskets', {refund: {amount: 150, baskets: {63_993: []}}});
		await rest('DELETE orders/4360/baskets', {delete: {baskets: {63_993: [], 63_994: [], 63_995: []}}});
		refused(await rest('POST orders/4360/restore', {}));
		const {id} = (await rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		await plain(`POST /__sandbox/orders/${id}/cancel`);
		await rest('POST orders', newOrder([`full_${seat}`]));
		refused(await rest(`POST orders/${id}/restore`, {}));
		expect((await rest('POST orders/1/restore', {})).json.info).toEqual({id: 1, resource: 'Order'});
	});
});

describe('changing a ticket', () => {
	test('names of a paid ticket change, its price does not', async () => {
		const {rest} = await open();
		const got = await rest('PUT baskets/63993', {data: {client_name: 'Eva', client_surname: 'Ёлкина'}});
		expect(got.json.data).toMatchObject({
			id: 63_993,
			client_name: 'Eva',
			client_surname: 'Ёлкина',
			price: 150,
		});
		expect(got.headers['x-sandbox-basis']).toBe('documented');
		refused(await rest('PUT baskets/63993', {data: {discount_value: 10}}));
		refused(await rest('PUT baskets/63993', {data: {ticket_original_price: 10}}));
	});

	test('tariff, price and discount of an unpaid ticket change the order', async () => {
		const {rest} = await open();
		const order = (await rest('POST orders', newOrder([`full_${seat}`]))).json.data;
		const line = `PUT baskets/${order.baskets[0].id}`;
		expect((await rest(line, {data: {multiprice_code: 'preferential'}})).json.data.price).toBe(150);
		const {data} = (await rest(line, {data: {ticket_original_price: 400, discount_value: 30}})).json;
		expect(data).toMatchObject({original_price: 400, discount_value: 30, price: 370});
		expect((await rest(`GET orders/${order.id}`)).json.data).toMatchObject({price: 370, original_price: 400});
		refused(await rest(line, {data: {discount_value: 401}}));
		refused(await rest(line, {data: {multiprice_code: 'nothing'}}));
		refused(await rest(line, {}));
	});

	test('an unknown ticket is not found', async () => {
		const {rest} = await open();
		expect((await rest('PUT baskets/1', {data: {}})).json.info).toEqual({id: 1, resource: 'Basket'});
	});

	test('baskets are listed and found by barcode', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET baskets', {where: [{column: 'barcode', value: '877344688530'}]})).json;
		expect(data.map((basket: {id: number}) => basket.id)).toEqual([63_994]);
	});
});
