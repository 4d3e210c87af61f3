import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import type {Endpoint, Variant} from '../../source/catalog/catalog.ts';
import {parseCatalog} from '../../source/catalog/load-catalog.ts';

const catalog = builtinCatalog();
const source = fileURLToPath(new URL('../../source/catalog/qtickets.yaml', import.meta.url));

/** The test matrix of the reference report: id, endpoint column, artifact. */
const reported = [
	['3.3', 'GET /api/rest/v1/events/33', 'test_3_3_get_event_33'],
	['3.4', 'POST /api/rest/v1/events', 'test_3_4_post_events_create'],
	['3.5', 'PATCH /api/rest/v1/events/33', 'test_3_5_patch_events_33'],
	['3.6', 'GET /api/rest/v1/events/33/seats', 'test_3_6_get_event_seats'],
	['3.7', 'GET /api/rest/v1/events/33/seats/41', 'test_3_7_get_show_seats'],
	['6.1', 'POST /api/partners/v1/tickets/add/33/41', 'test_6_1_partners_add_single'],
	['6.2', 'POST /api/partners/v1/tickets/add/batch', 'test_6_2_partners_add_batch'],
	['6.3', 'POST /api/partners/v1/tickets/add/batch', 'test_6_3_partners_add_reserved'],
	['6.4', 'POST /api/partners/v1/tickets/update', 'test_6_4_partners_update'],
	['6.5', 'POST /api/partners/v1/tickets/update/batch', 'test_6_5_partners_update_batch'],
	['6.6', 'DELETE /api/partners/v1/tickets/remove', 'test_6_6_partners_remove'],
	['6.7', 'DELETE /api/partners/v1/tickets/remove/batch', 'test_6_7_partners_remove_batch'],
	['6.8', 'POST /api/partners/v1/tickets/check', 'test_6_8_partners_check'],
	['6.9', 'POST /api/partners/v1/tickets/find/1', 'test_6_9_partners_find'],
	['6.10', 'POST /api/partners/v1/tickets/find/1/1', 'test_6_10_partners_find_event_id'],
	['6.11', 'POST /api/partners/v1/tickets/find', 'test_6_11_partners_find_event_show_id'],
	['6.12', 'POST /api/partners/v1/tickets/find', 'test_6_12_partners_find_barcode'],
	['6.13', 'POST /api/partners/v1/tickets/find', 'test_6_13_partners_find_multiple'],
	['6.14', 'GET /api/partners/v1/events/33/seats', 'test_6_14_partners_events_seats'],
	['6.15', 'GET /api/partners/v1/events/33/seats/41', 'test_6_15_partners_show_seats'],
] as const;

const testCounts = {1: 10, 2: 4, 3: 7, 4: 5, 5: 5, 6: 15, 7: 5};

function endpoint(id: string): Endpoint {
	return catalog.endpoints.get(id)!;
}

function variant(id: string, name: string): Variant {
	return endpoint(id).variants.find(candidate => candidate.name === name)!;
}

/** Method and path with the catalog's own examples filled in. */
function asked({method, server, path, pathParameters}: Variant): string {
	const values = new Map(pathParameters.map(({name, example}) => [name, filled(example)]));
	return `${method} ${catalog.servers.get(server)!.path}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values.get(name)!)}`;
}

function filled(text: string): string {
	return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => catalog.variables.get(name)!.example);
}

describe('the built-in catalog', () => {
	test('is what the full check makes of its file', async () => {
		expect(await parseCatalog(readFileSync(source, 'utf8'), 'qtickets.yaml')).toEqual(catalog);
	});

	test('brings no package along: it is on the way to the first frame', async () => {
		const {metafile} = await build({
			entryPoints: ['builtin', 'profile', 'secrets', 'find-endpoint', 'load-catalog'].map(name =>
				fileURLToPath(new URL(`../../source/catalog/${name}.ts`, import.meta.url)),
			),
			bundle: true,
			splitting: true,
			format: 'esm',
			platform: 'node',
			write: false,
			outdir: 'out',
			metafile: true,
			loader: {'.yaml': 'text'},
		});
		const outputs = new Map(Object.entries(metafile.outputs));
		const loaded = new Set(
			[...outputs.keys()].filter(name => outputs.get(name)?.entryPoint?.endsWith('builtin.ts')),
		);
		for (const name of [...outputs.keys()].filter(key =>
			/(?:profile|secrets|find-endpoint|load-catalog)\.js$/.test(key),
		)) {
			loaded.add(name);
		}

		for (const name of loaded) {
			for (const {path, kind} of outputs.get(name)?.imports ?? []) {
				if (kind === 'import-statement' && outputs.has(path)) {
					loaded.add(path);
				}
			}
		}

		const inputs = [...loaded].flatMap(name => Object.keys(outputs.get(name)?.inputs ?? {}));
		expect(inputs.some(input => input.endsWith('qtickets.yaml'))).toBe(true);
		expect(inputs.filter(input => /node_modules|read-catalog|schema/.test(input))).toEqual([]);
	});

	test('is built once', () => {
		expect(builtinCatalog()).toBe(catalog);
	});

	test('has the 51 tests in their sections, in order', () => {
		for (const [section, count] of Object.entries(testCounts)) {
			const ids = catalog.sections
				.find(({id}) => id === section)!
				.endpoints.map(({id}) => id)
				.filter(id => /^\d/.test(id));
			expect(ids).toEqual(Array.from({length: count}, (_, index) => `${section}.${index + 1}`));
		}
	});

	test('has documented endpoints without a test id', () => {
		const others = [...catalog.endpoints.keys()].filter(id => !/^\d/.test(id));
		expect(others).toEqual(
			expect.arrayContaining([
				'events-lists',
				'seatmap',
				'offers',
				'orders-create',
				'event-exists',
				'discount',
			]),
		);
	});

	test('runs the 20 mandatory tests in the order of the report', () => {
		expect(catalog.stages.get('stage2')?.tests).toEqual(reported.map(([id]) => id));
	});

	test.each(reported)('%s as reported is %s', (id, claim, artifact) => {
		expect(asked(variant(id, 'reported'))).toBe(claim);
		expect(endpoint(id).artifact).toBe(artifact);
		expect(endpoint(id).specRef).toMatch(/^qtickets_api_test_requests\.md:\d+-\d+$/);
	});

	test.each([
		['1.7', 'DELETE /api/rest/v1/orders/4360/baskets'],
		['1.9', 'DELETE /api/rest/v1/orders/4360/baskets'],
		['1.8', 'PUT /api/rest/v1/baskets/63993'],
		['3.5', 'PUT /api/rest/v1/events/33'],
		['3.6', 'GET /api/rest/v1/shows/41/seats'],
		['3.7', 'GET /api/rest/v1/shows/41/seats'],
		['4.1', 'GET /api/rest/v1/color-themes'],
		['5.1', 'GET /api/rest/v1/shows/41/barcodes'],
		['6.1', 'POST /api/partners/v1/tickets/add/12/4076'],
		['6.7', 'POST /api/partners/v1/tickets/remove/12/4076'],
		['6.9', 'POST /api/partners/v1/tickets/find'],
		['6.14', 'GET /api/partners/v1/events/seats/33'],
		['6.15', 'GET /api/partners/v1/events/seats/12/4076'],
	])('%s is asked as documented: %s', (id, claim) => {
		expect(asked(endpoint(id).variants[0])).toBe(claim);
	});

	test('never takes a refused Partners request for a limitation', () => {
		const limitations = [...catalog.endpoints.values()]
			.flatMap(({variants}) => variants)
			.filter(({server}) => server === 'partners')
			.flatMap(variant => variant.limitations);
		expect(limitations.filter(({code}) => code === 'WRONG_AUTHORIZATION')).toEqual([]);
		expect(limitations.filter(({status, code}) => status === 200 && code === undefined)).toEqual([]);
	});

	test('every limitation gives its reason with the evidence', () => {
		for (const {variants} of catalog.endpoints.values()) {
			for (const {reason} of variants.flatMap(({limitations}) => limitations)) {
				expect(reason).toMatch(/\[(?:OFF|REC|3P|TEST|INF)/);
			}
		}
	});

	test('knows searches and checks from writes', () => {
		const writing = (name: string) => reported.filter(([id]) => variant(id, name).writes).map(([id]) => id);
		const expected = ['3.4', '3.5', '6.1', '6.2', '6.3', '6.4', '6.5', '6.6', '6.7'];
		expect(writing('documented')).toEqual(expected);
		expect(writing('reported')).toEqual(expected);
	});

	test('carries ids from each add to its update and remove', () => {
		const order = catalog.stages.get('stage2')!.tests;
		for (const id of order) {
			const {body, pathParameters} = endpoint(id).variants[0];
			const used = `${body ?? ''}${pathParameters.map(({example}) => example).join()}`;
			for (const [, name] of used.matchAll(/\{\{((?:batch_|reserved_|created_)\w*id\w*|ticket_id)\}\}/g)) {
				if (name === 'reserved_seat_id') {
					continue;
				}

				const source = order.findIndex(other =>
					endpoint(other).variants[0].captures.some(({variable}) => variable === name),
				);
				expect(source, `${id} uses ${name!}`).toBeGreaterThanOrEqual(0);
				expect(source, `${id} uses ${name!}`).toBeLessThan(order.indexOf(id));
			}
		}
	});

	test('adds distinct seats and distinct external ids, and removes every ticket that it adds', () => {
		const bodies = ['6.1', '6.2', '6.3'].map(id => filled(endpoint(id).variants[0].body!)).join('\n');
		const seats = [...bodies.matchAll(/"seat_id": "([^"]+)"/g)].map(([, seat]) => seat);
		const keys = [...bodies.matchAll(/"external_id": "([^"]+)"/g)].map(([, key]) => key);
		expect(new Set(seats).size).toBe(4);
		expect(new Set(keys).size).toBe(4);
		const removed = ['6.6', '6.7'].map(id => endpoint(id).variants[0].body!).join('');
		const added = ['6.1', '6.2', '6.3'].flatMap(id =>
			endpoint(id).variants[0].captures.map(({variable}) => variable),
		);
		expect(added.every(name => removed.includes(`{{${name}}}`))).toBe(true);
	});

	test('the seats and tariffs that the stage sells are asked for before it, and each is another one', () => {
		const prepare = catalog.stages.get('stage2')!.prepare!;
		expect(prepare).toEqual(['offers']);
		const captures = prepare.flatMap(id => endpoint(id).variants[0].captures);
		const used = ['6.1', '6.2', '6.3', '6.8'].map(id => endpoint(id).variants[0].body!).join('\n');
		const wanted = [...used.matchAll(/"(?:seat_id|offer_id)": "\{\{(\w+)\}\}"/g)].map(([, name]) => name);
		expect(new Set(captures.map(({variable}) => variable))).toEqual(new Set(wanted));
		const places = captures.map(({path, nth = 1}) => `${path} ${nth}`);
		expect(new Set(places).size).toBe(places.length);
	});

	test('every ticket that the stage adds is declared with the test that removes it; an event stays', () => {
		const declared = catalog.stages
			.get('stage2')!
			.tests.flatMap(id =>
				endpoint(id).variants[0].creates.map(({what, variable, removedBy}) => [
					id,
					what,
					variable,
					removedBy,
				]),
			);
		expect(declared).toEqual([
			['3.4', 'event', 'created_event_id', null],
			['6.1', 'ticket', 'ticket_id', '6.6'],
			['6.2', 'ticket', 'batch_ticket_id_1', '6.7'],
			['6.2', 'ticket', 'batch_ticket_id_2', '6.7'],
			['6.3', 'ticket', 'reserved_ticket_id', '6.7'],
		]);
		for (const [, what, variable, removedBy] of declared) {
			const removes = removedBy == null ? undefined : endpoint(removedBy).variants[0].removes;
			expect(removes ?? [{what, variable}]).toContainEqual({what, variable});
		}
	});

	test('marks personal keys and leaves event names readable', () => {
		const keys = catalog.masks.map(({key}) => key);
		expect(keys).toEqual(
			expect.arrayContaining([
				'email',
				'client_email',
				'client_phone',
				'details.name',
				'client_surname',
				'barcode',
			]),
		);
		expect(keys).not.toContain('name');
	});

	test('masks a variable that holds what a personal key holds: it is written before any request shows that', () => {
		const keys = catalog.masks.map(({key}) => key);
		const personal = [...catalog.endpoints.values()].flatMap(({variants}) =>
			variants.flatMap(({body}) =>
				[...(body ?? '').matchAll(/"(\w+)": (?:\[?"\{\{(\w+)\}\}",? ?)(?:"\{\{(\w+)\}\}")?/g)].flatMap(
					([, key, ...names]: ReadonlyArray<string | undefined>) =>
						keys.includes(key!) ? names.filter(name => name !== undefined) : [],
				),
			),
		);
		expect([...new Set(personal)].sort()).toEqual([
			'client_email',
			'order_barcode',
			'partner_barcode',
			'second_order_barcode',
			'second_partner_barcode',
		]);
		expect(keys).toEqual(expect.arrayContaining(personal));
	});

	test('gives the profiles their kinds', () => {
		expect([...catalog.profiles.values()].map(({name, kind, baseUrl}) => [name, kind, baseUrl])).toEqual([
			['sandbox', 'sandbox', null],
			['production', 'production', 'https://qtickets.ru'],
			['test', 'test', null],
		]);
	});
});

test('error scenarios expect the error itself', () => {
	expect(endpoint('7.1').variants[0]).toMatchObject({
		headers: [{name: 'Authorization', example: 'Bearer wrong-on-purpose'}],
		expect: {status: [403]},
	});
	for (const id of ['7.2', '7.3']) {
		expect(endpoint(id).variants[0].expect).toMatchObject({
			status: [404],
			body: [{path: '$.code', equals: 'RESOURCE_NOT_FOUND'}, {}],
		});
	}
});
