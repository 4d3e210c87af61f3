import type {Problem} from '../../catalog/problem.ts';
import type {Draft} from '../../request/draft.ts';
import type {Progress} from '../../request/exchange.ts';
import type {Mark} from '../../session/event.ts';
import type {MouseEvent} from '../../terminal/mouse.ts';
import type {Copy} from '../copying.ts';
import type {ExportSummary} from '../export-summary.ts';
import type {CommandId} from '../keymap.ts';
import type {Size} from '../layout.ts';
import type {SettingName} from '../settings.ts';
import type {BufferAction} from '../text-buffer.ts';
import type {CheckFound, CheckLine} from '../stage-check.ts';
import type {Firing, Message, UiState, World} from '../ui-state.ts';

/** Everything that can happen to the interface. */
export type Action =
	| {readonly type: 'command'; readonly id: CommandId}
	/** `isCut`: a paste that was longer than is taken. `leftOut`: how many control characters a paste lost. */
	| {
			readonly type: 'edited';
			readonly edit: BufferAction;
			readonly isCut?: true;
			readonly leftOut?: number;
	  }
	| {readonly type: 'resized'; readonly size: Size}
	| {readonly type: 'ticked'; readonly now: number}
	/** The keys of Stage 2 rested. */
	| {readonly type: 'rested'}
	| {readonly type: 'pointed'; readonly event: MouseEvent}
	| {readonly type: 'told'; readonly message: Message}
	/** A body that is too long to be checked with every key was checked. */
	| {readonly type: 'body.checked'; readonly text: string}
	/** The editor outside came to its end. */
	| {
			readonly type: 'outside.ended';
			readonly endpointId: string;
			readonly variant: string;
			/** What the body is now; `null` leaves it as it is. */
			readonly text: string | null;
			/** What an editor that failed had saved; `null` where it saved nothing. */
			readonly refused: string | null;
			readonly told: Message | null;
	  }
	| {readonly type: 'flight.started'; readonly id: number; readonly endpointId: string; readonly at: number}
	| {readonly type: 'flight.stored'; readonly id: number; readonly intent: number}
	| {
			readonly type: 'flight.progressed';
			readonly id: number;
			readonly progress: Progress;
			/** Milliseconds on the interface's clock. */
			readonly at: number;
	  }
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
	/** A body, a search, a filter or a comparison came further. */
	| {readonly type: 'read'}
	/** A body was not saved: a file of that name is there. */
	| {readonly type: 'save.exists'; readonly name: string}
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
	| {readonly type: 'check-body'; readonly text: string}
	/** Hands the terminal over to the operator's editor with the text of a body. */
	| {
			readonly type: 'edit-outside';
			readonly endpointId: string;
			readonly variant: string;
			readonly text: string;
	  }
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
	| {readonly type: 'copy'; readonly copy: Copy}
	| {readonly type: 'save'; readonly copy: Copy; readonly name: string; readonly overwrite: boolean}
	| {readonly type: 'export'}
	/** Comes back as the action `command`, so that a command is refused for the same reasons wherever it is asked for. */
	| {readonly type: 'run-command'; readonly id: CommandId}
	| {readonly type: 'keep-setting'; readonly name: SettingName; readonly value: string | boolean}
	| {readonly type: 'use-mouse'; readonly isOn: boolean}
	/** Hands the terminal back to the shell; `waiting`: the endpoints that have a request in flight. */
	| {readonly type: 'suspend'; readonly waiting: readonly string[]}
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
