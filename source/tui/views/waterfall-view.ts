/** The phases of a request as bars below each other, each as long as it took and beginning where the one before ended. */
import type {Timings} from '../../request/exchange.ts';
import {durationText} from '../format.ts';
import {phaseNames} from '../phases.ts';
import type {Span} from '../spans.ts';

type PhaseName = (typeof phaseNames)[number];
export type PhaseTime = {readonly name: PhaseName; readonly milliseconds: number};

/** A pane as large as this shows bars; a smaller one has the figures alone. */
const leastArea = {width: 56, height: 26};

/** Columns of name and figure. */
const nameColumns = 10;
const figureColumns = 8;
/** A longer bar says no more, and its end would be far from its name. */
const mostBarColumns = 100;

const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** True when a pane has room for bars. */
export function hasWaterfall(area: {width: number; height: number}): boolean {
	return area.width >= leastArea.width && area.height >= leastArea.height;
}

/** The phases that happened, in their order. */
export function phaseTimes(timings: Timings): readonly PhaseTime[] {
	return phaseNames.flatMap(name => {
		const milliseconds = timings[name];
		return milliseconds === null ? [] : [{name, milliseconds}];
	});
}

/** One row a phase: name, figure, bar. The shortest phase has a thin line: it happened. */
export function waterfallRows(phases: readonly PhaseTime[], width: number): ReadonlyArray<readonly Span[]> {
	const columns = Math.max(1, Math.min(mostBarColumns, width - nameColumns - figureColumns - 1));
	const total = phases.reduce((sum, {milliseconds}) => sum + milliseconds, 0);
	let before = 0;
	return phases.map(({name, milliseconds}): readonly Span[] => {
		const bar = barText(before, before + milliseconds, {total, columns});
		before += milliseconds;
		return [
			[name.padEnd(nameColumns), 'muted'],
			[durationText(milliseconds).padStart(figureColumns)],
			[' '],
			[bar, 'accent'],
		];
	});
}

/** Blanks up to where a phase begins, then blocks to where it ends, exact to the eighth of a column at its end. */
function barText(from: number, to: number, {total, columns}: {total: number; columns: number}): string {
	const column = (time: number): number => (total === 0 ? 0 : Math.min(1, time / total) * columns);
	const start = Math.min(columns - 1, Math.floor(column(from)));
	const eighths = Math.max(1, Math.round(column(to) * 8) - start * 8);
	return ' '.repeat(start) + '█'.repeat(Math.floor(eighths / 8)) + (blocks[eighths % 8] ?? '');
}
