import {describe, expect, test} from 'vitest';
import {minutesLater, open, type Got, type Json} from './ask.ts';

const place = '12/4076';
const seat = 'CENTER_PARTERRE-20;5';
const reserved_to = '2030-04-20T19:00:00+03:00';

function code(got: Got): string {
	expect(got.status).toBe(200);
	expect(got.json.status).toBe('error');
	expect(Object.keys(got.json)).toEqual(['status', 'code', 'message']);
	return got.json.code as string;
}

describe('the header of an answer', () => {
	test('names event, date, hall and city, and a hash that changes with seats and prices only', async () => {
		const {partners, rest} = await open();
		const {json} = await partners(`POST tickets/add/${place}`, {
			seat_id: seat,
			offer_id: 'full',
			reserved_to,
		});
		expect(Object.keys(json)).toEqual([
			'event_id',
			'show_id',
			'event_name',
			'start_date',
			'finish_date',
			'scheme',
			'city',
			'last_update_hash',
			'status',
			'result',
		]);
		expect(json).toMatchObject({
			event_id: 12,
			show_id: 4076,
			scheme: {id: 48, venue_id: 120, width: 1000, height: 800},
			city: {id: 2, timezone: 'Europe/Moscow'},
		});
		expect(json.last_update_hash).toMatch(/^[\da-f]{40}$/);
		const hash = async (): Promise<string> =>
			(await partners(`POST tickets/check/${place}`, {seat_id: seat, offer_id: 'full'})).json
				.last_update_hash as string;
		expect(await hash()).toBe(json.last_update_hash);
		await rest('PUT events/12', {data: {shows: [{id: 4076, prices: [{default_price: 1}]}]}});
		expect(await hash()).not.toBe(json.last_update_hash);
	});
});

describe('tickets/add', () => {
	test('unpaid with reserved_to: held, no barcode, dates in Moscow time', async () => {
		const {partners} = await open();
		const got = await partners(`POST tickets/add/${place}`, {
			seat_id: seat,
			offer_id: 'preferential',
			paid: 0,
			reserved_to: '2030-04-21T02:00:00+10:00',
			external_id: 'T-1',
			external_order_id: 'O-1',
			price: 600.5,
			client_email: 'guest@example.com',
			client_name: 'Анна',
		});
		expect(got.headers['x-sandbox-basis']).toBe('documented');
		expect(got.json.result).toEqual({
			id: 140_001,
			paid: 0,
			paid_at: null,
			seat_id: seat,
			offer_id: 'preferential',
			admission: false,
			payment_type_id: null,
			reserved_to: '2030-04-20T19:00:00+03:00',
			external_id: 'T-1',
			external_order_id: 'O-1',
			barcode: null,
			price: 600.5,
			client_email: 'guest@example.com',
			client_phone: null,
			client_name: 'Анна',
			client_surname: null,
			client_middlename: null,
			fanid_card: null,
			visitor_user_id: null,
		});
	});

	test.each([
		{paid: 1},
		{paid: '1'},
		{paid_at: '2026-02-01T10:00:00+03:00'},
		{paid: 1, paid_at: '2026-02-01T10:00:00+03:00'},
	])('%j: paid at once, with a barcode that passes the gate', async payment => {
		const {partners, rest} = await open();
		const {result} = (
			await partners(`POST tickets/add/${place}`, {seat_id: seat, offer_id: 'full', ...payment})
		).json;
		expect(result).toMatchObject({paid: 1, reserved_to: null, price: 600});
		expect(result.paid_at).toBe(
			'paid_at' in payment ? '2026-02-01T10:00:00+03:00' : '2026-03-01T12:00:00+03:00',
		);
		expect(result.barcode).toMatch(/^87\d{10}$/);
		expect((await rest(`GET shows/4076/barcode/${result.barcode}`)).json.barcode).toBe(result.barcode);
	});

	test('unpaid without reserved_to is held for a day, labelled as inferred', async () => {
		const {partners} = await open();
		const got = await partners(`POST tickets/add/${place}`, {seat_id: seat, offer_id: 'full'});
		expect(got.json.result.reserved_to).toBe('2026-03-02T12:00:00+03:00');
		expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; unpaid without reserved_to/);
	});

	test.each([
		['a held seat', {seat_id: 'CENTER_PARTERRE-22;1', offer_id: 'full'}, 'SEAT_NOT_AVAILABLE'],
		['a paid seat', {seat_id: 'CENTER_PARTERRE-23;1', offer_id: 'preferential'}, 'SEAT_NOT_AVAILABLE'],
		['a disabled seat', {seat_id: 'CENTER_PARTERRE-25;20', offer_id: 'full'}, 'SEAT_NOT_AVAILABLE'],
		['a seat of another partner', {seat_id: 'CENTER_BALCONY-5;1', offer_id: 'full'}, 'SEAT_NOT_AVAILABLE'],
		['an unknown seat', {seat_id: 'CENTER_PARTERRE-99;1', offer_id: 'full'}, 'SEAT_NOT_FOUND'],
		['an unknown offer', {seat_id: seat, offer_id: 'child'}, 'SEAT_NOT_FOUND'],
		['no seat', {offer_id: 'full'}, 'VALIDATION_ERROR'],
		['a malformed date', {seat_id: seat, reserved_to: 'tomorrow'}, 'VALIDATION_ERROR'],
		['a hold in the past', {seat_id: seat, reserved_to: '2026-03-01T08:00:00Z'}, 'VALIDATION_ERROR'],
		['a malformed paid_at', {seat_id: seat, paid_at: '2026-13-45'}, 'VALIDATION_ERROR'],
		['a strange paid', {seat_id: seat, paid: 'yes'}, 'VALIDATION_ERROR'],
		['a long user_session', {seat_id: seat, user_session: 'x'.repeat(41)}, 'VALIDATION_ERROR'],
		['a strange price', {seat_id: seat, price: 'much'}, 'VALIDATION_ERROR'],
		['an external_id in use', {seat_id: seat, external_id: 'ticket12345'}, 'VALIDATION_ERROR'],
	])('%s: %j gives %s', async (_, body, expected) => {
		const {partners, plain} = await open();
		const before = (await plain('GET /__sandbox/state')).json.digest as string;
		expect(code(await partners(`POST tickets/add/${place}`, {reserved_to, ...body}))).toBe(expected);
		expect((await plain('GET /__sandbox/state')).json.digest).toBe(before);
	});

	test('the documented message of a taken seat', async () => {
		const {partners} = await open();
		const got = await partners(`POST tickets/add/${place}`, {
			seat_id: 'CENTER_PARTERRE-22;1',
			offer_id: 'full',
		});
		expect(got.json.message).toBe('Seat "CENTER_PARTERRE-22;1" is not available');
	});

	test.each([
		['an unknown event', 'tickets/add/999/4076', 'EVENT_NOT_FOUND'],
		['a date of another event', 'tickets/add/12/41', 'EVENT_NOT_FOUND'],
		['an unknown date', 'tickets/add/12/999', 'EVENT_NOT_FOUND'],
		['no date although there are three', 'tickets/add/12', 'VALIDATION_ERROR'],
		['no event', 'tickets/add', 'VALIDATION_ERROR'],
		['a word for an event', 'tickets/add/batch', 'EVENT_NOT_FOUND'],
		['a deleted event', 'tickets/add/105', 'EVENT_NOT_FOUND'],
	])('%s', async (_, path, expected) => {
		const {partners} = await open();
		expect(code(await partners(`POST ${path}`, {seat_id: seat, offer_id: 'full', reserved_to}))).toBe(
			expected,
		);
	});

	test('an event with one date needs no show_id; one without tariffs has the empty offer', async () => {
		const {partners} = await open();
		expect(
			(await partners('POST tickets/add/33', {seat_id: seat, offer_id: 'full', reserved_to})).json.show_id,
		).toBe(41);
		const got = await partners('POST tickets/add/101', {seat_id: seat, offer_id: '', reserved_to});
		expect(got.json.result).toMatchObject({offer_id: '', price: 1000});
	});

	test('an event with Fan ID needs the card', async () => {
		const {partners} = await open();
		expect(code(await partners('POST tickets/add/112', {seat_id: seat, reserved_to}))).toBe(
			'VALIDATION_ERROR',
		);
		const got = await partners('POST tickets/add/112', {seat_id: seat, reserved_to, fanid: '000111'});
		expect(got.json.result.fanid_card).toEqual({id: 1, value: '000111'});
	});

	test('an admission zone sells until it is full', async () => {
		const {partners} = await open();
		const item = {seat_id: 'FANZONE-1;1', offer_id: 'full', reserved_to};
		const check = async (): Promise<Json> => (await partners('POST tickets/check/12/21', item)).json.result;
		const free = Number((await check()).free_quantity);
		expect(code(await partners('POST tickets/add/12/21', {batch: Array(free + 1).fill(item)}))).toBe(
			'SEAT_NOT_AVAILABLE',
		);
		expect((await check()).free_quantity).toBe(free);
		const {result} = (await partners('POST tickets/add/12/21', {batch: Array(free).fill(item)})).json;
		expect(result).toHaveLength(free);
		expect(result[0].admission).toBe(true);
		expect(await check()).toMatchObject({available: false, free_quantity: 0, admission: true});
	});
});

describe('batch', () => {
	test('the result is a list in the same order', async () => {
		const {partners} = await open();
		const seats = ['CENTER_PARTERRE-21;12', 'CENTER_PARTERRE-20;6', 'CENTER_BALCONY-1;14'];
		const batch = seats.map(seat_id => ({seat_id, offer_id: 'full', reserved_to}));
		const {json} = await partners(`POST tickets/add/${place}`, {batch});
		expect(json.result.map((ticket: {seat_id: string}) => ticket.seat_id)).toEqual(seats);
	});

	test.each([
		[
			'add',
			[
				{seat_id: seat, offer_id: 'full', reserved_to},
				{seat_id: 'CENTER_PARTERRE-22;1', reserved_to},
			],
			'SEAT_NOT_AVAILABLE',
		],
		[
			'add',
			[
				{seat_id: seat, reserved_to},
				{seat_id: seat, reserved_to},
			],
			'SEAT_NOT_AVAILABLE',
		],
		[
			'update',
			[
				{id: 120_260, paid: 1},
				{id: 1, paid: 1},
			],
			'TICKET_NOT_FOUND',
		],
		['remove', [{id: 120_260}, {id: 120_260}], 'TICKET_NOT_FOUND'],
	])('%s with one bad item refuses the whole batch and applies nothing', async (action, batch, expected) => {
		const {partners, plain} = await open();
		const before = (await plain('GET /__sandbox/state')).json.digest as string;
		expect(code(await partners(`POST tickets/${action}/${place}`, {batch}))).toBe(expected);
		expect((await plain('GET /__sandbox/state')).json.digest).toBe(before);
	});

	test.each([[[]], ['x'], [[1]], [{}]])('batch %j is refused', async batch => {
		const {partners} = await open();
		expect(code(await partners(`POST tickets/check/${place}`, {batch}))).toBe('VALIDATION_ERROR');
	});
});

describe('tickets/update', () => {
	test('RESERVED to PAID: the barcode appears and stays at a second payment', async () => {
		const {partners} = await open();
		const body = {id: 120_260, paid: 1, paid_at: '2026-02-01T10:00:00+03:00', client_phone: '+70000000000'};
		const {result} = (await partners(`POST tickets/update/${place}`, body)).json;
		expect(result).toMatchObject({
			id: 120_260,
			paid: 1,
			paid_at: '2026-02-01T10:00:00+03:00',
			client_phone: '+70000000000',
			client_name: 'Мария',
		});
		expect(result.barcode).toMatch(/^87\d{10}$/);
		const again = (await partners(`POST tickets/update/${place}`, {id: '120260', paid: 1})).json.result;
		expect(again).toEqual(result);
	});

	test('RESERVED stays RESERVED with a later end', async () => {
		const {partners} = await open();
		const {result} = (
			await partners(`POST tickets/update/${place}`, {id: 120_261, paid: 0, reserved_to: '2031-01-01'})
		).json;
		expect(result).toMatchObject({paid: 0, reserved_to: '2031-01-01T00:00:00+03:00', barcode: null});
	});

	test('external_id stands for the id', async () => {
		const {partners} = await open();
		const got = await partners(`POST tickets/update/${place}`, {
			external_id: 'ticket12345',
			external_order_id: 'O-2',
		});
		expect(got.json.result).toMatchObject({id: 134_856, external_order_id: 'O-2', barcode: '872964136579'});
	});

	test.each([
		['an unknown id', {id: 1, paid: 1}, 'TICKET_NOT_FOUND'],
		['an unknown external_id', {external_id: 'nothing', paid: 1}, 'TICKET_NOT_FOUND'],
		['neither', {paid: 1}, 'VALIDATION_ERROR'],
		['unpaying', {id: 134_856, paid: 0}, 'VALIDATION_ERROR'],
		['a malformed date', {id: 120_260, reserved_to: 'x'}, 'VALIDATION_ERROR'],
	])('%s', async (_, body, expected) => {
		const {partners} = await open();
		expect(code(await partners(`POST tickets/update/${place}`, body))).toBe(expected);
	});

	test('a ticket of another date is not found', async () => {
		const {partners} = await open();
		expect(code(await partners('POST tickets/update/12/21', {id: 120_260, paid: 1}))).toBe(
			'TICKET_NOT_FOUND',
		);
	});
});

describe('the end of a ticket', () => {
	async function isFree(
		partners: (line: string, body?: unknown) => Promise<Got>,
		seat_id: string,
	): Promise<boolean> {
		return (await partners(`POST tickets/check/${place}`, {seat_id, offer_id: 'full'})).json.result
			.available as boolean;
	}

	async function found(partners: (line: string, body?: unknown) => Promise<Got>, id: number): Promise<Json> {
		return (await partners('POST tickets/find', {filter: {id}})).json.result[0];
	}

	test('RESERVED is removed: deleted, the seat free, a second removal not found', async () => {
		const {partners} = await open();
		expect(await isFree(partners, 'CENTER_PARTERRE-22;1')).toBe(false);
		const got = await partners(`POST tickets/remove/${place}`, {id: 120_260});
		expect(got.json.result).toBe(true);
		expect(got.headers['x-sandbox-basis']).toBe('documented');
		expect(await isFree(partners, 'CENTER_PARTERRE-22;1')).toBe(true);
		expect(await found(partners, 120_260)).toMatchObject({deleted: 1});
		expect(code(await partners(`POST tickets/remove/${place}`, {id: 120_260}))).toBe('TICKET_NOT_FOUND');
		expect(code(await partners(`POST tickets/update/${place}`, {id: 120_260, paid: 1}))).toBe(
			'TICKET_NOT_FOUND',
		);
	});

	test('PAID is removed too, labelled as inferred', async () => {
		const {partners, rest} = await open();
		const got = await partners(`POST tickets/remove/${place}`, {external_id: 'ticket12345'});
		expect(got.json.result).toBe(true);
		expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; removing a paid ticket/);
		expect((await rest('GET shows/4076/barcode/872964136579')).status).toBe(404);
	});

	test('a batch removes several', async () => {
		const {partners} = await open();
		const got = await partners(`POST tickets/remove/${place}`, {batch: [{id: 120_260}, {id: 120_261}]});
		expect(got.json.result).toEqual([true, true]);
	});

	test('a hold expires after its end, not before', async () => {
		const {partners, setTime} = await open();
		const hold = {seat_id: seat, offer_id: 'full', reserved_to: '2026-03-01T12:30:00+03:00'};
		const {id} = (await partners(`POST tickets/add/${place}`, hold)).json.result;
		setTime(minutesLater(30));
		expect(await found(partners, id)).toMatchObject({deleted: 0});
		setTime(minutesLater(31));
		expect(await found(partners, id)).toMatchObject({deleted: 1});
		expect(await isFree(partners, seat)).toBe(true);
		expect(code(await partners(`POST tickets/update/${place}`, {id, paid: 1}))).toBe('TICKET_NOT_FOUND');
	});

	test('paid tickets do not expire', async () => {
		const {partners, setTime} = await open();
		setTime(new Date('2031-06-01T00:00:00Z'));
		expect(await found(partners, 134_856)).toMatchObject({deleted: 0});
		expect(await found(partners, 120_260)).toMatchObject({deleted: 1});
	});
});

describe('tickets/check', () => {
	test('free and taken seats, several at once', async () => {
		const {partners} = await open();
		const batch = [
			{seat_id: seat, offer_id: 'preferential'},
			{seat_id: 'CENTER_PARTERRE-23;1', offer_id: 'full'},
		];
		const {json} = await partners(`POST tickets/check/${place}`, {batch});
		expect(json.result).toEqual([
			{...batch[0], available: true, coords: [349, 579], row: 20, place: 5, price: 300, currency_id: 'RUB'},
			expect.objectContaining({...batch[1], available: false, price: 600}),
		]);
		expect(code(await partners(`POST tickets/check/${place}`, {seat_id: 'X-1;1'}))).toBe('SEAT_NOT_FOUND');
	});
});

describe('tickets/find', () => {
	test.each([
		['tickets/find', {external_order_id: 'order67890'}, [134_856, 134_857]],
		['tickets/find/12', {external_order_id: 'order67890'}, [134_856, 134_857]],
		['tickets/find/12/4076', {external_order_id: 'order67890'}, [134_856, 134_857]],
		['tickets/find/12/21', {external_order_id: 'order67890'}, []],
		['tickets/find', {barcode: '872964136579'}, [134_856]],
		['tickets/find', {barcode: ['872964136579', '879979255977']}, [134_856, 134_857]],
		['tickets/find', {id: [134_857, '134858']}, [134_857, 134_858]],
		['tickets/find', {external_id: ['ticket12345'], id: 134_858}, [134_856, 134_858]],
		['tickets/find', {external_id: ''}, []],
		['tickets/find', {external_id: null}, []],
	])('%s %j', async (path, filter, expected) => {
		const {partners} = await open();
		const {json} = await partners(`POST ${path}`, {filter});
		expect(json.status).toBe('success');
		expect(json.result.map((ticket: {id: number}) => ticket.id)).toEqual(expected);
	});

	test('several keys are labelled as inferred, one is documented', async () => {
		const {partners} = await open();
		const one = await partners('POST tickets/find', {filter: {id: 134_857}});
		expect(one.headers['x-sandbox-basis']).toBe('documented');
		expect(Object.keys(one.json.result[0]).at(-1)).toBe('deleted');
		const two = await partners('POST tickets/find', {filter: {id: 134_857, barcode: '872964136579'}});
		expect(two.headers['x-sandbox-basis']).toMatch(/^inferred; several filter keys/);
	});

	test.each([undefined, {}, {filter: {}}, {filter: []}, {filter: {name: 'x'}}])(
		'%j is refused',
		async body => {
			const {partners} = await open();
			expect(code(await partners('POST tickets/find', body))).toBe('VALIDATION_ERROR');
			expect(code(await partners('POST tickets/find/999', {filter: {id: 1}}))).toBe('EVENT_NOT_FOUND');
		},
	);
});

describe('GET and POST', () => {
	test('give the same answer, with parameters in the query, in the body, or as a form', async () => {
		const {partners, plain, sandbox} = await open();
		const sent = {seat_id: seat, offer_id: 'full'};
		const query = new URLSearchParams(sent).toString();
		const line = `tickets/check/${place}`;
		const answers = [
			await partners(`POST ${line}`, sent),
			await partners(`GET ${line}`, sent),
			await partners(`GET ${line}?${query}`),
			await partners(`POST ${line}?${query}`),
			await partners(`POST tickets/check?${query}&event_id=12&show_id=4076`),
			await plain(`POST /api/partners/v1/${line}`, {
				token: sandbox.tokens.partners,
				body: query,
				headers: {'Content-Type': 'application/x-www-form-urlencoded'},
			}),
		];
		expect(new Set(answers.map(got => got.text)).size).toBe(1);
		expect(answers[0]?.json.result.available).toBe(true);
	});

	test('PHP brackets in the query', async () => {
		const {partners} = await open();
		const {json} = await partners(
			'GET tickets/find?filter[id][]=134857&filter[id][]=134858&filter[__proto__][x]=1',
		);
		expect(json.result.map((ticket: {id: number}) => ticket.id)).toEqual([134_857, 134_858]);
	});
});

describe('events of a partner', () => {
	test('lists: one row per upcoming date that is open', async () => {
		const {partners, setTime} = await open();
		const {json} = await partners('GET events/lists');
		const shows = json.result.map((row: {show_id: number}) => row.show_id);
		expect(shows).toEqual(expect.arrayContaining([20, 21, 4076, 41]));
		const events = new Set(json.result.map((row: {event_id: number}) => row.event_id));
		expect([105, 109, 111].some(id => events.has(id))).toBe(false);
		expect(json.result[0]).toMatchObject({fanid_required: false, integrations: [], event_type: {id: 2}});
		setTime(new Date('2030-05-02T12:00:00Z'));
		const later = (await partners('GET events/lists')).json.result.map(
			(row: {show_id: number}) => row.show_id,
		);
		expect(later).not.toContain(20);
		expect(later).toContain(21);
	});

	test('seatmap, offers and the deprecated seats agree on the seats', async () => {
		const {partners} = await open();
		const map = (await partners(`GET events/seatmap/${place}`)).json.seatmap;
		expect(map.zones.CENTER_PARTERRE.seats[seat]).toEqual({coords: [349, 579], row: 20, place: 5});
		const fanZone = map.zones.FANZONE.seats['FANZONE-1;1'];
		expect(fanZone).toMatchObject({admission: true, coords: [361, 31]});
		expect(fanZone.free_quantity).toBeGreaterThan(90);
		const {offers} = (await partners(`GET events/offers/${place}`)).json;
		expect(Object.keys(offers)).toEqual(['full', 'preferential']);
		expect(offers.full.seats[seat]).toEqual({available: true, price: 600});
		expect(offers.preferential.seats['CENTER_PARTERRE-23;1']).toEqual({available: false, price: 300});
		const old = (await partners(`GET events/seats/${place}`)).json;
		expect(old).not.toHaveProperty('status');
		expect(old.scheme.zones[0].seats).toHaveLength(500);
		const row = old.zones[0].seats.find((candidate: {seat_id: string}) => candidate.seat_id === seat);
		expect(row).toEqual({
			seat_id: seat,
			available: true,
			coords: [349, 579],
			row: 20,
			place: 5,
			price: 600,
			currency_id: 'RUB',
		});
		expect(old.zones[2].seats[0]).toMatchObject({admission: true, free_quantity: fanZone.free_quantity});
	});

	test('the deprecated seats take the first date when none is named; the others insist', async () => {
		const {partners} = await open();
		const got = await partners('GET events/seats/12');
		expect(got.json.show_id).toBe(20);
		expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; no date named/);
		expect((await partners('GET events/seats/12/21')).headers['x-sandbox-basis']).toBe('documented');
		for (const path of ['events/offers/12', 'events/seatmap/12']) {
			expect(code(await partners(`GET ${path}`))).toBe('VALIDATION_ERROR');
		}
	});
});
