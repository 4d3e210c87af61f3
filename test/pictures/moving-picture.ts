/** A film (SVG) of a terminal, without a script: CSS shows and hides the rows. */
import {captionTop, picture, rowElements, type PictureOptions} from './screen-picture.ts';
import type {Look, Row} from './screen-grid.ts';

/** What a terminal showed, and for how long. */
export type Frame = {
	readonly rows: readonly Row[];
	/** What was done, below the screen. */
	readonly caption: string;
	/** Milliseconds. */
	readonly time: number;
};

type Span = {readonly from: number; to: number};

const captionLook: Look = {
	front: 222,
	back: null,
	isInverse: false,
	isBold: true,
	isDim: false,
	isUnderlined: false,
};

/**
 * A picture that moves. Every row is in it once for each thing that it shows. Who asked for less motion, or has a viewer
 * without any, sees the last screen.
 */
export function movingPicture(frames: readonly Frame[], options: PictureOptions): string {
	const total = frames.reduce((sum, {time}) => sum + time, 0);
	const moves = new Map<string, {name: string; spans: readonly Span[]}>();
	const body: string[] = [];
	const screens = frames.map(({rows, caption}) => [...rows, captionRow(caption)]);
	for (let row = 0; row <= options.rows; row++) {
		for (const [content, spans] of contents(
			frames,
			screens.map(rows => rows[row] ?? []),
		)) {
			const elements = rowElements(JSON.parse(content) as Row, row);
			if (elements.length > 0) {
				const name = nameOf(spans, total, moves);
				body.push(
					name === null ? elements.join('\n') : [`<g class="${name}">`, ...elements, '</g>'].join('\n'),
				);
			}
		}
	}

	body.push(`<rect y="${captionTop(options.rows)}" width="100%" height="1" opacity=".25"/>`);
	return picture(body, {...options, rows: options.rows + 1, style: styleOf([...moves.values()], total)});
}

function captionRow(caption: string): Row {
	return caption === '' ? [] : [{look: captionLook, start: 0, cells: [...`▸ ${caption}`]}];
}

/** What a row shows, and when. */
function contents(frames: readonly Frame[], rows: readonly Row[]): ReadonlyMap<string, readonly Span[]> {
	const found = new Map<string, Span[]>();
	let at = 0;
	for (const [index, {time}] of frames.entries()) {
		const content = JSON.stringify(rows[index]);
		const spans = found.get(content) ?? [];
		const last = spans.at(-1);
		if (last?.to === at) {
			last.to = at + time;
		} else {
			spans.push({from: at, to: at + time});
		}

		found.set(content, spans);
		at += time;
	}

	return found;
}

/** The class of what is shown at these times; `null` where it always is. */
function nameOf(
	spans: readonly Span[],
	total: number,
	moves: Map<string, {name: string; spans: readonly Span[]}>,
): string | null {
	if (spans[0]?.from === 0 && spans[0].to === total) {
		return null;
	}

	const key = JSON.stringify(spans);
	const move = moves.get(key) ?? {name: `m${moves.size}`, spans};
	moves.set(key, move);
	return move.name;
}

function styleOf(moves: ReadonlyArray<{name: string; spans: readonly Span[]}>, total: number): string {
	const hidden = moves.filter(({spans}) => spans.at(-1)?.to !== total).map(({name}) => `.${name}`);
	const motion = moves.map(
		({name, spans}) =>
			`@keyframes ${name}{${keyframes(spans, total)}}.${name}{animation:${name} ${total}ms step-end infinite}`,
	);
	return `${hidden.join(',')}{visibility:hidden}@media (prefers-reduced-motion:no-preference){${motion.join('')}}`;
}

function keyframes(spans: readonly Span[], total: number): string {
	const at = (time: number): string => `${Math.round((time / total) * 100_000) / 1000}%`;
	const shown = spans.map(
		({from, to}) => `${at(from)}{visibility:visible}${to === total ? '' : `${at(to)}{visibility:hidden}`}`,
	);
	return `${spans[0]?.from === 0 ? '' : '0%{visibility:hidden}'}${shown.join('')}`;
}
