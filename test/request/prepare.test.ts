import {describe, expect, test} from 'vitest';
import type {Catalog, Endpoint, Profile, Variant} from '../../source/catalog/catalog.ts';
import {draftOf, type Draft} from '../../source/request/draft.ts';
import {prepareRequest, type Preparation} from '../../source/request/prepare.ts';

const documented: Variant = {
	name: 'documented',
	method: 'GET',
	server: 'partners',
	path: 'tickets/add/{event_id}/{show_id}',
	pathParameters: [
		{name: 'event_id', example: '{{event_id}}'},
		{name: 'show_id', example: '7'},
	],
	query: [],
	headers: [],
	body: '{"big":12345678901234567890,"b":1,"a":"{{name}}","b":2}',
	writes: true,
	expect: {status: [200], content: 'json', body: []},
	limitations: [],
	captures: [],
	creates: [],
	removes: [],
	rowDeltas: [],
};
const search: Variant = {
	...documented,
	name: 'search',
	method: 'POST',
	path: 'orders',
	pathParameters: [],
	writes: false,
};
const bare: Variant = {...search, name: 'bare', method: 'GET', server: 'rest', body: null};
const endpoint: Endpoint = {
	id: '6.1',
	title: 'Add a ticket',
	section: '6',
	specRef: '',
	artifact: 'test_6_1',
	deprecated: false,
	variants: [documented, search, bare],
};
const catalog: Catalog = {
	name: 'test',
	title: 'Test',
	digest: '',
	servers: new Map(
		[
			{name: 'rest', title: 'REST', path: '/api/rest/v1/', token: 'QTICKETS_TOKEN'},
			{name: 'partners', title: 'Partners', path: '/api/partners/v1/', token: 'QTICKETS_PARTNERS_TOKEN'},
		].map(server => [server.name, server]),
	),
	profiles: new Map(),
	variables: new Map(),
	masks: [],
	sections: [],
	stages: new Map(),
	endpoints: new Map([[endpoint.id, endpoint]]),
};
const profile: Profile = {
	name: 'test',
	kind: 'test',
	baseUrl: 'https://api.example',
	host: 'api.example',
	variables: {},
	masking: true,
	readOnly: false,
};

function prepare(changes: Partial<Draft> = {}, others: Partial<Preparation> = {}) {
	return prepareRequest({
		draft: {...draftOf(endpoint), ...changes},
		endpoint,
		catalog,
		profile,
		variables: new Map([
			['event_id', '33'],
			['name', 'Анна "Q"'],
		]),
		secrets: new Map([
			['QTICKETS_TOKEN', 'rest-4f1c9b7ad2'],
			['QTICKETS_PARTNERS_TOKEN', 'part-77d1e0c5aa'],
		]),
		...others,
	});
}

function header(request: ReturnType<typeof prepare>, name: string): string[] {
	return request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

describe('the whole request', () => {
	test('is exactly what will go out', () => {
		const body = '{"big":12345678901234567890,"b":1,"a":"Анна \\"Q\\"","b":2}';
		expect(prepare()).toEqual({
			endpointId: '6.1',
			variant: 'documented',
			method: 'GET',
			url: 'https://api.example/api/partners/v1/tickets/add/33/7',
			headers: [
				['Host', 'api.example'],
				['Accept', 'application/json'],
				['Cache-Control', 'no-cache'],
				['Content-Type', 'application/json'],
				['Authorization', 'Bearer part-77d1e0c5aa'],
				['User-Agent', 'qtickets-explorer/0.0.0-test'],
				['Accept-Encoding', 'gzip, deflate, br'],
				['Connection', 'keep-alive'],
				['Content-Length', String(Buffer.byteLength(body))],
			],
			body,
			writes: true,
			token: 'QTICKETS_PARTNERS_TOKEN',
		});
	});

	test('an unknown variant is the documented one, and is recorded as that', () => {
		expect(prepare({variant: 'gone'}).variant).toBe('documented');
	});

	test('path and query values are filled in and encoded', () => {
		const {url} = prepare({
			path: {event_id: '{{event_id}}/../9', show_id: 'Ж?#'},
			query: [
				['page', '2'],
				['q', "{{name}}'"],
			],
		});
		expect(url).toBe(
			'https://api.example/api/partners/v1/tickets/add/33%2F..%2F9/%D0%96%3F%23?page=2&q=%D0%90%D0%BD%D0%BD%D0%B0%20%22Q%22%27',
		);
	});

	test('an emptied path value and a missing variable stop it with their place', () => {
		expect(() => prepare({path: {event_id: '', show_id: '7'}})).toThrow(
			expect.objectContaining({code: 'path-value-invalid', message: 'Path value event_id is empty.'}),
		);
		expect(() => prepare({headers: [['X-Name', '{{nmae}}']]})).toThrow(
			expect.objectContaining({
				code: 'variable-missing',
				message: 'The variable nmae has no value; header X-Name needs it.',
				next: 'Set nmae, or write name if that was meant.',
			}),
		);
	});

	test.each(['ftp://api.example', 'https://user:secret@api.example', 'api.example'])(
		'the base URL %s cannot be used',
		baseUrl => {
			expect(() => prepare({}, {profile: {...profile, baseUrl}})).toThrow(
				expect.objectContaining({code: 'base-url-invalid'}),
			);
		},
	);
});

describe('headers', () => {
	test('one of the draft takes the place of the usual one, spelled as in the draft, and may be repeated', () => {
		const {headers} = prepare({
			headers: [
				['x-own', '1'],
				['ACCEPT', 'text/html'],
				['accept', '*/*'],
				['X-Own', '2'],
			],
		});
		expect(headers.map(([name]) => name)).toEqual([
			'Host',
			'ACCEPT',
			'accept',
			'Cache-Control',
			'Content-Type',
			'Authorization',
			'User-Agent',
			'Accept-Encoding',
			'Connection',
			'x-own',
			'X-Own',
			'Content-Length',
		]);
	});

	test('an empty value takes the usual one away; an empty row is nothing', () => {
		const request = prepare({
			headers: [
				['Cache-Control', ''],
				['X-Nothing', ' '],
				['', ''],
			],
		});
		expect(header(request, 'cache-control')).toEqual([]);
		expect(header(request, 'x-nothing')).toEqual([]);
		expect(header(request, '')).toEqual([]);
	});

	test.each([
		['Content-Length', '3'],
		['transfer-encoding', 'chunked'],
		['Host', ''],
		['Connection', ''],
		['X Y', '1'],
		['', '1'],
		['X-A', 'a\r\nX-B: b'],
	])('%s: %j is refused', (name, value) => {
		expect(() => prepare({headers: [[name, value]]})).toThrow(
			expect.objectContaining({code: 'header-invalid'}),
		);
	});

	test('a body has its length in bytes said for every method; no body, no content type', () => {
		expect(header(prepare({variant: 'search'}), 'content-length')).toEqual(['61']);
		expect(header(prepare({body: ''}), 'content-length')).toEqual(['0']);
		expect(header(prepare({variant: 'search', body: null}), 'content-length')).toEqual(['0']);
		const none = prepare({variant: 'bare', body: null});
		expect(header(none, 'content-length')).toEqual([]);
		expect(header(none, 'content-type')).toEqual([]);
	});
});

describe('token', () => {
	test('a missing one stops the request before anything is sent, without showing any value', () => {
		expect(() => prepare({}, {secrets: new Map([['QTICKETS_TOKEN', 'rest-4f1c9b7ad2']])})).toThrow(
			expect.objectContaining({
				code: 'token-missing',
				message: expect.stringContaining('QTICKETS_PARTNERS_TOKEN'),
			}),
		);
		expect(() => prepare({}, {secrets: new Map([['QTICKETS_PARTNERS_TOKEN', 'your-token-here']])})).toThrow(
			expect.objectContaining({code: 'token-placeholder'}),
		);
	});

	test('the sandbox does without one', () => {
		const sandbox = {...profile, kind: 'sandbox', baseUrl: 'http://127.0.0.1:8080'} as const;
		const without = prepare({}, {profile: sandbox, secrets: new Map()});
		expect(header(without, 'authorization')).toEqual([]);
		expect(without.token).toBeNull();
		expect(prepare({}, {profile: sandbox}).token).toBe('QTICKETS_PARTNERS_TOKEN');
	});

	test('an own Authorization, or its removal, is the operator’s test of the server: no token of ours is used', () => {
		const own = prepare({headers: [['authorization', 'Bearer wrong']]}, {secrets: new Map()});
		expect(header(own, 'authorization')).toEqual(['Bearer wrong']);
		expect(own.token).toBeNull();
		const none = prepare({headers: [['Authorization', '']]}, {secrets: new Map()});
		expect(header(none, 'authorization')).toEqual([]);
		expect(none.token).toBeNull();
	});

	test('one that no header can carry is refused without being quoted', () => {
		const sandbox = {...profile, kind: 'sandbox'} as const;
		const failing = () =>
			prepare({}, {profile: sandbox, secrets: new Map([['QTICKETS_PARTNERS_TOKEN', 'sec\nret']])});
		expect(failing).toThrow('Token QTICKETS_PARTNERS_TOKEN holds U+000A, which a header cannot carry.');
	});

	test('two braces in a token are no variable', () => {
		const request = prepare({}, {secrets: new Map([['QTICKETS_PARTNERS_TOKEN', 'ab{{name}}cdef']])});
		expect(header(request, 'authorization')).toEqual(['Bearer ab{{name}}cdef']);
	});
});

describe('body', () => {
	const broken = '{"a": {{event_id}},\n "b": }';

	test('one that is not JSON stops the request and says line and column', () => {
		expect(() => prepare({body: broken})).toThrow(
			expect.objectContaining({code: 'body-not-json', place: {endpoint: '6.1', line: 2, column: 7}}),
		);
	});

	test('after a second yes it goes out as typed, with its variables filled in', () => {
		const request = prepare({body: broken}, {sendInvalidBody: true});
		expect(request.body).toBe('{"a": 33,\n "b": }');
		expect(header(request, 'content-length')).toEqual([String(request.body?.length)]);
	});

	test('what is not said to be JSON need not be JSON', () => {
		const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
		expect(prepare({headers, body: 'id={{event_id}}&x=1'}).body).toBe('id=33&x=1');
		expect(() => prepare({headers: [['Content-Type', 'application/vnd.api+json']], body: 'id=1'})).toThrow(
			expect.objectContaining({code: 'body-not-json'}),
		);
	});

	test('braces that are meant literally survive', () => {
		expect(prepare({body: '{"a":"\\{{name}} {{event_id}}"}'}).body).toBe('{"a":"{{name}} 33"}');
	});
});

describe('writes', () => {
	test('is what the catalog says of the request', () => {
		expect(prepare().writes).toBe(true);
		expect(prepare({variant: 'search'}).writes).toBe(false);
	});

	test.each(['PUT', 'PATCH', 'DELETE'] as const)('%s always writes', method => {
		const other: Endpoint = {...endpoint, variants: [{...search, name: 'documented', method}]};
		expect(prepare({variant: 'documented'}, {endpoint: other}).writes).toBe(true);
	});

	test('a method smuggled past the catalog is a write', () => {
		expect(prepare({variant: 'search', headers: [['X-HTTP-Method-Override', 'DELETE']]}).writes).toBe(true);
		expect(prepare({variant: 'search', query: [['_method', 'DELETE']]}).writes).toBe(true);
	});
});
