/**
 * A string literal of ClickHouse's SQL. Bound parameters would be the better way, but servers before 19.14 have none.
 *
 * @see https://clickhouse.com/docs/sql-reference/syntax#string
 */
export function sqlText(text: string): string {
	return `'${escaped(text).replaceAll("'", "\\'")}'`;
}

/**
 * A quoted identifier: whatever the name holds, it stays one name.
 *
 * @see https://clickhouse.com/docs/sql-reference/syntax#identifiers
 */
export function sqlName(name: string): string {
	return `\`${escaped(name).replaceAll('`', '\\`')}\``;
}

/** A NUL would end the query for some versions. */
function escaped(text: string): string {
	return text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0');
}
