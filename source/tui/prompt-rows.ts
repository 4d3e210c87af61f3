import type {UiState} from './ui-state.ts';
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

function questionRows({mode}: UiState): number {
	switch (mode.kind) {
		case 'mark':
		case 'mark-note':
		case 'note':
		case 'unlock':
		case 'send-invalid': {
			return 3;
		}

		default: {
			return 0;
		}
	}
}
