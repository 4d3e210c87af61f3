/** A small report with a table of four tests, three of them passed: what comes before and after it is the test's. */
export const matrix = [
	'## Test Matrix',
	'',
	'| Test ID | Endpoint | Status | Latency (ms) | Notes |',
	'| --- | --- | --- | --- | --- |',
	'| 3.3 | GET /api/rest/v1/events/33 | ✅ 200 | 412 | one event |',
	'| 3.4 | POST /api/rest/v1/events | ❌ 403 | 731 | refused |',
	'| 6.1 | POST /api/partners/v1/tickets/add/33/41 | ✅ 200 | 388 | one ticket |',
	'| 6.2 | POST /api/partners/v1/tickets/check/33/41 | ✅ 200 | 905 | one seat |',
].join('\n');

/** The matrix starts on line 3. */
export function matrixReport(after: string, table = matrix): string {
	return `# Report\n\n${table}\n\n${after}\n`;
}
