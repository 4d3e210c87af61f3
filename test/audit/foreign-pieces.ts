/** Pieces of another team's evidence set that no rule finds fault with; tests change what they are about. */

export type Row = {
	readonly id?: string;
	readonly endpoint?: string;
	readonly status?: string;
	readonly artifact?: string;
	readonly notes?: string;
};

/** A report with one table of tests. */
export function reportOf(rows: readonly Row[], after = ''): string {
	const lines = rows.map(
		({id = '3.3', endpoint = getEvent, status = '✅ 200', artifact = '', notes = ''}) =>
			`| ${id} | ${endpoint} | ${status} | ${artifact} | ${notes} |`,
	);
	return [
		'# Report',
		'',
		'## Test Matrix',
		'',
		'| Test ID | Endpoint | Status | Artifact | Notes |',
		'| --- | --- | --- | --- | --- |',
		...lines,
		'',
		after,
		'',
	].join('\n');
}

/** A report whose table has no artifact column. */
export function plainReportOf(rows: readonly Row[], after = ''): string {
	const lines = rows.map(
		({id = '3.3', endpoint = getEvent, status = '✅ 200', notes = ''}) =>
			`| ${id} | ${endpoint} | ${status} | ${notes} |`,
	);
	return [
		'# Report',
		'',
		'## Test Matrix',
		'',
		'| Test ID | Endpoint | Status | Notes |',
		'| --- | --- | --- | --- |',
		...lines,
		'',
		after,
		'',
	].join('\n');
}

export const getEvent = 'GET /api/rest/v1/events/33';

/** Log lines, 1.7 s and some apart. */
export function logOf(records: ReadonlyArray<Readonly<Record<string, unknown>>>): string {
	return records
		.map((record, index) => {
			const at = new Date(Date.UTC(2025, 10, 9, 10, 0, 1, 137) + index * 1713 + ((index * 37) % 29));
			return `${JSON.stringify({ts: at.toISOString(), ...record})}\n`;
		})
		.join('');
}

/** A record of one test. */
export function recordOf(
	id: string,
	others: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
	return {test_id: id, endpoint: getEvent, status: 200, ...others};
}

/** An artifact as a careful recorder writes it. */
export function artifactOf({
	id = '3.3',
	method = 'GET',
	url = 'https://api.example.test/api/rest/v1/events/33',
	status = 200,
	body = {data: {id: 33, name: `event of test ${id}`}},
	second = 2,
	...others
}: {
	id?: string;
	method?: string;
	url?: string;
	status?: number | null;
	body?: unknown;
	second?: number;
	[member: string]: unknown;
} = {}): string {
	const at = new Date(Date.UTC(2025, 10, 9, 10, 0, second, 137));
	return `${JSON.stringify(
		{
			test_id: id,
			sent_at: at.toISOString(),
			request: {method, url, headers: {accept: 'application/json'}},
			status_code: status,
			latency_ms: 181.4 + second * 3.7,
			headers: {
				server: 'nginx',
				date: new Date(Math.floor(at.getTime() / 1000) * 1000).toUTCString(),
				'content-type': 'application/json',
			},
			body,
			...others,
		},
		null,
		2,
	)}\n`;
}
