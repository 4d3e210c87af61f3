/** The response pane as rows: which request, when, which attempt, what came back, and what was made of it. */
import {endpointState, markInForce, type Attempt} from '../../session/state.ts';
import {answerView, type AnswerView} from '../answer-view.ts';
import {bytesText, timeText} from '../format.ts';
import {rowQueryOf} from '../reading/row-search.ts';
import {keyOf} from '../key-lookup.ts';
import type {Area} from '../layout.ts';
import type {Span} from '../spans.ts';
import {
	flightOf,
	openFlights,
	responseTabs,
	selectedEndpoint,
	viewedAttempt,
	type Flight,
	type ResponseTab,
	type UiState,
	type World,
} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {attemptRow} from './attempt-row.ts';
import {bodyView, scrolled} from './body-view.ts';
import {litSpans, withRowSearch} from './row-search-view.ts';
import {withHistory} from './history-view.ts';
import {contentOf, tabRow, type Content, type PaneView} from './pane-view.ts';
import {answerHeader, flightHeader, markRows} from './response-header.ts';

/** What the pane shows of the selected endpoint. */
export type ResponseSubject = {
	readonly state: UiState;
	readonly world: World;
	readonly area: Area;
	/** `undefined` before the first attempt. */
	readonly attempt: Attempt | undefined;
	/** The flight of that attempt, or of a request that is about to become one. */
	readonly flight: Flight | undefined;
	readonly answer: AnswerView | undefined;
	readonly attempts: readonly Attempt[];
};

/** The rows of the response pane for an area. */
export function responseView(state: UiState, world: World, area: Area): PaneView {
	const subject = subjectOf(state, world, area);
	const header = withHistory([...refusalRows(subject), ...headerRows(subject)], {
		...subject,
		isChosen: state.responseTab === 'attempts',
	});
	const body = state.responseTab === 'body' ? bodyView(state, world, area.width) : null;
	const {content, bars} = body ?? withRowSearch(contentFor(subject, state.responseTab), state);
	return {
		title: titleOf(subject),
		header,
		tabs: tabsOf(subject),
		content,
		contentHeight: Math.max(1, area.height - 2 - header.length - bars.length),
		bars,
		...(body === null ? {} : {top: body.top}),
	};
}

function subjectOf(state: UiState, world: World, area: Area): ResponseSubject {
	const {attempts} = endpointState(world.session, state.selected);
	const open = openFlights(state, world.session).filter(flight => flight.endpointId === state.selected);
	// Asked for, but its intent is not on disk yet: what is on screen must not be an older answer.
	const announced = state.viewed.has(state.selected)
		? undefined
		: open.findLast(flight => flight.intent === null);
	const attempt = announced === undefined ? viewedAttempt(state, world.session, state.selected) : undefined;
	return {
		state,
		world,
		area,
		attempt,
		flight: announced ?? (attempt === undefined ? undefined : flightOf(state, attempt)),
		answer: attempt === undefined ? undefined : answerView(attempt, world.exchangeOf),
		attempts,
	};
}

function titleOf({state, world, attempt, attempts}: ResponseSubject): readonly Span[] {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return [];
	}

	if (attempt === undefined) {
		return [[endpoint.id, 'strong']];
	}

	const number = attempt.intent.attempt;
	const isLatest = attempt === attempts.at(-1) && !state.reading.refusals.has(endpoint.id);
	return [
		[endpoint.id, 'strong'],
		[` attempt ${number} of ${attempts.length}`],
		...(isLatest ? [] : [[' OLDER', 'caution'] as const]),
	];
}

function headerRows(subject: ResponseSubject): ReadonlyArray<readonly Span[]> {
	const {attempt, flight, answer, attempts, area} = subject;
	if (flight !== undefined) {
		return flightHeader(subject, flight);
	}

	if (attempt === undefined) {
		return [];
	}

	if (answer === undefined) {
		return [
			[['? unknown', 'caution'], [' · it may have been applied']],
			[[`${attempt.intent.request.method} ${attempt.intent.request.url}`, 'muted']],
			...markRows(attempt.mark),
		];
	}

	const isLatest = attempt === attempts.at(-1);
	return answerHeader({attempt, answer, area, isLatest, later: laterText(subject)});
}

/** Why the latest request was not sent: what stands below is not its answer. */
function refusalRows({state, attempt, area}: ResponseSubject): ReadonlyArray<readonly Span[]> {
	const why = state.reading.refusals.get(state.selected);
	if (why === undefined) {
		return [];
	}

	const below =
		attempt === undefined
			? ''
			: ` Below stands attempt ${attempt.intent.attempt}, sent ${timeText(attempt.intent.at)}, before that.`;
	return wrapText(`✘ Not sent: ${why}${below}`, area.width)
		.slice(0, 3)
		.map((row): readonly Span[] => [[row, 'bad', 'safe']]);
}

/** What is going on beside an older answer that is looked at. */
function laterText({state, world, attempts}: ResponseSubject): string {
	const count = openFlights(state, world.session).filter(
		flight => flight.endpointId === state.selected,
	).length;
	return `older answer · latest is attempt ${attempts.length}${count > 0 ? ', in flight' : ''} · ${keyOf('app.back', state)} shows it`;
}

function tabsOf({state, area, answer, attempts, attempt, flight}: ResponseSubject): readonly Span[] {
	const isNarrow = area.width < 60;
	const counts: Record<ResponseTab, string> = {
		body: answer?.decodedBytes == null ? '' : bytesText(answer.decodedBytes),
		headers: answer === undefined || isNarrow ? '' : String(answer.headers.length),
		attempts: String(attempts.length),
		reasons: attempt === undefined || flight !== undefined || isNarrow ? '' : String(attempt.reasons.length),
	};
	return tabRow(
		responseTabs.map(tab => ({
			tab,
			label: `${tab.charAt(0).toUpperCase()}${tab.slice(1)}`,
			count: counts[tab],
		})),
		state.responseTab,
	);
}

function contentFor(subject: ResponseSubject, tab: ResponseTab): Content {
	switch (tab) {
		case 'body': {
			return bodyContent(subject);
		}

		case 'headers': {
			return headersContent(subject);
		}

		case 'attempts': {
			return attemptsContent(subject);
		}

		case 'reasons': {
			return reasonsContent(subject);
		}
	}
}

function bodyContent({attempt, answer, flight, area, state}: ResponseSubject): Content {
	if (answer === undefined) {
		const hint =
			flight !== undefined
				? 'The answer will stand here. Earlier ones are under Attempts.'
				: attempt === undefined
					? `Nothing was sent to this endpoint yet. ${keyOf('request.fire', state)} fires the request; ${keyOf('list.fire', state)} does in the list.`
					: 'The program ended before an outcome was stored: whether the request arrived is not known.';
		return contentOf(wrapText(hint, area.width).map(row => [[row, 'muted', 'safe']]));
	}

	const hint = answer.failure === null ? 'The answer has no body.' : '';
	return contentOf(wrapText(hint, area.width).map(row => [[row, 'muted', 'safe']]));
}

function headersContent({state, attempt, answer, area}: ResponseSubject): Content {
	if (attempt === undefined) {
		return contentOf([]);
	}

	const {request} = attempt.intent;
	const rows = [
		...(answer?.headers ?? []).map(([name, value]) => `${name}: ${value}`),
		...(answer === undefined ? [] : ['']),
		'Request as sent, masked as on disk:',
		`${request.method} ${request.url}`,
		...request.headers.map(([name, value]) => `${name}: ${value}`),
	];
	const query = rowQueryOf(state);
	return {
		length: rows.length,
		selected: null,
		row: index => scrolled(litSpans([[rows[index] ?? '']], query), state.responseLeft, area.width),
		text: index => rows[index] ?? '',
	};
}

function attemptsContent({state, attempts, attempt}: ResponseSubject): Content {
	const selected = Math.min(state.attemptRow, Math.max(0, attempts.length - 1));
	return {
		length: attempts.length,
		selected: attempts.length === 0 ? null : selected,
		row(index) {
			const shown = attempts[attempts.length - 1 - index];
			return shown === undefined
				? []
				: [
						[index === selected ? '›' : ' ', 'accent'],
						...attemptRow(shown, {state, isViewed: shown === attempt}),
					];
		},
	};
}

function reasonsContent({attempt, flight, area, state, world}: ResponseSubject): Content {
	if (flight !== undefined) {
		return contentOf([[['The verdict comes with the answer.', 'muted']]]);
	}

	const endpoint = endpointState(world.session, state.selected);
	const mark = attempt?.mark ?? markInForce(endpoint);
	const texts = [
		...(attempt?.reasons ?? []).map(reason => `• ${reason.text} (${reason.code})`),
		...Object.entries(attempt?.captures ?? {}).map(([name, value]) => `captured ${name} = ${value}`),
		...Object.entries(attempt?.masked ?? {}).map(([kind, count]) => `masked on disk: ${count} × ${kind}`),
		...(mark === null || mark.note === '' ? [] : [`mark ${mark.mark}: ${mark.note}`]),
		...endpoint.notes.map(note => `note: ${note.text}`),
	];
	return contentOf(texts.flatMap(text => wrapText(text, area.width)).map(row => [[row, 'plain', 'safe']]));
}
