import {request, type IncomingMessage} from 'node:http';
import {connect} from 'node:net';
import {gunzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {describeFault, faultNames, parseFault, type FaultName} from '../../source/sandbox/sandbox.ts';
import {open, type Client, type Got} from './ask.ts';

/** Everything that comes over the wire until it ends. */
function wire({sandbox}: Client): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		const socket = connect(sandbox.port, '127.0.0.1', () => {
			const {full} = sandbox.tokens;
			socket.write(
				`GET /api/rest/v1/orders/4360 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${full}\r\nConnection: close\r\n\r\n`,
			);
		});
		socket.on('data', part => parts.push(part));
		socket.on('end', () => resolve(Buffer.concat(parts)));
		socket.on('error', reject);
	});
}

type Failure = {readonly code: string; readonly received: number};

/** The error that a client of node:http gets, and how many bytes of the body came before. */
function failure({sandbox}: Client): Promise<Failure> {
	return new Promise((resolve, reject) => {
		let received = 0;
		const failed = (error: NodeJS.ErrnoException): void => resolve({code: error.code ?? '', received});
		const message = request(
			`${sandbox.url}/api/rest/v1/orders/4360`,
			{agent: false, headers: {Authorization: `Bearer ${sandbox.tokens.full}`}},
			response => {
				response.on('data', (part: Buffer) => {
					received += part.length;
				});
				response.on('error', failed);
				response.on('end', () => reject(new Error('the answer was whole')));
			},
		);
		message.on('error', failed);
		message.end();
	});
}

const whole: Partial<Record<FaultName, (got: Got) => void>> = {
	'html-200'(got) {
		expect(got.status).toBe(200);
		expect(got.headers['content-type']).toContain('text/html');
		expect(got.json).toBeUndefined();
	},
	'error-500'(got) {
		expect(got.status).toBe(500);
		expect(got.json.exception).toBe('ErrorException');
	},
	'error-503'(got) {
		expect([got.status, got.headers['retry-after']]).toEqual([503, '2']);
	},
	'error-429'(got) {
		expect([got.status, got.headers['retry-after']]).toEqual([429, '1']);
	},
	redirect(got) {
		expect([got.status, got.headers.location]).toEqual([302, 'https://elsewhere.example.com/login']);
	},
	'redirect-loop'(got) {
		expect([got.status, got.headers.location]).toEqual([307, '/api/rest/v1/orders/4360']);
	},
	'duplicate-headers'(got) {
		const names = got.rawHeaders.filter((_, index) => index % 2 === 0);
		expect(names.filter(name => name === 'Set-Cookie')).toHaveLength(2);
		expect(names.filter(name => name === 'Content-Type')).toHaveLength(2);
	},
	'empty-body'(got) {
		expect([got.status, got.bytes.length]).toEqual([200, 0]);
	},
	'invalid-json'(got) {
		expect(got.text.startsWith('{"data":')).toBe(true);
		expect(got.json).toBeUndefined();
	},
	'byte-order-mark'(got) {
		expect(got.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
	},
	'duplicate-keys'(got) {
		expect(got.text.match(/"status"/g)).toHaveLength(2);
		expect(got.text).toContain('"__proto__"');
	},
	'big-integers'(got) {
		expect(got.text).toContain('12345678901234567890');
	},
	'deep-json'(got) {
		expect(got.bytes.length).toBe(200_000);
	},
	'invalid-utf8'(got) {
		expect(() => new TextDecoder('utf-8', {fatal: true}).decode(got.bytes)).toThrow();
	},
	'windows-1251'(got) {
		expect(got.headers['content-type']).toBe('application/json; charset=windows-1251');
		expect(JSON.parse(new TextDecoder('windows-1251').decode(got.bytes))).toMatchObject({
			name: 'Весенний концерт',
		});
	},
	'escape-sequences'(got) {
		expect(got.json.status).toContain('\u001b[2J');
		expect(got.json.bidi).toContain('\u202e');
		expect(got.headers['x-note']).toContain('\u009b');
	},
	'double-gzip'(got) {
		expect(got.headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(gunzipSync(got.bytes)).toString()).toContain('"data"');
	},
	'truncated-gzip'(got) {
		expect(got.headers['content-encoding']).toBe('gzip');
		expect(() => gunzipSync(got.bytes)).toThrow(/unexpected end/);
	},
	'gzip-bomb'(got) {
		expect(got.bytes.length).toBeLessThan(100_000);
		expect(gunzipSync(got.bytes).length).toBe(64 * 1024 * 1024);
	},
	'huge-body'(got) {
		expect(got.bytes.length).toBeGreaterThan(48 * 1024 * 1024);
	},
};

describe('faults that give a whole answer', () => {
	test.each(Object.entries(whole))('%s', async (name, check) => {
		const {rest} = await open({fault: name});
		const got = await rest('GET orders/4360');
		expect(got.headers['x-sandbox-fault']).toBe(name);
		check(got);
	});

	test('header-flood is more than a client takes by default', async () => {
		const client = await open({fault: 'header-flood'});
		expect((await failure(client)).code).toBe('HPE_HEADER_OVERFLOW');
		expect((await wire(client)).length).toBeGreaterThan(55_000);
	});
});

describe('faults of the connection', () => {
	test.each([
		['reset-before-answer', 'ECONNRESET', false],
		['reset-mid-body', 'ECONNRESET', true],
		['close-mid-body', 'ECONNRESET', true],
		['wrong-content-length', 'ECONNRESET', true],
		['bad-chunk', 'HPE_INVALID_CHUNK_SIZE', false],
		['not-http', 'HPE_INVALID_CONSTANT', false],
	] as const)('%s gives %s', async (fault, code, hasPart) => {
		const got = await failure(await open({fault}));
		expect(got.code).toBe(code);
		expect(got.received > 0).toBe(hasPart);
	});

	test('short-content-length sends more than it says', async () => {
		const text = (await wire(await open({fault: 'short-content-length'}))).toString();
		const [head = '', body = ''] = text.split('\r\n\r\n');
		const promised = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
		expect(promised).toBeGreaterThan(0);
		expect(body.length).toBeGreaterThan(promised);
	});

	test('hang never answers, but carries the request out; close ends it', async () => {
		const {sandbox, partners, plain} = await open({fault: 'hang'});
		const waiting = partners('POST tickets/remove/12/4076', {id: 120_260}).then(
			() => 'answered',
			() => 'cut',
		);
		let removed = 0;
		while (removed === 0) {
			removed = (await plain('GET /__sandbox/state')).json.partner_tickets_deleted as number;
		}

		await sandbox.close();
		expect(await waiting).toBe('cut');
	});

	test('slow-body drips byte by byte, and close ends it', async () => {
		const {sandbox} = await open({fault: 'slow-body'});
		const response = await new Promise<IncomingMessage>((resolve, reject) => {
			const message = request(
				`${sandbox.url}/api/rest/v1/orders/4360`,
				{agent: false, headers: {Authorization: `Bearer ${sandbox.tokens.full}`}},
				resolve,
			);
			message.on('error', reject);
			message.end();
		});
		const parts: number[] = [];
		const ended = new Promise<string>(resolve => {
			response.on('data', (part: Buffer) => {
				parts.push(part.length);
				if (parts.length === 3) {
					void sandbox.close();
				}
			});
			response.on('error', () => resolve('cut'));
			response.on('end', () => resolve('whole'));
		});
		expect(await ended).toBe('cut');
		expect(parts.slice(0, 3)).toEqual([1, 1, 1]);
	});
});

describe('what a fault leaves behind', () => {
	test.each([
		['error-500', 0],
		['html-200', 0],
		['not-http', 0],
		['reset-before-answer', 1],
		['invalid-json', 1],
		['wrong-content-length', 1],
	] as const)('%s: a write was applied %i times', async (fault, times) => {
		const {partners, plain} = await open({fault});
		await partners('POST tickets/remove/12/4076', {id: 120_260}).catch(() => undefined);
		expect((await plain('GET /__sandbox/state')).json.partner_tickets_deleted).toBe(times);
	});

	test('NAME@N strikes the Nth request only, again after a reset', async () => {
		const {rest, plain} = await open({fault: 'error-500@2'});
		const statuses = async (): Promise<number[]> => {
			const got: number[] = [];
			for (let request = 1; request <= 3; request++) {
				got.push((await rest('GET orders/4360')).status);
			}

			return got;
		};
		expect(await statuses()).toEqual([200, 500, 200]);
		expect(await statuses()).toEqual([200, 200, 200]);
		await plain('POST /__sandbox/reset');
		expect(await statuses()).toEqual([200, 500, 200]);
	});
});

describe('parseFault', () => {
	test('every name, with and without a number; each has a line for help', () => {
		for (const name of faultNames) {
			expect(parseFault(name)).toEqual({name, nth: null});
			expect(parseFault(` ${name.toUpperCase()}@12 `)).toEqual({name, nth: 12});
			expect(describeFault(name).length).toBeGreaterThan(10);
		}
	});

	test.each([
		['rest-before-answer', 'reset-before-answer'],
		['hnag', 'hang'],
		['error500', 'error-500'],
		['gzip', 'gzip-bomb'],
		['', 'hang'],
	])('%j: did you mean %s?', (typed, nearest) => {
		expect(parseFault(typed)).toContain(`did you mean ${nearest}?`);
	});

	test.each(['hang@0', 'hang@', 'hang@x', 'hang@1@2', 'hang@-1'])(
		'%j is refused with the right form',
		typed => {
			expect(parseFault(typed)).toContain('hang@3');
		},
	);

	test('every fault is tested in this file', () => {
		const tested = new Set([
			...Object.keys(whole),
			'header-flood',
			'reset-before-answer',
			'reset-mid-body',
			'close-mid-body',
			'wrong-content-length',
			'bad-chunk',
			'not-http',
			'short-content-length',
			'hang',
			'slow-body',
		]);
		expect(faultNames.filter(name => !tested.has(name))).toEqual([]);
	});
});
