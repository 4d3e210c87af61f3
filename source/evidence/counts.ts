import type {CountsTaken, TableCount, TableFailure} from '../session/event.ts';
import type {SessionState, Stamped} from '../session/state.ts';
import {notMeasured} from './names.ts';
import {visibleText} from './visible-text.ts';

/** A table's rows before and after; `null` where that side was not counted. Counts are decimal strings. */
export type CountRow = {
	readonly table: string;
	readonly before: string | null;
	readonly after: string | null;
	/** `after - before`; `null` unless both were counted. */
	readonly change: string | null;
	readonly maxVer: string | null;
	readonly maxSnapshotTs: string | null;
	/** Under which the server's query log knows the counts. */
	readonly queryIds: {readonly before: string | null; readonly after: string | null};
};

/** What could not be counted on one side. */
export type CountGap = TableFailure & {readonly when: CountsTaken['when']};

/**
 * The counts around the whole session, table by table in the order in which they were counted; then those that could
 * not be counted on any side.
 */
export function countRows({counts: {before, after}}: Pick<SessionState, 'counts'>): readonly CountRow[] {
	const sides = [before, after];
	const tables = new Set([
		...sides.flatMap(taken => taken?.tables.map(({table}) => table) ?? []),
		...sides.flatMap(taken => uncounted(taken).map(({table}) => table)),
	]);
	return Array.from(tables, table => {
		const first = tableOf(before, table);
		const last = tableOf(after, table);
		const newest = last ?? first;
		return {
			table,
			before: first?.count ?? null,
			after: last?.count ?? null,
			change: first === undefined || last === undefined ? null : difference(first.count, last.count),
			maxVer: newest?.max_ver ?? null,
			maxSnapshotTs: newest?.max_snapshot_ts ?? null,
			queryIds: {before: first?.query_id ?? null, after: last?.query_id ?? null},
		};
	});
}

/** What the counts around the whole session lack, side by side. */
export function countGaps({counts: {before, after}}: Pick<SessionState, 'counts'>): readonly CountGap[] {
	return [before, after].flatMap(taken =>
		(taken?.failed ?? []).map(failure => ({...failure, when: taken?.when ?? 'before'})),
	);
}

/** The counts of one moment by table, for the log: a table that could not be counted says so. */
export function countsByTable(
	taken: CountsTaken | null,
): Readonly<Record<string, string>> | typeof notMeasured {
	return taken === null
		? notMeasured
		: Object.fromEntries([
				...taken.tables.map(({table, count}) => [table, count] as const),
				...uncounted(taken).map(({table}) => [table, notMeasured] as const),
			]);
}

function uncounted(taken: CountsTaken | null): readonly TableFailure[] {
	return (taken?.failed ?? []).filter(({what}) => what === 'count');
}

function tableOf(taken: CountsTaken | null, table: string): TableCount | undefined {
	return taken?.tables.find(count => count.table === table);
}

function difference(before: string, after: string): string | null {
	const isWhole = /^\d+$/;
	return isWhole.test(before) && isWhole.test(after) ? String(BigInt(after) - BigInt(before)) : null;
}

/** The path of the counts file, or `null` when no counts around the whole session were taken. */
export function countsPath({counts}: SessionState): string | null {
	const taken: Stamped<CountsTaken> | null = counts.after ?? counts.before;
	if (taken === null) {
		return null;
	}

	const digits = taken.at.replaceAll(/\D/g, '').padEnd(14, '0');
	return `artifacts/clickhouse_counts_${digits.slice(0, 8)}_${digits.slice(8, 14)}.csv`;
}

/** The counts as CSV with the header of design.md §6. A side that was not counted says so. */
export function countsCsv(state: SessionState): string {
	const lines = countRows(state).map(({table, before, after, maxVer, maxSnapshotTs}) =>
		[table, before ?? notMeasured, after ?? notMeasured, maxVer ?? '', maxSnapshotTs ?? '']
			.map(csvCell)
			.join(','),
	);
	return ['table_name,count_before,count_after,max_ver,max_snapshot_ts', ...lines, ''].join('\n');
}

/**
 * A quoted CSV cell that no spreadsheet runs: text that begins like a formula gets an apostrophe before it (OWASP, CSV
 * Injection). Plain numbers stay as they are.
 */
export function csvCell(text: string): string {
	const visible = visibleText(text);
	const isNumber = /^-?\d+(?:\.\d+)?$/.test(visible);
	// Formulas are recognised behind white space and full-width signs too.
	const isFormula = !isNumber && /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2400-\u2421]/.test(visible);
	return `"${(isFormula ? `'${visible}` : visible).replaceAll('"', '""')}"`;
}
