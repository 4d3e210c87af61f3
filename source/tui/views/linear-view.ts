/**
 * The screen as one text that is read aloud: where the operator is, what is selected, what happened, which keys work. No
 * panes side by side, no lines, no signs: a sign's word always stands beside it, so the sign is left out.
 */
import {endpointState, markInForce} from '../../session/state.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {footerBindings, keyWord} from '../key-lookup.ts';
import {durationText} from '../format.ts';
import {clampTop} from '../layout.ts';
import type {Found} from '../palette.ts';
import {layoutNow} from '../reducer/moving.ts';
import {cursorRow, outcomeWord, sessionCursor, titleOf, visibleRows} from '../session-rows.ts';
import type {Span} from '../spans.ts';
import {bufferText, currentLine, type TextBuffer} from '../text-buffer.ts';
import {currentDraft, openFlights, selectedEndpoint, type UiState, type World} from '../ui-state.ts';
import {homeMode} from '../walk.ts';
import {headerSpans, messageLines} from './chrome-view.ts';
import {diffContent, diffTitle} from './diff-view.ts';
import {exportContent} from './export-view.ts';
import {helpQuery, helpRows} from './help-view.ts';
import type {Content} from './pane-view.ts';
import {questionOf} from './question-view.ts';
import {requestView} from './request-view.ts';
import {responseView} from './response-view.ts';
import {walkContent, walkTitle} from './walk-view.ts';

/** One line that is read; `isSelected` is said before it. */
export type LinearLine = {readonly text: string; readonly isSelected?: boolean};

/** Columns that no text of the help needs. */
const unwrapped = 2000;

/** Rows of a long text that are on screen at once; the page keys go on. */
const mostRows = 20;

/** All lines of the screen, in the order in which they are read. The text may be untrusted. */
export function linearLines(state: UiState, world: World): readonly LinearLine[] {
	const question = questionOf(state, world);
	const {mode} = state;
	const asked =
		question === null
			? []
			: [
					{text: `Question: ${question.title}`},
					...question.detail.map(spans => ({text: wordsOf(spans)})),
					{text: 'buffer' in mode ? typedText(question.label, mode.buffer) : question.label},
				];
	return [
		{text: wordsOf(headerSpans(state, world))},
		...messageLines(state, world).map(spans => ({text: wordsOf(spans)})),
		...(question === null ? bodyLines(state, world) : asked),
		{text: `Keys: ${keysText(state, world)}`},
	].filter(({text}) => text !== '');
}

/** Only lines, arrows and signs: what is drawn, not said. */
const drawnPattern = /^[\s─━│┃▶›✔✘◐∅→!?⚠i┏┗┓┛█▏▎▍▌▋▊▉░▒▓]*$/u;

/** Spans as words: drawn pieces are left out, separating dots become commas. */
export function wordsOf(spans: readonly Span[]): string {
	return spans
		.map(([text]) => (drawnPattern.test(text) ? ' ' : text))
		.join('')
		.replaceAll(/\s+/g, ' ')
		.replaceAll(' · ', ', ')
		.replace(/^ *⚠ /, '')
		.trim();
}

function keysText(state: UiState, world: World): string {
	return footerBindings(state, world)
		.map(({keys, label}) => `${keyWord(keys[0] ?? '')} ${label ?? ''}`)
		.join(', ');
}

function typedText(label: string, buffer: TextBuffer): string {
	const line = currentLine(buffer);
	const place = buffer.lines.length > 1 ? `, line ${buffer.row + 1} of ${buffer.lines.length}` : '';
	return `Typing ${label}${place}: ${line === '' ? 'empty' : line}`;
}

function bodyLines(state: UiState, world: World): readonly LinearLine[] {
	const {mode} = state;
	const {body} = layoutNow(state);
	if (mode.kind === 'palette') {
		const found = mode.found[mode.row];
		return [
			{text: 'Find anything.'},
			{text: typedText('what to find', mode.buffer)},
			found === undefined ? {text: 'Nothing fits.'} : {text: foundText(found, mode), isSelected: true},
		];
	}

	if (mode.kind === 'help' || mode.kind === 'help-search') {
		const {rows, entries} = helpRows(state, unwrapped);
		const entry = entries[mode.entry];
		const text = entry === undefined ? [] : rows.slice(entry.start, entry.end).map(wordsOf);
		return [
			{text: `Help${helpQuery(state) === '' ? '' : `, searched for ${helpQuery(state)}`}.`},
			...(mode.kind === 'help-search' ? [{text: typedText('what to search', mode.buffer)}] : []),
			{text: `${mode.entry + 1} of ${entries.length}: ${text.join('. ')}`, isSelected: true},
		];
	}

	if (mode.kind === 'diff') {
		const content = diffContent(state, world, {mode, width: body.width});
		return [{text: `Diff ${wordsOf(diffTitle(state, world, mode))}`}, ...contentLines(content, mode.top)];
	}

	if (mode.kind === 'export') {
		return [{text: 'Export.'}, ...contentLines(exportContent(mode.status, body.width), mode.top)];
	}

	if (homeMode(state).kind === 'walk') {
		const {name, spans} = walkTitle(state, world);
		const content = walkContent(state, world, body.width);
		return [{text: `${name}, ${wordsOf(spans)}`}, ...contentLines(content, state.walk?.top ?? 0)];
	}

	return paneLines(state, world);
}

function foundText(
	{action, text, detail, reason}: Found,
	{row, found}: {row: number; found: readonly Found[]},
): string {
	const place = `${row + 1} of ${found.length}: ${action.kind}, ${text}`;
	return `${place}${detail === '' ? '' : `, ${detail}`}${reason === null ? '' : `. Not now: ${reason}`}`;
}

/** What is typed where no question is asked. */
function typedLines({mode, filter, sessionView}: UiState): readonly LinearLine[] {
	if (mode.kind === 'filter') {
		return [{text: typedText('the filter', filter)}];
	}

	if (mode.kind === 'session-filter') {
		return [{text: typedText('the filter of the session', sessionView.filter)}];
	}

	if (mode.kind === 'field') {
		const {target} = mode;
		return [
			{text: typedText(target.kind === 'path' ? target.name : `${target.kind} ${target.part}`, mode.buffer)},
		];
	}

	return 'buffer' in mode ? [{text: typedText(`for ${mode.kind}`, mode.buffer)}] : [];
}

function paneLines(state: UiState, world: World): readonly LinearLine[] {
	const {mode} = state;
	const typed = typedLines(state);
	switch (state.focus) {
		case 'list': {
			return [...typed, ...listLines(state, world)];
		}

		case 'session': {
			return [...typed, ...sessionLines(state, world)];
		}

		case 'request': {
			const area = layoutNow(state).body;
			const view = requestView(state, world, area);
			return [
				{text: `Request ${wordsOf(view.title)}`},
				...view.header.map(spans => ({text: wordsOf(spans)})),
				{text: `Tabs, the chosen one in brackets: ${wordsOf(view.tabs)}`},
				...typed,
				...(mode.kind === 'body' ? [] : contentLines(view.content, state.requestTop)),
			];
		}

		case 'response': {
			const area = layoutNow(state).body;
			const view = responseView(state, world, area);
			const top = clampTop(state.responseTop, view.content.length, view.contentHeight);
			return [
				{text: `Response ${wordsOf(view.title)}`},
				...view.header.map(spans => ({text: wordsOf(spans)})),
				{text: `Tabs, the chosen one in brackets: ${wordsOf(view.tabs)}`},
				...typed,
				...contentLines(view.content, top),
			];
		}
	}
}

/** The rows from `top` on that are on screen, with how many there are. */
function contentLines(content: Content, top: number): readonly LinearLine[] {
	const end = Math.min(content.length, top + mostRows);
	const rows = Array.from({length: Math.max(0, end - top)}, (_, index) => ({
		text: wordsOf(content.row(top + index)),
		isSelected: content.selected === top + index,
	}));
	return content.length > rows.length
		? [{text: `Rows ${top + 1} to ${end} of ${content.length}:`}, ...rows]
		: rows;
}

function listLines(state: UiState, world: World): readonly LinearLine[] {
	const endpoint = selectedEndpoint(state, world);
	const rows = endpointRows(world.catalog, bufferText(state.filter));
	const shown = rows.flatMap(row => (row.kind === 'endpoint' ? [row.endpoint] : []));
	const at = endpoint === undefined ? -1 : shown.indexOf(endpoint);
	if (endpoint === undefined || at === -1) {
		return [{text: 'Endpoints: none fits the filter.'}];
	}

	const section = world.catalog.sections.find(({endpoints}) => endpoints.includes(endpoint));
	const variant = endpoint.variants.find(({name}) => name === currentDraft(state, endpoint).variant);
	return [
		{text: `Endpoints, ${at + 1} of ${shown.length}, section ${section?.title ?? ''}:`},
		{
			text: `${endpoint.id} ${endpoint.title}, ${variant?.method ?? ''} ${variant?.path ?? ''}`,
			isSelected: true,
		},
		{text: outcomeText(endpoint.id, state, world)},
	];
}

function outcomeText(endpointId: string, state: UiState, world: World): string {
	const flights = openFlights(state, world.session).filter(flight => flight.endpointId === endpointId);
	const endpoint = endpointState(world.session, endpointId);
	const mark = markInForce(endpoint);
	const latest = endpoint.attempts.at(-1);
	const status = latest?.exchange?.status ?? null;
	const latency = latest?.exchange?.latency_ms ?? null;
	const parts = [
		flights.length > 0 ? `in flight: ${flights.length}` : '',
		latest === undefined || latest.outcomeSeq === null
			? flights.length > 0
				? ''
				: 'not fired yet'
			: `verdict ${latest.verdict}${status === null ? '' : `, status ${status}`}${latency === null ? '' : `, ${durationText(latency)}`}`,
		mark === null ? 'not marked' : `mark ${mark.mark}${mark.note === '' ? '' : `: ${mark.note}`}`,
	];
	return parts.filter(part => part !== '').join(', ');
}

function sessionLines(state: UiState, world: World): readonly LinearLine[] {
	const rows = visibleRows(state, world);
	const row = cursorRow(state, world);
	const at = sessionCursor(state, world);
	return [
		{
			text: `Session, ${at === null ? '' : `${at + 1} of `}${rows.length} rows, verdicts shown: ${state.sessionView.outcome}`,
		},
		...(row === undefined
			? []
			: [
					{
						text: `${row.test.testId} ${titleOf(row.test, world)}, ${outcomeWord(row.outcome)}`,
						isSelected: true,
					},
					{text: outcomeText(row.test.testId, state, world)},
				]),
	];
}
