/** The session pane as rows: the matrix of results in a window, above it its filters, below it totals and last events. */
import {footerRows} from './session-totals.ts';
import {keyOf} from '../key-lookup.ts';
import {clampTop, windowTop, type Area} from '../layout.ts';
import {sessionCursor, sessionModel, outcomeFilters, outcomeWord, visibleRows} from '../session-rows.ts';
import type {MatrixRow, OutcomeFilter} from '../session-rows.ts';
import {verdictSigns} from '../signs.ts';
import {spansWidth, type Span} from '../spans.ts';
import {bufferText} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {tabRow} from './pane-view.ts';

export type SessionPaneView = {
	readonly title: readonly Span[];
	/** The outcomes that rows can be narrowed to, with how many rows have each. */
	readonly tabs: readonly Span[];
	readonly hasFilterRow: boolean;
	/** The rows of the matrix that are in sight, at most `height`. */
	readonly rows: readonly MatrixRow[];
	/** Index among all rows that the filters leave of the first one in sight. */
	readonly top: number;
	readonly cursor: number | null;
	/** Rows that the matrix has, without its heading. */
	readonly height: number;
	readonly below: ReadonlyArray<readonly Span[]>;
};

/** Title, tabs and the heading of the matrix. */
const fixedRows = 3;

/** The session pane for an area. */
export function sessionPaneView(state: UiState, world: World, area: Area): SessionPaneView {
	const model = sessionModel(world);
	const all = visibleRows(state, world);
	const hasFilterRow = hasSessionFilterRow(state);
	const room = Math.max(1, area.height - fixedRows - (hasFilterRow ? 1 : 0));
	const below = footerRows({model, state, world, shown: all.length, width: area.width, room});
	const height = Math.max(1, room - below.length);
	const cursor = sessionCursor(state, world);
	const held = clampTop(state.sessionView.top, all.length, height);
	const top = cursor === null ? held : windowTop(held, cursor, height);
	const last = Math.min(all.length, top + height);
	return {
		title: [
			[
				all.length === model.rows.length
					? testsWord(all.length)
					: `${all.length} of ${testsWord(model.rows.length)}`,
			],
			...(all.length > height
				? ([
						[` · ${top + 1}–${last}`, 'muted'],
						[` of ${all.length}`, 'muted'],
					] as const)
				: []),
		],
		tabs: tabsOf(model.counts, state.sessionView.outcome, area.width),
		hasFilterRow,
		rows: all.slice(top, last),
		top,
		cursor,
		height,
		below,
	};
}

/** True while a row of the session pane shows the text that its rows are narrowed by. */
export function hasSessionFilterRow({mode, sessionView}: UiState): boolean {
	return mode.kind === 'session-filter' || bufferText(sessionView.filter) !== '';
}

function testsWord(count: number): string {
	return count === 1 ? '1 test' : `${count} tests`;
}

/** Words where they fit, else symbols, and then only outcomes that occurred; the chosen one is always a word too. */
function tabsOf(
	counts: Readonly<Record<OutcomeFilter, number>>,
	active: OutcomeFilter,
	width: number,
): readonly Span[] {
	const inWords = tabRow(
		outcomeFilters.map(tab => ({tab, label: filterWord(tab), count: String(counts[tab])})),
		active,
	);
	return spansWidth(inWords) <= width
		? inWords
		: tabRow(
				outcomeFilters
					.filter(tab => tab === 'all' || tab === active || counts[tab] > 0)
					.map(tab => ({
						tab,
						label: tab === 'all' ? 'All' : tab === active ? filterWord(tab) : symbolOf(tab),
						count: String(counts[tab]),
					})),
				active,
			);
}

function filterWord(filter: OutcomeFilter): string {
	return filter === 'all' ? 'All' : `${symbolOf(filter)} ${outcomeWord(filter)}`;
}

function symbolOf(filter: Exclude<OutcomeFilter, 'all'>): string {
	return filter === 'not-run' ? '–' : verdictSigns[filter].symbol;
}

/** What stands in place of the matrix while it has no rows. */
export function emptyText(state: UiState, world: World): string {
	if (sessionModel(world).rows.length > 0) {
		return `No test fits the filter. ${keyOf('app.back', state)} shows all of them.`;
	}

	const fire = `Nothing was fired yet. ${keyOf('pane.list', state)} leads to the list, where ${keyOf('list.fire', state)} fires the selected request`;
	return world.catalog.stages.size > 0
		? `${fire}; ${keyOf('walk.open', state)} enters the guided stages, whose tests stand here then.`
		: `${fire}.`;
}
