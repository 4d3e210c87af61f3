import {describe, expect, test} from 'vitest';
import {open} from './ask.ts';

describe('clients', () => {
	test('POST creates, and updates the one with the same e-mail', async () => {
		const {rest} = await open();
		const made = (
			await rest('POST clients', {data: {email: 'new@example.com', details: {name: 'Eva', surname: 'One'}}})
		).json.data;
		expect(made).toMatchObject({
			email: 'new@example.com',
			details: {name: 'Eva', surname: 'One', phone: null},
		});
		const again = (
			await rest('POST clients', {data: {email: 'NEW@example.com', details: {phone: '+70000000001'}}})
		).json.data;
		expect(again).toEqual({...made, details: {...made.details, phone: '+70000000001'}});
		expect((await rest(`GET clients/${made.id}`)).json.data).toEqual(again);
	});

	test.each([{}, {data: {}}, {data: {email: ' '}}, {email: 'flat@example.com'}, [], 'text', null, 5])(
		'POST %j is refused',
		async body => {
			const {rest} = await open();
			const got = await rest('POST clients', JSON.stringify(body));
			expect([got.status, got.json.code]).toEqual([503, 'UNKNOWN_ERROR']);
		},
	);
});

describe('discounts and promo codes', () => {
	test('color themes stand in the documented order, without paging', async () => {
		const {rest} = await open();
		const {json} = await rest('GET color-themes');
		expect(Object.keys(json)).toEqual(['data']);
		expect(json.data.map((theme: {id: number}) => theme.id)).toEqual([
			1, 2, 3, 4, 5, 6, 7, 8, 15, 9, 10, 11, 12, 13, 14,
		]);
		expect(json.data[8]).toEqual({id: 15, color: '#009f4b'});
	});

	test('a promo code hangs on a discount', async () => {
		const {rest} = await open();
		const data = {
			is_active: 1,
			discount_id: 45,
			code: 'EXPLORER',
			max_uses_count: 5,
			active_from: null,
			active_to: '2030-06-01',
		};
		const made = (await rest('POST promo-codes', {data})).json.data;
		expect(made).toMatchObject({...data, type: 0, active_to: '2030-06-01T00:00:00+03:00', deleted_at: null});
		expect((await rest('POST promo-codes', {data: {...data, discount_id: 1}})).json.info.resource).toBe(
			'Discount',
		);
		const changed = (await rest(`PUT promo-codes/${made.id}`, {data: {max_uses_count: 9, active_to: null}}))
			.json.data;
		expect(changed).toMatchObject({code: 'EXPLORER', max_uses_count: 9, active_to: null});
		const where = [{column: 'code', value: 'EXPLORER'}];
		expect((await rest('GET promo-codes', {where})).json.data).toEqual([changed]);
	});

	test('the documented ids are there, and bad data is refused', async () => {
		const {rest} = await open();
		expect((await rest('GET discounts/45')).json.data).toMatchObject({id: 45, type: 'P'});
		expect((await rest('PUT promo-codes/13513', {data: {is_active: 0}})).json.data).toMatchObject({
			id: 13_513,
			discount_id: 45,
			is_active: 0,
		});
		for (const got of [
			await rest('PUT promo-codes/13513', {data: {code: ''}}),
			await rest('PUT promo-codes/13513', {data: {active_to: 'soon'}}),
			await rest('PUT promo-codes/13513', {}),
			await rest('POST promo-codes', {data: {code: 'X'}}),
			await rest('POST promo-codes', {code: 'X'}),
		]) {
			expect([got.status, got.json.code]).toEqual([503, 'UNKNOWN_ERROR']);
		}

		expect((await rest('PUT promo-codes/1', {data: {code: 'X'}})).json.info).toEqual({
			id: 1,
			resource: 'PromoCode',
		});
	});
});

describe('barcodes', () => {
	test('the list of a show is a bare array of its valid tickets, partners included', async () => {
		const {rest} = await open();
		const all = (await rest('GET shows/41/barcodes')).json;
		expect(Array.isArray(all)).toBe(true);
		expect(all.map((row: {barcode: string}) => row.barcode)).toContain('877076325904');
		const partners = (await rest('GET shows/4076/barcodes', {select: ['barcode', 'row', 'zone_name']})).json;
		expect(partners).toContainEqual({barcode: '872964136579', row: '23', zone_name: 'Партер'});
		expect((await rest('GET shows/1/barcodes')).json.info).toEqual({id: 1, resource: 'Show'});
	});

	test('a scan is stored once: the second one gives the first time', async () => {
		const {rest} = await open();
		const line = 'shows/41/barcode/877076325904';
		expect((await rest(`GET ${line}`)).json).toEqual({barcode: '877076325904', checked_at: null});
		const first = await rest(`POST ${line}`, {checked_at: '2030-06-10T18:40:00+03:00'});
		expect(first.json).toEqual({
			success: true,
			barcode: '877076325904',
			checked_at: '2030-06-10T18:40:00+03:00',
		});
		expect(first.headers['x-sandbox-basis']).toBe('documented');
		const second = await rest(`POST ${line}`, {checked_at: '2030-06-10T19:00:00+03:00'});
		expect(second.json.checked_at).toBe('2030-06-10T18:40:00+03:00');
		expect(second.headers['x-sandbox-basis']).toMatch(/^inferred; /);
		expect((await rest(`GET ${line}`)).json.checked_at).toBe('2030-06-10T18:40:00+03:00');
		expect((await rest('GET orders/4360')).json.data.baskets[0].checked_at).toBe('2030-06-10T18:40:00+03:00');
	});

	test('a batch is a bare array, and one unknown barcode refuses it whole', async () => {
		const {rest} = await open();
		const scans = [
			{barcode: '877076325904', checked_at: '2030-06-10T18:40:00+03:00'},
			{barcode: '877344688530', checked_at: '2030-06-10T18:41:00Z'},
		];
		const bad = await rest('POST shows/41/barcodes', [...scans, {barcode: '1'}]);
		expect([bad.status, bad.json.info.resource]).toEqual([404, 'Basket']);
		expect((await rest('GET shows/41/barcode/877076325904')).json.checked_at).toBeNull();
		const {json} = await rest('POST shows/41/barcodes', scans);
		expect(json.map((scan: {checked_at: string}) => scan.checked_at)).toEqual([
			'2030-06-10T18:40:00+03:00',
			'2030-06-10T21:41:00+03:00',
		]);
		expect((await rest('POST shows/41/barcodes', {scans})).status).toBe(503);
		expect((await rest('POST shows/41/barcode/877344688530', {checked_at: 'now'})).status).toBe(503);
	});

	test('unknown barcodes and tickets of another show are not found', async () => {
		const {rest} = await open();
		for (const line of [
			'GET shows/41/barcode/1',
			'GET shows/20/barcode/877076325904',
			'POST shows/41/barcode/872964136579',
		]) {
			const got = await rest(line);
			expect([got.status, got.json.info.resource]).toEqual([404, 'Basket']);
		}
	});
});
