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
		directory: process.cwd(),
		platform: process.platform,
		version,
	};
}
