export type TerminalSize = {readonly columns: number; readonly rows: number};

/** The size of the terminal in cells; 80 × 24 where the stream does not know it or says 0. */
export function terminalSize(stdout: {
	readonly columns?: number | undefined;
	readonly rows?: number | undefined;
}): TerminalSize {
	return {columns: stdout.columns || 80, rows: stdout.rows || 24};
}
