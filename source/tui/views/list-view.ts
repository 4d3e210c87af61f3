/** The list of sections and endpoints as rows. */
import type {Endpoint} from '../../catalog/catalog.ts';
import {endpointState, markInForce, type Attempt} from '../../session/state.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {durationText, elapsedText} from '../format.ts';
import type {Area} from '../layout.ts';
import {markSigns, statusTone, verdictSigns} from '../signs.ts';
import {spread, type Span} from '../spans.ts';
import {bufferText} from '../text-buffer.ts';
import {currentDraft, openFlights, type UiState, type World} from '../ui-state.ts';
import type {Content} from './pane-view.ts';

/** From here on a row shows the method, whole ids and the latency. */
const roomyWidth = 42;

/** The rows of the list for an area. */
export function listContent(state: UiState, world: World, area: Area): Content {
	const filter = bufferText(state.filter);
	const rows = endpointRows(world.catalog, filter);
	if (rows.length === 0) {
		return {
			length: 1,
			selected: null,
			row: () => [
				[filter === '' ? 'The catalog has no endpoints.' : 'No endpoint fits the filter.', 'muted'],
			],
		};
	}

	const selected = rows.findIndex(row => row.kind === 'endpoint' && row.endpoint.id === state.selected);
	return {
		length: rows.length,
		selected: selected === -1 ? null : selected,
		row(index) {
			const row = rows[index];
			if (row === undefined) {
				return [];
			}

			return row.kind === 'section'
				? [
						[row.section.title, 'strong'],
						[
							` ${row.shown}${row.shown === row.section.endpoints.length ? '' : ` of ${row.section.endpoints.length}`}`,
							'muted',
						],
					]
				: endpointRow(row.endpoint, {state, world, width: area.width});
		},
	};
}

function endpointRow(
	endpoint: Endpoint,
	{state, world, width}: {state: UiState; world: World; width: number},
): readonly Span[] {
	const isRoomy = width >= roomyWidth;
	const isSelected = endpoint.id === state.selected;
	const method =
		endpoint.variants.find(({name}) => name === currentDraft(state, endpoint).variant)?.method ?? '';
	// Ids of tests are short; a name that would push the title out stands in the request's title instead.
	const id = endpoint.id.length <= 4 ? endpoint.id : '·';
	return spread(
		[
			[isSelected ? '› ' : '  ', 'accent'],
			[id.padEnd(5), 'strong'],
			...(isRoomy ? [[method.slice(0, 6).padEnd(7), 'muted'] as const] : []),
			[endpoint.title],
		],
		outcomeSpans(endpoint.id, {state, world, isRoomy}),
		width,
	);
}

function outcomeSpans(
	endpointId: string,
	{state, world, isRoomy}: {state: UiState; world: World; isRoomy: boolean},
): readonly Span[] {
	const flights = openFlights(state, world.session).filter(flight => flight.endpointId === endpointId);
	const endpoint = endpointState(world.session, endpointId);
	const mark = markInForce(endpoint);
	const markSpan: Span = mark === null ? [' '] : [markSigns[mark.mark].symbol, markSigns[mark.mark].tone];
	const latest = flights.at(-1);
	if (latest !== undefined) {
		const more = flights.length > 1 ? `${flights.length}×` : '';
		return [[`→${more} ${elapsedText(state.now - latest.startedAt)} `, 'accent'], markSpan];
	}

	const attempt = endpoint.attempts.at(-1);
	return attempt === undefined
		? mark === null
			? []
			: [markSpan]
		: [...verdictSpans(attempt, isRoomy), markSpan];
}

function verdictSpans(attempt: Attempt, isRoomy: boolean): readonly Span[] {
	const {exchange, verdict} = attempt;
	const sign = verdictSigns[verdict];
	const status = exchange?.status ?? null;
	const latency = exchange?.latency_ms ?? null;
	return [
		[status === null ? '–––' : String(status), status === null ? 'muted' : statusTone(status)],
		...(isRoomy
			? [[` ${(latency === null ? '' : durationText(latency)).padStart(7)}`, 'muted'] as const]
			: []),
		[` ${sign.symbol}`, sign.tone],
	];
}
