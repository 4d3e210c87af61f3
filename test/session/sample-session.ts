import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {buildCatalog} from '../../source/catalog/build-catalog.ts';
import type {Catalog, Profile} from '../../source/catalog/catalog.ts';
import type {Answer, Exchange, PreparedRequest, Send} from '../../source/request/exchange.ts';
import type {JournalEvent} from '../../source/session/event.ts';
import {readJournal} from '../../source/session/journal.ts';
import type {SessionOptions} from '../../source/session/session-options.ts';

/** A small catalog: one read, one write that captures, in the words of the API. */
export const sampleCatalog: Catalog = buildCatalog(
	{
		name: 'sample',
		title: 'Sample',
		servers: {partners: {title: 'Partners API', path: '/api/partners/v1/', token: 'QTICKETS_PARTNERS_TOKEN'}},
		profiles: {
			sandbox: {title: 'Sandbox', kind: 'sandbox', base_url: null},
			production: {title: 'Production', kind: 'production', base_url: 'https://tickets.example'},
		},
		variables: {event_id: '12', ticket_id: '120260'},
		masks: {client_email: 'email'},
		sections: [
			{
				id: '6',
				title: 'Partners API',
				endpoints: [
					{
						id: '6.1',
						title: 'Add ticket',
						spec_ref: 'docs',
						artifact: 'test_6_1_add',
						method: 'POST',
						server: 'partners',
						path: 'tickets/add/{event_id}',
						path_parameters: {event_id: '{{event_id}}'},
						body: '{"seat_id":"A-1;1","client_email":"guest@example.com"}',
						writes: true,
						expect: {status: [200], content: 'json', body: [{path: '$.status', equals: 'success'}]},
						captures: {ticket_id: '$.result.id'},
					},
					{
						id: '6.9',
						title: 'Find tickets',
						spec_ref: 'docs',
						artifact: 'test_6_9_find',
						method: 'POST',
						server: 'partners',
						path: 'tickets/find',
						body: '{"filter":{"id":{{ticket_id}}}}',
						writes: false,
						expect: {status: [200], content: 'json', body: [{path: '$.status', equals: 'success'}]},
					},
				],
			},
		],
		stages: {stage2: {title: 'Stage 2', tests: ['6.1', '6.9']}},
	},
	'd'.repeat(64),
);

export const sandboxProfile: Profile = {
	name: 'sandbox',
	kind: 'sandbox',
	baseUrl: 'http://127.0.0.1:4010',
	host: '127.0.0.1:4010',
	variables: {},
	masking: true,
	readOnly: false,
};

export const sampleToken = 'qt-partner-key-7d1f0c2b9e';

export function answerOf(body: string, status = 200): Answer {
	return {
		status,
		statusText: 'OK',
		httpVersion: '1.1',
		headers: [['Content-Type', 'application/json']],
		body: Buffer.from(body),
		wireBytes: Buffer.byteLength(body),
		decodedBytes: Buffer.byteLength(body),
		truncated: false,
	};
}

export function exchangeWith(request: PreparedRequest, answer: Answer): Exchange {
	return {
		request,
		sentAt: '2026-11-22T15:30:01.000Z',
		answer,
		failure: null,
		latency: 12.3456,
		elapsed: 12.3456,
		timings: {dns: null, tcp: 1, tls: null, send: 0.3, wait: 10, download: 1.0456},
		connection: 'cold',
		remote: '127.0.0.1:4010',
	};
}

/** Session options whose requests are answered by `respond`. */
export function sampleOptions(
	respond: (request: PreparedRequest) => Answer | Promise<Answer>,
	changes: Partial<Omit<SessionOptions, 'edges'>> & {edges?: Partial<SessionOptions['edges']>} = {},
): SessionOptions {
	const send: Send = async request => exchangeWith(request, await respond(request));
	return {
		catalog: sampleCatalog,
		profile: sandboxProfile,
		secrets: new Map([['QTICKETS_PARTNERS_TOKEN', sampleToken]]),
		limits: {connectTimeout: 1000, timeout: 1000, maximumBytes: 1_000_000},
		tool: {name: 'qtickets-explorer', version: '0.0.0-test'},
		environment: {
			node: 'v20',
			os: 'test',
			git_revision: null,
			git_dirty: null,
			tokens: ['QTICKETS_PARTNERS_TOKEN'],
		},
		sandbox: null,
		tlsRejectUnauthorized: undefined,
		...changes,
		edges: {
			now: () => new Date('2026-11-22T15:30:00.000Z'),
			random: count => Buffer.alloc(count, 7),
			send,
			platform: process.platform,
			...changes.edges,
		},
	};
}

export function newParent(): string {
	return mkdtempSync(path.join(tmpdir(), 'session-'));
}

export function eventsIn(directory: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(directory, 'session.jsonl'))).events;
}

export const noPlan = {stage: null, tests: [], variant: 'documented'} as const;
