const up = /^\u001b\[\d+A/;
const home = '\u001b[H';

/**
 * Standard output as a full-screen Ink 6.8 with `incrementalRendering` needs it: give it to `render` as `stdout`. Ink moves
 * up one row too few before it draws the rows that changed (`log-update.js`, mended in Ink 7), so that every frame stands
 * one row lower than the one before. On the alternate screen a frame starts at the top: that is where the cursor is sent.
 */
export function inkStdout(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	function write(chunk: string | Uint8Array, ...rest: never[]): boolean {
		return stdout.write(typeof chunk === 'string' ? chunk.replace(up, home) : chunk, ...rest);
	}

	return new Proxy(stdout, {
		get(target, property) {
			if (property === 'write') {
				return write;
			}

			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
