/**
 * Survives outputs that cannot be written. `run --json | head -1` closes our output: that is no error of ours. A full
 * disk is one: it is said once, on stderr, and the program does not end with 0.
 */
export function surviveOutputErrors({stdout, stderr}: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
	let isTold = false;
	for (const stream of [stdout, stderr]) {
		stream.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EPIPE' || isTold) {
				return;
			}

			isTold = true;
			if (stream === stdout) {
				stderr.write(`The output could not be written: ${error.message}.\n`);
			}

			// The error may come after the command's own exit code was set.
			process.once('exit', () => {
				process.exitCode ||= 1;
			});
		});
	}
}
