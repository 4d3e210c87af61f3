/** The door: arguments → a command, loaded lazily. Answering `--version` loads nothing at all. */
import {surviveOutputErrors} from './commands/output-errors.ts';

declare const PROGRAM_VERSION: string;

surviveOutputErrors(process);
const typed = process.argv.slice(2);

if (typed.length === 1 && (typed[0] === '--version' || typed[0] === '-V')) {
	process.stdout.write(`${PROGRAM_VERSION}\n`);
} else {
	const {runProgram} = await import('./commands/program.ts');
	const {processContext} = await import('./commands/context.ts');
	process.exitCode = await runProgram(typed, processContext(PROGRAM_VERSION));
}
