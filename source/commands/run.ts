import type {Catalog, Endpoint} from '../catalog/catalog.ts';
import {findEndpoint, selectEndpoints} from '../catalog/find-endpoint.ts';
import {describeProblem, Problem, type ExitCode} from '../catalog/problem.ts';
import {draftOf} from '../request/draft.ts';
import type {SessionOpened} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {latestAttempt, type Attempt} from '../session/state.ts';
import {safeLines, safeText} from '../terminal/safe-text.ts';
import {adviceOn} from './chosen-name.ts';
import {abortOnSignal} from './abort-on-signal.ts';
import type {Context} from './context.ts';
import {createProgress, type Progress} from './progress.ts';
import {reportersOf} from './reporters.ts';
import {runExitCode} from './run-exit-code.ts';
import {runSummary} from './run-summary.ts';
import {startSession} from './start-session.ts';
import type {TargetOptions} from './target-options.ts';
import {writeEvidence} from '../evidence/write-evidence.ts';

export type RunOptions = TargetOptions & {
	readonly section?: string;
	readonly variant?: string;
	readonly reporter?: string;
	readonly json?: boolean;
};

/**
 * `run`: fires tests one after the other without a screen and writes the evidence set.
 *
 * @param names a stage (`stage2`) or ids of tests
 * @throws {Problem} for wrong usage, before anything is sent
 */
export async function run(
	names: readonly string[],
	options: RunOptions,
	context: Context,
): Promise<ExitCode> {
	const reporters = reportersOf(options.reporter);
	const started = await startSession(
		options,
		(catalog, before) => planOf(names, options, {catalog, before}),
		context,
		{sandboxState: true},
	);
	const {session} = started;
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	const evidence = {directory: session.directory, reporters, secrets: started.secrets};
	let mayWrite = false;
	let isOver = false;
	try {
		const progress = createProgress(context.stderr);
		started.notices.forEach(progress.say);
		refuseWhatMayNotBeFired(session);
		mayWrite = true;
		await fireAll(session, interrupt, progress);
		session.end(interrupt.signal.aborted ? 'interrupted' : 'finished');
		const written = await writeEvidence(evidence);
		isOver = !interrupt.signal.aborted;
		const exitCode = interrupt.signal.aborted
			? 130
			: runExitCode(plannedTests(session).map(({earlier}) => earlier));
		progress.end(session, written);
		if (options.json === true) {
			context.stdout.write(`${JSON.stringify(runSummary(session, written, exitCode), null, 2)}\n`);
		}

		return exitCode;
	} catch (error) {
		session.end(error instanceof Problem ? 'stopped' : 'crashed');
		if (mayWrite) {
			await keepEvidence(evidence, context.stderr);
		}

		throw error;
	} finally {
		stopListening();
		session.end('stopped');
		await started.close(isOver ? 'finished' : undefined);
	}
}

/**
 * Asks the guard about every test that is still to be fired, before the first one is: a run that would be refused in its
 * middle must not begin.
 *
 * @throws {Problem} as `Session.fire` does
 */
function refuseWhatMayNotBeFired(session: Session): void {
	const held = session.getReadOnlyReason();
	if (held !== null) {
		throw new Problem('read-only', held, {next: 'Close the other program, or begin a new session.'});
	}

	for (const {endpoint, earlier} of plannedTests(session)) {
		const refusal = isDone(earlier) ? null : session.check(draftOf(endpoint, session.plan.variant));
		if (refusal !== null) {
			throw refusal;
		}
	}
}

/** Something stopped the run: what was fired until then is handed over all the same, when there is anything. */
async function keepEvidence(
	options: Parameters<typeof writeEvidence>[0],
	stderr: NodeJS.WriteStream,
): Promise<void> {
	try {
		const {archive} = await writeEvidence(options);
		stderr.write(
			`${safeText(`What was fired until then is in ${archive.path}`)}\nsha256   ${archive.sha256}\n`,
		);
	} catch (error) {
		// The problem that stopped the run is the one to tell; this one comes beside it.
		if (error instanceof Problem && error.code !== 'journal-missing') {
			stderr.write(`${safeLines(describeProblem(error)).join('\n')}\n`);
		}
	}
}

/** What the journal's first event promises. @throws {Problem} for unknown names and variants */
function planOf(
	names: readonly string[],
	options: RunOptions,
	{catalog, before}: {catalog: Catalog; before: SessionOpened | null},
): SessionOpened['plan'] {
	const {variant = 'documented', section} = options;
	if (options.session !== undefined) {
		if (names.length > 0 || section !== undefined || options.variant !== undefined) {
			throw new Problem('option-invalid', 'A resumed session runs what it was begun for.', {
				next: 'Leave out the tests, --section and --variant, or begin a new session.',
			});
		}

		if (before !== null && before.plan.tests.length === 0) {
			throw new Problem('nothing-planned', 'Nothing was planned in that session: there is nothing to run.', {
				next: `Go on with it by hand (--session ${options.session} without run), or begin a new session, such as run stage2.`,
			});
		}

		return {stage: null, tests: [], variant};
	}

	const [first] = names;
	const stage = names.length === 1 && first !== undefined && catalog.stages.has(first) ? first : null;
	const tests = selectEndpoints(catalog, {
		...(stage === null ? {ids: names} : {stage}),
		...(section === undefined ? {} : {section}),
	});
	checkVariant(variant, tests);
	return {stage, tests: tests.map(({id}) => id), variant};
}

function checkVariant(variant: string, tests: readonly Endpoint[]): void {
	const known = new Set(tests.flatMap(({variants}) => variants.map(({name}) => name)));
	if (!known.has(variant)) {
		throw new Problem('variant-unknown', `None of these tests has a variant ${JSON.stringify(variant)}.`, {
			next: adviceOn(variant, known, 'They have'),
		});
	}
}

/** The planned tests in the plan's order, with the latest attempt of each; `undefined` where it was not run. */
function plannedTests(session: Session): ReadonlyArray<{endpoint: Endpoint; earlier: Attempt | undefined}> {
	const {tests, stage} = session.plan;
	return tests.map(id => ({
		endpoint: findEndpoint(session.catalog, id),
		earlier: latestAttempt(session.getState(), id, stage),
	}));
}

/**
 * Whether a test must not be fired again by itself: it has an outcome, or it may have changed something. One that was
 * cancelled has an outcome in the journal and yet none of its own.
 */
export function isDone(attempt: Attempt | undefined): boolean {
	if (attempt === undefined) {
		return false;
	}

	const {intent, outcomeSeq, exchange} = attempt;
	if (outcomeSeq === null) {
		return intent.writes;
	}

	const error = exchange?.error ?? null;
	return error?.kind !== 'aborted' || (intent.writes && error.may_have_been_applied);
}

/**
 * Fires the planned tests that have no outcome yet: all of them in a new session, the rest in a resumed one. A write
 * whose outcome is unknown is left so: it may have been applied, and is never sent again by itself.
 */
async function fireAll(session: Session, interrupt: AbortController, progress: Progress): Promise<void> {
	const {stage, variant} = session.plan;
	progress.begin(session);
	for (const {endpoint, earlier} of plannedTests(session)) {
		if (interrupt.signal.aborted) {
			return;
		}

		if (earlier !== undefined && isDone(earlier)) {
			progress.judge(earlier, 'from the journal');
			continue;
		}

		progress.fire(endpoint);
		const {attempt} = await session.fire(draftOf(endpoint, variant), {stage, signal: interrupt.signal});
		progress.judge(attempt);
	}
}
