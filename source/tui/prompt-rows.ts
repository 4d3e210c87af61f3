import type {Mode, UiState} from './ui-state.ts';
import type {SafeText} from '../terminal/safe-text.ts';
import {wrapText} from './wrap-text.ts';

/** A message longer than this is cut: it must not push the panes away. */
const mostMessageRows = 4;

/** The rows of the message line: usually one, more for a problem that needs them; none without a message. */
export function messageRows({message, size}: UiState): readonly SafeText[] {
	if (message === null) {
		return [];
	}

	const text = message.next === null ? message.text : `${message.text} ${message.next}`;
	return wrapText(text.replaceAll('\n', ' '), size.columns - 3).slice(0, mostMessageRows);
}

/** How many rows are taken above the footer: by a question, and by what a message needs beyond its one row. */
export function promptRowsOf(state: UiState): number {
	return questionRows(state) + Math.max(0, messageRows(state).length - 1);
}

/** Modes that ask a question above the footer instead of taking a place of their own. */
const questions: ReadonlySet<Mode['kind']> = new Set([
	'mark',
	'mark-note',
	'note',
	'reason',
	'missing',
	'variable',
	'unlock',
	'send-invalid',
	'copy',
	'save',
	'save-over',
]);

function questionRows(state: UiState): number {
	const {kind} = state.mode;
	return !questions.has(kind)
		? 0
		: kind === 'send-invalid'
			? 2 + invalidBodyRows(state).length
			: kind === 'save'
				? 4
				: 3;
}

/** Why a body is not JSON, whole where three rows hold it: what is cut cannot be mended. */
export function invalidBodyRows({mode, size}: UiState): readonly SafeText[] {
	return mode.kind === 'send-invalid' ? wrapText(mode.problem, size.columns - 2).slice(0, 3) : [];
}
