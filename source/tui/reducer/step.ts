import type {Problem} from '../../catalog/problem.ts';
import type {Draft} from '../../request/draft.ts';
import type {Progress} from '../../request/exchange.ts';
import type {Mark} from '../../session/event.ts';
import type {ExportSummary} from '../export-summary.ts';
import type {CommandId} from '../keymap.ts';
import type {Size} from '../layout.ts';
import type {BufferAction} from '../text-buffer.ts';
import type {CheckFound, CheckLine} from '../stage-check.ts';
import type {Firing, Message, UiState, World} from '../ui-state.ts';

/** Everything that can happen to the interface. */
export type Action =
	| {readonly type: 'command'; readonly id: CommandId}
	| {readonly type: 'edited'; readonly edit: BufferAction}
	| {readonly type: 'resized'; readonly size: Size}
	| {readonly type: 'ticked'; readonly now: number}
	| {readonly type: 'told'; readonly message: Message}
	| {readonly type: 'flight.started'; readonly id: number; readonly endpointId: string; readonly at: number}
	| {readonly type: 'flight.stored'; readonly id: number; readonly intent: number}
	| {readonly type: 'flight.progressed'; readonly id: number; readonly progress: Progress}
	| {readonly type: 'flight.landed'; readonly id: number}
	| {
			readonly type: 'flight.refused';
			readonly id: number;
			readonly firing: Firing;
			readonly problem: Problem;
	  }
	| {readonly type: 'checks.listed'; readonly checks: readonly CheckLine[]}
	| {
			readonly type: 'check.ended';
			readonly id: string;
			readonly found: CheckFound;
	  }
	| {readonly type: 'unlocked'}
	| {readonly type: 'unlock.refused'; readonly message: Message}
	| {readonly type: 'exported'; readonly summary: ExportSummary}
	| {readonly type: 'export.failed'; readonly message: Message};

/** What must be done outside; the interpreter (effects.ts) does it and reports back with an action. */
export type Effect =
	| {readonly type: 'fire'; readonly firing: Firing}
	/** Fires with a variable set to a value for this one request; `null` leaves the variable as it is. */
	| {
			readonly type: 'fire-with';
			readonly firing: Firing;
			readonly variable: {readonly name: string; readonly value: string} | null;
	  }
	| {readonly type: 'cancel'; readonly flight: number}
	| {readonly type: 'keep-draft'; readonly draft: Draft}
	| {
			readonly type: 'mark';
			readonly endpointId: string;
			readonly attempt: number | null;
			readonly mark: Mark | null;
			readonly note: string;
	  }
	| {
			readonly type: 'note';
			readonly endpointId: string | null;
			readonly text: string;
			/** `seq` of the note that it takes the place of. */
			readonly replaces: number | null;
	  }
	| {readonly type: 'remove-note'; readonly note: number}
	| {readonly type: 'set-variable'; readonly name: string; readonly value: string}
	| {readonly type: 'run-checks'}
	| {
			readonly type: 'keep-checks';
			readonly stageId: string;
			readonly checks: readonly CheckLine[];
			readonly override: string | null;
	  }
	| {readonly type: 'start-stage'; readonly stageId: string}
	| {readonly type: 'unlock'; readonly typed: string}
	| {readonly type: 'export'}
	| {readonly type: 'quit'};

/** A new state and what must be done outside for it. */
export type Step = {readonly state: UiState; readonly effects: readonly Effect[]};

/** A step without effects. */
export function stay(state: UiState): Step {
	return {state, effects: []};
}

/** A message line from what happened and what to do next. */
export function message(tone: Message['tone'], text: string, next: string | null = null): Message {
	return {tone, text, next};
}

/** What a command does. */
export type Command = (state: UiState, world: World) => Step;
