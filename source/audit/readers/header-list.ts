import {isRecord} from './json-place.ts';

const requestOnly = ['authorization', 'user-agent', 'accept', 'host', 'accept-encoding', 'cookie'];
const answerOnly = [
	'server',
	'date',
	'content-encoding',
	'set-cookie',
	'vary',
	'etag',
	'x-powered-by',
	'strict-transport-security',
	'expires',
	'age',
	'location',
];
const headerLine = /^([!#$%&'*+.^_`|~\w-]{1,100}):[ \t]*(.*)$/;

/**
 * Headers however they are written: an object, pairs, `{name, value}` records, lines, or one text of lines. Names in
 * lower case; repeated ones joined by a comma.
 *
 * @returns `null` for what are no headers
 */
export function readHeaders(value: unknown): ReadonlyMap<string, string> | null {
	const pairs = typeof value === 'string' ? pairsInText(value) : pairsIn(value);
	if (pairs === null) {
		return null;
	}

	const headers = new Map<string, string>();
	for (const [name, content] of pairs) {
		const key = name.trim().toLowerCase();
		const known = headers.get(key);
		headers.set(key, known === undefined ? content : `${known}, ${content}`);
	}

	return headers;
}

/** True when they can only be what the client sent. */
export function areRequestHeaders(headers: ReadonlyMap<string, string>): boolean {
	return requestOnly.some(name => headers.has(name)) && !answerOnly.some(name => headers.has(name));
}

/** True for headers that nothing but an exchange over HTTP has, whatever the member is called that holds them. */
export function areSurelyHeaders(headers: ReadonlyMap<string, string>): boolean {
	const known = [
		...requestOnly,
		...answerOnly,
		'content-type',
		'content-length',
		'cache-control',
		'connection',
	];
	return (
		(headers.has('content-type') || headers.has('authorization')) &&
		known.filter(name => headers.has(name)).length > 1
	);
}

type Pair = readonly [name: string, value: string];

function pairsIn(value: unknown): readonly Pair[] | null {
	if (isRecord(value)) {
		const pairs = Object.entries(value).map(([name, content]) => pairOf(name, content));
		return pairs.every(pair => pair !== null) ? pairs : null;
	}

	if (!Array.isArray(value)) {
		return null;
	}

	const pairs = value.map((item: unknown) => {
		if (typeof item === 'string') {
			return lineOf(item);
		}

		if (Array.isArray(item)) {
			return item.length === 2 && typeof item[0] === 'string' ? pairOf(item[0], item[1]) : null;
		}

		if (isRecord(item)) {
			const name = item['name'] ?? item['key'];
			return typeof name === 'string' ? pairOf(name, item['value']) : null;
		}

		return null;
	});
	return pairs.every(pair => pair !== null) ? pairs : null;
}

function pairOf(name: string, content: unknown): Pair | null {
	if (Array.isArray(content)) {
		return content.every(part => typeof part === 'string' || typeof part === 'number')
			? [name, content.join(', ')]
			: null;
	}

	if (content === null) {
		return [name, ''];
	}

	return typeof content === 'string' || typeof content === 'number' || typeof content === 'boolean'
		? [name, String(content)]
		: null;
}

function lineOf(line: string): Pair | null {
	const match = headerLine.exec(line.slice(0, 20_000));
	return match === null ? null : [match[1] ?? '', (match[2] ?? '').trim()];
}

function pairsInText(text: string): readonly Pair[] | null {
	const lines = text
		.slice(0, 200_000)
		.split(/\r?\n/)
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('HTTP/'));
	const pairs = lines.map(lineOf);
	return pairs.length > 0 && pairs.every(pair => pair !== null) ? pairs : null;
}
