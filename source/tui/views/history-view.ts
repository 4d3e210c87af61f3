/** How long the attempts of an endpoint took: a picture of them in their order, and figures of like ones only. */
import {latencySeries, type LatencySeries} from '../../evidence/latency.ts';
import type {Attempt} from '../../session/state.ts';
import {durationText} from '../format.ts';
import type {Area} from '../layout.ts';
import {gapSign, sparkline} from '../sparkline.ts';
import {spansWidth, type Span} from '../spans.ts';
import {hasWaterfall} from './waterfall-view.ts';

type Row = readonly Span[];

/** A pane of so many rows has the history beside every tab: what came back keeps most of it all the same. */
const rowsForHistory = 34;

/**
 * The rows of the history: attempts of the same method and path as the one looked at, as the report groups them, with
 * cold and reused connections apart. No mean, and no percentile: so few attempts do not carry them.
 *
 * @param shown the attempt that is looked at; the latest one when `undefined`
 */
export function historyRows(
	attempts: readonly Attempt[],
	shown: Attempt | undefined,
	width: number,
): readonly Row[] {
	const subject = shown ?? attempts.at(-1);
	const like = attempts.filter(({intent}) => intent.endpoint === subject?.intent.endpoint);
	if (like.length === 0) {
		return [];
	}

	const series = latencySeries(like.map(attempt => ({attempt, artifact: ''})));
	return [
		...(like.length > 1 ? [pictureRow(like, attempts.length - like.length, width)] : []),
		...series.map(one => seriesRow(one, width)),
		...(series.length === 0 ? [[['no complete answer yet', 'muted']] satisfies Row] : []),
	];
}

/** What the header of the response has of the history: all of it beside the attempts and on tall panes, else nothing. */
export function withHistory(
	header: readonly Row[],
	{
		attempts,
		attempt,
		area,
		isChosen,
	}: {attempts: readonly Attempt[]; attempt: Attempt | undefined; area: Area; isChosen: boolean},
): readonly Row[] {
	if (isChosen) {
		// On a low pane the list of attempts needs the rows more than the details of the one above it.
		const kept = hasWaterfall(area) ? header : header.slice(0, 2);
		return [...kept, ...historyRows(attempts, attempt, area.width)];
	}

	return area.height >= rowsForHistory && attempts.length > 1
		? [...header, ...historyRows(attempts, attempt, area.width)]
		: header;
}

function pictureRow(like: readonly Attempt[], others: number, width: number): Row {
	const columns = Math.max(8, Math.min(60, width - 40));
	const latest = like.slice(-columns);
	const values = latest.map(({exchange}) => exchange?.latency_ms ?? null);
	const gaps = values.filter(value => value === null).length;
	const from = latest[0]?.intent.attempt ?? 1;
	const to = latest.at(-1)?.intent.attempt ?? 1;
	const notes = [
		...(gaps === 0 ? [] : [`${gaps} without an answer (${gapSign})`]),
		...(others === 0 ? [] : [`${others} of another request left out`]),
	];
	return [
		['latency ', 'muted'],
		[sparkline(values), 'accent'],
		[` attempts ${from}–${to}${['', ...notes].join(' · ')}`, 'muted'],
	];
}

function seriesRow({connection, stats}: LatencySeries, width: number): Row {
	const {n, min} = stats;
	const head: Row = [[connection.padEnd(7)], [`n ${n} `, 'strong']];
	if (n === 1) {
		return [...head, [durationText(min)]];
	}

	const row = [...head, ...figures(stats, {median: 'median', gap: ' · '})];
	return spansWidth(row) <= width ? row : [...head, ...figures(stats, {median: 'med', gap: ' '})];
}

function figures(
	{min, median, max}: LatencySeries['stats'],
	{median: medianWord, gap}: {median: string; gap: string},
): Row {
	return [
		['min ', 'muted'],
		[durationText(min)],
		[`${gap}${medianWord} `, 'muted'],
		[durationText(median)],
		[`${gap}max `, 'muted'],
		[durationText(max)],
	];
}
