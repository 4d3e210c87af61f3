/** The one interpreter of effects: everything that the interface does to the world outside happens here. */
import {describeProblem, Problem} from '../catalog/problem.ts';
import {draftOf} from '../request/draft.ts';
import type {Progress} from '../request/exchange.ts';
import type {FiredAttempt, Session} from '../session/session.ts';
import {preparationsDue} from '../session/preparation.ts';
import {latestAttempt} from '../session/state.ts';
import type {Clock} from './clock.ts';
import type {ExportSummary} from './export-summary.ts';
import {checkedLines, foundBy, type ListChecks} from './stage-check.ts';
import type {StageCounting} from './stage-counting.ts';
import {suspended, type Suspend} from './suspending.ts';
import {createCopying} from './copying.ts';
import {createDraftKeeper, restAfter} from './draft-keeper.ts';
import type {EditOutside} from './edit-outside.ts';
import type {Outside} from './outside.ts';
import {message, type Action, type Effect} from './reducer/step.ts';
import type {SettingName} from './settings.ts';
import type {Firing, Message} from './ui-state.ts';

export type EffectOptions = {
	readonly session: Session;
	readonly clock: Clock;
	readonly exportSession: () => Promise<ExportSummary>;
	readonly listChecks: ListChecks;
	readonly stageCounting: StageCounting;
	/** Settings that outlive the program, and what is done to the terminal for them. */
	readonly preferences: PreferencePort;
	readonly editOutside: EditOutside;
	readonly suspend: Suspend;
	readonly outside: Outside;
	/** How often running times are drawn anew, in milliseconds; only while something is in flight. */
	readonly tickEvery: () => number;
	readonly dispatch: (action: Action) => void;
	/** Called once everything that was in flight has come to its end. */
	readonly quit: () => void;
	/** Something was thrown that is no `Problem`: a bug of ours. */
	readonly crash: (error: unknown) => void;
};

/** What settings do outside of the interface. */
export type PreferencePort = {
	/** @throws {Problem} when it cannot be kept */
	keepSetting(name: SettingName, value: string | boolean): Promise<void>;
	useMouse(isOn: boolean): void;
};

/** Nothing is kept and nothing is done. */
export const noPreferences: PreferencePort = {
	keepSetting: () => Promise.resolve(),
	useMouse: () => undefined,
};

export type Effects = {
	run(effect: Effect): void;
	/** Writes drafts that wait to be kept; stops the clock. */
	close(): void;
};

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
	listChecks,
	stageCounting,
	preferences,
	editOutside: outside,
	suspend,
	outside: files,
	tickEvery,
	dispatch,
	quit,
	crash,
}: EffectOptions): Effects {
	const running = new Map<number, Running>();
	const copying = createCopying({session, outside: files, dispatch});
	let stopTicking: (() => void) | undefined;
	let stopChecking: (() => void) | undefined;
	let lastFlight = 0;
	let exporting: Promise<void> | null = null;
	let isQuitting = false;
	let countedBefore: Promise<void> | undefined;
	let prepared: Promise<void> | undefined;

	/** What throws here is a bug of ours. */
	async function crashing(task: Promise<void>): Promise<void> {
		try {
			await task;
		} catch (error) {
			crash(error);
		}
	}

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

	const drafts = createDraftKeeper(clock, draft => attempt(() => session.keepDraft(draft)));

	/** Told once typing rests; until then the latest text waits alone. */
	function checkBody(text: string): void {
		stopChecking?.();
		stopChecking = clock.every(restAfter, () => {
			stopChecking?.();
			stopChecking = undefined;
			dispatch({type: 'body.checked', text});
		});
	}

	async function editOutside({
		endpointId,
		variant,
		text,
	}: Extract<Effect, {type: 'edit-outside'}>): Promise<void> {
		// The editor may be the end of the program too: what was typed before it is on disk first.
		drafts.flush();
		try {
			dispatch({type: 'outside.ended', endpointId, variant, ...(await outside(text))});
		} catch (error) {
			crash(error);
		}
	}

	async function suspendUntilWanted(waiting: readonly string[]): Promise<void> {
		drafts.flush();
		try {
			tell(await suspended(suspend, session, waiting));
		} catch (error) {
			attempt(() => {
				throw error;
			});
		}
	}

	function tick(): void {
		for (const [id, flight] of running) {
			const {progress} = flight;
			if (progress !== null && progress.receivedBytes !== flight.shownBytes) {
				flight.shownBytes = progress.receivedBytes;
				dispatch({type: 'flight.progressed', id, progress, at: clock.now()});
			}
		}

		dispatch({type: 'ticked', now: clock.now()});
	}

	/** Fires and tells what came of it; a value that the operator had set is set again afterwards. */
	async function fireWith(firing: Firing, variable: {name: string; value: string} | null): Promise<void> {
		const {endpointId} = firing.draft;
		// What was set as it really is: the state has its masked form only.
		const isSet = variable !== null && session.getState().variables.has(variable.name);
		const before = isSet ? (session.variables().get(variable.name) ?? null) : null;
		const earlier = latestAttempt(session.getState(), endpointId, null);
		attempt(() => {
			if (variable !== null) {
				session.setVariable(variable.name, variable.value);
			}
		});
		await fire(firing);
		attempt(() => {
			if (variable !== null) {
				session.setVariable(variable.name, before);
			}
		});
		const latest = latestAttempt(session.getState(), endpointId, null);
		// A refusal was told already; it is no attempt.
		if (latest !== undefined && latest.intent.seq !== earlier?.intent.seq) {
			const {verdict, exchange, reasons} = latest;
			const why = verdict === 'success' ? '' : `: ${reasons[0]?.text ?? ''}`;
			const status = exchange?.status == null ? '' : `, HTTP ${exchange.status}`;
			tell(message(verdict === 'success' ? 'info' : 'warning', `${endpointId}: ${verdict}${status}${why}`));
		}
	}

	/** Sends what the stage asks for before its tests; what goes wrong is told, and the tests say what they lack. */
	async function prepare(): Promise<void> {
		for (const endpoint of preparationsDue(session)) {
			await fire({draft: draftOf(endpoint), sendInvalidBody: false, stage: null});
		}
	}

	/** @returns settles when its outcome is on disk */
	function fire(firing: Firing): Promise<void> {
		const {draft, sendInvalidBody, useStandIns = false, stage} = firing;
		drafts.flush();
		const id = ++lastFlight;
		const controller = new AbortController();
		dispatch({type: 'flight.started', id, endpointId: draft.endpointId, at: clock.now()});
		const flight: Running = {controller, done: Promise.resolve(), progress: null, shownBytes: 0};
		running.set(id, flight);
		stopTicking ??= clock.every(tickEvery(), tick);
		flight.done = send();
		return flight.done;

		async function fireOnce(): Promise<FiredAttempt> {
			if (controller.signal.aborted) {
				throw new Problem('cancelled', 'It was cancelled while rows were counted: nothing was sent.');
			}

			return session.fire(draft, {
				stage,
				signal: controller.signal,
				sendInvalidBody,
				useStandIns,
				onIntent: ({intent}) => dispatch({type: 'flight.stored', id, intent: intent.seq}),
				onProgress(progress) {
					const isNewPhase = flight.progress?.phase !== progress.phase;
					flight.progress = progress;
					// Bytes are told with the next tick: an answer can come in thousands of pieces.
					if (isNewPhase) {
						dispatch({type: 'flight.progressed', id, progress, at: clock.now()});
					}
				},
			});
		}

		async function send(): Promise<void> {
			try {
				if (stage === null) {
					await fireOnce();
				} else {
					countedBefore ??= stageCounting.before();
					await countedBefore;
					prepared ??= prepare();
					await prepared;
					await stageCounting.around(draft, fireOnce);
				}

				land();
				dispatch({type: 'flight.landed', id});
			} catch (error) {
				land();
				if (error instanceof Problem) {
					dispatch({type: 'flight.refused', id, firing, problem: error});
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

	/** All lines of the checklist are under way at once, and each is told as it ends. */
	async function runChecks(): Promise<void> {
		try {
			const checks = await listChecks();
			dispatch({type: 'checks.listed', checks: checks.map(({id, title}) => ({id, title, found: null}))});
			await Promise.all(
				checks.map(async ({id, run}) => dispatch({type: 'check.ended', id, found: await foundBy(run)})),
			);
		} catch (error) {
			crash(error);
		}
	}

	async function exportAll(): Promise<void> {
		drafts.flush();
		try {
			if (session.getState().stage !== null) {
				await stageCounting.after();
			}

			dispatch({type: 'exported', summary: await exportSession()});
		} catch (error) {
			if (error instanceof Problem) {
				dispatch({type: 'export.failed', message: messageOf(error)});
			} else {
				crash(error);
			}
		}
	}

	async function keepSetting(name: SettingName, value: string | boolean): Promise<void> {
		try {
			await preferences.keepSetting(name, value);
		} catch (error) {
			if (error instanceof Problem) {
				tell(messageOf(error));
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
		drafts.flush();
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
					void fire(effect.firing);
					break;
				}

				case 'fire-with': {
					void fireWith(effect.firing, effect.variable);
					break;
				}

				case 'cancel': {
					running.get(effect.flight)?.controller.abort();
					break;
				}

				case 'keep-draft': {
					drafts.keep(effect.draft);
					break;
				}

				case 'check-body': {
					checkBody(effect.text);
					break;
				}

				case 'edit-outside': {
					void editOutside(effect);
					break;
				}

				case 'mark': {
					attempt(() => session.mark(effect.endpointId, effect.attempt, effect.mark, effect.note));
					break;
				}

				case 'note': {
					attempt(() => {
						if (effect.replaces !== null) {
							session.removeNote(effect.replaces);
						}

						session.note(effect.endpointId, effect.text);
					});
					break;
				}

				case 'remove-note': {
					attempt(() => session.removeNote(effect.note));
					break;
				}

				case 'set-variable': {
					attempt(() => session.setVariable(effect.name, effect.value));
					break;
				}

				case 'run-checks': {
					void runChecks();
					break;
				}

				case 'keep-checks': {
					attempt(() => session.checkStage(effect.stageId, checkedLines(effect.checks), effect.override));
					break;
				}

				case 'start-stage': {
					attempt(() => {
						session.startStage(effect.stageId);
						countedBefore ??= stageCounting.before();
					});
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

				case 'copy': {
					void crashing(copying.copy(effect.copy));
					break;
				}

				case 'save': {
					void crashing(copying.save(effect.copy, effect.name, effect.overwrite));
					break;
				}

				case 'export': {
					exporting ??= exportAll().finally(() => {
						exporting = null;
					});
					break;
				}

				case 'run-command': {
					dispatch({type: 'command', id: effect.id});
					break;
				}

				case 'keep-setting': {
					void keepSetting(effect.name, effect.value);
					break;
				}

				case 'use-mouse': {
					preferences.useMouse(effect.isOn);
					break;
				}

				case 'suspend': {
					void suspendUntilWanted(effect.waiting);
					break;
				}

				case 'quit': {
					void leave();
					break;
				}
			}
		},
		close() {
			drafts.flush();
			stopTicking?.();
			stopTicking = undefined;
			stopChecking?.();
			stopChecking = undefined;
		},
	};
}

function messageOf(problem: Problem): Message {
	const [what = '', next] = describeProblem(problem).split('\n');
	return message('problem', what, next ?? null);
}
