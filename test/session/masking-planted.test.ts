import {beforeAll, describe, expect, test} from 'vitest';
import type {Masker} from '../../source/session/masking.ts';
import {exchangeOf, newMasker, requestOf} from './masking-samples.ts';

const secrets: Readonly<Record<string, string>> = {
	QTICKETS_TOKEN: 'Zq7vN2mXc81LpRtY',
	QTICKETS_PARTNERS_TOKEN: 'pk_live_51H8/xY+z9==',
	CLICKHOUSE_PASSWORD: 'p@ss w0rd"quoted"\\slash',
	HEX: '9f86d081884c7d659a2feaa0c55ad015',
	JWT: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.q8f3VnS0',
	CYRILLIC: 'пароль-Кассира-77',
	DASHES: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
	SYMBOLS: '$2y$10$<&>%41~!*()',
	SHORT: 'k9Z',
	WORD: 'zebra',
};

/** Each with the key under which it is first seen. */
const personal: ReadonlyArray<readonly [key: string, value: string]> = [
	['client_email', 'ivan.petrov+gala@mail.example'],
	['email', 'O.Zhukova@почта.рф'],
	['client_email', '"quoted local"@strange.example'],
	['client_phone', '+79161234567'],
	['phone', '8 (495) 987-65-43'],
	['client_phone', '+375 29 111-22-33'],
	['client_name', 'Бартоломей'],
	['client_name', 'Анна-Мария'],
	['client_surname', 'Преображенский'],
	['client_surname', "O'Sullivan"],
	['surname', 'Müllerova'],
	['client_name', 'Ли Чжан'],
	['client_name', 'Siobhán'],
	['barcode', '877076325904'],
	['barcode', 'QT-87F0A1'],
	['payment_card_number', '4276 3801 2345 6785'],
	['inn', '500100732259'],
	['legal_name', 'ООО "Ромашка & Сыновья"'],
	['comment', 'оставить у охраны, код 45-19'],
	['comment', 'wheelchair/row 3: call before'],
];

function bytesEscaped(value: string): string {
	return Array.from(Buffer.from(value), byte => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function unitsEscaped(value: string): string {
	return Array.from(
		{length: value.length},
		(_, index) => `\\u${value.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}

/** The spellings in which a value may come back. */
function spellings(value: string): readonly string[] {
	const json = JSON.stringify(value).slice(1, -1);
	const base64 = ['', ':', '::', 'user:', 'name = '].map(before =>
		Buffer.from(`${before}${value}`).toString('base64'),
	);
	return [
		value,
		encodeURIComponent(value),
		encodeURIComponent(value).replaceAll('%20', '+'),
		encodeURIComponent(encodeURIComponent(value)),
		bytesEscaped(value),
		bytesEscaped(value).toUpperCase(),
		json,
		json.replaceAll('/', '\\/'),
		unitsEscaped(value),
		unitsEscaped(value).replaceAll('\\', '\\\\'),
		value.replaceAll(/[^]/g, character => `&#${character.charCodeAt(0)};`),
		value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
		...base64,
		...base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
		Buffer.from(value).toString('hex'),
		Buffer.from(value).toString('hex').toUpperCase(),
	];
}

const allValues = [...Object.values(secrets), ...personal.map(([, value]) => value)];
const allSpellings = [...new Set(allValues.flatMap(spellings))];

/** What a reader with a decoder would find of `value` in what was stored. */
function leaksIn(stored: unknown): readonly string[] {
	const written = JSON.stringify(stored);
	const read: string[] = [];
	JSON.stringify(stored, (_key, value: unknown) => {
		if (typeof value === 'string') {
			read.push(value);
		}

		return value;
	});
	const texts = [written, read.join('\n')];
	// Fewer than four letters occur in any text: those must not stand as a word of their own.
	const holds = (text: string, spelling: string): boolean =>
		spelling.length < 4
			? new RegExp(`(?<![\\p{L}\\p{N}])${spelling}(?![\\p{L}\\p{N}])`, 'u').test(text)
			: text.includes(spelling);
	return allSpellings.filter(spelling => texts.some(text => holds(text, spelling)));
}

const keyed = JSON.stringify({
	status: 'success',
	result: personal.map(([key, value], index) => ({id: index, [key]: value})),
});

let masker: Masker;
beforeAll(() => {
	masker = newMasker({secrets: new Map(Object.entries(secrets))});
	masker.exchange(exchangeOf({body: keyed}));
});

test('the planted values stand at their keys without showing', () => {
	const fresh = newMasker({secrets: new Map(Object.entries(secrets))});
	expect(leaksIn(fresh.exchange(exchangeOf({body: keyed})))).toEqual([]);
	expect(leaksIn(fresh.request(requestOf({method: 'POST', body: keyed})))).toEqual([]);
});

type Sink = readonly [where: string, put: (spelling: string, masker: Masker) => unknown];

const ascii = (text: string): string => (/^[\u0020-\u007e]*$/.test(text) ? text : encodeURIComponent(text));

const sinks: readonly Sink[] = [
	[
		'a message in JSON',
		(text, gate) => gate.exchange(exchangeOf({body: JSON.stringify({message: `not found: ${text}.`})})),
	],
	[
		'a JSON value of its own',
		(text, gate) => gate.exchange(exchangeOf({body: JSON.stringify({other: text})})),
	],
	['a key in JSON', (text, gate) => gate.exchange(exchangeOf({body: JSON.stringify({[text]: 1})}))],
	[
		'JSON in a JSON string',
		(text, gate) =>
			gate.exchange(exchangeOf({body: JSON.stringify({log: JSON.stringify({said: `<${text}>`})})})),
	],
	[
		'JSON that was cut',
		(text, gate) => gate.exchange(exchangeOf({body: `{"a":1,"b":"${text}","c":[`, truncated: true})),
	],
	[
		'HTML',
		(text, gate) =>
			gate.exchange(
				exchangeOf({
					body: `<p class="x">Dear ${text},</p><a href="/x?q=${text}">`,
					headers: [['Content-Type', 'text/html']],
				}),
			),
	],
	[
		'plain text',
		(text, gate) =>
			gate.exchange(exchangeOf({body: `fatal: ${text}\n`, headers: [['content-type', 'text/plain']]})),
	],
	['no content type', (text, gate) => gate.exchange(exchangeOf({body: `(${text})`, headers: []}))],
	[
		'binary',
		(text, gate) =>
			gate.exchange(
				exchangeOf({
					body: Buffer.concat([
						Buffer.from([0x89, 0x50, 0, 0xff]),
						Buffer.from(`\n${text}\n`),
						Buffer.from([0, 0xfe]),
					]),
					headers: [['Content-Type', 'image/png']],
				}),
			),
	],
	['a header', (text, gate) => gate.exchange(exchangeOf({headers: [['X-Echo', `for ${ascii(text)};`]]}))],
	[
		'Location',
		(text, gate) =>
			gate.exchange(
				exchangeOf({headers: [['Location', `https://a.example/u/${ascii(text)}?x=${ascii(text)}`]]}),
			),
	],
	[
		'Set-Cookie',
		(text, gate) =>
			gate.exchange(exchangeOf({headers: [['Set-Cookie', `sid=${ascii(text)}; Path=/${ascii(text)}`]]})),
	],
	['a status text', (text, gate) => gate.exchange(exchangeOf({statusText: `Bad ${text}`}))],
	[
		'an error message',
		(text, gate) =>
			gate.exchange(
				exchangeOf(
					{},
					{
						answer: null,
						failure: {
							kind: 'other',
							message: `connect to ${text} failed`,
							code: null,
							mayHaveBeenApplied: false,
						},
					},
				),
			),
	],
	[
		'the query',
		(text, gate) =>
			gate.request(requestOf({url: `https://a.example/orders?search=${encodeURIComponent(text)}&page=1`})),
	],
	[
		'the path',
		(text, gate) => gate.request(requestOf({url: `https://a.example/find/${encodeURIComponent(text)}/x`})),
	],
	[
		'user info',
		(text, gate) => gate.request(requestOf({url: `https://${encodeURIComponent(text)}:x@a.example/`})),
	],
	['a request header', (text, gate) => gate.request(requestOf({headers: [['X-Asked-By', `me (${text})`]]}))],
	[
		'Authorization',
		(text, gate) => gate.request(requestOf({headers: [['Authorization', `Bearer ${text}`]]})),
	],
	[
		'a request body',
		(text, gate) => gate.request(requestOf({body: JSON.stringify({filter: {search: [text]}})})),
	],
	[
		'a form',
		(text, gate) =>
			gate.request(
				requestOf({
					headers: [['Content-Type', 'application/x-www-form-urlencoded']],
					body: `a=${encodeURIComponent(text)}&b=2`,
				}),
			),
	],
	['a body that is no JSON', (text, gate) => gate.request(requestOf({body: `{"filter": '${text}'`}))],
	['a note', (text, gate) => gate.text(`asked with ${text} twice`)],
	['a captured value', (text, gate) => gate.named('ticket_id', text)],
	[
		'a draft',
		(text, gate) =>
			gate.draft({
				endpointId: '1',
				variant: 'd',
				path: {id: text},
				query: [['q', text]],
				headers: [['X-A', text]],
				body: JSON.stringify({a: `${text} {{x}}`, b: text}),
			}),
	],
];

describe('10 secrets and 20 personal values in every spelling leave nothing in', () => {
	test.each(sinks)('%s', (_where, put) => {
		expect(allSpellings.flatMap(spelling => leaksIn(put(spelling, masker)))).toEqual([]);
	});
});
