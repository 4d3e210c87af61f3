import {existsSync} from 'node:fs';
import path from 'node:path';
import type {ExitCode} from '../catalog/problem.ts';
import {journalFileName} from '../session/journal.ts';
import type {Session} from '../session/session.ts';
import {redrawFrame} from '../terminal/frame-log.ts';
import {inkStdin, sequencePatience} from '../terminal/ink-stdin.ts';
import {createLender} from '../terminal/lend-terminal.ts';
import {prepareInkEnvironment} from '../terminal/ink-environment.ts';
import {terminalProblem} from '../terminal/interactive.ts';
import {safeText} from '../terminal/safe-text.ts';
import {enterScreen} from '../terminal/screen.ts';
import {restoreOnExit, type ExitProcess} from '../terminal/signals.ts';
import {terminalSize} from '../terminal/size.ts';
import {createSuspender} from '../terminal/suspend.ts';
import type {Clock} from '../tui/clock.ts';
import type {ExportSummary} from '../tui/export-summary.ts';
import {savedFolderOf} from '../tui/saved-folder.ts';
import type {ListChecks} from '../tui/stage-check.ts';
import type {StageCounting} from '../tui/stage-counting.ts';
import type {Store} from '../tui/store.ts';
import {openSettings} from './settings-file.ts';
import {createDrawnApp} from './drawn-app.ts';
import {createKeptCopies, removeLeftCopies} from './kept-copies.ts';
import {createOutside} from './outside.ts';
import {systemClock} from './system-clock.ts';

/** The second key of a double press comes within so many milliseconds. */
const doublePress = 250;

/** A session that is open, with what the interface may do to it besides firing. */
export type ExploreTarget = {
	readonly session: Session;
	readonly exportSession: () => Promise<ExportSummary>;
	readonly listChecks: ListChecks;
	/** Row counts around Stage 2; what they tell goes to `tell`. */
	readonly openCounting?: (tell: (line: string) => void) => StageCounting;
	/** Sentences that the operator should read first: a port that was taken, and the like. */
	readonly notices?: readonly string[];
};

export type ExploreOptions = {
	/** Opens the session; its problems are the caller's to tell, nothing is on screen yet. */
	readonly open: () => Promise<ExploreTarget>;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: {write(text: string): unknown};
	/** Changed in place: variables that would silence Ink are taken out. */
	readonly environment: NodeJS.ProcessEnv;
	readonly clock?: Clock;
	/** Whose signals are handled; this process unless said. */
	readonly process?: ExitProcess;
};

/**
 * Runs the full-screen explorer until the operator leaves.
 *
 * @returns 0 when the operator left, 130 when the terminal went away, 2 where there is no terminal (said on stderr); a crash or a signal ends the process
 *   itself, with 1 or 128 + n
 * @throws {Problem} when the session cannot be opened
 */
export async function runExplore(options: ExploreOptions): Promise<ExitCode> {
	const {stdin, stdout, stderr, environment} = options;
	const problem = terminalProblem(stdin, stdout, environment);
	if (problem !== null) {
		stderr.write(`${problem}\n`);
		return 2;
	}

	// Before Ink is loaded: it looks at the environment only once.
	prepareInkEnvironment(environment, stdout);
	const [{render}, {App}, {CrashBoundary}, {createStore}, {terminalColours}, target, preferences] =
		await Promise.all([
			import('ink'),
			import('../tui/app.tsx'),
			import('../tui/crash-boundary.tsx'),
			import('../tui/store.ts'),
			import('../tui/theme.ts'),
			options.open(),
			openSettings(environment),
		]);
	const {session} = target;
	const journal = path.join(session.directory, journalFileName);

	let parting = `The journal is complete up to its last event: ${journal}`;
	const {settings} = preferences.setup;
	const isAlternate = !settings.screenReader;
	const screen = enterScreen(stdout, {stdin, isAlternate});
	screen.useMouse(settings.mouse);
	const colours = terminalColours(environment);
	const app = createDrawnApp(() =>
		render(
			<CrashBoundary onCrash={error => guard.crash(error)}>
				<App store={store} colours={colours} />
			</CrashBoundary>,
			{
				stdin: inkStdin(stdin, {
					onMouse: event => store.point(event),
					patience: sequencePatience(environment),
				}),
				stdout,
				exitOnCtrlC: false,
				patchConsole: true,
				incrementalRendering: isAlternate,
				// A key is answered at once, whatever was drawn just before it; times tick ten times a second at most.
				maxFps: 1000,
				isScreenReaderEnabled: settings.screenReader,
			},
		),
	);
	const lender = createLender({takeOff: app.takeOff, putOn: app.putOn, screen, stdin, stdout});
	const suspender = createSuspender({
		lender,
		onRequest: () => store.dispatch({type: 'command', id: 'app.suspend'}),
	});
	const copies = createKeptCopies();
	const guard = restoreOnExit({
		screen,
		stdin,
		unmount: () => app.unmount(),
		isLent: () => lender.isLent(),
		onSignal() {
			copies.remove();
			store.close();
			session.end('interrupted');
		},
		onFatal() {
			copies.remove();
			parting = `This is a fault of the program, not yours. ${parting}`;
			session.end('crashed');
		},
		lastWords: () => `${parting} (go on with --session ${session.directory})`,
		...(options.process === undefined ? {} : {process: options.process}),
	});
	const store: Store = createStore({
		session,
		clock: options.clock ?? systemClock,
		exportSession: target.exportSession,
		listChecks: target.listChecks,
		stageCounting: target.openCounting?.(text =>
			store.dispatch({type: 'told', message: {tone: 'info', text, next: null}}),
		),
		restAfterKey: doublePress,
		size: terminalSize(stdout),
		setup: preferences.setup,
		preferences: {
			keepSetting: (name, value) => preferences.keepSetting(name, value),
			useMouse: isOn => screen.useMouse(isOn),
		},
		async editOutside(text) {
			const {createEditOutside} = await import('./edit-outside.ts');
			return createEditOutside({lender, environment, stdout})(text);
		},
		outside: createOutside({stdout, environment, folder: savedFolderOf(session.directory), copies}),
		suspend: () => suspender.suspend(),
		onQuit: () => app.unmount(),
		onCrash: error => guard.crash(error),
	});
	const notices = (target.notices ?? []).join(' ');
	const {refusal} = preferences;
	if (refusal !== null) {
		store.dispatch({type: 'told', message: {tone: 'problem', text: refusal, next: notices || null}});
	} else if (notices !== '') {
		store.dispatch({type: 'told', message: {tone: 'info', text: notices, next: null}});
	}

	function followSize(): void {
		store.dispatch({type: 'resized', size: terminalSize(stdout)});
	}

	const terminal: {isGone: boolean} = {isGone: false};

	function followStdin(): void {
		// The terminal is gone: no key can come any more, and nobody reads.
		terminal.isGone = true;
		app.unmount();
	}

	function redraw(): void {
		if (!lender.isLent()) {
			redrawFrame(stdout);
		}
	}

	stdout.on('resize', followSize);
	process.on('SIGWINCH', redraw);
	stdin.once('end', followStdin);
	app.putOn();
	void removeLeftCopies();
	const removed = {copies: 0};
	try {
		await app.left;
	} finally {
		stdout.off('resize', followSize);
		process.off('SIGWINCH', redraw);
		stdin.off('end', followStdin);
		suspender.release();
		guard.release();
		removed.copies = copies.remove();
		store.close();
		session.end(terminal.isGone ? 'interrupted' : 'finished');
	}

	if (terminal.isGone) {
		return 130;
	}

	if (removed.copies > 0) {
		stderr.write('What no clipboard took stood in a temporary file; it is removed now.\n');
	}

	if (existsSync(journal)) {
		stderr.write(
			`${safeText(`The session is kept in ${session.directory} (go on with --session ${quoted(session.directory)})`)}\n`,
		);
	}

	return 0;
}

/** A path as it is typed into a shell: in quotes where a blank would split it. */
function quoted(file: string): string {
	return /\s/.test(file) ? `"${file}"` : file;
}
