import type {ExitCode} from '../../catalog/problem.ts';
import {abortOnSignal} from '../abort-on-signal.ts';
import type {Context} from '../context.ts';
import {openEnvironment, startSession} from '../start-session.ts';
import type {TargetOptions} from '../target-options.ts';
import {checkLines, runChecks, titleWidthOf, type EndedCheck} from './check.ts';
import {stageChecks} from './stage-checks.ts';

/**
 * `doctor`: what Stage 1 checks, each line as it ends. It leaves no session behind.
 *
 * @returns 0 when nothing is blocked, 3 when the server could not be reached, else 1
 */
export async function doctor(
	options: TargetOptions & {readonly json?: boolean},
	context: Context,
): Promise<ExitCode> {
	const started = await startSession(
		options,
		() => ({stage: null, tests: [], variant: 'documented'}),
		context,
	);
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	try {
		const environment = await openEnvironment(options.envFile, context);
		const checks = stageChecks(started, environment, context, {signal: interrupt.signal});
		const titleWidth = titleWidthOf(checks);
		const ended = await runChecks(checks, check => {
			context.stderr.write(`${checkLines(check, titleWidth).join('\n')}\n`);
		});
		if (options.json === true) {
			context.stdout.write(`${JSON.stringify({checks: ended}, null, 2)}\n`);
		}

		return interrupt.signal.aborted ? 130 : exitCodeOf(ended);
	} finally {
		stopListening();
		started.session.end('finished');
		await started.close('finished');
	}
}

const unreachable = /^(?:dns|tls|clickhouse|answer-.*)$/;

function exitCodeOf(checks: readonly EndedCheck[]): ExitCode {
	const blocked = checks.filter(({status}) => status === 'blocked');
	return blocked.length === 0 ? 0 : blocked.some(({id}) => unreachable.test(id)) ? 3 : 1;
}
