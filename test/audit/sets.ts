import {createHash} from 'node:crypto';

/** SHA-256 of a text or bytes, in hexadecimal digits. */
export function sha256(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

/** One line of a checksum file. */
export function sumLine(path: string, content: string | Buffer): string {
	return `${sha256(content)}  ${path}\n`;
}

/** A request and its answer with everything that an artifact owes. */
export function artifact(
	testId: string,
	{path = '/api/rest/v1/events', stamp = '2025-11-09T21:49:33.120Z'} = {},
): string {
	return `${JSON.stringify(
		{
			test_id: testId,
			request: {
				method: 'GET',
				url: `https://qtickets.ru${path}`,
				headers: {accept: 'application/json'},
				sent_at: stamp,
			},
			response: {
				status: 200,
				headers: {'content-type': 'application/json', date: 'Sun, 09 Nov 2025 21:49:33 GMT'},
				body: {data: [{id: 33, name: testId}]},
			},
			latency_ms: 141.7,
			timings: {wait: 140.2, receive: 1.5},
		},
		null,
		2,
	)}\n`;
}

/** One record of a log. */
export function logLine(
	testId: string,
	artifactName: string,
	members: Readonly<Record<string, unknown>> = {},
): string {
	return `${JSON.stringify({
		ts: '2025-11-09T21:49:33.262Z',
		stage: 'Stage2',
		test_id: testId,
		endpoint: 'GET /api/rest/v1/events',
		status: 200,
		latency_ms: 141.7,
		artifact: artifactName,
		...members,
	})}\n`;
}
