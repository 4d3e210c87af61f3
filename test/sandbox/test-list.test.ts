import {describe, expect, test} from 'vitest';
import {open, type Client, type Got, type Json} from './ask.ts';

const basis = (got: Got): string => String(got.headers['x-sandbox-basis']);

/** Paths and bodies that only the test list has: the HTML page or a refusal in faithful mode. */
const requests: ReadonlyArray<
	readonly [id: string, line: string, body: unknown, check: (data: Json) => boolean]
> = [
	['1.7', 'DELETE orders/4360/baskets/63993', undefined, data => data.baskets[0].deleted_at !== null],
	[
		'1.8',
		'PATCH orders/4360/baskets/63993',
		{client_name: 'Eva', client_surname: 'Two', client_phone: '+70000000001'},
		data => data.client_name === 'Eva' && data.client_phone === '+70000000001',
	],
	[
		'1.9',
		'POST orders/4360/baskets/63993/refund',
		{amount: 150, deduction_amount: 15},
		data => data.baskets[0].refunded_amount === 150,
	],
	[
		'2.3',
		'POST clients',
		{email: 'flat@example.com', name: 'Eva', phone: '+7'},
		data => data.details.name === 'Eva',
	],
	[
		'2.4',
		'PATCH clients/235',
		{name: 'Новое', phone: '+70000000002'},
		data => data.details.phone === '+70000000002',
	],
	[
		'3.4',
		'POST events',
		{
			name: 'Flat',
			description: 'x',
			start_date: '2030-12-31T19:00:00+03:00',
			finish_date: '2030-12-31T22:00:00+03:00',
		},
		data => data.shows[0].start_date === '2030-12-31T19:00:00+03:00',
	],
	['3.5', 'PATCH events/33', {name: 'Changed'}, data => data.name === 'Changed' && data.shows.length === 1],
	[
		'3.6',
		'GET events/33/seats',
		undefined,
		data => data.full_CENTER_PARTERRE.zone_id === 'full_CENTER_PARTERRE',
	],
	['3.7', 'GET events/33/seats/41', undefined, data => Object.keys(data).length === 6],
	['4.1', 'GET price-shades', undefined, data => data.length === 15],
	[
		'4.4',
		'POST promo-codes',
		{
			code: 'FLAT',
			discount_type: 'percent',
			discount_value: 10,
			valid_from: '2026-01-01',
			valid_to: '2030-01-01',
		},
		data => data.code === 'FLAT' && data.active_to === '2030-01-01T00:00:00+03:00',
	],
	[
		'4.5',
		'PATCH promo-codes/13513',
		{discount_value: 15, valid_to: '2031-01-01'},
		data => data.active_to === '2031-01-01T00:00:00+03:00',
	],
	['5.1', 'GET barcodes', undefined, data => data.length === 100],
	[
		'5.2',
		'GET barcodes',
		{where: [{column: 'event_id', value: 33}]},
		data => data.every((row: Json) => row.event_id === 33),
	],
	['5.3', 'GET scanning/info', undefined, data => data.total > data.scanned],
	[
		'5.5',
		'POST scanning/batch',
		{scans: [{barcode: '877344688530', event_id: 33, show_id: 41, scanned_at: '2030-06-10T18:41:00+03:00'}]},
		data => data[0].checked_at === '2030-06-10T18:41:00+03:00',
	],
];

describe('test-list mode', () => {
	test.each(requests)('%s %s works and says that it is inferred', async (_, line, body, check) => {
		const {rest} = await open({mode: 'test-list'});
		const got = await rest(line, body);
		expect(got.status).toBe(200);
		expect(check(got.json.data)).toBe(true);
		expect(basis(got)).toMatch(/^inferred; /);
	});

	test.each(requests)('%s %s does not work in faithful mode', async (_, line, body) => {
		const {rest} = await open();
		expect([404, 503]).toContain((await rest(line, body)).status);
	});

	test('5.4: a scan, and its state by barcode', async () => {
		const {rest} = await open({mode: 'test-list'});
		const got = await rest('POST scanning/scan', {barcode: '877076325904', event_id: 33, show_id: 41});
		expect(got.json).toEqual({
			success: true,
			barcode: '877076325904',
			checked_at: '2026-03-01T12:00:00+03:00',
		});
		const info = await rest('GET scanning/info', {barcode: '877076325904'});
		expect(info.json.checked_at).toBe('2026-03-01T12:00:00+03:00');
		expect((await rest('POST scanning/scan', {barcode: '877344688530', show_id: 20})).status).toBe(404);
		expect((await rest('POST scanning/scan', {})).status).toBe(404);
		expect((await rest('POST scanning/batch', {})).status).toBe(422);
	});

	test('2.2, 3.2: per_page and the column active are taken', async () => {
		const {rest} = await open({mode: 'test-list'});
		expect((await rest('GET clients', {page: 1, per_page: 50})).json.data).toHaveLength(50);
		const {json} = await rest('GET events', {where: [{column: 'active', value: 1}], page: 1});
		expect(json.paging.total).toBe(13);
		expect((await (await open()).rest('GET events', {where: [{column: 'active', value: 1}]})).status).toBe(
			503,
		);
	});

	test('7.4: an empty client is a VALIDATION_ERROR', async () => {
		const {rest} = await open({mode: 'test-list'});
		const got = await rest('POST clients', {});
		expect([got.status, got.json.code]).toEqual([422, 'VALIDATION_ERROR']);
		expect((await rest('POST events', {})).status).toBe(422);
		expect((await rest('POST promo-codes', {})).status).toBe(422);
	});

	test('the official paths still work', async () => {
		const {rest, partners} = await open({mode: 'test-list'});
		expect((await rest('PUT baskets/63993', {data: {client_name: 'Eva'}})).json.data.client_name).toBe('Eva');
		expect((await rest('GET shows/41/barcodes')).status).toBe(200);
		expect((await partners('POST tickets/remove/12/4076', {id: 120_260})).json.result).toBe(true);
	});

	test('an unknown event or date of the seats path is not found', async () => {
		const {rest} = await open({mode: 'test-list'});
		expect((await rest('GET events/999/seats')).json.info.resource).toBe('Event');
		expect((await rest('GET events/33/seats/20')).json.info.resource).toBe('Show');
	});
});

describe('Partners paths without ids', () => {
	async function both(line: string, body: unknown): Promise<{faithful: Got; testList: Got; client: Client}> {
		const faithful = await (await open()).partners(line, body);
		const client = await open({mode: 'test-list'});
		return {faithful, testList: await client.partners(line, body), client};
	}

	test('update and remove find the ticket by its id', async () => {
		const update = await both('POST tickets/update/batch', {batch: [{id: 120_260, paid: 1}]});
		expect(update.faithful.json.code).toBe('EVENT_NOT_FOUND');
		expect(update.testList.json).toMatchObject({
			event_id: 12,
			show_id: 4076,
			result: [{id: 120_260, paid: 1}],
		});
		const remove = await both('DELETE tickets/remove', {id: 120_261});
		expect(remove.faithful.status).toBe(404);
		expect(remove.testList.json.result).toBe(true);
		const many = await both('DELETE tickets/remove/batch', {batch: [{id: 120_260}, {id: 120_261}]});
		expect(many.testList.json.result).toEqual([true, true]);
		expect((await many.client.partners('DELETE tickets/remove', {id: 120_261})).json.code).toBe(
			'TICKET_NOT_FOUND',
		);
		expect((await many.client.partners('DELETE tickets/remove', {})).json.code).toBe('VALIDATION_ERROR');
	});

	test('add needs an event in its parameters, and may reuse an external_id', async () => {
		const batch = [{seat_id: 'CENTER_PARTERRE-20;5', offer_id: 'full', external_id: 'ticket12345'}];
		const {testList, client} = await both('POST tickets/add/batch', {batch});
		expect(testList.json.code).toBe('VALIDATION_ERROR');
		const got = await client.partners('POST tickets/add/batch', {event_id: 12, show_id: 4076, batch});
		expect(got.json.result).toHaveLength(1);
	});
});
