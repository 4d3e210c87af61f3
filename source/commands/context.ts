import {Problem} from '../catalog/problem.ts';

/** The outside world of a command: passed in, so that a test can stand in for the terminal and the environment. */
export type Context = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	readonly environment: NodeJS.ProcessEnv;
	readonly directory: string;
	readonly platform: NodeJS.Platform;
	readonly version: string;
};

/** The context of this very process. */
export function processContext(version: string): Context {
	return {
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
		environment: process.env,
		get directory() {
			return workingDirectory();
		},
		platform: process.platform,
		version,
	};
}

/** Looked up when a command needs it: the folder may be gone, which is no reason to refuse `--help`. */
function workingDirectory(): string {
	try {
		return process.cwd();
	} catch (cause) {
		throw new Problem('directory-missing', 'The folder in which the program was started is gone.', {
			next: 'Change to a folder that exists, and start again.',
			cause,
		});
	}
}
