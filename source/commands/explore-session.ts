import {Problem, type ExitCode} from '../catalog/problem.ts';
import type {ExportSummary} from '../tui/export-summary.ts';
import type {Context} from './context.ts';
import {runExplore} from './explore.tsx';
import {openEnvironment, startSession, type StartedSession} from './start-session.ts';
import type {CountsPlan, openStageCounts, StageCounts} from './stage-counts.ts';
import type {TargetOptions} from './target-options.ts';

export type ExploreOptions = TargetOptions & {
	/** Row counts in ClickHouse around Stage 2: a `CountsMode`. */
	readonly counts?: string;
	/** Milliseconds that counts after a write, or after the stage, may take to settle. */
	readonly settle?: string;
};

/** `explore`: the full-screen interface. @throws {Problem} when the session cannot be opened */
export async function explore(options: ExploreOptions, context: Context): Promise<ExitCode> {
	// Held in an object because it is set from within a callback, which the compiler does not follow.
	const opened: {started?: StartedSession; counts?: StageCounts; exported: boolean} = {exported: false};

	const leaving = new AbortController();

	async function exportSession(): Promise<ExportSummary> {
		const {session, secrets} = opened.started ?? unopened();
		const {writeEvidence} = await import('../evidence/write-evidence.ts');
		const {archive, directory, files, complete} = await writeEvidence({
			directory: session.directory,
			secrets,
		});
		opened.exported = true;
		return {archive: archive.path, sha256: archive.sha256, directory, files, complete};
	}

	try {
		const exitCode = await runExplore({
			async open() {
				const target = await withDefaultTarget(options, context);
				const environment = await openEnvironment(options.envFile, context);
				const counting = await countingPlan(options, environment);
				const started = await startSession(
					target,
					() => ({stage: null, tests: [], variant: 'documented'}),
					context,
				);
				opened.started = started;
				const {session, notices} = started;
				const {signal} = leaving;
				return {
					session,
					exportSession,
					notices,
					async listChecks() {
						const {stageChecks} = await import('./doctor/stage-checks.ts');
						return stageChecks(started, environment, context, {signal});
					},
					...(counting === null
						? {}
						: {
								openCounting(tell) {
									opened.counts = counting.openStageCounts({session, plan: counting.plan, signal, tell});
									return opened.counts;
								},
							}),
				};
			},
			...context,
		});
		if (opened.exported) {
			// The journal grew after the export, by its closing event at least: the set must not lag behind it.
			await exportSession();
		}

		const {started} = opened;
		if (started?.sandbox === null) {
			const {openPreferences} = await import('./preferences.ts');
			(await openPreferences()).keepLastProfile(started.session.profile.name);
		}

		return exitCode;
	} finally {
		leaving.abort();
		await opened.counts?.close();
		opened.started?.session.end('stopped');
		await opened.started?.close();
	}
}

/**
 * What is counted around Stage 2; `null`, and nothing loaded, where nobody asked for counts. Settings that are wrong stop
 * nobody who did not ask with `--counts`: Stage 1 says what is wrong with them.
 */
async function countingPlan(
	options: ExploreOptions,
	environment: Readonly<Record<string, string | undefined>>,
): Promise<{plan: CountsPlan; openStageCounts: typeof openStageCounts} | null> {
	const {counts, settle} = options;
	if (counts === undefined && settle === undefined && (environment['CLICKHOUSE_URL'] ?? '') === '') {
		return null;
	}

	const loaded = await import('./stage-counts.ts');
	try {
		return {plan: loaded.countsPlan(options, environment), openStageCounts: loaded.openStageCounts};
	} catch (error) {
		if (counts === undefined && error instanceof Problem && error.code.startsWith('clickhouse-')) {
			return null;
		}

		throw error;
	}
}

function unopened(): never {
	throw new Error('the session is not open yet');
}

const configuring = ['QTICKETS_TOKEN', 'QTICKETS_PARTNERS_TOKEN', 'QTICKETS_BASE_URL'] as const;

/**
 * Where `explore` asks when nobody said: the profile used last, or the built-in sandbox while no token and no base URL
 * is set, so that the first start needs nothing configured.
 */
async function withDefaultTarget(options: TargetOptions, context: Context): Promise<TargetOptions> {
	if (options.sandbox === true || options.profile !== undefined || options.session !== undefined) {
		return options;
	}

	const environment = await openEnvironment(options.envFile, context);
	if (configuring.every(name => environment[name] === undefined || environment[name] === '')) {
		return {...options, sandbox: true};
	}

	const {openPreferences} = await import('./preferences.ts');
	const {lastProfile} = await openPreferences();
	return lastProfile === undefined ? options : {...options, profile: lastProfile};
}
