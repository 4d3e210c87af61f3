import {Problem} from '../catalog/problem.ts';
import type {StageChecked} from '../session/event.ts';
import type {Context} from './context.ts';
import {checkLines, runChecks, titleWidthOf} from './doctor/check.ts';
import {stageChecks} from './doctor/stage-checks.ts';
import {plannedOf} from './planned.ts';
import {openEnvironment, type StartedSession} from './start-session.ts';

export type CheckFirstOptions = {
	/** Run Stage 1's checklist before the stage. */
	readonly check?: boolean;
	/** Why the stage is run although something is blocked; asks for the checklist too. */
	readonly overrideChecks?: string;
	readonly envFile?: string;
};

/**
 * Runs Stage 1's checklist where it was asked for, tells each line as it ends, and journals all of it.
 *
 * @returns false when something is blocked and nobody gave a reason to go on
 * @throws {Problem} `option-invalid` when there is no stage to be checked for, or the reason is empty
 */
export async function checkFirst(
	started: StartedSession,
	options: CheckFirstOptions,
	context: Context,
	{tell, signal}: {tell: (line: string) => void; signal: AbortSignal},
): Promise<boolean> {
	const {check = false, overrideChecks, envFile} = options;
	if (!check && overrideChecks === undefined) {
		return true;
	}

	const {session} = started;
	const {stage} = plannedOf(session);
	if (stage === null) {
		throw new Problem('option-invalid', '--check is for a stage, and none is run.', {
			next: 'Run a stage such as stage2, or use `doctor`.',
		});
	}

	const reason = overrideChecks?.trim();
	if (reason === '') {
		throw new Problem('option-invalid', '--override-checks needs a reason: the report will quote it.', {
			next: 'Say in a few words why the stage is run although a check is blocked.',
		});
	}

	const environment = await openEnvironment(envFile, context);
	const checks = stageChecks(started, environment, context, {signal});
	const titleWidth = titleWidthOf(checks);
	const ended = await runChecks(checks, one => {
		checkLines(one, titleWidth).forEach(tell);
	});
	const blocked = ended.filter(({status}) => status === 'blocked');
	session.checkStage(stage, ended, blocked.length === 0 ? null : (reason ?? null));
	verdictLines(blocked, reason).forEach(tell);
	return blocked.length === 0 || reason !== undefined;
}

function verdictLines(blocked: StageChecked['checks'], reason: string | undefined): readonly string[] {
	if (blocked.length === 0) {
		return ['Stage 1: nothing is blocked.'];
	}

	const names = blocked.map(({title}) => title).join(', ');
	return reason === undefined
		? [
				`Stage 1: blocked: ${names}. The stage is not run.`,
				'     → Do what the lines say, or go on with --override-checks "REASON".',
			]
		: [`Stage 1: blocked: ${names}. Overridden by the operator.`];
}
