import type xterm from '@xterm/headless';

type Cell = NonNullable<
	ReturnType<NonNullable<ReturnType<xterm.Terminal['buffer']['active']['getLine']>>['getCell']>
>;

/** Width and height of one cell, in the picture's units: those of a usual monospaced font at 14 px. */
const cellWidth = 8.4;
const cellHeight = 18;
const padding = 14;

const background = '#1c1f26';
const foreground = '#d7dae0';
const palette = [
	...['#3b4048', '#ef7a85', '#8fce8b', '#e6c07b', '#74b2f2', '#c99bec', '#66c7cf', '#d7dae0'],
	...['#7b8494', '#ff9aa3', '#a9e2a5', '#f3d59b', '#99c9fa', '#dcb8f5', '#8fe0e6', '#ffffff'],
];

/**
 * A picture (SVG) of what a terminal shows. Each run of like cells is one text element stretched to its columns, so that
 * the picture lines up whatever font shows it.
 */
export function screenPicture(terminal: xterm.Terminal, label: string): string {
	const width = terminal.cols * cellWidth + 2 * padding;
	const height = terminal.rows * cellHeight + 2 * padding;
	const parts: string[] = [];
	for (let row = 0; row < terminal.rows; row++) {
		for (const run of runsOf(terminal, row)) {
			parts.push(...runElements(run, row));
		}
	}

	return [
		`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${round(width)} ${round(height)}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
		`<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
		...parts,
		'</svg>',
		'',
	].join('\n');
}

type Style = {
	readonly color: string;
	readonly fill: string | null;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly underline: boolean;
};
type Run = {readonly style: Style; readonly start: number; columns: number; text: string};

function runsOf(terminal: xterm.Terminal, row: number): Run[] {
	const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
	const runs: Run[] = [];
	for (let column = 0; column < terminal.cols; column++) {
		const cell = line?.getCell(column);
		if (cell === undefined || cell.getWidth() === 0) {
			continue;
		}

		const style = styleOf(cell);
		const last = runs.at(-1);
		if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style)) {
			last.text += cell.getChars() || ' ';
			last.columns += cell.getWidth();
		} else {
			runs.push({style, start: column, columns: cell.getWidth(), text: cell.getChars() || ' '});
		}
	}

	return runs;
}

function styleOf(cell: Cell): Style {
	const color = cell.isFgPalette() ? paletteColor(cell.getFgColor()) : foreground;
	const fill = cell.isBgPalette() ? paletteColor(cell.getBgColor()) : null;
	const inverse = cell.isInverse() !== 0;
	return {
		color: inverse ? (fill ?? background) : color,
		fill: inverse ? color : fill,
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		underline: cell.isUnderline() !== 0,
	};
}

function paletteColor(index: number): string {
	return palette[index] ?? foreground;
}

function runElements({style, start, columns, text}: Run, row: number): string[] {
	const x = round(padding + start * cellWidth);
	const y = padding + row * cellHeight;
	const width = round(columns * cellWidth);
	const elements: string[] = [];
	if (style.fill !== null) {
		elements.push(`<rect x="${x}" y="${y}" width="${width}" height="${cellHeight}" fill="${style.fill}"/>`);
	}

	if (text.trim() !== '') {
		const attributes = [
			`fill="${style.color}"`,
			...(style.bold ? ['font-weight="bold"'] : []),
			...(style.dim ? ['opacity="0.65"'] : []),
			...(style.underline ? ['text-decoration="underline"'] : []),
		].join(' ');
		elements.push(
			`<text x="${x}" y="${y + 13.5}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" ${attributes}>${escaped(text)}</text>`,
		);
	}

	return elements;
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
