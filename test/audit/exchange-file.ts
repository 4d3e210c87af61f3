type Edits = {
	readonly test_id?: string;
	readonly sent_at?: string;
	readonly path?: string;
	readonly request_headers?: object;
	/** `undefined` leaves them out; so it does with every other member. */
	readonly headers?: object | undefined;
	readonly [member: string]: unknown;
};

/** A foreign artifact with nothing wrong in it, and edits of it: the least that a good set of one request needs. */
export function exchange(edits: Edits = {}): string {
	const {test_id, sent_at, path, request_headers, headers, body, ...others} = {
		test_id: '6.8',
		sent_at: '2025-11-09T21:49:33.615Z',
		path: 'tickets/check',
		request_headers: {Accept: 'application/json'},
		headers: {},
		body: {status: 'success', result: {seats: 12}} as unknown,
		...edits,
	};
	return JSON.stringify(
		{
			test_id,
			sent_at,
			request: {
				method: 'POST',
				url: `https://qtickets.ru/api/partners/v1/${path}`,
				headers: request_headers,
				body: {event_id: 33},
			},
			status_code: 200,
			headers: headers && {
				Date: 'Sun, 09 Nov 2025 21:49:34 GMT',
				Server: 'nginx',
				'Content-Type': 'application/json',
				...headers,
			},
			body,
			latency_ms: 431.207,
			...others,
		},
		null,
		2,
	);
}

/** The usual name of the artifact. */
export const file = 'artifacts/test_6_8_partners_check.json';
