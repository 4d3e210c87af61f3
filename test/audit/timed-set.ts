/** Small foreign sets for rules about time: a log of a serial run, with artifacts where a test wants them. */

export type TimedTest = {
	readonly id: string;
	/** When it was answered, `HH:MM:SS.mmm`. */
	readonly at: string;
	/** Ms. */
	readonly latency: number;
};

/** Six tests one after the other, with the gaps that writing a file and building a request leave. */
export const serialRun: readonly TimedTest[] = [
	{id: '3.3', at: '21:49:31.454', latency: 412},
	{id: '3.4', at: '21:49:32.222', latency: 731},
	{id: '3.5', at: '21:49:32.722', latency: 388},
	{id: '3.6', at: '21:49:33.691', latency: 905},
	{id: '3.7', at: '21:49:33.983', latency: 267},
	{id: '6.1', at: '21:49:34.597', latency: 523},
];

/** The same tests with a pause of minutes between them, as somebody runs them by hand. */
export const slowRun: readonly TimedTest[] = serialRun.map((test, index) => ({
	...test,
	at: `21:${30 + 4 * index}:1${index}.${test.at.slice(-3)}`,
}));

export const logName = 'logs/run.jsonl';

/** The log of a run that is opened at 21:49:31.017 and closed at 21:49:34.731. */
export function logOf(tests: readonly TimedTest[], more: readonly string[] = []): string {
	return [
		line({ts: stampOf('21:49:31.017'), stage: 'Stage1', status: 'ready'}),
		...tests.map(({id, at, latency}) =>
			line({
				ts: stampOf(at),
				test_id: id,
				endpoint: `GET /api/v1/items/${id.replace('.', '')}`,
				status: 200,
				latency_ms: latency,
			}),
		),
		...more,
		line({ts: stampOf('21:49:34.731'), stage: 'Stage3', status: 'completed'}),
	].join('\n');
}

/** A log of nothing but results. */
export function resultsOf(tests: readonly TimedTest[]): string {
	return logOf(tests).split('\n').slice(1, -1).join('\n');
}

export function stampOf(clock: string): string {
	return `2025-11-09T${clock}Z`;
}

export function line(members: Record<string, unknown>): string {
	return JSON.stringify(members);
}

/** Name of a test's artifact. */
export function artifactName(id: string): string {
	return `artifacts/test_${id.replace('.', '_')}_item.json`;
}

/** A complete artifact of a test of `serialRun`, with other members on demand. */
export function artifactOf({id, at, latency}: TimedTest, more: Record<string, unknown> = {}): string {
	const end = Date.parse(stampOf(at));
	const sent = end - latency - 3;
	return JSON.stringify(
		{
			test_id: id,
			method: 'GET',
			url: `https://api.example.com/api/v1/items/${id.replace('.', '')}`,
			sent_at: new Date(sent).toISOString(),
			status_code: 200,
			latency_ms: latency,
			headers: {
				Date: new Date(end - 200).toUTCString(),
				Server: 'nginx',
				'Content-Type': 'application/json',
			},
			body: {item: id, name: `Item ${id} of the list`, price: latency * 3},
			...more,
		},
		null,
		2,
	);
}

/** Artifacts of all tests, by name. */
export function artifactsOf(tests: readonly TimedTest[] = serialRun): Record<string, string> {
	return Object.fromEntries(tests.map(test => [artifactName(test.id), artifactOf(test)]));
}
