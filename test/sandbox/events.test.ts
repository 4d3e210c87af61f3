import {describe, expect, test} from 'vitest';
import {open, type Json} from './ask.ts';

const show = {
	is_active: 1,
	sale_start_date: null,
	sale_finish_date: '2030-05-01T18:30:00+03:00',
	open_date: '2030-05-01T15:00:00Z',
	start_date: '2030-05-01T19:00:00+03:00',
	finish_date: '2030-05-01T21:00:00+03:00',
	scheme_properties: {
		zones: {
			CENTER_PARTERRE: {disabled: '0', price_id: '#0', rows: {'2': {price_id: '#1'}}},
			CENTER_BALCONY: {disabled: '1', price_id: '#0'},
		},
		seats: {'CENTER_PARTERRE-2;2': {price_id: '#2'}, 'CENTER_PARTERRE-1;1': {disabled: '1'}},
	},
	prices: [
		{default_price: 1000, color_theme: 1},
		{default_price: 700, color_theme: 2},
		{default_price: 100, color_theme: 3},
	],
};

describe('events', () => {
	test('one event has the recorded fields', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET events/33')).json;
		expect(data).toMatchObject({
			id: 33,
			is_active: 1,
			scheme_id: 48,
			city: {id: 2, timezone: 'Europe/Moscow'},
			deleted_at: null,
			external_id: null,
		});
		expect(data.shows.map((row: {id: number}) => row.id)).toEqual([41]);
		expect(data.shows[0].start_date).toMatch(/^2030-.*\+03:00$/);
		expect(data.shows[0].prices[0]).toMatchObject({default_price: 500, color_theme: '5', modifiers: []});
		expect(data).not.toHaveProperty('fanid_required');
		expect((await rest('GET events/12')).json.data.shows.map((row: {id: number}) => row.id)).toEqual([
			20, 21, 4076,
		]);
	});

	test('HEAD answers as GET without a body', async () => {
		const {rest} = await open();
		const known = await rest('HEAD events/33');
		expect([known.status, known.bytes.length]).toEqual([200, 0]);
		expect((await rest('HEAD events/999')).status).toBe(404);
	});

	test('a new event gets ids, price references are resolved, and it can be read and listed', async () => {
		const {rest} = await open();
		const got = await rest('POST events', {
			data: {id: 7, name: 'Гала', is_active: 1, payments: [12, 13], shows: [show]},
		});
		expect(got.status).toBe(200);
		expect(got.headers['x-sandbox-basis']).toMatch(/^inferred; /);
		const {data} = got.json;
		expect(data.id).toBeGreaterThan(112);
		expect(data.payments.map((payment: {id: number}) => payment.id)).toEqual([12, 13]);
		const [made] = data.shows;
		expect(made.open_date).toBe('2030-05-01T18:00:00+03:00');
		expect(made.scheme_properties.zones.CENTER_PARTERRE.price_id).toBe(String(made.prices[0].id));
		expect(made.min_price.default_price).toBe(100);
		expect((await rest(`GET events/${data.id}`)).json.data).toEqual(data);
		const second = (await rest('POST events', {data: {name: {ru: 'Два', en: 'Two'}}})).json.data;
		expect(second.id).toBe(Number(data.id) + 1);
		const seats = (
			await rest(`GET shows/${made.id}/seats`, {select: ['price', 'available', 'color_theme_id'], flat: true})
		).json.data;
		expect(seats['CENTER_PARTERRE-3;1']).toMatchObject({price: 1000, available: true, color_theme_id: 1});
		expect(seats['CENTER_PARTERRE-2;1']).toMatchObject({price: 700});
		expect(seats['CENTER_PARTERRE-2;2']).toMatchObject({price: 100});
		expect(seats['CENTER_PARTERRE-1;1']).toMatchObject({available: false});
		expect(seats['CENTER_BALCONY-1;1']).toMatchObject({available: false});
	});

	test('PUT changes what was sent, keeps the rest, and adds dates and prices', async () => {
		const {rest} = await open();
		const old = (await rest('GET events/33')).json.data;
		const price = old.shows[0].prices[0];
		const {data} = (
			await rest('PUT events/33', {
				data: {
					name: 'Ночь джаза, часть 2',
					shows: [
						{id: 41, prices: [{id: price.id, default_price: 550}]},
						{start_date: '2030-07-01T19:00:00+03:00'},
					],
				},
			})
		).json;
		expect(data.name).toBe('Ночь джаза, часть 2');
		expect(data.place_name).toBe(old.place_name);
		expect(data.shows).toHaveLength(2);
		expect(data.shows[0].prices).toEqual([{...price, default_price: 550}]);
		expect(data.shows[0].start_date).toBe(old.shows[0].start_date);
		expect((await rest('GET events/33')).json.data).toEqual(data);
	});

	test.each([{}, {data: {}}, {data: []}, {data: {name: ''}}, {name: 'flat', start_date: '2030-01-01'}])(
		'POST %j is refused',
		async body => {
			const {rest} = await open();
			const got = await rest('POST events', body);
			expect([got.status, got.json.code]).toEqual([503, 'UNKNOWN_ERROR']);
		},
	);

	test('PUT on an unknown event is not found', async () => {
		const {rest} = await open();
		expect((await rest('PUT events/999', {data: {name: 'x'}})).json.info).toEqual({
			id: 999,
			resource: 'Event',
		});
	});

	test('a deep or strange scheme does no harm', async () => {
		const {rest} = await open();
		const scheme_properties = {
			zones: [1, null],
			seats: {__proto__: 1, 'CENTER_PARTERRE-1;1': null},
			x: {y: ['#0']},
		};
		const {data} = (await rest('POST events', {data: {name: 'x', shows: [{...show, scheme_properties}]}}))
			.json;
		expect((await rest(`GET shows/${data.shows[0].id}/seats`)).status).toBe(200);
	});
});

describe('seats of a show', () => {
	test('flat: tariffs prefix the ids, select keeps columns', async () => {
		const {rest} = await open();
		const got = await rest('GET shows/41/seats', {
			select: ['id', 'root_id', 'row', 'place', 'price'],
			flat: true,
		});
		expect(Object.keys(got.json.data)).toHaveLength(601 * 2);
		expect(got.json.data['preferential_CENTER_PARTERRE-20;5']).toEqual({
			id: 'preferential_CENTER_PARTERRE-20;5',
			seat_id: 'preferential_CENTER_PARTERRE-20;5',
			root_id: 'CENTER_PARTERRE-20;5',
			admission: false,
			row: '20',
			place: '5',
			price: 150,
		});
		expect(got.headers['x-sandbox-basis']).toBe('documented');
	});

	test('not flat: zones first', async () => {
		const {rest} = await open();
		const {data} = (await rest('GET shows/41/seats', {select: ['available']})).json;
		expect(Object.keys(data)).toContain('full_CENTER_BALCONY');
		expect(data.full_CENTER_BALCONY).toMatchObject({zone_id: 'full_CENTER_BALCONY', name: 'Балкон'});
		expect(data.full_CENTER_BALCONY.seats['full_CENTER_BALCONY-1;14']).toEqual({
			seat_id: 'full_CENTER_BALCONY-1;14',
			admission: false,
			available: true,
		});
	});

	test('without a body all seats come, labelled as inferred', async () => {
		const {rest} = await open();
		const got = await rest('GET shows/1/seats');
		expect(got.json.info).toEqual({id: 1, resource: 'Show'});
		const all = await rest('GET shows/41/seats');
		expect(all.status).toBe(200);
		expect(all.headers['x-sandbox-basis']).toMatch(/^inferred; /);
		expect(all.json.data.full_FANZONE.seats['full_FANZONE-1;1'].admission).toBe(true);
	});

	test.each([
		[{column: 'available', value: true}, (seat: Json) => seat.available === true],
		[{column: 'price', operator: '>=', value: 400}, (seat: Json) => seat.price >= 400],
		[
			{column: 'zone_root_id', operator: 'in', value: ['FANZONE']},
			(seat: Json) => seat.zone_root_id === 'FANZONE',
		],
		[
			{column: 'root_zone_id', operator: 'in', value: ['FANZONE']},
			(seat: Json) => seat.zone_root_id === 'FANZONE',
		],
		[{column: 'multiprice_code', value: 'full'}, (seat: Json) => seat.multiprice_code === 'full'],
		[{column: 'spread.partner_id', value: 9}, (seat: Json) => seat.zone_root_id === 'CENTER_BALCONY'],
	])('where %j', async (row, holds) => {
		const {rest} = await open();
		const select = ['available', 'price', 'zone_root_id', 'multiprice_code'];
		const {data} = (await rest('GET shows/41/seats', {select, where: [row], flat: true})).json;
		const seats = Object.values(data);
		expect(seats.length).toBeGreaterThan(0);
		expect(seats.length).toBeLessThan(1202);
		expect(seats.every(holds)).toBe(true);
	});

	test('nothing found is an empty list, as PHP writes an empty map', async () => {
		const {rest} = await open();
		expect((await rest('GET shows/41/seats', {where: [{column: 'price', value: 1}], flat: true})).text).toBe(
			'{"data":[]}',
		);
	});

	test('a personal quota opens its row to whom it belongs', async () => {
		const {rest} = await open();
		const isOpen = async (context?: object): Promise<boolean> => {
			const where = [{column: 'id', value: 'full_CENTER_BALCONY-5;1'}];
			const {data} = (await rest('GET shows/41/seats', {select: ['available'], where, flat: true, context}))
				.json;
			return data['full_CENTER_BALCONY-5;1'].available as boolean;
		};
		expect(await isOpen()).toBe(false);
		expect(await isOpen({partner_id: 7})).toBe(false);
		expect(await isOpen({partner_id: 9})).toBe(true);
		expect(await isOpen({user_id: 501})).toBe(true);
		expect(await isOpen({client_email: 'vip@example.com'})).toBe(true);
	});

	test('one show is known', async () => {
		const {rest} = await open();
		expect((await rest('GET shows/41')).json.data.id).toBe(41);
		expect((await rest('GET shows/42')).json.info).toEqual({id: 42, resource: 'Show'});
	});
});
