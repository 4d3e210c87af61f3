/** The rows below the matrix: what the filter hides, totals, what is left of the stage, what happened last. */
import {marks} from '../../session/event.ts';
import {isInFlight} from '../../session/state.ts';
import {durationText, timeText} from '../format.ts';
import {keyOf, type Keyed} from '../key-lookup.ts';
import {outsideSign} from './matrix-columns.ts';
import {lastEvents, type SessionEvent} from '../session-events.ts';
import type {SessionModel} from '../session-rows.ts';
import {markSigns, verdictSigns} from '../signs.ts';
import {spansWidth, type Span} from '../spans.ts';
import type {World} from '../ui-state.ts';

type Row = readonly Span[];

export type FooterSubject = {
	readonly model: SessionModel;
	readonly state: Keyed;
	readonly world: World;
	/** Rows that the filters leave. */
	readonly shown: number;
	readonly width: number;
	/** Rows for the matrix and what stands below it. */
	readonly room: number;
};

/** Fewer rows than this are not left to the matrix for the sake of anything but the totals. */
const leastMatrixRows = 4;

/** The rows below the matrix, at most so many that it keeps some; what matters most is kept longest. */
export function footerRows(subject: FooterSubject): readonly Row[] {
	const {model, state, world, shown, width, room} = subject;
	const hidden = model.rows.length - shown;
	const hiddenRow: Row | null =
		hidden === 0
			? null
			: [
					['! ', 'caution'],
					[
						`The filter hides ${hidden} of ${model.rows.length}. ${keyOf('app.back', state)} shows all.`,
						'caution',
					],
				];
	const wanted = [hiddenRow, runRow(model, width), marksRow(model, width)].filter(row => row !== null);
	const totals = wanted.slice(0, Math.max(1, room - 2));
	const left = room - totals.length - leastMatrixRows >= 1 ? leftRows(model, width) : [];
	const spare = room - totals.length - left.length;
	return [...eventRows(world, {spare, tests: model.rows.length}), ...left, ...totals];
}

function runRow(model: SessionModel, width: number): Row {
	const forms = [{isExplained: true}, {}, {isShort: true}].map(form => runParts(model, form));
	return forms.find(row => spansWidth(row) <= width) ?? forms.at(-1) ?? [];
}

/** @param form `isExplained`: with what the star says; `isShort`: in as few words as can be */
function runParts(
	{totals, inFlight, left}: SessionModel,
	{isShort = false, isExplained = false}: {readonly isShort?: boolean; readonly isExplained?: boolean},
): Row {
	const {planned, tests, attempts, disagreements} = totals;
	const other = tests - planned;
	const parts: Row[] = [
		...(planned > 0
			? [[[`${planned - left.length} of ${planned}${isShort ? '' : ' planned'}`] as const]]
			: []),
		...(inFlight > 0 ? [[[`→ ${inFlight}${isShort ? '' : ' in flight'}`, 'accent'] as const]] : []),
		...(other === 0
			? []
			: [[[planned > 0 ? outsideText(other, isExplained) : `${other} exploratory`] as const]]),
		[[attempts === 1 ? '1 attempt' : `${attempts} attempts`]],
		...(disagreements > 0
			? [[[`${isShort ? '' : 'mark and verdict '}disagree ${disagreements}`, 'caution'] as const]]
			: []),
	];
	return [['run ', 'muted'], ...joined(parts)];
}

/** The sign of the rows outside the stage, and what it says where there is room. */
function outsideText(count: number, isExplained: boolean): string {
	return isExplained
		? `${count} exploratory (${outsideSign}: outside the stage)`
		: `${outsideSign}${count} exploratory`;
}

function marksRow({totals}: SessionModel, width: number): Row {
	const inWords = marks.map((mark): Row =>
		countSpans(`${markSigns[mark].symbol} ${mark}`, totals.marks[mark]),
	);
	const unmarked: Row = [[`unmarked ${totals.marks.none}`, 'muted']];
	const row: Row = [['marks ', 'muted'], ...joined([...inWords, unmarked])];
	return spansWidth(row) <= width
		? row
		: [
				['marks ', 'muted'],
				...marks.flatMap((mark): Row => [...countSpans(markSigns[mark].symbol, totals.marks[mark]), ['  ']]),
				...unmarked,
			];
}

function countSpans(label: string, count: number): Row {
	return [
		[`${label} `, count === 0 ? 'muted' : 'plain'],
		[String(count), count === 0 ? 'muted' : 'strong'],
	];
}

/** The tests of the stage that were not fired yet, as many as the row holds. */
function leftRows({left, totals}: SessionModel, width: number): readonly Row[] {
	if (totals.planned === 0) {
		return [];
	}

	if (left.length === 0) {
		return [[['✔ ', 'ok'], ['every planned test was run']]];
	}

	const label = `left ${left.length}: `;
	let text = '';
	for (const [index, id] of left.entries()) {
		const next = text === '' ? id : `${text} ${id}`;
		// Two columns are kept for the sign that there are more.
		if (label.length + next.length > width - (index === left.length - 1 ? 0 : 2)) {
			text += ' …';
			break;
		}

		text = next;
	}

	return [[[label, 'caution'], [text]]];
}

/** Events have what the matrix does not need, and on tall panes some rows of their own. */
function eventRows(world: World, {spare, tests}: {spare: number; tests: number}): readonly Row[] {
	const unused = spare - Math.max(leastMatrixRows, tests) - 1;
	const own = spare < 6 ? 0 : spare < 20 ? 2 : Math.min(8, Math.floor(spare / 4));
	const events = lastEvents(world.session).slice(0, Math.max(0, own, unused));
	const rows = events.map(event => eventRow(event, world));
	return rows.length < 3 ? rows : [[['last events', 'strong']], ...rows];
}

function eventRow(event: SessionEvent, {session}: World): Row {
	const time: Span = [`${timeText(event.at)} `, 'muted'];
	switch (event.kind) {
		case 'fired': {
			const {verdict, exchange, outcomeSeq, intent} = event.attempt;
			const sign = verdictSigns[verdict];
			const status = exchange?.status ?? exchange?.error?.kind ?? '';
			const latency = exchange?.latency_ms ?? null;
			const number: Span = [intent.attempt > 1 ? ` attempt ${intent.attempt}` : '', 'muted'];
			return outcomeSeq === null
				? [
						time,
						[event.endpointId, 'strong'],
						number,
						isInFlight(session, event.attempt)
							? [' → in flight', 'accent']
							: [' ? no outcome stored', 'caution'],
					]
				: [
						time,
						[event.endpointId, 'strong'],
						number,
						[` ${sign.symbol} ${verdict}`, sign.tone],
						[` ${status}${latency === null ? '' : ` ${durationText(latency)}`}`],
					];
		}

		case 'marked': {
			const sign = markSigns[event.mark];
			return [
				time,
				[event.endpointId, 'strong'],
				[` marked ${event.mark}`, sign.tone],
				[event.note === '' ? '' : `: ${event.note}`],
			];
		}

		case 'noted': {
			return [time, [event.endpointId ?? 'session', 'strong'], [' note: ', 'muted'], [event.text]];
		}

		case 'told': {
			return [time, [event.text]];
		}
	}
}

function joined(parts: readonly Row[]): Row {
	return parts.flatMap((spans, index): Row => (index === 0 ? spans : [[' · ', 'muted'], ...spans]));
}
