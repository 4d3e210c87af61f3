import {createHash} from 'node:crypto';
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {isRecord, valueAt} from './json-value.ts';
import type {Mode, Scenario} from './modes.ts';
import type {State} from './world.ts';

/** Raised when the shape of the state changes: an older file is then ignored. */
const format = 1;

/** What a saved state belongs to; one of another kind is not used. */
export type StateOwner = {readonly mode: Mode; readonly scenario: Scenario; readonly seed: number};

function digestOf(state: string): string {
	return createHash('sha256').update(state).digest('hex');
}

/**
 * Saves the state for a later start, at once and as a whole (a temporary file, then a rename), readable by its owner only.
 *
 * @returns whether it worked: the sandbox goes on without when the disk refuses
 */
export function saveState(file: string, owner: StateOwner, state: State): boolean {
	const text = JSON.stringify(state);
	const temporary = `${file}.new`;
	try {
		writeFileSync(temporary, JSON.stringify({format, ...owner, digest: digestOf(text), state: text}), {
			mode: 0o600,
		});
		renameSync(temporary, file);
		return true;
	} catch {
		return false;
	}
}

/** The saved state, or `undefined` when there is none, it is damaged, or it belongs to another mode, scenario or seed. */
export function loadState(file: string, owner: StateOwner): State | undefined {
	try {
		const saved: unknown = JSON.parse(readFileSync(file, 'utf8'));
		const text = valueAt(saved, 'state');
		return isRecord(saved) &&
			saved.format === format &&
			saved.mode === owner.mode &&
			saved.scenario === owner.scenario &&
			saved.seed === owner.seed &&
			typeof text === 'string' &&
			saved.digest === digestOf(text)
			? (JSON.parse(text) as State)
			: undefined;
	} catch {
		return undefined;
	}
}
