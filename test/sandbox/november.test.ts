import {describe, expect, test} from 'vitest';
import {modeNames} from '../../source/sandbox/sandbox.ts';
import {open} from './ask.ts';

const one = {filter: {external_order_id: 'order67890'}};
const several = {
	filter: {external_order_id: 'order67890', external_id: 'ticket12345', barcode: '872964136579', id: 134_857},
};
const batch = {batch: [{id: 120_260}, {id: 120_261}]};
const add = {seat_id: 'CENTER_PARTERRE-20;5', offer_id: 'full'};

/** The endpoint column of the November report, with the bodies of its requests, and the status that it states. */
const matrix = [
	['3.3', 'GET /api/rest/v1/events/33', undefined, 404, 'RESOURCE_NOT_FOUND'],
	['3.4', 'POST /api/rest/v1/events', {name: 'Test event'}, 403, undefined],
	['3.5', 'PATCH /api/rest/v1/events/33', {name: 'Changed'}, 404, 'html'],
	['3.6', 'GET /api/rest/v1/events/33/seats', undefined, 404, 'html'],
	['3.7', 'GET /api/rest/v1/events/33/seats/41', undefined, 404, 'html'],
	['6.1', 'POST /api/partners/v1/tickets/add/33/41', add, 200, 'WRONG_AUTHORIZATION'],
	['6.2', 'POST /api/partners/v1/tickets/add/batch', {batch: [add]}, 200, 'WRONG_AUTHORIZATION'],
	['6.3', 'POST /api/partners/v1/tickets/add/batch', {batch: [add]}, 200, 'WRONG_AUTHORIZATION'],
	['6.4', 'POST /api/partners/v1/tickets/update', {id: 120_260, paid: 1}, 200, 'WRONG_AUTHORIZATION'],
	['6.5', 'POST /api/partners/v1/tickets/update/batch', batch, 200, 'WRONG_AUTHORIZATION'],
	['6.6', 'DELETE /api/partners/v1/tickets/remove', {id: 120_260}, 200, 'WRONG_AUTHORIZATION'],
	['6.7', 'DELETE /api/partners/v1/tickets/remove/batch', batch, 200, 'WRONG_AUTHORIZATION'],
	['6.8', 'POST /api/partners/v1/tickets/check', {batch: [add]}, 200, 'WRONG_AUTHORIZATION'],
	['6.9', 'POST /api/partners/v1/tickets/find/1', one, 404, 'html'],
	['6.10', 'POST /api/partners/v1/tickets/find/1/1', one, 404, 'html'],
	['6.11', 'POST /api/partners/v1/tickets/find', one, 404, 'html'],
	['6.12', 'POST /api/partners/v1/tickets/find', {filter: {barcode: '872964136579'}}, 404, 'html'],
	['6.13', 'POST /api/partners/v1/tickets/find', several, 200, 'WRONG_AUTHORIZATION'],
	['6.14', 'GET /api/partners/v1/events/33/seats', undefined, 404, 'html'],
	['6.15', 'GET /api/partners/v1/events/33/seats/41', undefined, 404, 'html'],
] as const;

describe.each(modeNames)('the november scenario in %s mode', mode => {
	test.each(matrix)('%s %s answers as the report says', async (...row) => {
		const [, line, body, status, what] = row;
		const {plain, sandbox} = await open({mode, scenario: 'november'});
		for (const token of [sandbox.tokens.full, sandbox.tokens.partners]) {
			if (token === sandbox.tokens.full || line.includes('/partners/')) {
				const got = await plain(line, {token, body});
				expect(got.status).toBe(status);
				expect(got.headers['x-sandbox']).toBe(`${mode}/november`);
				expect(got.headers['x-sandbox-basis']).toMatch(/^(?:recorded$|inferred; )/);
				if (what === 'html') {
					expect(got.headers['content-type']).toBe('text/html; charset=UTF-8');
				} else if (what !== undefined) {
					expect(got.json.code).toBe(what);
				}

				if (what === 'WRONG_AUTHORIZATION') {
					expect(got.bytes.length).toBe(79);
				}
			}
		}
	});
});

describe('what the november scenario rests on', () => {
	test('is recorded where recordings exist and inferred where only the report speaks', async () => {
		const {plain, sandbox} = await open({scenario: 'november'});
		const basis = async (line: string, body?: unknown): Promise<string> => {
			const got = await plain(line, {token: sandbox.tokens.full, ...(body !== undefined && {body})});
			return String(got.headers['x-sandbox-basis']).split(';')[0] ?? '';
		};
		expect(await basis('GET /api/rest/v1/events/33')).toBe('recorded');
		expect(await basis('POST /api/partners/v1/tickets/add/33/41', add)).toBe('recorded');
		expect(await basis('POST /api/partners/v1/tickets/find', several)).toBe('recorded');
		expect(await basis('POST /api/partners/v1/tickets/check', {})).toBe('recorded');
		expect(await basis('POST /api/partners/v1/tickets/find', one)).toBe('inferred');
		expect(await basis('POST /api/partners/v1/tickets/find/1', one)).toBe('inferred');
		expect(await basis('DELETE /api/partners/v1/tickets/remove', {id: 1})).toBe('inferred');
		expect(await basis('POST /api/rest/v1/events', {})).toBe('inferred');
	});

	test('reads still work, writes are refused, and the ids of the documentation are not there', async () => {
		const {rest, partners} = await open({scenario: 'november'});
		expect((await rest('GET orders')).json.paging.total).toBe(119);
		expect((await rest('GET events')).json.data).toHaveLength(10);
		for (const line of ['GET events/12', 'GET orders/4360', 'GET clients/235']) {
			expect((await rest(line)).json.code).toBe('RESOURCE_NOT_FOUND');
		}

		expect((await rest('POST clients', {data: {email: 'x@example.com'}})).status).toBe(403);
		expect((await rest('POST orders', {where: []})).status).toBe(503);
		expect((await partners('GET events/lists')).json.code).toBe('WRONG_AUTHORIZATION');
		expect((await partners('GET events/seats/12/21')).json.code).toBe('WRONG_AUTHORIZATION');
		expect((await partners('GET nothing')).status).toBe(404);
	});
});
