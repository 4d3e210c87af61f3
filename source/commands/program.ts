import {Command, CommanderError} from 'commander';
import {describeProblem, Problem, type ExitCode} from '../catalog/problem.ts';
import {safeLines} from '../terminal/safe-text.ts';
import type {AuditOptions} from './audit.ts';
import {adviceOn} from './chosen-name.ts';
import type {Context} from './context.ts';
import type {CountsOptions} from './counts.ts';
import type {ExploreOptions} from './explore-session.ts';
import {addTargetOptions, type TargetOptions} from './target-options.ts';

/**
 * Runs the command that was typed.
 *
 * @param typed the arguments after the program's name
 * @returns the exit code (design.md §5); every problem has been told on stderr
 */
export async function runProgram(typed: readonly string[], context: Context): Promise<ExitCode> {
	let exitCode: ExitCode = 0;
	const program = describeCommands(context, code => {
		exitCode = code;
	});
	try {
		await program.parseAsync(typed, {from: 'user'});
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) {
			return error.exitCode === 0 ? 0 : 2;
		}

		tell(error, context);
		return error instanceof Problem ? error.exitCode : 1;
	}
}

function describeCommands(context: Context, finish: (code: ExitCode) => void): Command {
	const program = new Command('qtickets-explorer')
		.description('Explore the QTickets ticketing API by hand, and hand over proof.')
		.version(context.version, '-V, --version', 'print the version')
		.exitOverride()
		.configureOutput({
			writeOut: text => context.stdout.write(text),
			writeErr: text => context.stderr.write(text),
		})
		.showHelpAfterError('Run with --help to see what there is.')
		.addHelpText('after', exitCodeHelp);

	// What is no command's name reaches the default command as its argument.
	const explore = program.command('explore', {isDefault: true}).argument('[unknown...]').usage('[options]');
	addTargetOptions(explore)
		.description('the full-screen interface (the default command)')
		.option('--counts <mode>', 'ClickHouse row counts around Stage 2: before-after, each, off')
		.option('--settle <ms>', 'how long counts afterwards may take to settle (default: 15000)')
		.action(async ([unknown]: string[], options: ExploreOptions) => {
			if (unknown !== undefined) {
				throw commandUnknown(
					unknown,
					program.commands.map(command => command.name()),
				);
			}

			const {explore} = await import('./explore-session.ts');
			finish(await explore(options, context));
		});

	const run = program.command('run [tests...]');
	addTargetOptions(run)
		.description('the same without a screen: run stage2, run 6.1 6.8, run --section 3')
		.option('--section <id>', 'every endpoint of a section')
		.option('--variant <name>', 'documented, or reported: the requests of the November run')
		.option('--reporter <list>', 'report formats: markdown, html, junit, ctrf')
		.option('--allow-writes', 'let writes go to a production host')
		.option('--counts <mode>', 'ClickHouse rows: before-after (where CLICKHOUSE_URL is set), each, off')
		.option('--settle <ms>', 'how long counts after may take to settle (default: 15000)')
		.option('--check', 'run the checklist of Stage 1 first; a blocked line stops the stage')
		.option('--override-checks <reason>', 'as --check, but go on; the report quotes the reason')
		.option('--json', 'print a summary as JSON on stdout')
		.action(async (tests: string[], options: TargetOptions) => {
			const {run} = await import('./run.ts');
			finish(await run(tests, options, context));
		});

	program
		.command('report <dir>')
		.description('derive the evidence set again from the journal in a session folder')
		.option(
			'--reporter <list>',
			'report formats: markdown, html, junit, ctrf (default: those that are there)',
		)
		.option('--env-file <file>', 'tokens to search the archive for')
		.option('--catalog <file>', 'the catalog whose tokens are meant')
		.action(async (directory: string, options: {reporter?: string; envFile?: string; catalog?: string}) => {
			const {report} = await import('./report.ts');
			finish(await report(directory, options, context));
		});

	program
		.command('audit [paths...]')
		.description("prove or refute an evidence set, an archive, or another team's report, log and artifacts")
		.option('--json', 'print the findings as JSON on stdout')
		.option('--sarif', 'print the findings as SARIF 2.1.0 on stdout')
		.option('--explain', 'say what was understood of every file, and which rules were not evaluated')
		.option('--rule <list>', 'only these rules, with commas between them')
		.option('--fail-on <severity>', 'critical, high, medium, low or none (default: low, any contradiction)')
		.option('--allow <file>', 'accepted findings, each with reason, person and expiry (YAML or JSON)')
		.option('--catalog <file>', 'the catalog that requests are held against (default: QTickets)')
		.option('--env-file <file>', 'tokens to search every file for')
		.option('--list-rules', 'print every rule with what it proves and needs')
		.addHelpText('after', auditHelp)
		.action(async (paths: string[], options: AuditOptions) => {
			const {audit} = await import('./audit.ts');
			finish(await audit(paths, options, context));
		});

	program
		.command('sandbox')
		.description('the local server alone')
		.option('--port <number>', 'port to listen on; the next free one when it is taken (default: 4010)')
		.option('--mode <name>', 'faithful or test-list')
		.option('--scenario <name>', 'full or november')
		.option('--latency <ms>', '120 or 120±40')
		.option('--fault <name>', 'a fault to have, such as hang or hang@3')
		.option('--seed <number>', 'seed of everything that is random')
		.action(async (options: Record<string, string>) => {
			const {sandbox} = await import('./sandbox.ts');
			finish(await sandbox(options, context));
		});

	addTargetOptions(program.command('doctor'))
		.description('check what Stage 1 checks: program, tokens, server, folder')
		.option('--json', 'print the checks as JSON on stdout')
		.action(async (options: TargetOptions & {json?: boolean}) => {
			const {doctor} = await import('./doctor/doctor.ts');
			finish(await doctor(options, context));
		});

	program
		.command('counts')
		.description('ClickHouse row counts of the configured tables')
		.option('--tables <list>', 'tables and patterns, with commas between them')
		.option('--env-file <file>', 'read CLICKHOUSE_URL and the like from a file')
		.option('--timeout <ms>', 'limit of one query (default: 60000)')
		.option('--json', 'print JSON instead of CSV on stdout')
		.action(async (options: CountsOptions) => {
			const {counts} = await import('./counts.ts');
			finish(await counts(options, context));
		});

	return program;
}

function commandUnknown(typed: string, names: readonly string[]): Problem {
	return new Problem('command-unknown', `There is no command ${JSON.stringify(typed)}.`, {
		next: adviceOn(typed, names, 'There are'),
	});
}

const exitCodeHelp = `
Exit codes: 0 all as expected · 1 a test failed, or an audit found something
            2 wrong usage, catalog or profile · 3 the server could not be reached
            130 interrupted`;

const auditHelp = `
Several paths form one set: audit report.md log.jsonl artifacts/
Nothing is written, and no network is used.`;

/** Words for people, on stderr. Anything that is not a `Problem` is a bug of ours, and says so. */
function tell(error: unknown, context: Context): void {
	const text =
		error instanceof Problem
			? describeProblem(error)
			: `This is a bug in qtickets-explorer ${context.version}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
	context.stderr.write(`${safeLines(text).join('\n')}\n`);
}
