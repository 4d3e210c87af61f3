/** Moving in a body, folding it, finding in it: state in, state out. */
import {clampTop, windowTop} from '../layout.ts';
import type {BodyForm} from '../reading/body-document.ts';
import {formsOf} from '../reading/body-document.ts';
import {
	fold,
	foldLevel,
	isFolded,
	nothingFolded,
	placeOfRow,
	reveal,
	rowAtPlace,
	unfold,
} from '../reading/folds.ts';
import {headOf} from '../reading/json-path.ts';
import {opens} from '../reading/json-row-text.ts';
import {searchOf, shownBody, type Place, type Search, type ShownBody} from '../reading/reading.ts';
import {indexOfMatch} from '../reading/match-index.ts';
import {matchesIn, queryOf} from '../reading/search-text.ts';
import type {UiState, World} from '../ui-state.ts';
import {safeText} from '../../terminal/safe-text.ts';
import {textWidth} from '../../terminal/width.ts';
import {rowSpans} from '../views/body-view.ts';
import {responseView} from '../views/response-view.ts';
import {areaOf} from './moving.ts';

/** The body on screen once it is read; `null` until then. */
export function readBody(state: UiState, world: World): ShownBody | null {
	const shown = shownBody(state, world, areaOf(state, 'response').width);
	return shown?.status === 'done' ? shown.value : null;
}

/**
 * The state with the cursor of the body on a row, which is in sight.
 *
 * @param isJump a row out of sight comes to a third of the window, so that what is around it is seen
 */
function placed(state: UiState, world: World, place: Place, isJump = false): UiState {
	const next: UiState = {...state, reading: {...state.reading, place}};
	const {contentHeight, content} = responseView(next, world, areaOf(next, 'response'));
	const isSeen = place.row >= place.top && place.row < place.top + contentHeight;
	const wanted =
		isJump && !isSeen
			? place.row - Math.floor(contentHeight / 3)
			: windowTop(place.top, place.row, contentHeight);
	const top = clampTop(wanted, content.length, contentHeight);
	return top === place.top ? next : {...next, reading: {...next.reading, place: {...place, top}}};
}

/** Moves the cursor by a number of rows; it stops at both ends. */
export function moveInBody(state: UiState, world: World, by: number): UiState {
	const body = readBody(state, world);
	if (body === null) {
		return state;
	}

	const row = Math.max(0, Math.min(body.rows.length - 1, body.place.row + by));
	return placed(state, world, {...body.place, row});
}

/** The next form that suits the body; the cursor stays at what it was on. */
export function nextForm(state: UiState, world: World): UiState {
	const body = readBody(state, world);
	if (body === null) {
		return state;
	}

	const forms = formsOf(body.document);
	const form: BodyForm = forms[(forms.indexOf(body.form) + 1) % forms.length] ?? 'raw';
	const offset = body.rows.offset(body.place.row);
	return atOffset({...state, responseLeft: 0, reading: {...state.reading, form}}, world, offset);
}

/** The state with the cursor on the row of a byte offset; what hides it in the tree is opened. */
export function atOffset(state: UiState, world: World, offset: number): UiState {
	const body = readBody(state, world);
	if (body === null) {
		return state;
	}

	const {json} = body.document;
	if (body.form !== 'tree' || json === null) {
		return placed(state, world, {...body.place, row: body.rows.rowAt(offset)}, true);
	}

	const row = json.rowAt(offset);
	const folds = reveal(json, body.place.folds, row);
	return placed(state, world, {...body.place, folds, row: placeOfRow(json, folds, row)}, true);
}

/** Folds what the cursor is on, or opens it; on a value: folds what is around it. */
export function toggleFold(state: UiState, world: World): UiState {
	const body = readBody(state, world);
	const json = body?.document.json ?? null;
	if (body?.form !== 'tree' || json === null) {
		return state;
	}

	const {folds, row: place} = body.place;
	const head = headOf(json, rowAtPlace(folds, place));
	const row = opens(json.kind(head)) ? head : json.parent(head);
	if (row === -1) {
		return state;
	}

	const next = isFolded(folds, row) ? unfold(json, folds, row) : fold(json, folds, row);
	return placed(state, world, {...body.place, folds: next, row: placeOfRow(json, next, row)});
}

/** Opens everything, or folds everything below the level of the cursor's value, so that one level is seen. */
export function foldAll(state: UiState, world: World, isOpen: boolean): UiState {
	const body = readBody(state, world);
	const json = body?.document.json ?? null;
	if (body?.form !== 'tree' || json === null) {
		return state;
	}

	const {folds, row: place} = body.place;
	const row = rowAtPlace(folds, place);
	const next = isOpen ? nothingFolded : foldLevel(json, 1);
	return placed(state, world, {...body.place, folds: next, row: placeOfRow(json, next, row)});
}

/** Looks for the next match of the search from where the cursor is, or the one before. */
export function seekMatch(state: UiState, world: World, step: 1 | -1): UiState {
	const search = searchOf(state);
	const body = readBody(state, world);
	if (search === null || body === null) {
		return state;
	}

	const here = search.at ?? body.rows.offset(body.place.row);
	const from = step === 1 && search.at !== null ? here + 1 : here;
	return settledSearch(
		{...state, reading: {...state.reading, search: {...search, seek: {from, step}}}},
		world,
	);
}

/** Goes to the match that is looked for as soon as it is known; past an end it goes on at the other one. */
export function settledSearch(state: UiState, world: World): UiState {
	const search = searchOf(state);
	const query = search === null ? null : queryOf(search.text);
	if (search?.seek == null || query === null) {
		return state;
	}

	const body = readBody(state, world);
	if (body === null) {
		return state;
	}

	const {found, isComplete, scanned} = world.reader.search(body.document, query);
	const {from, step} = search.seek;
	const index = indexOfMatch(found, from, step);
	const isKnown = index !== -1 && (step === 1 || isComplete || scanned >= from);
	if (!isKnown && !isComplete) {
		return state;
	}

	const at = isKnown ? index : found.count === 0 ? -1 : step === 1 ? 0 : found.count - 1;
	const next: Search = {...search, seek: null, at: at === -1 ? null : found.at(at)};
	const settled: UiState = {...state, reading: {...state.reading, search: next}};
	return next.at === null ? settled : withMatchInSight(atOffset(settled, world, next.at), world, next.at);
}

/** Scrolls a long row sideways to the match that the cursor went to. */
function withMatchInSight(state: UiState, world: World, at: number): UiState {
	const body = readBody(state, world);
	const query = queryOf(searchOf(state)?.text ?? '');
	if (body === null || query === null || body.form === 'hex') {
		return state;
	}

	const {width} = areaOf(state, 'response');
	const {found} = world.reader.search(body.document, query);
	const first = indexOfMatch(found, body.rows.offset(body.place.row), 1);
	const text = rowSpans(body, body.place.row, {width, world})
		.map(([part]) => part)
		.join('');
	const match = matchesIn(text, query)[indexOfMatch(found, at, 1) - first];
	if (match === undefined) {
		return state;
	}

	const [start, end] = match.map(offset => textWidth(safeText(text.slice(0, offset))));
	const isSeen = (start ?? 0) >= state.responseLeft && (end ?? 0) <= state.responseLeft + width - 4;
	return isSeen ? state : {...state, responseLeft: Math.max(0, (end ?? 0) + 4 - Math.floor(width / 2))};
}
