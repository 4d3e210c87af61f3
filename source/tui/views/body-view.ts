/** An answer's body as rows: as a tree, formatted, as it came, or as bytes; and the rows above that say what it is. */
import {safeText, type SafeText} from '../../terminal/safe-text.ts';
import {sliceByWidth, textWidth} from '../../terminal/width.ts';
import {keyOf} from '../key-lookup.ts';
import {bufferText} from '../text-buffer.ts';
import {hexRowSpans} from '../reading/hex-rows.ts';
import {isFolded, rowAtPlace} from '../reading/folds.ts';
import {jsonPathOf, stepsTo, topOf} from '../reading/json-path.ts';
import {foldedRowSpans, jsonRowSpans, opens} from '../reading/json-row-text.ts';
import {indexOfMatch} from '../reading/match-index.ts';
import type {Pending} from '../reading/reader.ts';
import {filterKind} from '../reading/reader.ts';
import {filterOf, hexColumns, searchOf, shownBody, type ShownBody} from '../reading/reading.ts';
import {matchesIn, queryOf, type Query} from '../reading/search-text.ts';
import {shortened, type Span, type Tone} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {contentOf, type Bar, type Content} from './pane-view.ts';

/** What the body tab shows. */
export type BodyView = {readonly content: Content; readonly bars: readonly Bar[]; readonly top: number};

/** Columns before a row of the tree. */
const gutter = 2;

/** The body tab for a pane of some columns; `null` where there is no body. */
export function bodyView(state: UiState, world: World, width: number): BodyView | null {
	const shown = shownBody(state, world, width);
	if (shown === null) {
		return null;
	}

	if (shown.status !== 'done') {
		const text =
			shown.status === 'failed'
				? shown.why
				: filterOf(state) === null || shown.progress > 0
					? `Reading the body: ${Math.floor(shown.progress * 100)} %. Every other key works.`
					: 'The filter is running. Every other key works.';
		return {
			content: contentOf(wrapText(text, width).map(row => [[row, 'muted', 'safe']])),
			bars: filterBars(state, shown, world),
			top: 0,
		};
	}

	const body = shown.value;
	const query = queryOf(searchText(state) ?? '');
	return {
		content: {
			length: body.rows.length,
			selected: body.rows.length === 0 ? null : body.place.row,
			row: row => bodyRow(body, row, {left: state.responseLeft, width, query, world}),
		},
		bars: [
			[...placeSpans(body, world)],
			...filterBars(state, shown, world),
			...searchBars(state, world, body),
		],
		top: body.place.top,
	};
}

type RowLook = {
	readonly left: number;
	readonly width: number;
	readonly query: Query | null;
	readonly world: World;
};

function bodyRow(body: ShownBody, row: number, {left, width, query, world}: RowLook): readonly Span[] {
	const spans = rowSpans(body, row, {width, world});
	const lit = query === null ? spans : withMatches(spans, query);
	if (body.form !== 'tree') {
		return scrolled(lit, left, width);
	}

	const {json} = body.document;
	const at = rowAtPlace(body.place.folds, row);
	const isOpening = json !== null && opens(json.kind(at));
	const sign = !isOpening ? '  ' : isFolded(body.place.folds, at) ? '▸ ' : '▾ ';
	return [[sign, 'muted'], ...scrolled(lit, left, width - gutter)];
}

/** A row of the body as it would stand in an endlessly wide pane; untrusted. */
export function rowSpans(
	{document, form, place}: ShownBody,
	row: number,
	{width, world}: {width: number; world: World},
): readonly Span[] {
	const {json, bytes, original} = document;
	if (form === 'hex') {
		return hexRowSpans(original, row, hexColumns(width));
	}

	if (json !== null && form === 'tree') {
		const at = rowAtPlace(place.folds, row);
		return isFolded(place.folds, at) ? foldedRowSpans(bytes, json, at) : jsonRowSpans(bytes, json, at);
	}

	if (json !== null && form === 'pretty') {
		return jsonRowSpans(bytes, json, row);
	}

	const lines = world.reader.lines(document);
	return lines === null
		? []
		: [[lines.isMore(row) ? '↪ ' : '', 'muted'], [bytes.toString('utf8', lines.start(row), lines.end(row))]];
}

function safeSpan(text: SafeText, tone: Tone): Span {
	return [text, tone, 'safe'];
}

/** The same row with what was searched for marked. */
export function withMatches(spans: readonly Span[], query: Query): readonly Span[] {
	const matches = matchesIn(spans.map(([text]) => text).join(''), query);
	if (matches.length === 0) {
		return spans;
	}

	const lit: Span[] = [];
	let at = 0;
	for (const [text, tone = 'plain', state] of spans) {
		// What is safe stays so in pieces.
		const piece = (from: number, to: number, shown: Tone): Span =>
			state === 'safe' ? safeSpan(text.slice(from, to) as SafeText, shown) : [text.slice(from, to), shown];
		let done = 0;
		for (const [start, end] of matches) {
			const from = Math.max(0, start - at);
			const to = Math.min(text.length, end - at);
			if (from < to && to > done) {
				lit.push(piece(done, from, tone), piece(from, to, 'match'));
				done = to;
			}
		}

		lit.push(piece(done, text.length, tone));
		at += text.length;
	}

	return lit;
}

/** The part of a long row that stands in the window. Untrusted text becomes safe here. */
export function scrolled(spans: readonly Span[], left: number, width: number): readonly Span[] {
	const shown: Span[] = [];
	let skip = left;
	let room = width;
	for (const [text, tone = 'plain'] of spans) {
		if (room <= 0) {
			break;
		}

		const safe = safeText(shortened(text, skip + room));
		const whole = textWidth(safe);
		if (whole <= skip) {
			skip -= whole;
			continue;
		}

		const part = sliceByWidth(safe, skip, room);
		skip = 0;
		room -= textWidth(part);
		shown.push([part, tone, 'safe']);
	}

	return shown;
}

/** The form, where the cursor is, and what the reader should know. */
function placeSpans({document, form, place, rows}: ShownBody, world: World): readonly Span[] {
	const where = placeText({document, form, place, rows, world});
	// What a body is that is no text comes first; what is to know about text gives way to where the cursor is.
	const facts = document.isText ? [where, document.hint] : [document.hint, where];
	return [
		[form, 'strong'],
		...facts
			.filter(fact => fact !== null)
			.map((fact, index): Span => [
				`${index === 0 ? ' ' : ' · '}${fact}`,
				fact === where ? 'muted' : 'caution',
			]),
	];
}

function placeText({
	document,
	form,
	place,
	rows,
	world,
}: Pick<ShownBody, 'document' | 'form' | 'place' | 'rows'> & {world: World}): string {
	const {json, bytes, paths} = document;
	if (rows.length === 0) {
		return 'nothing';
	}

	if (form === 'hex') {
		return `offset ${rows.offset(place.row)} of ${document.original.length} bytes`;
	}

	if (json !== null && form !== 'raw') {
		const row = form === 'tree' ? rowAtPlace(place.folds, place.row) : place.row;
		return pathAt(bytes, json, {row, paths});
	}

	const lines = world.reader.lines(document);
	return `row ${place.row + 1}${lines?.isCut === true ? ' · the rest is in hex only: too many lines' : ''}`;
}

/** JSONPath of a row; of a filter's result, where it stands in the body, else which result it is. */
export function pathAt(
	bytes: Buffer,
	json: NonNullable<ShownBody['document']['json']>,
	{row, paths}: {row: number; paths: readonly string[] | null},
): string {
	const inner = jsonPathOf(stepsTo(bytes, json, row));
	const top = topOf(json, row);
	const known = paths?.[top];
	if (known !== undefined) {
		return `${known}${inner.slice(1)}`;
	}

	return top > 0 ? `result ${top + 1}: ${inner}` : inner;
}

function filterBars(state: UiState, shown: Pending<ShownBody>, world: World): readonly Bar[] {
	if (state.mode.kind === 'narrow') {
		return [
			{
				label: 'JSONPath or jq ',
				buffer: state.mode.buffer,
				placeholder: '$.items[*].id   or   .items[] | .id',
				after: [],
			},
		];
	}

	const filter = filterOf(state);
	if (filter === null) {
		return [];
	}

	const name: readonly Span[] = [
		[`${filterKind(filter) === 'jsonpath' ? 'JSONPath' : 'jq'} `, 'accent'],
		[filter, 'strong'],
	];
	if (shown.status !== 'done') {
		return [[...name, [' …', 'muted']]];
	}

	const {whole, document} = shown.value;
	if (!whole.isText) {
		return [[...name, [' · the body is no text: not filtered', 'caution']]];
	}

	const result = world.reader.filtered(whole, filter);
	if (result.status === 'failed') {
		return [[['✘ ', 'bad'], ...name, [` · ${result.why}`, 'bad']]];
	}

	const count = document.paths?.length;
	const found = count === undefined ? '' : ` · ${count} ${count === 1 ? 'value' : 'values'}`;
	return [
		[
			...name,
			[
				`${found} · ${keyOf('answer.narrow', state)} changes, ${keyOf('answer.clear', state)} clears`,
				'muted',
			],
		],
	];
}

function searchText(state: UiState): string | null {
	return state.mode.kind === 'search' ? bufferText(state.mode.buffer) : (searchOf(state)?.text ?? null);
}

function searchBars(state: UiState, world: World, {document}: ShownBody): readonly Bar[] {
	const text = searchText(state);
	if (text === null) {
		return [];
	}

	const query = queryOf(text);
	const count = query === null ? '' : countText(state, world, {document, query});
	return state.mode.kind === 'search'
		? [{label: '/ ', buffer: state.mode.buffer, placeholder: 'text to find', after: [[count, 'muted']]}]
		: [
				[
					['/ ', 'accent'],
					[text, 'strong'],
					[
						` · ${count} · ${keyOf('found.next', state)} next, ${keyOf('found.previous', state)} previous`,
						'muted',
					],
				],
			];
}

/** Who searches an answer for the id of an endpoint means the list. */
function notFound(state: UiState, world: World): string {
	const text = searchText(state)?.trim() ?? '';
	return world.catalog.endpoints.has(text)
		? `not in the body; ${keyOf('pane.list', state)} then ${keyOf('app.filter', state)} for the list`
		: 'not found';
}

/** `3 of 17`, and how far the search is. */
function countText(
	state: UiState,
	world: World,
	{document, query}: {document: ShownBody['document']; query: Query},
): string {
	const {found, isComplete, progress} = world.reader.search(document, query);
	const {count, isCut} = found;
	const at = searchOf(state)?.at ?? null;
	const index = at === null ? -1 : indexOfMatch(found, at, 1);
	const soFar = isComplete ? '' : ` so far (${Math.floor(progress * 100)} %)`;
	if (count === 0) {
		return isComplete ? notFound(state, world) : `searching${soFar}`;
	}

	const total = `${count}${isCut ? ' or more' : ''}${soFar}`;
	return index === -1 ? total : `${index + 1} of ${total}`;
}
