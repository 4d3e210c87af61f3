/** A small catalog with one of each: path values, query, headers, bodies, variants, writes, Cyrillic, wide characters. */
import type {Catalog, Endpoint, Method, Section, Variant} from '../../source/catalog/catalog.ts';

function variant(
	method: Method,
	path: string,
	more: Partial<Variant> & {values?: Readonly<Record<string, string>>} = {},
): Variant {
	const {values = {}, ...rest} = more;
	return {
		name: 'documented',
		method,
		server: path.startsWith('tickets/') ? 'partners' : 'rest',
		path,
		pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
			name,
			example: values[name] ?? `{{${name}}}`,
		})),
		query: [],
		headers: [],
		body: null,
		writes: false,
		expect: {status: [200], content: 'json', body: []},
		limitations: [],
		captures: [],
		creates: [],
		removes: [],
		rowDeltas: [],
		...rest,
	};
}

function endpoint(
	section: string,
	id: string,
	title: string,
	variants: readonly [Variant, ...Variant[]],
): Endpoint {
	return {
		id,
		title,
		section,
		specRef: `spec ${id}`,
		artifact: `test_${id.replaceAll('.', '_')}`,
		deprecated: false,
		variants,
	};
}

const sections: readonly Section[] = [
	{
		id: '1',
		title: 'Orders',
		endpoints: [
			endpoint('1', '1.1', 'List of orders', [
				variant('GET', 'orders', {
					query: [{name: 'page', example: '1', description: 'from 1'}],
					body: '{\n  "where": [\n    {"column": "payed", "value": 1}\n  ]\n}',
				}),
			]),
			endpoint('1', '1.2', 'One order', [
				variant('GET', 'orders/{order_id}', {values: {order_id: '{{order_id}}'}}),
			]),
			endpoint('1', '1.3', 'Change an order', [
				variant('PUT', 'orders/{order_id}', {
					values: {order_id: '4242'},
					body: '{"data": {"client_email": "test@example.com"}}',
					writes: true,
				}),
			]),
		],
	},
	{
		id: '2',
		title: 'События',
		endpoints: [
			endpoint('2', '2.1', 'Список событий', [variant('GET', 'events')]),
			endpoint('2', '2.2', '公演 in 東京', [variant('GET', 'events/{event_id}', {values: {event_id: '33'}})]),
			endpoint('2', 'events-lists', 'Lists of events', [variant('GET', 'lists/events')]),
		],
	},
	{
		id: '6',
		title: 'Partners: tickets',
		endpoints: [
			endpoint('6', '6.1', 'Add one ticket', [
				variant('POST', 'tickets/add/{event_id}/{show_id}', {
					values: {event_id: '33', show_id: '44'},
					body: '{\n  "seat_id": "CENTER-1",\n  "price": 500\n}',
					headers: [{name: 'X-Reservation', example: 'A1'}],
					writes: true,
				}),
				variant('POST', 'tickets/add/{event_id}', {
					name: 'reported',
					note: 'as the November run sent it',
					values: {event_id: '33'},
					body: '{}',
					writes: true,
				}),
			]),
			endpoint('6', '6.13', 'Check a barcode', [
				variant('POST', 'tickets/check/{event_id}', {
					values: {event_id: '33'},
					body: '{"barcode": "871087439037"}',
				}),
			]),
			...Array.from({length: 14}, (_, index) =>
				endpoint('6', `6.${index + 20}`, `Filler number ${index + 20}`, [
					variant('GET', `tickets/${index + 20}`),
				]),
			),
		],
	},
];

export const fakeCatalog: Catalog = {
	name: 'fake',
	title: 'A catalog for tests',
	digest: 'f'.repeat(64),
	servers: new Map([
		['rest', {name: 'rest', title: 'REST', path: '/api/rest/v1/', token: 'QTICKETS_TOKEN'}],
		[
			'partners',
			{name: 'partners', title: 'Partners', path: '/api/partners/v1/', token: 'QTICKETS_PARTNERS_TOKEN'},
		],
	]),
	profiles: new Map(),
	variables: new Map([['order_id', {name: 'order_id', example: '7001'}]]),
	masks: [],
	sections,
	stages: new Map(),
	endpoints: new Map(sections.flatMap(section => section.endpoints.map(entry => [entry.id, entry]))),
};

const staged: readonly Section[] = [
	{
		id: '6',
		title: 'Partners: tickets',
		endpoints: [
			{
				...endpoint('6', '6.1', 'Add one ticket', [
					variant('POST', 'tickets/add/{event_id}', {
						values: {event_id: '{{event_id}}'},
						body: '{\n  "seat_id": "CENTER-1",\n  "price": 500\n}\n',
						writes: true,
						expect: {
							status: [200],
							content: 'json',
							body: [
								{path: '$.status', equals: 'success'},
								{path: '$.result.id', type: 'number'},
							],
						},
						limitations: [{status: 403, reason: 'The key may read only.'}],
						captures: [{variable: 'ticket_id', path: '$.result.id'}],
						creates: [{what: 'ticket', variable: 'ticket_id', removedBy: '6.6'}],
					}),
					variant('POST', 'tickets/add', {name: 'reported', body: '{}', writes: true}),
				]),
				description: 'Holds a seat, unpaid. Гость платит позже.',
			},
			endpoint('6', '6.4', 'Update a ticket', [
				variant('POST', 'tickets/update/{event_id}', {
					values: {event_id: '{{event_id}}'},
					body: '{"id": {{ticket_id}}, "paid": 1}',
					writes: true,
				}),
			]),
			endpoint('6', '6.14', 'Seats of an event', [
				variant('GET', 'events/{event_id}/seats', {values: {event_id: '{{event_id}}'}}),
			]),
			endpoint('6', '6.6', 'Remove a ticket', [
				variant('POST', 'tickets/remove/{event_id}', {
					values: {event_id: '{{event_id}}'},
					body: '{"id": {{ticket_id}}}',
					writes: true,
					removes: [{what: 'ticket', variable: 'ticket_id'}],
				}),
			]),
		],
	},
];

/** A catalog with a stage of three tests, the second of which needs what the first one made. */
export const stageCatalog: Catalog = {
	...fakeCatalog,
	variables: new Map([
		['event_id', {name: 'event_id', example: '33'}],
		['ticket_id', {name: 'ticket_id', example: '120260'}],
	]),
	sections: staged,
	stages: new Map([['stage2', {id: 'stage2', title: 'The mandatory tests', tests: ['6.1', '6.4', '6.14']}]]),
	endpoints: new Map(staged.flatMap(section => section.endpoints.map(entry => [entry.id, entry]))),
};
