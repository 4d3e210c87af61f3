import {sqlName, sqlText} from './sql-text.ts';

/** A column whose greatest value is wanted, with the type that the server declares for it. */
export type NewestColumn = {readonly name: string; readonly type: string};

/** The columns of one table that say how new its rows are. */
export type NewestColumns = {
	readonly version: NewestColumn | null;
	readonly snapshot: NewestColumn | null;
};

/** Names of a row's version, as ReplacingMergeTree takes it; the first that a table has is used. */
const versionNames = ['_ver', '_version'] as const;

/** Names of the time of the snapshot that a row came with; the first that a table has is used. */
const snapshotNames = ['snapshot_ts', '_snapshot_ts', 'snapshot_at', '_snapshot_at'] as const;

/** The query for the columns in question of every table of a database: table, name, type. */
export function columnsQuery(database: string): string {
	const names = [...versionNames, ...snapshotNames].map(sqlText).join(', ');
	return `SELECT table, name, type FROM system.columns WHERE database = ${sqlText(database)} AND name IN (${names})`;
}

/** Picks the columns to be asked for from those that a table has. */
export function newestColumns(columns: readonly NewestColumn[]): NewestColumns {
	const first = (names: readonly string[]): NewestColumn | null =>
		names.map(name => columns.find(column => column.name === name)).find(column => column !== undefined) ??
		null;
	return {version: first(versionNames), snapshot: first(snapshotNames)};
}

/**
 * The greatest value of a column as text. A moment is asked for in UTC, so that the zones of server and column do not
 * matter; every other type is read as it is.
 */
export function newestExpression({name, type}: NewestColumn): string {
	const greatest = `max(${sqlName(name)})`;
	return isMoment(type) ? `toString(toTimeZone(${greatest}, 'UTC'))` : `toString(${greatest})`;
}

/**
 * A value of `newestExpression` for the journal: moments in RFC 3339 UTC with milliseconds, dates as RFC 3339 dates,
 * every other type as the server wrote it, because nothing says which zone or unit was meant.
 */
export function newestValue(value: string | null, {type}: NewestColumn): string | null {
	if (value === null || !isMoment(type)) {
		return value;
	}

	const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$/.exec(value);
	const [, date, time, fraction = ''] = parts ?? [];
	return date === undefined || time === undefined
		? value
		: `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

function isMoment(type: string): boolean {
	return /^(?:(?:Nullable|LowCardinality|SimpleAggregateFunction)\((?:\w+, )?)*DateTime(?:64)?(?:\(|\)|$)/.test(
		type,
	);
}
