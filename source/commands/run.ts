import type {Catalog, Endpoint} from '../catalog/catalog.ts';
import {selectEndpoints} from '../catalog/find-endpoint.ts';
import {Problem, type ExitCode} from '../catalog/problem.ts';
import {draftOf} from '../request/draft.ts';
import type {SessionOpened} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {latestAttempt, type Attempt} from '../session/state.ts';
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
	const started = await startSession(options, catalog => planOf(names, options, catalog), context);
	const {session} = started;
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	try {
		const progress = createProgress(context.stderr);
		started.notices.forEach(progress.say);
		await fireAll(session, interrupt, progress);
		session.end(interrupt.signal.aborted ? 'interrupted' : 'finished');
		const written = await writeEvidence({directory: session.directory, reporters, secrets: started.secrets});
		const exitCode = interrupt.signal.aborted ? 130 : runExitCode(plannedAttempts(session));
		progress.end(session, written);
		if (options.json === true) {
			context.stdout.write(`${JSON.stringify(runSummary(session, written, exitCode), null, 2)}\n`);
		}

		return exitCode;
	} finally {
		stopListening();
		session.end('stopped');
		await started.close();
	}
}

/** What the journal's first event promises. @throws {Problem} for unknown names and variants */
function planOf(names: readonly string[], options: RunOptions, catalog: Catalog): SessionOpened['plan'] {
	const {variant = 'documented', section} = options;
	if (options.session !== undefined) {
		if (names.length > 0 || section !== undefined || options.variant !== undefined) {
			throw new Problem('option-invalid', 'A resumed session runs what it was begun for.', {
				next: 'Leave out the tests, --section and --variant, or begin a new session.',
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

/** The latest attempt of every planned test, in the plan's order; `undefined` where it was not run. */
function plannedAttempts(session: Session): ReadonlyArray<Attempt | undefined> {
	const {tests, stage} = session.plan;
	return tests.map(id => latestAttempt(session.getState(), id, stage));
}

/**
 * Fires the planned tests that have no outcome yet: all of them in a new session, the rest in a resumed one. A write
 * whose outcome is unknown is left so: it may have been applied, and is never sent again by itself.
 */
async function fireAll(session: Session, interrupt: AbortController, progress: Progress): Promise<void> {
	const {tests, stage, variant} = session.plan;
	progress.begin(session);
	for (const [index, earlier] of plannedAttempts(session).entries()) {
		const endpoint = session.catalog.endpoints.get(tests[index] ?? '');
		if (endpoint === undefined || interrupt.signal.aborted) {
			return;
		}

		if (earlier !== undefined && (earlier.outcomeSeq !== null || earlier.intent.writes)) {
			progress.judge(earlier, 'from the journal');
			continue;
		}

		progress.fire(endpoint);
		const {attempt} = await session.fire(draftOf(endpoint, variant), {stage, signal: interrupt.signal});
		progress.judge(attempt);
	}
}
