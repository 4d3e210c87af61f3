import type {Catalog, Endpoint} from '../catalog/catalog.ts';
import {selectEndpoints} from '../catalog/find-endpoint.ts';
import {describeProblem, Problem, type ExitCode} from '../catalog/problem.ts';
import {draftOf} from '../request/draft.ts';
import type {SessionOpened} from '../session/event.ts';
import {missingInputs} from '../session/inputs.ts';
import {preparationsDue} from '../session/preparation.ts';
import type {Session} from '../session/session.ts';
import {safeLines, safeText} from '../terminal/safe-text.ts';
import {adviceOn} from './chosen-name.ts';
import {abortOnSignal} from './abort-on-signal.ts';
import type {Context} from './context.ts';
import {checkFirst, type CheckFirstOptions} from './check-first.ts';
import {
	checkAgain,
	missingInputText,
	plannedFirings,
	plannedOf,
	standInsFor,
	whyNotFired,
} from './planned.ts';
import {createProgress, type Progress} from './progress.ts';
import {reportersOf} from './reporters.ts';
import {runExitCode} from './run-exit-code.ts';
import {runSummary} from './run-summary.ts';
import {countsPlan, openStageCounts, type StageCounts} from './stage-counts.ts';
import {openEnvironment, startSession} from './start-session.ts';
import type {TargetOptions} from './target-options.ts';
import {writeEvidence} from '../evidence/write-evidence.ts';

export type RunOptions = TargetOptions &
	CheckFirstOptions & {
		readonly section?: string;
		/** Row counts in ClickHouse: a `CountsMode`. */
		readonly counts?: string;
		/** Milliseconds that counts after a write, or after the stage, may take to settle. */
		readonly settle?: string;
		readonly variant?: string;
		readonly reporter?: string;
		readonly json?: boolean;
	};

/**
 * `run`: fires tests one after the other without a screen and writes the evidence set.
 *
 * @param names a stage (`stage2`) or ids of tests; in a resumed session the tests that are to be fired again
 * @throws {Problem} for wrong usage, before anything is sent
 */
export async function run(
	names: readonly string[],
	options: RunOptions,
	context: Context,
): Promise<ExitCode> {
	const reporters = reportersOf(options.reporter);
	const planned = countsPlan(options, await openEnvironment(options.envFile, context));
	const started = await startSession(
		options,
		(catalog, before) => planOf(names, options, {catalog, before}),
		context,
		{sandboxState: true},
	);
	const {session} = started;
	const again = options.session === undefined ? [] : names;
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	const evidence = {directory: session.directory, reporters, secrets: started.secrets};
	let mayWrite = false;
	let isOver = false;
	try {
		checkAgain(again, session);
		const progress = createProgress(context.stderr);
		started.notices.forEach(progress.say);
		refuseWhatMayNotBeFired(session, again);
		mayWrite = true;
		const isReady = await checkFirst(started, options, context, {
			tell: progress.tell,
			signal: interrupt.signal,
		});
		const counts = openStageCounts({
			session,
			plan: planned,
			signal: interrupt.signal,
			tell: progress.tell,
			onProgress: progress.count,
		});
		try {
			if (isReady) {
				await fireAll(session, interrupt, {progress, counts, again});
			}
		} finally {
			await counts.close();
		}

		session.end(interrupt.signal.aborted ? 'interrupted' : isReady ? 'finished' : 'stopped');
		const written = await writeEvidence(evidence);
		// What is incomplete may be gone on with, at the same server.
		isOver = isReady && !interrupt.signal.aborted && written.complete;
		const exitCode = interrupt.signal.aborted
			? 130
			: isReady
				? runExitCode(
						plannedFirings(session).map(({earlier}) => earlier),
						counts.hasFailed(),
					)
				: 1;
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
function refuseWhatMayNotBeFired(session: Session, again: readonly string[]): void {
	const held = session.getReadOnlyReason();
	if (held !== null) {
		throw new Problem('read-only', held, {next: 'Close the other program, or begin a new session.'});
	}

	const {variant} = plannedOf(session);
	for (const {endpoint, earlier} of plannedFirings(session)) {
		const draft = draftOf(endpoint, variant);
		const isLeft = !again.includes(endpoint.id) && whyNotFired(session, endpoint.id, earlier) !== null;
		const refusal = isLeft ? null : session.check(draft, standInsFor(session, draft));
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
		if (section !== undefined || options.variant !== undefined) {
			throw new Problem('option-invalid', 'A resumed session runs what it was begun for.', {
				next: 'Leave out --section and --variant, or begin a new session.',
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

/** Sends what the stage asks for before its tests. */
async function prepareStage(session: Session, signal: AbortSignal, progress: Progress): Promise<void> {
	for (const endpoint of preparationsDue(session)) {
		if (!signal.aborted) {
			progress.prepare((await session.fire(draftOf(endpoint), {stage: null, signal})).attempt);
		}
	}
}

/**
 * Fires the planned tests that have no outcome yet: all of them in a new session, the rest in a resumed one, and
 * those that the operator names `again`. A write whose outcome is unknown is left so otherwise: it may have been
 * applied, and is never sent again by itself.
 */
async function fireAll(
	session: Session,
	interrupt: AbortController,
	{progress, counts, again}: {progress: Progress; counts: StageCounts; again: readonly string[]},
): Promise<void> {
	const {stage, variant} = plannedOf(session);
	progress.begin(session);
	await counts.before();
	await prepareStage(session, interrupt.signal, progress);
	for (const {endpoint, earlier} of plannedFirings(session)) {
		if (interrupt.signal.aborted) {
			return;
		}

		const reason = again.includes(endpoint.id) ? null : whyNotFired(session, endpoint.id, earlier);
		if (reason !== null) {
			if (earlier === undefined) {
				progress.pass(endpoint, reason);
			} else {
				progress.judge(earlier, reason);
			}

			continue;
		}

		const draft = draftOf(endpoint, variant);
		for (const input of missingInputs(draft, {state: session.getState(), catalog: session.catalog})) {
			progress.say(missingInputText(endpoint.id, input));
		}

		progress.fire(endpoint);
		const {attempt} = await counts.around(draft, async () =>
			session.fire(draft, {stage, signal: interrupt.signal, ...standInsFor(session, draft)}),
		);
		progress.judge(attempt);
	}

	await counts.after();
}
