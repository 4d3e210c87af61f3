import {sqlText} from './sql-text.ts';

/**
 * A pattern as the right side of SQL's LIKE: `*` becomes `%`, `?` becomes `_`, and what LIKE would read as a wildcard of
 * its own is escaped, so that `stg_a` does not match `stgXa`. Gives the same answer as `matchesPattern`.
 */
export function likePattern(pattern: string): string {
	return pattern
		.replaceAll(/[\\%_]/g, '\\$&')
		.replaceAll('*', '%')
		.replaceAll('?', '_');
}

/** The query for the tables of a database that fit any of the patterns: name and engine, in the order of their names. */
export function tablesQuery(database: string, patterns: readonly string[]): string {
	const fits = patterns.map(pattern => `name LIKE ${sqlText(likePattern(pattern))}`).join(' OR ');
	return `SELECT name, engine FROM system.tables WHERE database = ${sqlText(database)} AND (${fits}) ORDER BY name`;
}
