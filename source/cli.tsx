/** The door: arguments → a command, loaded lazily. Answering `--version` loads nothing at all. */
declare const PROGRAM_VERSION: string;

const typed = process.argv.slice(2);

if (typed.length === 1 && (typed[0] === '--version' || typed[0] === '-V')) {
	process.stdout.write(`${PROGRAM_VERSION}\n`);
} else {
	const {runProgram} = await import('./commands/program.ts');
	const {processContext} = await import('./commands/context.ts');
	process.exitCode = await runProgram(typed, processContext(PROGRAM_VERSION));
}
