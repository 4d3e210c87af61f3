/** Whether a table's name fits a pattern, in which `*` stands for any text and `?` for one character. */
export function matchesPattern(pattern: string, table: string): boolean {
	const source = pattern
		.replaceAll(/[$()+.[\\\]^{|}]/g, '\\$&')
		.replaceAll('*', '[^]*')
		.replaceAll('?', '[^]');
	return new RegExp(`^${source}$`, 'u').test(table);
}
