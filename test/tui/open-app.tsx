/** The explorer on a terminal of any size, driven by keys as they arrive on stdin. */
import {EventEmitter} from 'node:events';
import {render} from 'ink';
import {stripVTControlCharacters} from 'node:util';
import {onTestFinished} from 'vitest';
import {App} from '../../source/tui/app.tsx';
import type {EditOutside} from '../../source/tui/edit-outside.ts';
import type {ExportSummary} from '../../source/tui/export-summary.ts';
import type {Clock} from '../../source/tui/clock.ts';
import type {Outside} from '../../source/tui/outside.ts';
import type {StageCheck} from '../../source/tui/stage-check.ts';
import type {StageCounting} from '../../source/tui/stage-counting.ts';
import type {PreferencePort} from '../../source/tui/effects.ts';
import {bindings, type Bindings} from '../../source/tui/keymap.ts';
import {defaultSettings, type Settings} from '../../source/tui/settings.ts';
import {createStore, type Store} from '../../source/tui/store.ts';
import {fakeCatalog} from './fake-catalog.ts';
import {createFakeSession, type FakeSession, type FakeSessionOptions} from './fake-session.ts';

/** Keys by name, as terminals send them. */
export const keys = {
	enter: '\r',
	escape: '\u001b',
	tab: '\t',
	shiftTab: '\u001b[Z',
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
	pageDown: '\u001b[6~',
	pageUp: '\u001b[5~',
	home: '\u001b[H',
	end: '\u001b[F',
	backspace: '\u007f',
	ctrlC: '\u0003',
} as const;

/** A clock that moves only when told. */
export function createFakeClock() {
	let now = 1000;
	let last = 0;
	const timers = new Map<number, {every: number; next: number; callback: () => void}>();
	const clock: Clock = {
		now: () => now,
		every(ms, callback) {
			const id = ++last;
			timers.set(id, {every: ms, next: now + ms, callback});
			return () => timers.delete(id);
		},
	};
	return {
		clock,
		/** How many callbacks are scheduled: none while the interface is idle. */
		scheduled: () => timers.size,
		advance(ms: number) {
			const end = now + ms;
			for (;;) {
				const due = [...timers.values()]
					.filter(timer => timer.next <= end)
					.sort((a, b) => a.next - b.next)[0];
				if (due === undefined) {
					break;
				}

				now = due.next;
				due.next += due.every;
				due.callback();
			}

			now = end;
		},
	};
}

class FakeStdout extends EventEmitter {
	readonly columns: number;
	readonly rows: number;
	frame = '';

	constructor(columns: number, rows: number) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	write = (text: string): boolean => {
		this.frame = text;
		return true;
	};
}

class FakeStdin extends EventEmitter {
	isTTY = true;
	#chunk: string | null = null;

	type(chunk: string): void {
		this.#chunk = chunk;
		this.emit('readable');
	}

	read = (): string | null => {
		const chunk = this.#chunk;
		this.#chunk = null;
		return chunk;
	};

	setEncoding(): void {}
	setRawMode(): void {}
	resume(): void {}
	pause(): void {}
	ref(): void {}
	unref(): void {}
}

export type OpenAppOptions = Partial<FakeSessionOptions> & {
	readonly columns?: number;
	readonly rows?: number;
	readonly session?: FakeSession;
	readonly exportSession?: () => Promise<ExportSummary>;
	readonly stageChecks?: readonly StageCheck[];
	readonly stageCounting?: StageCounting;
	readonly outside?: Outside;
	readonly editOutside?: EditOutside;
	/** Settings that differ from the defaults. */
	readonly settings?: Partial<Settings>;
	/** Keys as the settings file would have them. */
	readonly bindings?: Bindings;
	readonly preferences?: PreferencePort;
	/** Milliseconds that the keys of Stage 2 rest. */
	readonly restAfterKey?: number;
};

export type OpenedApp = {
	readonly session: FakeSession;
	readonly store: Store;
	/** What is on screen: lines without colours and without blanks at their ends. */
	readonly frame: () => string;
	/** What is on screen, escape sequences included. */
	readonly rawFrame: () => string;
	/** Types keys one after another, each in a chunk of its own. */
	readonly press: (...typed: readonly string[]) => Promise<void>;
	readonly advance: (ms: number) => Promise<void>;
	readonly scheduled: () => number;
	readonly answer: FakeSession['answer'];
	readonly settle: () => Promise<void>;
	readonly hasQuit: () => boolean;
	readonly crashes: readonly unknown[];
};

/** Lets React draw and Ink's lone Escape through: both need only turns of the event loop, never time. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 6; turn++) {
		await new Promise(resolve => setImmediate(resolve));
	}
}

export async function openApp(options: OpenAppOptions = {}): Promise<OpenedApp> {
	const {columns = 80, rows = 24} = options;
	const session = options.session ?? createFakeSession({...options, catalog: options.catalog ?? fakeCatalog});
	const fakeClock = createFakeClock();
	const stdout = new FakeStdout(columns, rows);
	const stdin = new FakeStdin();
	const crashes: unknown[] = [];
	let hasQuit = false;
	const store = createStore({
		session,
		clock: fakeClock.clock,
		exportSession: options.exportSession ?? (() => Promise.reject(new Error('no export in this test'))),
		listChecks: () => Promise.resolve(options.stageChecks ?? []),
		stageCounting: options.stageCounting,
		...(options.outside === undefined ? {} : {outside: options.outside}),
		...(options.editOutside === undefined ? {} : {editOutside: options.editOutside}),
		size: {columns, rows},
		setup: {
			settings: {...defaultSettings, ...options.settings},
			bindings: options.bindings ?? bindings,
		},
		...(options.restAfterKey === undefined ? {} : {restAfterKey: options.restAfterKey}),
		...(options.preferences === undefined ? {} : {preferences: options.preferences}),
		onQuit() {
			hasQuit = true;
		},
		onCrash: error => crashes.push(error),
	});
	const app = render(<App store={store} />, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		debug: true,
		isScreenReaderEnabled: options.settings?.screenReader ?? false,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	onTestFinished(() => {
		store.close();
		app.unmount();
		app.cleanup();
	});
	await settle();
	return {
		session,
		store,
		frame: () =>
			stripVTControlCharacters(stdout.frame)
				.split('\n')
				.map(line => line.trimEnd())
				.join('\n'),
		rawFrame: () => stdout.frame,
		async press(...typed) {
			for (const chunk of typed) {
				stdin.type(chunk);
				await settle();
			}
		},
		async advance(ms) {
			fakeClock.advance(ms);
			await settle();
		},
		scheduled: fakeClock.scheduled,
		answer(...given) {
			session.answer(...given);
		},
		settle,
		hasQuit: () => hasQuit,
		crashes,
	};
}
