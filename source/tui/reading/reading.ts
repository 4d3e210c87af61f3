/** What the operator does with an answer's body: state of the interface, and what it means now. */
import {answerView, type AnswerView} from '../answer-view.ts';
import type {TextBuffer} from '../text-buffer.ts';
import {flightOf, openFlights, viewedAttempt, type UiState, type World} from '../ui-state.ts';
import type {Attempt} from '../../session/state.ts';
import {formOf, type BodyDocument, type BodyForm} from './body-document.ts';
import {nothingFolded, placeOfRow, rowAtPlace, seenLength, type Folds} from './folds.ts';
import type {JsonRows} from './json-rows.ts';
import type {LineRows} from './line-rows.ts';
import type {Pending} from './reader.ts';
import type {RowOrigin, RowSearch} from './row-search.ts';

/** Where the cursor is in a body. */
export type Place = {
	/** Answer, filter and form that the numbers belong to. */
	readonly key: string;
	/** The row that the cursor is on, among those that are seen. */
	readonly row: number;
	/** First row on screen. */
	readonly top: number;
	readonly folds: Folds;
};

export type Search = {
	readonly endpointId: string;
	readonly text: string;
	/** Byte offset of the match that the cursor went to; `null` while there is none. */
	readonly at: number | null;
	/** A match that is being looked for: the first from an offset on, or the last before it. */
	readonly seek: {readonly from: number; readonly step: 1 | -1} | null;
};

export type Reading = {
	/** The form that was chosen; `null` leaves it to the body. */
	readonly form: BodyForm | null;
	readonly place: Place | null;
	readonly search: Search | null;
	/** The search of a tab that is no body. */
	readonly rowSearch: RowSearch | null;
	/** JSONPath or jq, by endpoint. */
	readonly filters: ReadonlyMap<string, string>;
	/** The attempt that was chosen to be compared with another one. */
	readonly compared: {readonly endpointId: string; readonly attempt: number} | null;
	/** Why the latest request of an endpoint was not sent, by endpoint: no older answer may look like its answer. */
	readonly refusals: ReadonlyMap<string, string>;
	/** Counts what the reader told. */
	readonly news: number;
};

export const initialReading: Reading = {
	form: null,
	place: null,
	search: null,
	rowSearch: null,
	filters: new Map(),
	compared: null,
	refusals: new Map(),
	news: 0,
};

/** Modes of the interface that belong to reading. */
export type ReadingMode =
	/** `origin`: where the cursor was before. */
	| {
			readonly kind: 'search';
			readonly buffer: TextBuffer;
			readonly origin:
				| {
						readonly kind: 'body';
						readonly offset: number;
						readonly place: Place | null;
						readonly search: Search | null;
				  }
				| RowOrigin;
	  }
	| {readonly kind: 'narrow'; readonly buffer: TextBuffer}
	| {readonly kind: 'copy'}
	| {readonly kind: 'save'; readonly buffer: TextBuffer}
	| {readonly kind: 'save-over'; readonly name: string}
	| {
			readonly kind: 'diff';
			readonly endpointId: string;
			/** Numbers of the attempts. */
			readonly left: number;
			readonly right: number;
			readonly top: number;
	  };

/** The answer that the body tab shows. */
export type ShownAnswer = {readonly attempt: Attempt; readonly answer: AnswerView};

/** The answer on screen; `null` while a request is under way or nothing came. */
export function shownAnswer(state: UiState, world: World): ShownAnswer | null {
	const isAnnounced =
		!state.viewed.has(state.selected) &&
		openFlights(state, world.session).some(
			({endpointId, intent}) => endpointId === state.selected && intent === null,
		);
	const attempt = isAnnounced ? undefined : viewedAttempt(state, world.session, state.selected);
	if (attempt === undefined || flightOf(state, attempt) !== undefined) {
		return null;
	}

	const answer = answerView(attempt, world.exchangeOf);
	return answer === undefined ? null : {attempt, answer};
}

/** A body as it is shown now. */
export type ShownBody = ShownAnswer & {
	/** The whole body. */
	readonly whole: BodyDocument;
	/** What is shown: the whole, or what the filter made of it. */
	readonly document: BodyDocument;
	readonly form: BodyForm;
	readonly rows: BodyRows;
	readonly place: Place;
};

/** Rows of any form, by the place at which they are seen. */
export type BodyRows = {
	readonly length: number;
	/** Byte offset of a row. */
	readonly offset: (row: number) => number;
	/** The row that a byte offset is on; of a folded tree, the fold. */
	readonly rowAt: (offset: number) => number;
};

/** The filter of the endpoint on screen; `null` without one. */
export function filterOf({reading, selected}: Pick<UiState, 'reading' | 'selected'>): string | null {
	return reading.filters.get(selected) ?? null;
}

/** The search on screen; `null` without one. */
export function searchOf({reading, selected}: Pick<UiState, 'reading' | 'selected'>): Search | null {
	return reading.search?.endpointId === selected ? reading.search : null;
}

/** Bytes on a row of the hex view in a pane of some columns. */
export function hexColumns(width: number): number {
	return width >= 78 ? 16 : 8;
}

/**
 * The body on screen with its rows, as far as it is read.
 *
 * @param width columns of the pane
 */
export function shownBody(state: UiState, world: World, width: number): Pending<ShownBody> | null {
	const shown = shownAnswer(state, world);
	const body = shown?.answer.body ?? null;
	if (shown === null || body === null || body.length === 0) {
		return null;
	}

	const {source, headers} = shown.answer;
	const whole = world.reader.document({source, body, headers});
	if (whole.status !== 'done') {
		return whole;
	}

	const filter = filterOf(state);
	const filtered = filter === null || !whole.value.isText ? null : world.reader.filtered(whole.value, filter);
	if (filtered?.status === 'working') {
		return filtered;
	}

	const document = filtered?.status === 'done' ? filtered.value : whole.value;
	const form = formOf(document, state.reading.form);
	const key = [
		state.selected,
		shown.attempt.intent.seq,
		document === whole.value ? '' : filter,
		form,
		form === 'hex' ? hexColumns(width) : '',
	].join('\n');
	const known = state.reading.place;
	const place: Place = known?.key === key ? known : {key, row: 0, top: 0, folds: nothingFolded};
	const rows = rowsOf({document, form, width, folds: place.folds, lines: () => world.reader.lines(document)});
	return rows === null
		? {status: 'working', progress: 0}
		: {status: 'done', value: {...shown, whole: whole.value, document, form, rows, place}};
}

function rowsOf(view: {
	document: BodyDocument;
	form: BodyForm;
	width: number;
	folds: Folds;
	lines: () => LineRows | null;
}): BodyRows | null {
	const {document, form, width, folds} = view;
	const {json} = document;
	if (form === 'tree' && json !== null) {
		return treeRows(json, folds);
	}

	if (form === 'pretty' && json !== null) {
		return {length: json.length, offset: json.start, rowAt: json.rowAt};
	}

	if (form === 'hex') {
		const columns = hexColumns(width);
		return {
			length: Math.ceil(document.original.length / columns),
			offset: row => row * columns,
			rowAt: offset => Math.floor(offset / columns),
		};
	}

	const lines = view.lines();
	return lines === null ? null : {length: lines.length, offset: lines.start, rowAt: lines.rowAt};
}

function treeRows(json: JsonRows, folds: Folds): BodyRows {
	return {
		length: seenLength(json, folds),
		offset: place => json.start(rowAtPlace(folds, place)),
		rowAt: offset => placeOfRow(json, folds, json.rowAt(offset)),
	};
}
