import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {findStage} from '../catalog/find-endpoint.ts';
import {Problem} from '../catalog/problem.ts';
import {draftOf, type Draft} from '../request/draft.ts';
import {checkSame} from './check-same.ts';
import {createClearValues} from './clear-values.ts';
import {createFire} from './fire.ts';
import type {EventBody, JournalEvent, SessionOpened} from './event.ts';
import {followJournal} from './follow-journal.ts';
import {journalFileName, readJournal} from './journal.ts';
import {openJournal, type JournalWriter} from './journal-writer.ts';
import {knownTexts} from './known-texts.ts';
import {acquireLock} from './lock.ts';
import {withoutMaskedValues} from './lost-values.ts';
import type {MaskedValues} from './masked-values.ts';
import {createMasker} from './masking.ts';
import {curlLine} from '../request/curl.ts';
import type {Session} from './session.ts';
import type {SessionOptions} from './session-options.ts';
export type {SessionOptions} from './session-options.ts';
import {sessionName} from './session-name.ts';
import {emptyState, endpointState, hasNote, reduce, type SessionState} from './state.ts';

/** Bodies of answers held for the screen; older ones are shown from the journal, masked. */
const clearBytes = 128 * 1024 * 1024;

/**
 * Begins a session in a new folder below `parent`. Nothing is written before the first event, so that looking around
 * leaves no trace.
 *
 * @param plan the stage and the tests that must run; no stage and no tests for an exploratory session
 * @throws {Problem} `journal-not-writable`
 */
export async function beginSession(
	parent: string,
	plan: SessionOpened['plan'],
	options: SessionOptions,
): Promise<Session> {
	const {profile, catalog, edges} = options;
	const wanted = sessionName(profile.name, edges.now());
	let name = wanted;
	let lock = null;
	// Two sessions within one second: the later one gets a number.
	for (let number = 2; lock === null; number++) {
		const directory = path.join(parent, name);
		lock = existsSync(directory) ? null : await acquireLock(directory, edges.platform);
		if (lock === null) {
			name = `${wanted}_${number}`;
		}
	}

	const opened: SessionOpened = {
		type: 'session.opened',
		version: 1,
		name,
		profile: {
			name: profile.name,
			kind: profile.kind,
			base_url: profile.baseUrl,
			masking: profile.masking,
			read_only: profile.readOnly,
		},
		catalog: {name: catalog.name, digest: catalog.digest},
		plan,
		tool: options.tool,
		environment: options.environment,
		sandbox: options.sandbox,
		salt: edges.random(16).toString('hex'),
	};
	return runSession(path.join(parent, name), options, {
		opened,
		events: [],
		readOnly: null,
		follow: null,
		release: lock.release,
		writer: null,
	});
}

/**
 * Goes on with a session from its journal: the same state, and nothing acknowledged is lost. When another process
 * holds it, the session can be read but neither written nor fired.
 *
 * @throws {Problem} `session-not-found`, `journal-damaged`, `journal-not-writable`, `session-differs` when catalog or
 *   profile are not those that it was begun with
 */
export async function resumeSession(directory: string, options: SessionOptions): Promise<Session> {
	const file = path.join(directory, journalFileName);
	if (!existsSync(file)) {
		throw new Problem('session-not-found', `There is no journal in ${directory}.`, {
			place: {file},
			next: 'Give --session the folder of a session, such as artifacts/qtickets_sandbox_run_20261122_153000.',
		});
	}

	const {edges} = options;
	const lock = await acquireLock(directory, edges.platform);
	let writer: JournalWriter | null = null;
	try {
		const start = lock === null ? readOnly(file) : {...openJournal(directory, edges), follow: null};
		writer = start.writer;
		const [opened] = start.events;
		if (opened?.type !== 'session.opened') {
			throw new Problem(
				'session-not-found',
				'The journal holds no session: it ended before its first event.',
				{
					place: {file},
					next: 'Begin a new session; this folder can be deleted.',
				},
			);
		}

		checkSame(opened, options, file);
		return runSession(directory, options, {
			...start,
			opened,
			readOnly:
				lock === null ? 'Another process holds this session: it can be read here, not written.' : null,
			release: () => lock?.release(),
		});
	} catch (error) {
		writer?.close();
		lock?.release();
		throw error;
	}
}

function readOnly(file: string): Pick<Start, 'events' | 'follow'> & {writer: null} {
	const known = readJournal(readFileSync(file), file);
	return {events: known.events, writer: null, follow: followJournal(file, known)};
}

type Start = {
	readonly opened: SessionOpened;
	readonly events: readonly JournalEvent[];
	readonly writer: JournalWriter | null;
	readonly readOnly: string | null;
	/** What the process that holds the session added since; `null` where this one holds it. */
	readonly follow: (() => readonly JournalEvent[]) | null;
	readonly release: () => void;
};

function runSession(directory: string, given: SessionOptions, start: Start): Session {
	const {opened} = start;
	// Read-only is a promise of the session's first event, which its report repeats: resuming cannot take it back.
	const options: SessionOptions = {
		...given,
		profile: {...given.profile, readOnly: given.profile.readOnly || opened.profile.read_only},
	};
	const {catalog, profile, secrets, edges} = options;
	const clear = createClearValues(clearBytes);
	const masker = createMasker({
		rules: catalog.masks,
		secrets,
		salt: opened.salt,
		masking: opened.profile.masking,
		known: knownTexts(catalog, profile),
	});
	const listeners = new Set<() => void>();
	let followed: SessionState = start.events.reduce(reduce, emptyState);
	const stateBefore: SessionState = followed;
	// A session that another process holds is not resumed, and yet this one knows no more than the disk.
	let state = start.readOnly === null ? stateBefore : withoutMaskedValues(stateBefore);
	let exportedSeq: number | null = null;
	let writer = start.writer;
	let ended = false;

	function append(body: EventBody): JournalEvent {
		if (start.readOnly !== null || ended) {
			throw closedProblem();
		}

		if (writer === null) {
			writer = openJournal(directory, edges).writer;
			state = reduce(state, writer.append(opened));
		}

		try {
			const event = writer.append(body);
			state = reduce(state, event);
			return event;
		} finally {
			notify();
		}
	}

	/** Takes over what the process that holds the session added; it knows its values, this one their masked forms. */
	function follow(from: () => readonly JournalEvent[]): void {
		const added = from();
		if (added.length > 0) {
			followed = added.reduce(reduce, followed);
			state = withoutMaskedValues(followed);
			notify();
		}
	}

	function heldReason(): string | null {
		return start.readOnly !== null && followed.ended !== null
			? 'The process that held this session has ended it: leave, and open it again to go on with it.'
			: start.readOnly;
	}

	function closedProblem(): Problem {
		return new Problem('read-only', heldReason() ?? 'The session has ended.', {
			next: 'Close the other program, or begin a new session.',
		});
	}

	function notify(): void {
		for (const listener of listeners) {
			listener();
		}
	}

	function variables(): ReadonlyMap<string, string> {
		const values = new Map([...catalog.variables.values()].map(({name, example}) => [name, example]));
		for (const [name, value] of Object.entries(profile.variables)) {
			values.set(name, value);
		}

		for (const [name, {value, intent}] of state.captured) {
			values.set(name, clear.captured(intent, name) ?? value);
		}

		for (const [name, value] of state.variables) {
			values.set(name, clear.setValue(name) ?? value);
		}

		return values;
	}

	function maskedValues(endpointId: string): MaskedValues {
		return {
			kept: keptDraftIn(stateBefore, endpointId),
			lost: state.lost,
			masking: opened.profile.masking,
		};
	}

	function exampleOf(endpointId: string, variant: string): Draft | undefined {
		const endpoint = catalog.endpoints.get(endpointId);
		return endpoint === undefined ? undefined : draftOf(endpoint, variant);
	}

	function keptDraftIn(from: SessionState, endpointId: string): Draft | undefined {
		const kept = endpointState(from, endpointId).draft;
		if (kept === null) {
			return undefined;
		}

		const {variant, path: values, query, headers, body} = kept;
		return masker.reveal(
			{endpointId, variant, path: values, query, headers, body},
			exampleOf(endpointId, variant),
		);
	}

	const {fire, prepare, check} = createFire({
		options,
		masker,
		clear,
		append,
		getState: () => state,
		variables,
		maskedValues,
	});
	if (start.writer !== null) {
		append({
			type: 'session.resumed',
			tool: options.tool,
			...(options.sandboxAnew === true ? {sandbox_anew: true} : {}),
		});
	}

	return {
		directory,
		name: opened.name,
		catalog,
		profile,
		plan: opened.plan,
		getReadOnlyReason: () => heldReason() ?? writer?.getFailure()?.message ?? null,
		getState: () => state,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		...(start.follow === null ? {} : {follow: follow.bind(null, start.follow)}),
		variables,
		fire,
		check: (draft, how = {}) => (start.readOnly === null && !ended ? check(draft, how) : closedProblem()),
		exchangeOf: clear.exchangeOf,
		maskText: text => masker.text(text),
		previewText: text => masker.preview(text),
		curlOf: draft => curlLine(prepare(draft, {sendInvalidBody: true})),
		mark(endpointId, attempt, mark, note) {
			append({type: 'mark.set', endpoint_id: endpointId, attempt, mark, note: masker.text(note)});
		},
		note(endpointId, text) {
			append({type: 'note.added', endpoint_id: endpointId, text: masker.text(text)});
		},
		removeNote(seq) {
			if (!hasNote(state, seq)) {
				throw new Problem('note-not-found', `There is no note with the journal number ${seq}.`, {
					next: 'It may have been removed already.',
				});
			}

			append({type: 'note.removed', note: seq});
		},
		startStage(stageId) {
			const {id, tests} = findStage(catalog, stageId);
			append({type: 'stage.started', stage: id, tests});
		},
		checkStage(stageId, checks, override) {
			append({
				type: 'stage.checked',
				stage: findStage(catalog, stageId).id,
				checks: checks.map(({id, title, status, found, next}) => ({
					id,
					title,
					status,
					found: masker.text(found),
					next: next === null ? null : masker.text(next),
				})),
				override: override === null ? null : masker.text(override),
			});
		},
		recordCounts(event) {
			append(
				event.type === 'counts.failed'
					? {...event, message: masker.text(event.message)}
					: {
							...event,
							failed: (event.failed ?? []).map(failure => ({
								...failure,
								message: masker.text(failure.message),
							})),
						},
			);
		},
		setVariable(name, value) {
			const before = clear.setValue(name);
			clear.set(name, value);
			try {
				append({type: 'variable.set', name, value: value === null ? null : masker.named(name, value)});
			} catch (error) {
				clear.set(name, before ?? null);
				throw error;
			}
		},
		keepDraft(draft) {
			const {endpointId, ...masked} = masker.draft(draft, exampleOf(draft.endpointId, draft.variant));
			append({type: 'draft.edited', endpoint_id: endpointId, ...masked});
		},
		keptDraft: endpointId => keptDraftIn(state, endpointId),
		unlock(typed, how = 'typed') {
			if (typed.trim().toLowerCase() !== profile.host.toLowerCase()) {
				throw new Problem('host-name-differs', 'That is not the name of the host; writes stay locked.', {
					next: `Type ${profile.host} to let writes go to it.`,
				});
			}

			append({type: 'guard.unlocked', host: profile.host, how});
		},
		end(reason) {
			if (ended) {
				return;
			}

			try {
				const isExported = exportedSeq !== null && exportedSeq === state.last?.seq;
				const outdates = isExported && reason !== 'finished';
				if (writer !== null && writer.getFailure() === null && start.readOnly === null && !outdates) {
					append({type: 'session.ended', reason});
				}
			} finally {
				ended = true;
				writer?.close();
				start.release();
			}
		},
		exported() {
			exportedSeq = state.last?.seq ?? null;
		},
	};
}
