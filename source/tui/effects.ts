/** The one interpreter of effects: everything that the interface does to the world outside happens here. */
import {describeProblem, Problem} from '../catalog/problem.ts';
import type {Draft} from '../request/draft.ts';
import type {Progress} from '../request/exchange.ts';
import type {Session} from '../session/session.ts';
import type {Clock} from './clock.ts';
import type {ExportSummary} from './export-summary.ts';
import {message, type Action, type Effect} from './reducer/step.ts';
import type {Message} from './ui-state.ts';

export type EffectOptions = {
	readonly session: Session;
	readonly clock: Clock;
	readonly exportSession: () => Promise<ExportSummary>;
	readonly dispatch: (action: Action) => void;
	/** Called once everything that was in flight has come to its end. */
	readonly quit: () => void;
	/** Something was thrown that is no `Problem`: a bug of ours. */
	readonly crash: (error: unknown) => void;
};

export type Effects = {
	run(effect: Effect): void;
	/** Writes drafts that wait to be kept; stops the clock. */
	close(): void;
};

/** How often running times are drawn anew, in milliseconds; only while something is in flight. */
const tickEvery = 100;

/** How long typing must rest before a draft is kept, in milliseconds. */
const keepAfter = 300;

type Running = {
	readonly controller: AbortController;
	/** Settles when its outcome is on disk. */
	done: Promise<void>;
	progress: Progress | null;
	shownBytes: number;
};

/** An interpreter that reports what happened by dispatching actions. */
export function createEffects({
	session,
	clock,
	exportSession,
	dispatch,
	quit,
	crash,
}: EffectOptions): Effects {
	const running = new Map<number, Running>();
	const waitingDrafts = new Map<string, Draft>();
	let stopKeeping: (() => void) | undefined;
	let stopTicking: (() => void) | undefined;
	let lastFlight = 0;
	let exporting: Promise<void> | null = null;
	let isQuitting = false;

	/** Does something that may be refused; a refusal becomes a message. */
	function attempt(task: () => void, refused?: (told: Message) => void): void {
		try {
			task();
		} catch (error) {
			if (error instanceof Problem) {
				const told = messageOf(error);
				(refused ?? tell)(told);
			} else {
				crash(error);
			}
		}
	}

	function tell(told: Message): void {
		dispatch({type: 'told', message: told});
	}

	function flushDrafts(): void {
		stopKeeping?.();
		stopKeeping = undefined;
		for (const [endpointId, draft] of waitingDrafts) {
			waitingDrafts.delete(endpointId);
			attempt(() => session.keepDraft(draft));
		}
	}

	function keepDraft(draft: Draft): void {
		const other = waitingDrafts.get(draft.endpointId);
		if (other !== undefined && other.variant !== draft.variant) {
			flushDrafts();
		}

		waitingDrafts.set(draft.endpointId, draft);
		stopKeeping?.();
		stopKeeping = clock.every(keepAfter, flushDrafts);
	}

	function tick(): void {
		for (const [id, flight] of running) {
			const {progress} = flight;
			if (progress !== null && progress.receivedBytes !== flight.shownBytes) {
				flight.shownBytes = progress.receivedBytes;
				dispatch({type: 'flight.progressed', id, progress});
			}
		}

		dispatch({type: 'ticked', now: clock.now()});
	}

	function fire(draft: Draft, sendInvalidBody: boolean): void {
		flushDrafts();
		const id = ++lastFlight;
		const controller = new AbortController();
		dispatch({type: 'flight.started', id, endpointId: draft.endpointId, at: clock.now()});
		const flight: Running = {controller, done: Promise.resolve(), progress: null, shownBytes: 0};
		running.set(id, flight);
		stopTicking ??= clock.every(tickEvery, tick);
		flight.done = send();

		async function send(): Promise<void> {
			try {
				await session.fire(draft, {
					stage: null,
					signal: controller.signal,
					sendInvalidBody,
					onIntent: ({intent}) => dispatch({type: 'flight.stored', id, intent: intent.seq}),
					onProgress(progress) {
						const isNewPhase = flight.progress?.phase !== progress.phase;
						flight.progress = progress;
						// Bytes are told with the next tick: an answer can come in thousands of pieces.
						if (isNewPhase) {
							dispatch({type: 'flight.progressed', id, progress});
						}
					},
				});
				land();
				dispatch({type: 'flight.landed', id});
			} catch (error) {
				land();
				if (error instanceof Problem) {
					dispatch({type: 'flight.refused', id, draft, sendInvalidBody, problem: error});
				} else {
					dispatch({type: 'flight.landed', id});
					crash(error);
				}
			}
		}

		function land(): void {
			running.delete(id);
			if (running.size === 0) {
				stopTicking?.();
				stopTicking = undefined;
			}
		}
	}

	async function exportAll(): Promise<void> {
		flushDrafts();
		try {
			dispatch({type: 'exported', summary: await exportSession()});
		} catch (error) {
			if (error instanceof Problem) {
				dispatch({type: 'export.failed', message: messageOf(error)});
			} else {
				crash(error);
			}
		}
	}

	/**
	 * Cancels what is in flight and waits until its outcome is on disk, and for an export under way; asked again, it
	 * waits no longer.
	 */
	async function leave(): Promise<void> {
		flushDrafts();
		if (!isQuitting && (running.size > 0 || exporting !== null)) {
			isQuitting = true;
			const flights = [...running.values()];
			for (const {controller} of flights) {
				controller.abort();
			}

			tell(message('info', 'Finishing what is under way … Ctrl+C leaves at once.'));
			await Promise.allSettled([exporting, ...flights.map(({done}) => done)]);
		}

		quit();
	}

	return {
		run(effect) {
			switch (effect.type) {
				case 'fire': {
					fire(effect.draft, effect.sendInvalidBody);
					break;
				}

				case 'cancel': {
					running.get(effect.flight)?.controller.abort();
					break;
				}

				case 'keep-draft': {
					keepDraft(effect.draft);
					break;
				}

				case 'mark': {
					attempt(() => session.mark(effect.endpointId, effect.attempt, effect.mark, effect.note));
					break;
				}

				case 'note': {
					attempt(() => session.note(effect.endpointId, effect.text));
					break;
				}

				case 'unlock': {
					attempt(
						() => {
							session.unlock(effect.typed);
							dispatch({type: 'unlocked'});
						},
						told => dispatch({type: 'unlock.refused', message: told}),
					);
					break;
				}

				case 'export': {
					exporting ??= exportAll().finally(() => {
						exporting = null;
					});
					break;
				}

				case 'quit': {
					void leave();
					break;
				}
			}
		},
		close() {
			flushDrafts();
			stopTicking?.();
			stopTicking = undefined;
		},
	};
}

function messageOf(problem: Problem): Message {
	const [what = '', next] = describeProblem(problem).split('\n');
	return message('problem', what, next ?? null);
}
