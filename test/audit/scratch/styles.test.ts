import {test} from 'vitest';
import {auditSet} from '../../../source/audit/audit.ts';
import {readSet} from '../../../source/audit/readers/read-set.ts';
import {memorySource} from '../../../source/audit/readers/memory-source.ts';
const ok = {
	event_id: 33,
	show_id: 41,
	event_name: 'Концерт',
	start_date: '2030-05-03T19:00:00+03:00',
	last_update_hash: '68f49df135aa9b35f3ac7e242443ec4deaf1b0a5',
	status: 'success',
	result: {
		seat_id: 'PARTER-1;2',
		client_email: 'test@example.com',
		barcode: '871234567890',
		price: 1500,
		available: true,
	},
};
const denied = {status: 'error', code: 'WRONG_AUTHORIZATION', message: 'Wrong authorization'};
const nf = {error: 'Not found', status: 404, code: 'RESOURCE_NOT_FOUND', info: []};
const page =
	'<!DOCTYPE html>\n<html lang="ru"><head><title>Страница не найдена 404 – Qtickets</title><script>var t="${x} {{y}}";</script></head><body>' +
	'x'.repeat(3000) +
	'<a href="mailto:support@qtickets.ru">+7 (495) 123-45-67</a></body></html>';
const hdr = (d: string, type = 'application/json', n?: number) => ({
	Server: 'nginx/1.14.1',
	Date: d,
	'Content-Type': type,
	'Transfer-Encoding': 'chunked',
	Connection: 'keep-alive',
	'Cache-Control': 'no-cache, private',
	'X-Cache-Status': 'MISS',
	'Set-Cookie': 'qtickets_session=eyJpdiI6IkZ1; path=/; httponly',
	...(n ? {'Content-Length': String(n)} : {}),
});
const times = [
	'21:49:33.615',
	'21:49:35.102',
	'21:49:36.944',
	'21:49:38.020',
	'21:49:39.771',
	'21:49:41.333',
];
const lat = [956.3, 485.1, 1462.7, 532.9, 1060.4, 877.6];
const cases: Array<[string, string, string, number, unknown, string]> = [
	['3.3', 'GET', '/api/rest/v1/events/33', 404, nf, 'application/json'],
	['3.6', 'GET', '/api/rest/v1/events/33/seats', 404, page, 'text/html; charset=UTF-8'],
	['6.1', 'POST', '/api/partners/v1/tickets/add/33/41', 200, ok, 'application/json'],
	['6.8', 'POST', '/api/partners/v1/tickets/check/33/41', 200, denied, 'application/json'],
	['6.9', 'GET', '/api/partners/v1/tickets/find/1', 404, page, 'text/html; charset=UTF-8'],
	['6.13', 'POST', '/api/partners/v1/tickets/find', 200, denied, 'application/json'],
];
const gmt = (t: string) => `Sun, 09 Nov 2025 ${t.slice(0, 8)} GMT`;
const name = (id: string, ext = 'json') =>
	`artifacts/stage2_mandatory_tests/test_${id.replace('.', '_')}_x.${ext}`;
const styles: Record<string, (c: (typeof cases)[number], i: number) => [string, string]> = {
	requests: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify(
			{
				test_id: id,
				timestamp: `2025-11-09T${times[i]}Z`,
				request: {
					method: m,
					url: 'https://qtickets.ru' + u,
					headers: {
						Authorization: 'Bearer ***MASKED***',
						Accept: 'application/json',
						'User-Agent': 'python-requests/2.32',
					},
					body:
						m === 'POST'
							? {
									seat_id: 'A',
									client_email: 'test@example.com',
									client_phone: '+79991234567',
									client_name: 'Test',
									client_surname: 'User',
								}
							: null,
				},
				response: {status_code: s, reason: 'x', headers: hdr(gmt(times[i]!), t), body: b, elapsed_ms: lat[i]},
				notes: 'Expected 404',
			},
			null,
			2,
		),
	],
	flat: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify(
			{
				test: id,
				name: 'Test ' + id,
				status: s,
				url: 'https://qtickets.ru' + u,
				method: m,
				headers: hdr(gmt(times[i]!), t),
				body: typeof b === 'string' ? b : JSON.stringify(b),
				duration_ms: lat[i],
				started_at: `2025-11-09T${times[i]}Z`,
				success: s === 200 && b !== denied,
			},
			null,
			2,
		),
	],
	ps: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify(
			{
				TestId: id,
				Method: m,
				Uri: 'https://qtickets.ru' + u,
				StatusCode: s,
				Headers: Object.fromEntries(Object.entries(hdr(gmt(times[i]!), t)).map(([k, v]) => [k, [v]])),
				Content: typeof b === 'string' ? b : JSON.stringify(b),
				DurationMs: lat[i],
			},
			null,
			4,
		),
	],
	har: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify({
			log: {
				version: '1.2',
				creator: {name: 'x', version: '1'},
				entries: [
					{
						startedDateTime: `2025-11-09T${times[i]}Z`,
						time: lat[i],
						request: {
							method: m,
							url: 'https://qtickets.ru' + u,
							httpVersion: 'HTTP/1.1',
							headers: [{name: 'Authorization', value: 'Bearer [REDACTED]'}],
							queryString: [],
							cookies: [],
							headersSize: -1,
							bodySize: -1,
						},
						response: {
							status: s,
							statusText: '',
							httpVersion: 'HTTP/1.1',
							headers: Object.entries(hdr(gmt(times[i]!), t)).map(([name, value]) => ({name, value})),
							cookies: [],
							content: {size: 10, mimeType: t, text: typeof b === 'string' ? b : JSON.stringify(b)},
							redirectURL: '',
							headersSize: -1,
							bodySize: -1,
						},
						cache: {},
						timings: {
							blocked: 1,
							dns: 2,
							connect: 30,
							ssl: 20,
							send: 1,
							wait: Math.round((lat[i]! - 40) * 10) / 10,
							receive: 6,
						},
					},
				],
			},
		}),
	],
	curl: ([id, , , s, b, t], i) => [
		name(id, 'txt'),
		`HTTP/1.1 ${s} X\r\n${Object.entries(hdr(gmt(times[i]!), t))
			.map(([k, v]) => `${k}: ${v}`)
			.join('\r\n')}\r\n\r\n${typeof b === 'string' ? b : JSON.stringify(b)}`,
	],
	bare: ([id, , , , b]) => [name(id), typeof b === 'string' ? b : JSON.stringify(b)],
	nodeobj: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify({
			id,
			endpoint: `${m} ${u}`,
			status: s,
			latency_ms: lat[i],
			ts: `2025-11-09T${times[i]}Z`,
			response_headers: hdr(gmt(times[i]!), t),
			response: b,
			result: s === 200 ? 'PASS' : 'FAIL',
		}),
	],
	newman: ([id, m, u, s, b, t], i) => [
		name(id),
		JSON.stringify({
			item: {name: id},
			request: {
				url: {raw: 'https://qtickets.ru' + u, host: ['qtickets', 'ru']},
				method: m,
				header: [{key: 'Accept', value: '*/*'}],
			},
			response: {
				id: 'abc',
				status: 'OK',
				code: s,
				header: Object.entries(hdr(gmt(times[i]!), t)).map(([key, value]) => ({key, value})),
				responseTime: Math.round(lat[i]!),
				stream: {type: 'Buffer', data: [...Buffer.from(typeof b === 'string' ? b : JSON.stringify(b))]},
			},
		}),
	],
};
for (const [style, make] of Object.entries(styles)) {
	test(style, async () => {
		const files = Object.fromEntries(cases.map((c, i) => make(c, i)));
		const set = await readSet(memorySource(files));
		const r = await auditSet(set);
		console.log(
			style +
				'\n' +
				set.artifacts
					.map(a =>
						[
							a.testId,
							a.status,
							a.method,
							a.url,
							a.headers?.size,
							a.hasBody,
							a.bodyLength,
							a.latencyMs,
							a.sent?.text,
							a.stamps.length,
							a.judged,
							a.softError?.slice(0, 30),
							a.clientError,
							a.mock,
							a.broken?.code,
							a.pointers.body,
						].join(' | '),
					)
					.join('\n') +
				'\n' +
				r.findings
					.map(f =>
						[
							f.rule,
							f.code,
							f.place.file.split('/').pop(),
							f.place.line ?? f.place.pointer,
							f.claimed,
							f.found,
						].join(' | '),
					)
					.join('\n') +
				'\nKINDS ' +
				set.files.map(f => f.kind).join(),
		);
	});
}
