import type {Session} from '../session/session.ts';
import type {KeyPress} from '../terminal/keys.ts';
import type {MouseEvent} from '../terminal/mouse.ts';
import type {Clock} from './clock.ts';
import {noEditor, type EditOutside} from './edit-outside.ts';
import {noOutside, type Outside} from './outside.ts';
import {createReader, type Reader} from './reading/reader.ts';
import {runTask} from './reading/run-task.ts';
import {createEffects, noPreferences, type PreferencePort} from './effects.ts';
import type {ExportSummary} from './export-summary.ts';
import type {Size} from './layout.ts';
import {pressAction, pressesOf} from './press.ts';
import type {Action, Step} from './reducer/step.ts';
import {reduceUi} from './reducer/ui-reducer.ts';
import {isCalm, type Setup} from './settings.ts';
import type {ListChecks} from './stage-check.ts';
import {noSuspending, type Suspend} from './suspending.ts';
import {notCounting, type StageCounting} from './stage-counting.ts';
import {following} from './following.ts';
import {initialState, type UiState, type World} from './ui-state.ts';

/** What a frame is drawn from; a new object whenever something changed. */
export type Snapshot = {readonly state: UiState; readonly world: World};

export type StoreOptions = {
	readonly session: Session;
	readonly clock: Clock;
	readonly exportSession: () => Promise<ExportSummary>;
	readonly listChecks: ListChecks;
	/** Row counts around Stage 2; none unless given. */
	readonly stageCounting?: StageCounting | undefined;
	/** How long the keys that go on in Stage 2 rest after one was pressed, in milliseconds; not at all unless given. */
	readonly restAfterKey?: number;
	readonly size: Size;
	/** Settings and keys; the defaults unless given. */
	readonly setup?: Setup;
	readonly preferences?: PreferencePort;
	/** Opens a text in the operator's own editor; refused unless given. */
	readonly editOutside?: EditOutside;
	/** Hands the terminal back to the shell for a while; refused unless given. */
	readonly suspend?: Suspend;
	/** Where copies and saved bodies go; nowhere unless given. */
	readonly outside?: Outside;
	/** Called when the operator has left and everything in flight has come to its end. */
	readonly onQuit: () => void;
	/** Called with anything thrown that is no `Problem`. */
	readonly onCrash: (error: unknown) => void;
};

/** The interface's state, outside React: it outlives a frame, and tests drive it without one. */
export type Store = {
	readonly getSnapshot: () => Snapshot;
	/** Calls back after every change; gives the way to stop. */
	readonly subscribe: (listener: () => void) => () => void;
	readonly dispatch: (action: Action) => void;
	readonly press: (press: KeyPress) => void;
	/** Something that the mouse did. */
	readonly point: (event: MouseEvent) => void;
	/** Keeps what was typed and lets go of clock and session. */
	readonly close: () => void;
};

/** A store on a session; it follows the session until it is closed. */
export function createStore(options: StoreOptions): Store {
	const {session} = options;
	const listeners = new Set<() => void>();
	const effects = createEffects({
		session,
		clock: options.clock,
		exportSession: options.exportSession,
		listChecks: options.listChecks,
		stageCounting: options.stageCounting ?? notCounting,
		preferences: options.preferences ?? noPreferences,
		editOutside: options.editOutside ?? noEditor,
		suspend: options.suspend ?? noSuspending,
		outside: options.outside ?? noOutside,
		tickEvery: () => (isCalm(snapshot.state.settings) ? 1000 : 100),
		dispatch,
		quit: options.onQuit,
		crash: options.onCrash,
	});
	const reader = createReader({
		runTask,
		// After input and frames had their turn.
		defer: callback => void setImmediate(callback),
		tell: () => dispatch({type: 'read'}),
	});
	let world = worldOf(session, reader);
	let snapshot: Snapshot = {
		state: initialState(world, options.size, keptDrafts(session), options.setup),
		world,
	};

	const unsubscribe = session.subscribe(() => {
		world = worldOf(session, reader);
		show({...snapshot, world});
	});

	const stopFollowing = following(options, {
		told: told => dispatch({type: 'told', message: told}),
		crash: options.onCrash,
	});

	function show(next: Snapshot): void {
		snapshot = next;
		for (const listener of listeners) {
			listener();
		}
	}

	let stopResting = (): void => undefined;

	/** What is pressed within a double press is refused; then the keys work again. */
	function rested(step: Step): Step {
		const {restAfterKey} = options;
		if (!step.state.isResting || snapshot.state.isResting) {
			return step;
		}

		if (restAfterKey === undefined) {
			return {...step, state: {...step.state, isResting: false}};
		}

		stopResting = options.clock.every(restAfterKey, () => {
			stopResting();
			dispatch({type: 'rested'});
		});
		return step;
	}

	function dispatch(action: Action): void {
		const step = rested(reduceUi(snapshot.state, action, world));

		if (step.state !== snapshot.state) {
			show({state: step.state, world});
		}

		for (const effect of step.effects) {
			effects.run(effect);
		}
	}

	return {
		getSnapshot: () => snapshot,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		dispatch,
		press(press) {
			for (const single of pressesOf(press, snapshot.state, world)) {
				const action = pressAction(single, snapshot.state, world);
				if (action !== null) {
					dispatch(action);
				}
			}
		},
		point: event => dispatch({type: 'pointed', event}),
		close() {
			stopFollowing();
			stopResting();
			effects.close();
			reader.close();
			unsubscribe();
		},
	};
}

function worldOf(session: Session, reader: Reader): World {
	let variables: ReadonlyMap<string, string> | undefined;
	return {
		reader,
		catalog: session.catalog,
		profile: session.profile,
		name: session.name,
		session: session.getState(),
		readOnlyReason: session.getReadOnlyReason(),
		isHeld: session.follow !== undefined,
		exchangeOf: intent => session.exchangeOf(intent),
		previewText: text => session.previewText(text),
		curlOf: draft => session.curlOf(draft),
		variables: () => (variables ??= session.variables()),
	};
}

function keptDrafts(session: Session) {
	return [...session.getState().endpoints.keys()]
		.map(endpointId => session.keptDraft(endpointId))
		.filter(draft => draft !== undefined);
}
