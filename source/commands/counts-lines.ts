import {deltas} from '../session/count-deltas.ts';
import type {CountsFailed, CountsTaken} from '../session/event.ts';
import {safeText} from '../terminal/safe-text.ts';

/** What a count of a whole stage or around a test says to people: where, how many tables, and what could not be counted. */
export function countsLines(event: CountsTaken | CountsFailed): readonly string[] {
	const about = `ClickHouse ${event.when}${event.endpoint_id === null ? '' : ` ${event.endpoint_id}`}`;
	if (event.type === 'counts.failed') {
		return [safeText(`${about}: not measured: ${event.message}`)];
	}

	const {tables, failed = [], unmatched, server, database, settled, settled_ms: settledMs} = event;
	const waited =
		settled === undefined || settled === null
			? ''
			: settled
				? `, unchanged after ${settledMs ?? 0} ms`
				: `, still changing after ${settledMs ?? 0} ms`;
	return [
		`${about}: ${tables.length} ${tables.length === 1 ? 'table' : 'tables'} of ${database ?? 'the database'} counted, version ${server.version}${waited}`,
		...failed.map(
			({table, what, message}) =>
				`${about}: ${table}: ${what === 'count' ? 'not measured' : 'newest values not measured'}: ${message}`,
		),
		...unmatched.map(pattern => `${about}: no table fits ${pattern}`),
	].map(line => safeText(line));
}

/** The tables whose rows changed, or should have; a line each. Nothing where one of the sides was not counted. */
export function deltaLines(
	endpointId: string | null,
	before: CountsTaken | null,
	after: CountsTaken | null,
): readonly string[] {
	if (before === null || after === null) {
		return [];
	}

	const about = endpointId === null ? 'ClickHouse rows' : `ClickHouse rows of ${endpointId}`;
	return deltas(before, after, after.expected)
		.filter(({delta, verdict}) => (delta !== null && delta !== '0') || verdict !== null)
		.map(({table, before: from, after: to, delta, expected, verdict}) =>
			safeText(
				verdict === 'not-measured'
					? `${about}: ${table}: not measured`
					: `${about}: ${table}: ${from ?? ''} → ${to ?? ''} (${signed(delta ?? '')})${expected === null ? '' : `, ${signed(expected)} expected: ${verdict ?? ''}`}`,
			),
		);
}

/** A change with its sign: `+3`, `-1`, `0`. */
function signed(delta: string): string {
	return /^[1-9]/.test(delta) ? `+${delta}` : delta;
}
