/** The columns of the session's matrix for a width, and a row's cells, cut and padded to them. */
import {durationText, elapsedText} from '../format.ts';
import {sessionModel, titleOf, type MatrixRow} from '../session-rows.ts';
import {markSigns, statusTone, verdictSigns} from '../signs.ts';
import {fitSpans, type Tone} from '../spans.ts';
import {flightOf, type UiState, type World} from '../ui-state.ts';

export type MatrixColumn = {
	/** Its heading. */
	readonly key: 'id' | 'title' | 'status' | 'latency' | 'verdict' | 'mark' | 'attempts' | 'note';
	readonly width: number;
	readonly align: 'left' | 'right';
};

/** Before the id of a row outside the stage, where there is a stage: an endpoint can have a row in both. */
export const outsideSign = '*';

/** Columns that the table puts around every cell. */
export const cellPadding = 1;

const numbers: ReadonlySet<MatrixColumn['key']> = new Set(['status', 'latency', 'attempts']);

/** A mark as its letter alone, below this width of the table. */
const widthForMarkWords = 84;
const widthForNotes = 116;

/** In the order on screen. */
const order: ReadonlyArray<MatrixColumn['key']> = [
	'id',
	'title',
	'status',
	'latency',
	'verdict',
	'mark',
	'attempts',
	'note',
];

/** The same object while nothing changed, so that a row that did not change is not drawn anew. */
let last: {width: number; idWidth: number; columns: readonly MatrixColumn[]} | undefined;

/**
 * The columns that fit, the title with the room that is left.
 *
 * @param idWidth columns of the longest id
 */
export function matrixColumns(width: number, idWidth: number): readonly MatrixColumn[] {
	if (last?.width !== width || last.idWidth !== idWidth) {
		last = {width, idWidth, columns: columnsFor(width, idWidth)};
	}

	return last.columns;
}

function columnsFor(width: number, idWidth: number): readonly MatrixColumn[] {
	const widths: Readonly<Record<MatrixColumn['key'], number>> = {
		id: Math.min(16, Math.max(4, idWidth + outsideSign.length)) + 2,
		verdict: 13,
		title: 12,
		mark: width >= widthForMarkWords ? 12 : 4,
		status: 7,
		latency: 8,
		attempts: 8,
		note: 20,
	};
	const shown = new Set<MatrixColumn['key']>();
	let room = width;
	for (const key of ['id', 'verdict', 'title', 'mark', 'status', 'latency', 'attempts', 'note'] as const) {
		const needed = widths[key] + 2 * cellPadding;
		if (needed > room || (key === 'note' && width < widthForNotes)) {
			break;
		}

		shown.add(key);
		room -= needed;
	}

	// The note shares what is left with the title: both are text of any length.
	const forTitle = shown.has('note') ? Math.floor(room * 0.4) : room;
	return order
		.filter(key => shown.has(key))
		.map(key => ({
			key,
			width: widths[key] + (key === 'title' ? forTitle : key === 'note' ? room - forTitle : 0),
			align: numbers.has(key) ? 'right' : 'left',
		}));
}

/** Within a column the tone follows from the text: cells that read alike look alike. */
export type MatrixCell = {readonly text: string; readonly tone: Tone};

/** The cells of a row. Text is safe to print and exactly as wide as its column. */
export function matrixCells(
	row: MatrixRow,
	columns: readonly MatrixColumn[],
	{state, world, isCursor}: {state: UiState; world: World; isCursor: boolean},
): readonly MatrixCell[] {
	return columns.map(({key, width, align}) => {
		const [text, tone = 'plain'] = cellOf(key, row, {state, world, isCursor, width});
		const padded = align === 'right' ? text.padStart(width) : text;
		return {
			text: fitSpans([[padded, tone]], width)
				.map(fitted => fitted.text)
				.join(''),
			tone,
		};
	});
}

type CellContext = {state: UiState; world: World; isCursor: boolean; width: number};

function cellOf(
	key: MatrixColumn['key'],
	{test, outcome}: MatrixRow,
	{state, world, isCursor, width}: CellContext,
): readonly [string, Tone?] {
	const attempt = test.latest?.attempt;
	const exchange = attempt?.exchange ?? null;
	const flight = outcome === 'in-flight' && attempt !== undefined ? flightOf(state, attempt) : undefined;
	switch (key) {
		case 'id': {
			const isOutside = test.stage === null && sessionModel(world).totals.planned > 0;
			return [`${isCursor ? '›' : ' '} ${isOutside ? outsideSign : ''}${test.testId}`, 'strong'];
		}

		case 'title': {
			return [titleOf(test, world)];
		}

		case 'status': {
			const status = exchange?.status ?? null;
			return status === null ? [exchange?.error?.kind ?? '', 'bad'] : [String(status), statusTone(status)];
		}

		case 'latency': {
			const latency = exchange?.latency_ms ?? null;
			return flight === undefined
				? [latency === null ? '' : durationText(latency)]
				: [elapsedText(state.now - flight.startedAt), 'accent'];
		}

		case 'verdict': {
			return verdictCell(outcome);
		}

		case 'mark': {
			const sign = test.mark === null ? null : markSigns[test.mark.mark];
			return sign === null || test.mark === null
				? ['']
				: [width < 12 ? sign.symbol : `${sign.symbol} ${test.mark.mark}`, sign.tone];
		}

		case 'attempts': {
			return [test.firings.length === 0 ? '' : String(test.firings.length), 'muted'];
		}

		case 'note': {
			const note = test.notes.at(-1);
			return [
				[test.mark?.note ?? '', note === undefined ? '' : note.text].filter(Boolean).join(' · '),
				'muted',
			];
		}
	}
}

function verdictCell(outcome: MatrixRow['outcome']): readonly [string, Tone] {
	if (outcome === 'in-flight') {
		return ['→ in flight', 'accent'];
	}

	if (outcome === 'not-run') {
		return ['– not run', 'caution'];
	}

	const {symbol, tone} = verdictSigns[outcome];
	return [`${symbol} ${outcome}`, tone];
}
