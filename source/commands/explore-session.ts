import {Problem, type ExitCode} from '../catalog/problem.ts';
import type {Session} from '../session/session.ts';
import type {Attempt} from '../session/state.ts';
import {safeText} from '../terminal/safe-text.ts';
import type {ExportAudit, ExportSummary} from '../tui/export-summary.ts';
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
	const opened: {
		started?: StartedSession;
		counts?: StageCounts;
		/** The latest export of this process. */
		exported?: ExportSummary;
		/** Another process holds the session. */
		held: boolean;
		/** Intents of earlier processes whose outcomes were never stored. */
		lost: ReadonlySet<number>;
	} = {held: false, lost: new Set()};
	const leaving = new AbortController();

	async function exportSession({isAudited}: {isAudited: boolean}): Promise<ExportSummary> {
		const {session, secrets} = opened.started ?? unopened();
		if (opened.held) {
			throw new Problem('read-only', 'Another process holds this session and writes its folder.', {
				next: 'Export there, or leave there and open the session here.',
			});
		}

		const {writeEvidence} = await import('../evidence/write-evidence.ts');
		const {headlineOf} = await import('../evidence/headline.ts');
		const {operatorWords} = await import('../evidence/operator-words.ts');
		const {archive, directory, files, complete, summary} = await writeEvidence({
			directory: session.directory,
			secrets,
		});
		const words = operatorWords(summary.rows);
		if (session.getState().last?.seq === summary.journalEvents) {
			session.exported();
		}

		const inFlight = unanswered(session)
			.filter(({intent}) => !opened.lost.has(intent.seq))
			.map(({intent}) => intent.endpoint_id);
		const exported = {
			archive: archive.path,
			sha256: archive.sha256,
			directory,
			files,
			complete,
			headline: headlineOf(summary, inFlight),
			journalEvents: summary.journalEvents,
			operatorWords: [...(words.against === null ? [] : [words.against]), ...words.notes],
			...(isAudited ? {audit: await audited({directory, archive: archive.path})} : {}),
		};
		opened.exported = exported;
		return exported;
	}

	async function audited(written: {directory: string; archive: string}): Promise<ExportAudit> {
		const {session, secrets} = opened.started ?? unopened();
		const {auditExport} = await import('./export-audit.ts');
		return auditExport(written, {catalog: session.catalog, secrets, version: context.version});
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
				opened.held = session.getReadOnlyReason() !== null;
				opened.lost = new Set(unanswered(session).map(({intent}) => intent.seq));
				return {
					session,
					exportSession: async () => exportSession({isAudited: true}),
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
		const {started} = opened;
		if (started !== undefined && !opened.held) {
			const {exportStateOf} = await import('../evidence/export-state.ts');
			const state = await exportStateOf(started.session.directory);
			const latest = state === 'stale' ? await exportSession({isAudited: false}) : opened.exported;
			if (latest !== undefined) {
				context.stderr.write(partingLines(state, latest));
			}
		}

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
 * An export must not lag behind its journal when the program is left, also one of an earlier process: leaving closes the
 * session, and the set is derived again with that. The hash to hand on is said last, where it stays on screen.
 */
function partingLines(state: 'none' | 'current' | 'stale', {archive, sha256}: ExportSummary): string {
	return [
		...(state === 'stale'
			? ['The session is closed: its evidence set was written again, with everything up to its end.']
			: []),
		safeText(`archive  ${archive}`),
		`sha256   ${sha256}`,
		'',
	].join('\n');
}

function unanswered(session: Session): readonly Attempt[] {
	return [...session.getState().endpoints.values()]
		.flatMap(({attempts}) => attempts)
		.filter(({outcomeSeq}) => outcomeSeq === null);
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
