import type {EventBody, RequestIntent, SessionOpened, StoredExchange} from '../../source/session/event.ts';
import {chainStart, journalLine} from '../../source/session/journal.ts';
import type {Reason, Verdict} from '../../source/verdict/verdict.ts';

const start = Date.parse('2026-11-22T15:30:00.000Z');

/** The bytes of a journal with these events, one second apart. */
export function journalOf(bodies: readonly EventBody[]): Buffer {
	let previous = chainStart;
	return Buffer.concat(
		bodies.map((body, index) => {
			const at = new Date(start + index * 1000).toISOString();
			const {line, head} = journalLine(body, {seq: index + 1, at, previous});
			previous = head;
			return line;
		}),
	);
}

export function opened(changes: Partial<SessionOpened> = {}): SessionOpened {
	return {
		type: 'session.opened',
		version: 1,
		name: 'qtickets_test_run_20261122_153000',
		profile: {
			name: 'test',
			kind: 'test',
			base_url: 'https://qtickets.example',
			masking: true,
			read_only: false,
		},
		catalog: {name: 'qtickets', digest: 'c'.repeat(64)},
		plan: {
			stage: 'stage2',
			tests: ['3.3', '3.6', '6.1', '6.4', '6.8', '6.13', '6.15'],
			variant: 'documented',
		},
		tool: {name: 'qtickets-explorer', version: '0.1.0'},
		environment: {
			node: '20.20.0',
			os: 'Linux 6.1 x64',
			git_revision: 'a8a94ae3e20621738300cdd4ec78c03ef977a987',
			git_dirty: false,
			tokens: ['QTICKETS_TOKEN', 'QTICKETS_PARTNERS_TOKEN'],
		},
		sandbox: null,
		salt: '0123456789abcdef0123456789abcdef',
		...changes,
	};
}

export function intent(id: string, changes: Partial<RequestIntent> = {}): RequestIntent {
	const [section = ''] = id.split('.');
	const endpoint = changes.endpoint ?? `GET /api/rest/v1/things/${id}`;
	const [method = '', path = ''] = endpoint.split(' ');
	return {
		type: 'request.intent',
		endpoint_id: id,
		variant: 'documented',
		stage: 'stage2',
		attempt: 1,
		title: `Test ${id}`,
		section,
		section_title: section === '3' ? 'REST API' : 'Partners API',
		endpoint,
		spec_ref: `tests.md:${id}`,
		artifact: `test_${id.replaceAll('.', '_')}`,
		writes: method !== 'GET',
		request: {
			method,
			url: `https://qtickets.example${path}`,
			headers: [
				['Accept', 'application/json'],
				['Authorization', 'Bearer ***ab12cd'],
			],
			body: null,
		},
		...changes,
	};
}

export function answer(changes: Partial<StoredExchange> = {}): StoredExchange {
	const body = changes.body ?? '{"status":"success","result":[]}';
	return {
		sent_at: '2026-11-22T15:30:01.500Z',
		status: 200,
		status_text: 'OK',
		http_version: '1.1',
		headers: [['Content-Type', 'application/json']],
		body,
		body_encoding: 'text',
		wire_bytes: body.length,
		decoded_bytes: body.length,
		truncated: false,
		latency_ms: 120.5,
		elapsed_ms: 120.5,
		timings: {dns: 1, tcp: 10, tls: 20, send: 0.5, wait: 80, download: 9},
		connection: 'cold',
		remote: '192.0.2.1:443',
		error: null,
		...changes,
	};
}

export function noAnswer(kind: 'timeout' | 'refused'): StoredExchange {
	return {
		...answer(),
		status: null,
		status_text: null,
		http_version: null,
		headers: [],
		body: null,
		wire_bytes: null,
		decoded_bytes: null,
		latency_ms: null,
		elapsed_ms: 30_000,
		timings: {dns: null, tcp: null, tls: null, send: null, wait: null, download: null},
		connection: null,
		error: {kind, message: `No answer: ${kind}.`, code: null, may_have_been_applied: kind === 'timeout'},
	};
}

export function outcome(
	intentSeq: number,
	verdict: Verdict,
	exchange: StoredExchange = answer(),
	reasons: readonly Reason[] = [{code: 'status-as-documented', text: 'HTTP 200, as documented.'}],
): EventBody {
	return {type: 'request.outcome', intent: intentSeq, exchange, verdict, reasons, captures: {}, masked: {}};
}

/** A short stage in which about everything happens that a report must tell. */
export const sampleEvents: readonly EventBody[] = [
	opened(),
	{
		type: 'counts.taken',
		when: 'before',
		endpoint_id: null,
		server: {version: '25.8', time: '2026-11-22T15:30:01.000Z'},
		patterns: ['stg_qtickets_%', 'meta_%'],
		unmatched: ['meta_%'],
		tables: [
			{
				table: 'stg_qtickets_orders',
				count: '9007199254740993',
				max_ver: '7',
				max_snapshot_ts: null,
				query_id: 'q1',
			},
		],
		settled_ms: null,
	},
	intent('3.3', {endpoint: 'GET /api/rest/v1/events/33', artifact: 'test_3_3_get_event_33'}),
	outcome(
		3,
		'limitation',
		answer({
			status: 404,
			status_text: 'Not Found',
			body: '{"error":"Not found","status":404,"code":"RESOURCE_NOT_FOUND","info":{"id":12345678901234567890}}',
			latency_ms: 956,
		}),
		[
			{code: 'expected-limitation', text: 'The event is not of this account.'},
			{code: 'status-differs', text: 'HTTP 404 where 200 is documented.'},
		],
	),
	intent('3.6', {endpoint: 'GET /api/rest/v1/events/33/seats', artifact: 'test_3_6_get_event_seats'}),
	outcome(
		5,
		'failure',
		answer({
			status: 404,
			headers: [['Content-Type', 'text/html; charset=UTF-8']],
			body: '<!DOCTYPE html><html><title>404</title></html>',
			connection: 'reused',
			latency_ms: 214.25,
		}),
		[
			{code: 'status-differs', text: 'HTTP 404 where 200 is documented.'},
			{code: 'html-instead-of-json', text: 'The body is an HTML page where JSON is documented.'},
		],
	),
	intent('6.1', {
		endpoint: 'POST /api/partners/v1/tickets/add/12/4076',
		artifact: 'test_6_1_partners_add_single',
		request: {
			method: 'POST',
			url: 'https://qtickets.example/api/partners/v1/tickets/add/12/4076',
			headers: [['Content-Type', 'application/json']],
			body: '{"seat_id":"CENTER_PARTERRE-20;5","price":1.50,"client_email":"te..t@ex..le.com"}',
		},
	}),
	{
		...(outcome(
			7,
			'failure',
			answer({
				body: '{"status":"error","code":"WRONG_AUTHORIZATION","message":"Wrong authorization"}',
				latency_ms: 485,
			}),
			[
				{code: 'status-as-documented', text: 'HTTP 200, as documented.'},
				{
					code: 'soft-error',
					text: 'Soft error: HTTP 200, but the body says status "error" (WRONG_AUTHORIZATION: Wrong authorization).',
				},
			],
		) as Extract<EventBody, {type: 'request.outcome'}>),
		masked: {secret: 1, email: 1},
	},
	{type: 'mark.set', endpoint_id: '6.1', attempt: 1, mark: 'pass', note: 'looked fine | to me'},
	intent('6.4', {endpoint: 'POST /api/partners/v1/tickets/update', artifact: 'test_6_4_partners_update'}),
	outcome(10, 'no-response', noAnswer('timeout'), [
		{code: 'no-response-timeout', text: 'No answer: timeout.'},
		{code: 'may-have-been-applied', text: 'The request left: it may have been applied.'},
	]),
	intent('6.4', {
		endpoint: 'POST /api/partners/v1/tickets/update',
		artifact: 'test_6_4_partners_update',
		attempt: 2,
	}),
	outcome(12, 'success', answer({connection: 'reused', latency_ms: 300.125})),
	{type: 'mark.set', endpoint_id: '6.4', attempt: 2, mark: 'pass', note: ''},
	intent('6.8', {endpoint: 'POST /api/partners/v1/tickets/check', artifact: 'test_6_8_partners_check'}),
	{type: 'mark.set', endpoint_id: '6.15', attempt: null, mark: 'blocked', note: 'no date without a hall'},
	{type: 'note.added', endpoint_id: null, text: 'VPN was on.'},
	intent('1.1', {stage: null, endpoint: 'GET /api/rest/v1/orders', section: '1', section_title: 'Orders'}),
	outcome(18, 'success', answer({latency_ms: 200})),
];

/** Every planned test run, every outcome stored. */
export const completeEvents: readonly EventBody[] = [
	opened({plan: {stage: 'stage2', tests: ['6.1'], variant: 'documented'}}),
	intent('6.1'),
	outcome(2, 'success'),
	{type: 'session.ended', reason: 'finished'},
];
