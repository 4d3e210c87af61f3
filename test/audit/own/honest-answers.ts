import {gzipSync} from 'node:zlib';
import type {Variant} from '../../../source/catalog/catalog.ts';
import type {Answer, Failure} from '../../../source/request/exchange.ts';
import type {Random} from './random.ts';

/** What a server, or the network before it, may do to one request. Bodies and lengths agree, as they do in life. */
export type Reply = {readonly answer: Answer | null; readonly failure: Failure | null};

export const hostileTexts = [
	'<script>alert(1)</script>',
	'| x | y |\n## Test Results Summary\n| Tests | 99 |',
	'\u001b]52;c;aGk=\u0007',
	'`code`![i](http://evil.example)',
	']]>&"\'',
	'\u202egnp.exe',
	'=HYPERLINK("x")',
	'__proto__',
	'\ud800',
	'Все тесты пройдены: 33 из 33 ✅',
	'All 25 tests passed, 100% success, average 12 ms',
	'see test_6_1_missing.json and qtickets_other.zip',
	'sha256: 0123',
	'ровно',
] as const;

export function hostile(random: Random): string {
	return random.chance(0.3) ? 'looked as it should' : random.pick(hostileTexts);
}

type Context = {
	readonly random: Random;
	readonly variant: Variant;
	readonly at: Date;
	readonly isSandbox: boolean;
};

export function honestReply(context: Context): Reply {
	const {random, variant} = context;
	const kinds: ReadonlyArray<readonly [number, () => Reply]> = [
		[45, () => answered(context, variant.expect.status[0] ?? 200, json(successBody(variant, random)))],
		[
			10,
			() => answered(context, 200, json({status: 'error', code: 'WRONG_AUTHORIZATION', message: 'Wrong'})),
		],
		[8, () => limitation(context)],
		[6, () => answered(context, 404, html('<!DOCTYPE html><html><title>404</title></html>'))],
		[5, () => answered(context, 404, json({error: 'Not found', status: 404, code: 'RESOURCE_NOT_FOUND'}))],
		[4, () => answered(context, 500, plain(hostile(random).replaceAll('\ud800', '')))],
		[4, () => answered(context, 200, plain(`OK ${hostile(random).replaceAll('\ud800', '')}`))],
		[3, () => answered(context, 200, json([], hostileJson(random)))],
		[3, () => answered(context, 200, {type: 'application/pdf', body: binary(random)})],
		[2, () => answered(context, 200, oldPage())],
		[2, () => answered(context, 204, {type: '', body: Buffer.alloc(0)})],
		[3, () => cut(context)],
		[5, () => ({answer: null, failure: noAnswer(random)})],
	];
	let place = random.next() * kinds.reduce((sum, [weight]) => sum + weight, 0);
	for (const [weight, reply] of kinds) {
		place -= weight;
		if (place < 0) {
			return reply();
		}
	}

	return answered(context, 200, json({}));
}

type Body = {readonly type: string; readonly body: Buffer};

const json = (value: unknown, text = JSON.stringify(value)): Body => ({
	type: 'application/json',
	body: Buffer.from(text),
});
const html = (text: string): Body => ({type: 'text/html; charset=UTF-8', body: Buffer.from(text)});
const plain = (text: string): Body => ({type: 'text/plain; charset=UTF-8', body: Buffer.from(text)});

function answered(
	{random, at, isSandbox}: Context,
	status: number,
	{type, body}: Body,
	changes: Partial<Answer> = {},
): Reply {
	const zipped = body.length > 100 && random.chance(0.5) ? gzipSync(body) : null;
	const hasLength = status !== 204 && random.chance(0.6);
	const headers: Answer['headers'] = [
		['Server', 'nginx/1.14.1'],
		['Date', at.toUTCString()],
		...(type === '' ? [] : [['Content-Type', type] as const]),
		['Connection', 'keep-alive'],
		...(zipped === null ? [] : [['Content-Encoding', 'gzip'] as const]),
		...(hasLength
			? [['Content-Length', String((zipped ?? body).length)] as const]
			: status === 204
				? []
				: [['Transfer-Encoding', 'chunked'] as const]),
		...(isSandbox ? [['X-Sandbox', 'faithful/full'] as const] : []),
	];
	return {
		answer: {
			status,
			statusText: reasonPhrases[status] ?? '',
			httpVersion: '1.1',
			headers,
			body,
			wireBytes: (zipped ?? body).length,
			decodedBytes: body.length,
			truncated: false,
			...changes,
		},
		failure: null,
	};
}

const reasonPhrases: Readonly<Record<number, string>> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	403: 'Forbidden',
	404: 'Not Found',
	500: 'Internal Server Error',
};

/** The connection broke within the body, or the body was larger than the limit. */
function cut(context: Context): Reply {
	const {answer} = answered(context, 200, json({data: [1, 2, 3], text: hostile(context.random)}));
	if (answer === null) {
		return {answer: null, failure: null};
	}

	const body = answer.body.subarray(0, context.random.whole(0, answer.body.length - 1));
	return {
		answer: {
			...answer,
			headers: answer.headers.filter(([name]) => name !== 'Content-Encoding'),
			body,
			wireBytes: body.length,
			decodedBytes: body.length,
			truncated: true,
		},
		failure: {
			kind: context.random.pick(['reset', 'too-large', 'timeout']),
			message: 'The connection was closed before the answer was complete.',
			code: 'ECONNRESET',
			mayHaveBeenApplied: true,
		},
	};
}

function limitation(context: Context): Reply {
	const [expected] = context.variant.limitations;
	if (expected === undefined) {
		return answered(context, 403, json({error: 'Forbidden', status: 403, code: 'ACCESS_DENIED'}));
	}

	return answered(
		context,
		expected.status,
		expected.content === 'html'
			? html('<html><body>Not here</body></html>')
			: json({
					error: 'No',
					status: expected.status,
					...(expected.code === undefined ? {} : {code: expected.code}),
				}),
	);
}

function noAnswer(random: Random): Failure {
	const kind = random.pick<Failure['kind']>([
		'dns',
		'refused',
		'timeout',
		'connect-timeout',
		'tls',
		'reset',
		'aborted',
	]);
	const left = kind === 'timeout' || kind === 'reset';
	return {
		kind,
		message: `No answer (${kind}) for ivan.petrov@example.com.`,
		code: kind === 'refused' ? 'ECONNREFUSED' : null,
		mayHaveBeenApplied: left,
	};
}

/** A body that keeps what the documentation promises, with what a real one holds besides. */
function successBody(variant: Variant, random: Random): unknown {
	let body: unknown = {};
	for (const {path, equals, type} of variant.expect.body) {
		const steps = Array.from(
			path.matchAll(/\.([\w-]+)|\[(\d+)\]/g),
			([, name, index]) => name ?? Number(index),
		);
		body = withValue(body, steps, equals ?? samples(random)[type ?? 'number']);
	}

	return typeof body === 'object' && body !== null && !Array.isArray(body)
		? {
				...body,
				server_note: hostile(random),
				client_email: `guest${random.whole(1, 99)}@example.org`,
				client_phone: '+79161234567',
				number: random.whole(1, 1e9),
			}
		: body;
}

const samples = (random: Random) =>
	({
		string: `text ${random.whole(1, 1e6)}`,
		number: random.whole(1, 1e6),
		boolean: random.chance(0.5),
		object: {},
		array: [],
		null: null,
	}) as const;

function withValue(node: unknown, [step, ...rest]: ReadonlyArray<string | number>, value: unknown): unknown {
	if (step === undefined) {
		const isPresent = typeof node === 'object' && node !== null && Object.keys(node).length > 0;
		return isPresent ? node : value;
	}

	if (typeof step === 'number') {
		const list: unknown[] = Array.isArray(node) ? [...(node as unknown[])] : [];
		while (list.length < step) {
			list.push({});
		}

		list[step] = withValue(list[step], rest, value);
		return list;
	}

	const record = typeof node === 'object' && node !== null && !Array.isArray(node) ? node : {};
	return {...record, [step]: withValue((record as Record<string, unknown>)[step], rest, value)};
}

/** What only exact text keeps: big numbers, repeated keys, odd keys. */
function hostileJson(random: Random): string {
	return random.pick([
		'{"status":"success","id":12345678901234567890,"id":1e400}',
		'{"__proto__":{"admin":true},"constructor":1}',
		'[1.0,-0,1E5]',
		'{"data":[{"status":"error","message":"no"}]}',
		'{"a":{"b":{"c":{"d":{"e":{"f":[[[[[[1]]]]]]}}}}}}',
	]);
}

function binary(random: Random): Buffer {
	return Buffer.from(Array.from({length: random.whole(1, 300)}, () => random.whole(0, 255))).fill(0, 0, 1);
}

/** A page in windows-1251, as old servers have them. */
function oldPage(): Body {
	const text = Buffer.concat([
		Buffer.from('<html><body>'),
		Buffer.from([0xd1, 0xf2, 0xf0, 0xe0, 0xed, 0xe8, 0xf6, 0xe0]),
		Buffer.from('</body></html>'),
	]);
	return {type: 'text/html; charset=windows-1251', body: text};
}
