import type {MaskRule} from '../../source/catalog/catalog.ts';
import type {Pair} from '../../source/request/draft.ts';
import type {Exchange, PreparedRequest} from '../../source/request/exchange.ts';
import {createMasker, type Masker, type MaskerOptions} from '../../source/session/masking.ts';

/** The kinds of keys that the QTickets catalog marks. */
export const sampleRules: readonly MaskRule[] = [
	{key: 'email', kind: 'email'},
	{key: 'client_email', kind: 'email'},
	{key: 'phone', kind: 'phone'},
	{key: 'client_phone', kind: 'phone'},
	{key: 'details.name', kind: 'name'},
	{key: 'client_name', kind: 'name'},
	{key: 'client_surname', kind: 'name'},
	{key: 'surname', kind: 'name'},
	{key: 'barcode', kind: 'barcode'},
	{key: 'payment_card_number', kind: 'card'},
	{key: 'inn', kind: 'text'},
	{key: 'legal_name', kind: 'text'},
	{key: 'comment', kind: 'text'},
	{key: 'uniqid', kind: 'secret'},
	{key: 'pdf_url', kind: 'secret'},
];

export const sampleSalt = '00112233445566778899aabbccddeeff';

export function newMasker(changes: Partial<MaskerOptions> = {}): Masker {
	return createMasker({
		rules: sampleRules,
		secrets: new Map(),
		salt: sampleSalt,
		masking: true,
		known: [],
		...changes,
	});
}

export function requestOf(changes: Partial<PreparedRequest> = {}): PreparedRequest {
	return {
		endpointId: '1.1',
		variant: 'documented',
		method: 'GET',
		url: 'https://tickets.example/api/rest/v1/orders',
		headers: [],
		body: null,
		writes: false,
		token: null,
		...changes,
	};
}

type Came = {
	readonly body?: string | Buffer;
	readonly headers?: readonly Pair[];
	readonly request?: Partial<PreparedRequest>;
	readonly truncated?: boolean;
	readonly statusText?: string;
};

export function exchangeOf(
	{
		body = '',
		headers = [['Content-Type', 'application/json']],
		request,
		truncated = false,
		statusText = 'OK',
	}: Came,
	changes: Partial<Exchange> = {},
): Exchange {
	const bytes = Buffer.from(body as string);
	return {
		request: requestOf(request),
		sentAt: '2026-11-22T15:30:00.000Z',
		answer: {
			status: 200,
			statusText,
			httpVersion: '1.1',
			headers,
			body: bytes,
			wireBytes: bytes.length,
			decodedBytes: bytes.length,
			truncated,
		},
		failure: null,
		latency: 12.3456789,
		elapsed: 12.5,
		timings: {dns: null, tcp: 0.00049, tls: null, send: 0.1, wait: 11.99951, download: 0.25},
		connection: 'cold',
		remote: '127.0.0.1:4010',
		...changes,
	};
}

/** What is stored of an answer's body. */
export function maskedBody(
	body: string | Buffer,
	masker = newMasker(),
	contentType = 'application/json',
): string | null {
	return masker.exchange(exchangeOf({body, headers: [['Content-Type', contentType]]})).value.body;
}
