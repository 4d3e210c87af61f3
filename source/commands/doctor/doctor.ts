import {randomBytes} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ExitCode} from '../../catalog/problem.ts';
import {safeText} from '../../terminal/safe-text.ts';
import {padToWidth, textWidth} from '../../terminal/width.ts';
import type {Context} from '../context.ts';
import {openEnvironment, startSession, toolName} from '../start-session.ts';
import type {TargetOptions} from '../target-options.ts';
import {abortOnSignal} from '../abort-on-signal.ts';
import {clickhouseChecks} from './clickhouse-checks.ts';
import {runCheck, type Check, type CheckResult} from './check.ts';
import {machineChecks} from './machine-checks.ts';
import {serverChecks} from './server-checks.ts';

const symbols = {ok: '✔', warning: '!', blocked: '✘'} as const;

/**
 * `doctor`: what Stage 1 checks, each line as it ends. Its requests go through a session of their own, in a temporary
 * folder that is removed afterwards.
 *
 * @returns 0 when nothing is blocked, 3 when the server could not be reached, else 1
 */
export async function doctor(
	options: TargetOptions & {readonly json?: boolean},
	context: Context,
): Promise<ExitCode> {
	const temporary = await mkdtemp(path.join(tmpdir(), `${toolName}-doctor-`));
	const started = await startSession(
		{...options, out: temporary},
		() => ({stage: null, tests: [], variant: 'documented'}),
		context,
	);
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	try {
		const outDirectory = path.resolve(context.directory, options.out ?? 'artifacts');
		const checks = [
			...machineChecks(context, outDirectory),
			...serverChecks(started.session, started.secrets),
			...clickhouseChecks(await openEnvironment(options.envFile, context), {
				random: randomBytes,
				signal: interrupt.signal,
			}),
		];
		const titleWidth = Math.max(...checks.map(({title}) => textWidth(title)));
		const results = await Promise.all(
			checks.map(async check => {
				const result = await runCheck(check);
				for (const line of checkLines(check, result, titleWidth)) {
					context.stderr.write(`${line}\n`);
				}

				return {id: check.id, title: check.title, ...result};
			}),
		);
		if (options.json === true) {
			context.stdout.write(`${JSON.stringify({checks: results}, null, 2)}\n`);
		}

		return exitCodeOf(results);
	} finally {
		stopListening();
		started.session.end('finished');
		await started.close('finished');
		await rm(temporary, {recursive: true, force: true});
	}
}

function checkLines({title}: Check, {status, found, next}: CheckResult, titleWidth: number): string[] {
	const first = safeText(
		`${symbols[status]} ${status.padEnd(7)}  ${padToWidth(title, titleWidth)}  ${found}`,
	);
	return next === undefined ? [first] : [first, safeText(`${' '.repeat(12)}→ ${next}`)];
}

function exitCodeOf(results: ReadonlyArray<CheckResult & {id: string}>): ExitCode {
	const blocked = results.filter(({status}) => status === 'blocked').map(({id}) => id);
	if (blocked.length === 0) {
		return 0;
	}

	return blocked.some(id => id === 'dns' || id === 'tls' || id === 'clickhouse' || id.startsWith('answer-'))
		? 3
		: 1;
}
