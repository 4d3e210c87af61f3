/**
 * Pictures (SVG) of a terminal: plain text, which can be selected, and rectangles. Each run of cells is as wide as its
 * columns, in whatever font; no font is brought along, and there is nothing in it that GitHub would take out.
 */
import {paletteColour} from '../../source/tui/theme.ts';
import {shapesOf, type Shape} from './line-drawing.ts';
import type {Colour, Look, Row, Run} from './screen-grid.ts';

export type PictureOptions = {
	/** What the picture shows, for those who do not see it: in a few words, and in a sentence or two. */
	readonly title: string;
	readonly description: string;
	readonly columns: number;
	readonly rows: number;
	/** Added to the style sheet. */
	readonly style?: string;
};

/** Width and height of one cell, in the picture's units: those of a usual monospaced font at 14 px. */
const cellWidth = 8.4;
const cellHeight = 18;
const baseline = 13.5;
const padding = 14;

const background = '#1c1f26';
const foreground = '#d7dae0';
/** The sixteen colours that every terminal chooses for itself. */
const basics = [
	...['#3b4048', '#ef7a85', '#8fce8b', '#e6c07b', '#74b2f2', '#c99bec', '#66c7cf', '#d7dae0'],
	...['#7b8494', '#ff9aa3', '#a9e2a5', '#f3d59b', '#99c9fa', '#dcb8f5', '#8fe0e6', '#ffffff'],
];

/** A picture of one screen. */
export function screenPicture(rows: readonly Row[], options: PictureOptions): string {
	return picture(
		rows.map((runs, row) => rowElements(runs, row).join('\n')),
		options,
	);
}

/** The frame around rows that are drawn already. */
export function picture(body: readonly string[], options: PictureOptions): string {
	const {title, description, columns, rows, style = ''} = options;
	const width = round(columns * cellWidth + 2 * padding);
	const height = rows * cellHeight + 2 * padding;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:space="preserve">`,
		`<title id="title">${escaped(title)}</title>`,
		`<desc id="desc">${escaped(description)}</desc>`,
		`<style>svg{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:${foreground}}text{white-space:pre}.c{shape-rendering:crispEdges}.b{font-weight:bold}.d{opacity:.65}.u{text-decoration:underline}${style}</style>`,
		`<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
		...body.filter(text => text !== ''),
		'</svg>',
		'',
	].join('\n');
}

/** The elements of a row: what is painted behind, lines and blocks, then the text. */
export function rowElements(runs: Row, row: number): readonly string[] {
	const top = padding + row * cellHeight;
	const texts = runs.flatMap(textParts);
	return [
		...backgrounds(runs).map(({start, end, colour}) => rectangle(start, top, end - start, colour)),
		...runs.flatMap(run => drawn(run, top)),
		...(texts.length === 0 ? [] : [`<text y="${top + baseline}">${texts.join('')}</text>`]),
	];
}

/** Where the line above the row below the screen is. */
export function captionTop(rows: number): number {
	return padding + rows * cellHeight - 4;
}

type Stretch = {readonly start: number; end: number; readonly colour: string};

/** Runs beside each other on the same colour are one rectangle: two would show a seam. */
function backgrounds(runs: Row): readonly Stretch[] {
	const stretches: Stretch[] = [];
	for (const {look, start, cells} of runs) {
		const colour = paperOf(look);
		const last = stretches.at(-1);
		if (colour === null) {
			continue;
		}

		if (last?.colour === colour && last.end === start) {
			last.end = start + cells.length;
		} else {
			stretches.push({start, end: start + cells.length, colour});
		}
	}

	return stretches;
}

function rectangle(start: number, top: number, columns: number, colour: string): string {
	return `<rect x="${left(start)}" y="${top}" width="${round(columns * cellWidth)}" height="${cellHeight}" fill="${colour}" class="c"/>`;
}

/** Lines and blocks; the same sign again and again is one rectangle where it reaches from edge to edge. */
function drawn({look, start, cells}: Run, top: number): readonly string[] {
	const elements: string[] = [];
	for (let index = 0; index < cells.length; index++) {
		const sign = cells[index] ?? '';
		const shapes = shapesOf(sign);
		let count = 1;
		while (shapes?.every(({x, width}) => x === 0 && width === 1) && cells[index + count] === sign) {
			count++;
		}

		elements.push(...(shapes ?? []).map(shape => shapeElement(shape, {at: start + index, top, count, look})));
		index += count - 1;
	}

	return elements;
}

function shapeElement(
	{x, y, width, height, opacity}: Shape,
	{at, top, count, look}: {at: number; top: number; count: number; look: Look},
): string {
	const strength = opacity * (look.isDim ? 0.65 : 1);
	return [
		`<rect x="${round(padding + (at + x) * cellWidth)}" y="${round(top + y * cellHeight)}"`,
		` width="${round(count * width * cellWidth)}" height="${round(height * cellHeight)}"`,
		attribute('fill', inkOf(look)),
		strength === 1 ? '' : ` opacity="${round(strength)}"`,
		// Blocks beside each other meet without a seam; a thin line would come out thick or not at all.
		height === 1 && width > 0.2 ? ' class="c"' : '',
		'/>',
	].join('');
}

/** Each as wide as its cells; what is drawn, and the spaces at the ends, are left out. */
function textParts({look, start, cells}: Run): readonly string[] {
	const parts: string[] = [];
	const isPlain = (text: string | undefined): boolean => text !== undefined && shapesOf(text) === null;
	for (let first = 0; first < cells.length; first++) {
		let end = first;
		while (isPlain(cells[end])) {
			end++;
		}

		const part = cells.slice(first, end);
		const from = part.findIndex(text => text.trim() !== '');
		if (from !== -1) {
			const to = part.findLastIndex(text => text.trim() !== '') + 1;
			parts.push(textPart(part.slice(from, withTail(part, to)), start + first + from, look));
		}

		first = Math.max(first, end);
	}

	return parts;
}

/** A wide letter has an empty cell behind it, which is part of it. */
function withTail(cells: readonly string[], end: number): number {
	return cells[end] === '' ? end + 1 : end;
}

function textPart(cells: readonly string[], start: number, look: Look): string {
	const names = [look.isBold ? 'b' : '', look.isDim ? 'd' : '', look.isUnderlined ? 'u' : ''];
	return [
		`<tspan x="${left(start)}" textLength="${round(cells.length * cellWidth)}"`,
		attribute('fill', inkOf(look)),
		attribute('class', names.filter(name => name !== '').join(' ') || null),
		`>${escaped(cells.map(asText).join(''))}</tspan>`,
	].join('');
}

/** Signs that some systems would show as coloured pictures say that they are text. */
function asText(sign: string): string {
	return /^(?![\d#*])\p{Emoji}$/u.test(sign) && !/\p{Emoji_Presentation}/u.test(sign)
		? `${sign}\uFE0E`
		: sign;
}

function attribute(name: string, value: string | null): string {
	return value === null ? '' : ` ${name}="${value}"`;
}

/** The colour of a run's text; `null` where it is that of the whole picture. */
function inkOf({front, back, isInverse}: Look): string | null {
	return isInverse ? (colourOf(back) ?? background) : colourOf(front);
}

/** What is painted behind a run, or `null`. */
function paperOf({front, back, isInverse}: Look): string | null {
	return isInverse ? (colourOf(front) ?? foreground) : colourOf(back);
}

function colourOf(colour: Colour): string | null {
	return typeof colour === 'number' ? (basics[colour] ?? paletteColour(colour)) : colour;
}

function left(column: number): number {
	return round(padding + column * cellWidth);
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
