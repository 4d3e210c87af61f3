/** What the screen shows beyond the session: where the operator stands, what is being typed, what is in flight. */
import type {Catalog, Endpoint, Profile} from '../catalog/catalog.ts';
import {draftOf, type Draft} from '../request/draft.ts';
import type {Exchange, Progress} from '../request/exchange.ts';
import type {Mark} from '../session/event.ts';
import {endpointState, type Attempt, type SessionState} from '../session/state.ts';
import type {Doubt} from './doubtful-draft.ts';
import {firstFilledTab} from './draft-edits.ts';
import type {ExportSummary} from './export-summary.ts';
import type {Bindings, Scope} from './keymap.ts';
import type {Pane, Size} from './layout.ts';
import {initialReading, type Reading, type ReadingMode} from './reading/reading.ts';
import type {Reader} from './reading/reader.ts';
import type {Entry, Found} from './palette.ts';
import type {Settings, Setup} from './settings.ts';
import {defaultSetup} from './setup.ts';
import type {OutcomeFilter} from './session-rows.ts';
import {bufferText, createBuffer, type TextBuffer} from './text-buffer.ts';
import type {Walk} from './walk.ts';

export const requestTabs = ['path', 'query', 'headers', 'body', 'variant', 'curl'] as const;
export type RequestTab = (typeof requestTabs)[number];

export const responseTabs = ['body', 'headers', 'attempts', 'reasons'] as const;
export type ResponseTab = (typeof responseTabs)[number];

/** One value of a draft that a one-line field can edit. */
export type FieldTarget =
	| {readonly kind: 'path'; readonly name: string}
	| {readonly kind: 'query' | 'headers'; readonly index: number; readonly part: 'name' | 'value'};

/** A request that was asked for and has not come to its end. */
export type Flight = {
	readonly id: number;
	readonly endpointId: string;
	/** Milliseconds on the interface's clock. */
	readonly startedAt: number;
	/** `seq` of its intent; `null` until that is on disk. */
	readonly intent: number | null;
	readonly phase: Progress['phase'] | null;
	/** The phases that were entered, and when, on the interface's clock. */
	readonly steps: ReadonlyArray<{readonly phase: Progress['phase']; readonly at: number}>;
	readonly receivedBytes: number;
	readonly isCancelling: boolean;
};

/** One line for the operator. `problem` carries what to do next where there is something to do. */
export type Message = {
	readonly tone: 'info' | 'warning' | 'problem';
	readonly text: string;
	readonly next: string | null;
};

/** A request that was asked for. */
export type Firing = {
	readonly draft: Draft;
	readonly sendInvalidBody: boolean;
	/** The operator was told which values are missing, and said yes to what stands in for them. */
	readonly useStandIns?: boolean;
	/** The stage that the attempt will belong to; `null` outside a stage. */
	readonly stage: string | null;
};

/** Whom the keys talk to; the kinds are the keymap's scopes too, but for `browse` and `walk`, which have several. */
export type Mode =
	| {readonly kind: 'browse'}
	| {readonly kind: 'walk'}
	| {readonly kind: 'filter'}
	| {readonly kind: 'session-filter'}
	| {readonly kind: 'field'; readonly target: FieldTarget; readonly buffer: TextBuffer}
	| {readonly kind: 'body'; readonly buffer: TextBuffer}
	/** Finding in the body: `buffer` is what is looked for, `origin` the place from which. */
	| {
			readonly kind: 'body-find';
			readonly buffer: TextBuffer;
			readonly body: TextBuffer;
			readonly origin: {readonly row: number; readonly offset: number};
	  }
	| {readonly kind: 'mark'; readonly endpointId: string; readonly attempt: number | null}
	| {
			readonly kind: 'mark-note';
			readonly endpointId: string;
			readonly attempt: number | null;
			readonly mark: Mark;
			readonly buffer: TextBuffer;
	  }
	| {
			readonly kind: 'note';
			readonly endpointId: string | null;
			/** `seq` of the note whose place it takes; `null` for a new one. */
			readonly replaces: number | null;
			readonly buffer: TextBuffer;
	  }
	/** Why Stage 2 is begun although a check is blocked, or why a test is skipped: not optional. */
	| {readonly kind: 'reason'; readonly about: 'override' | 'skip'; readonly buffer: TextBuffer}
	/** A value that an earlier test should have given is missing: what instead? */
	| {readonly kind: 'missing'; readonly endpointId: string; readonly variable: string}
	| {
			readonly kind: 'variable';
			readonly endpointId: string;
			readonly variable: string;
			readonly buffer: TextBuffer;
	  }
	| {
			readonly kind: 'unlock';
			readonly buffer: TextBuffer;
			readonly refusal: string | null;
			/** Fired, or begun, as soon as the guard is open. */
			readonly then: Firing | 'begin-stage' | null;
	  }
	| (Doubt & {readonly kind: 'send-invalid'; readonly firing: Firing})
	| (HelpPlace & {
			readonly kind: 'help';
			/** What was searched for; empty: everything is shown. */ readonly query: string;
	  })
	| (HelpPlace & {readonly kind: 'help-search'; readonly buffer: TextBuffer})
	| {
			readonly kind: 'palette';
			readonly buffer: TextBuffer;
			/** Everything that can be found, as it was when the palette was opened. */
			readonly entries: readonly Entry[];
			/** What fits the text, best first. */
			readonly found: readonly Found[];
			/** Index of the selected one. */
			readonly row: number;
			readonly top: number;
	  }
	| ReadingMode
	| {
			readonly kind: 'export';
			readonly top: number;
			readonly status:
				| {readonly kind: 'running'}
				| {readonly kind: 'done'; readonly summary: ExportSummary}
				| {readonly kind: 'failed'; readonly message: Message};
	  };

/** Where the help is looked at. */
export type HelpPlace = {
	/** Index of the selected entry among those that are shown. */
	readonly entry: number;
	/** First row on screen. */
	readonly top: number;
	/** The scopes that worked where the operator came from. */
	readonly here: readonly Scope[];
	/** The comparison that the help was opened over, and goes back to. */
	readonly over?: Extract<ReadingMode, {readonly kind: 'diff'}>;
};

export type UiState = {
	readonly size: Size;
	readonly mode: Mode;
	readonly focus: Pane;
	/** Which of the two is shown where there is room for one pane beside the list. */
	readonly right: 'request' | 'response';
	/** Which of the two the operator looked at last; an endpoint that was never fired shows its request all the same. */
	readonly preferred: 'request' | 'response';
	readonly isZoomed: boolean;
	readonly filter: TextBuffer;
	/** Id of the selected endpoint; empty only in an empty catalog. */
	readonly selected: string;
	readonly listTop: number;
	readonly requestTab: RequestTab;
	/** Selected row of the request tab. */
	readonly requestRow: number;
	readonly requestTop: number;
	readonly responseTab: ResponseTab;
	readonly responseTop: number;
	/** Columns that are scrolled off to the left. */
	readonly responseLeft: number;
	/** Selected row among the attempts, 0 is the latest. */
	readonly attemptRow: number;
	/** Drafts that differ from the catalog's examples, or were touched, by `draftKey`. */
	readonly drafts: ReadonlyMap<string, Draft>;
	/** The variant in use, by endpoint; the documented one where none is named. */
	readonly variants: ReadonlyMap<string, string>;
	/** What "reset" replaced, so that nothing typed is lost; by `draftKey`. */
	readonly setAside: ReadonlyMap<string, Draft>;
	/** Texts that were left, with what can be undone in them; by `bufferKey` (kept-buffers.ts). */
	readonly buffers: ReadonlyMap<string, TextBuffer>;
	/** What was cut last, and the text right after it: cutting on adds to it. */
	readonly killed: {readonly text: string; readonly after: TextBuffer} | null;
	/** The last deletion of a query value or a header: the drafts before and after it. */
	readonly deleted: {readonly before: Draft; readonly after: Draft} | null;
	/** The older attempt that is looked at, by endpoint: its number. Absent: the latest. */
	readonly viewed: ReadonlyMap<string, number>;
	readonly flights: readonly Flight[];
	/** The clock's last tick in milliseconds; moves only while requests are in flight. */
	readonly now: number;
	readonly message: Message | null;
	/** True after the first of the two key presses that leave while requests are in flight. */
	readonly isLeaving: boolean;
	/** A key of Stage 2 was just pressed: the one that goes on does nothing until it rests, so that no double press does. */
	readonly isResting: boolean;
	/** The guided stages; `null` until they were asked for. */
	readonly walk: Walk | null;
	readonly settings: Settings;
	/** The keys: those of keymap.ts with what the settings change. */
	readonly bindings: Bindings;
	/** Events of the journal that was exported last by this process; `null` before the first export. */
	readonly exportedAt: number | null;
	/** Path of the settings file; left out where there can be none. */
	readonly settingsFile?: string;
	/** What was chosen in the palette, the latest first. */
	readonly recent: readonly string[];
	readonly sessionView: SessionView;
	/** What the operator does with the bodies of answers. */
	readonly reading: Reading;
};

/** Where the operator stands in the session's matrix. */
export type SessionView = {
	readonly outcome: OutcomeFilter;
	readonly filter: TextBuffer;
	/** Key of the row that was moved to; the cursor is on it while its endpoint is the selected one. */
	readonly row: string | null;
	readonly top: number;
};

/** What a reducer or a view may know beside the interface's own state. Read only. */
export type World = {
	readonly catalog: Catalog;
	readonly profile: Profile;
	/** Name of the session. */
	readonly name: string;
	readonly session: SessionState;
	/** Why nothing may be fired or written; `null` while all is well. */
	readonly readOnlyReason: string | null;
	/** Another process holds the session, and writes its folder. */
	readonly isHeld?: boolean;
	/** The exchange as it really was, for attempts of this process. */
	readonly exchangeOf: (intent: number) => Exchange | undefined;
	/** What is being typed, as the disk will have it. */
	readonly previewText?: (text: string) => string;
	/** The curl line of what a draft would send. @throws {Problem} when it cannot be sent */
	readonly curlOf: (draft: Draft) => string;
	/** What is known about the bodies of answers. */
	readonly reader: Reader;
	/** What `{{variable}}` stands for now. */
	readonly variables: () => ReadonlyMap<string, string>;
};

/**
 * The state before the first key.
 *
 * @param kept drafts that the journal kept from an earlier run, one an endpoint
 * @param setup settings and keys, as the settings file has them
 */
export function initialState(
	world: World,
	size: Size,
	kept: readonly Draft[],
	setup: Setup = defaultSetup(),
): UiState {
	const drafts = new Map(kept.map(draft => [draftKey(draft.endpointId, draft.variant), draft]));
	const variants = new Map([
		...plannedVariants(world),
		...kept.map(draft => [draft.endpointId, draft.variant] as const),
	]);
	const first = world.catalog.sections.find(section => section.endpoints.length > 0)?.endpoints[0];
	return {
		size,
		mode: {kind: 'browse'},
		focus: 'list',
		right: 'request',
		preferred: 'request',
		isZoomed: false,
		filter: createBuffer('', {multiline: false}),
		selected: first?.id ?? '',
		listTop: 0,
		requestTab: first === undefined ? 'path' : firstFilledTab(currentDraft({drafts, variants}, first)),
		requestRow: 0,
		requestTop: 0,
		responseTab: 'body',
		responseTop: 0,
		responseLeft: 0,
		attemptRow: 0,
		drafts,
		variants,
		setAside: new Map(),
		buffers: new Map(),
		killed: null,
		deleted: null,
		viewed: new Map(),
		flights: [],
		now: 0,
		message: null,
		isLeaving: false,
		isResting: false,
		walk: null,
		...setup,
		recent: [],
		exportedAt: null,
		reading: initialReading,
		sessionView: {outcome: 'all', filter: createBuffer('', {multiline: false}), row: null, top: 0},
	};
}

/** A session that was begun with another variant than the documented one goes on with it. */
function plannedVariants({session, catalog}: World): ReadonlyArray<readonly [string, string]> {
	const wanted = session.opened?.plan.variant;
	return [...catalog.endpoints.values()].flatMap(({id, variants}) =>
		wanted !== undefined && variants.some(({name}) => name === wanted) ? [[id, wanted] as const] : [],
	);
}

/** The key of a draft: one for every variant of an endpoint, so that trying another one loses nothing. */
export function draftKey(endpointId: string, variant: string): string {
	return `${endpointId}\n${variant}`;
}

/** The selected endpoint; `undefined` only in an empty catalog. */
export function selectedEndpoint(state: UiState, world: World): Endpoint | undefined {
	return world.catalog.endpoints.get(state.selected);
}

/** The draft that would be fired now for an endpoint. */
export function currentDraft(state: Pick<UiState, 'drafts' | 'variants'>, endpoint: Endpoint): Draft {
	const variant = state.variants.get(endpoint.id) ?? endpoint.variants[0].name;
	return state.drafts.get(draftKey(endpoint.id, variant)) ?? draftOf(endpoint, variant);
}

/** Requests that are still under way; one whose outcome is on disk already is not. */
export function openFlights(state: UiState, session: SessionState): readonly Flight[] {
	return state.flights.filter(flight => {
		const attempt = endpointState(session, flight.endpointId).attempts.find(
			({intent}) => intent.seq === flight.intent,
		);
		return attempt === undefined || attempt.outcomeSeq === null;
	});
}

/** The flight of an attempt that this process is waiting for. */
export function flightOf(state: UiState, attempt: Attempt): Flight | undefined {
	return attempt.outcomeSeq === null
		? state.flights.find(
				flight =>
					flight.intent === attempt.intent.seq ||
					(flight.intent === null && flight.endpointId === attempt.intent.endpoint_id),
			)
		: undefined;
}

/** The attempt that the response pane shows: the one that was chosen, else the latest; `undefined` before the first. */
export function viewedAttempt(
	state: UiState,
	session: SessionState,
	endpointId: string,
): Attempt | undefined {
	const {attempts} = endpointState(session, endpointId);
	const chosen = state.viewed.get(endpointId);
	return attempts.find(({intent}) => intent.attempt === chosen) ?? attempts.at(-1);
}

/** True while a row of the list's pane shows the filter. */
export function hasFilterRow(state: UiState): boolean {
	return state.mode.kind === 'filter' || bufferText(state.filter) !== '';
}
