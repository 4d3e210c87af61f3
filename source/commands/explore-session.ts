import type {ExitCode} from '../catalog/problem.ts';
import type {ExportSummary} from '../tui/export-summary.ts';
import type {Context} from './context.ts';
import {runExplore} from './explore.tsx';
import {openEnvironment, startSession, type StartedSession} from './start-session.ts';
import type {TargetOptions} from './target-options.ts';

/** `explore`: the full-screen interface. @throws {Problem} when the session cannot be opened */
export async function explore(options: TargetOptions, context: Context): Promise<ExitCode> {
	// Held in an object because it is set from within a callback, which the compiler does not follow.
	const opened: {started?: StartedSession; exported: boolean} = {exported: false};

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
				const started = await startSession(
					target,
					() => ({stage: null, tests: [], variant: 'documented'}),
					context,
				);
				opened.started = started;
				return {session: started.session, exportSession, notices: started.notices};
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
		opened.started?.session.end('stopped');
		await opened.started?.close();
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
