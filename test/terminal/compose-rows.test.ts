import Output from '../../node_modules/ink/build/output.js';
import stringWidth from 'string-width';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {composeRows, type Operation} from '../../source/terminal/compose-rows.ts';

const height = 6;
const width = 40;

const looks: ReadonlyArray<(text: string) => string> = [
	text => text,
	text => `\u001b[31m${text}\u001b[39m`,
	text => `\u001b[1m\u001b[38;5;33m${text}\u001b[39m\u001b[22m`,
	text => `\u001b[7m${text}\u001b[27m`,
];

const piece = fc.record({
	x: fc.integer({min: 0, max: 30}),
	y: fc.integer({min: 0, max: height}),
	lines: fc.array(fc.constantFrom('', 'a', 'order 12', 'Концерт', '日本', '  ', '✔ ok', 'é'), {
		minLength: 1,
		maxLength: 3,
	}),
	look: fc.nat({max: looks.length - 1}),
});
const clip = fc.option(
	fc.record({
		x1: fc.constant(0),
		x2: fc.integer({min: 8, max: width}),
		y1: fc.integer({min: 0, max: 2}),
		y2: fc.integer({min: 3, max: height}),
	}),
	{nil: null},
);

type Cells = ReadonlyArray<readonly [text: string, color: number, bold: number, inverse: number]>;

/** What a terminal shows of a frame, cell by cell, but for blank ones at the end of a row. */
async function cellsOf(frame: string): Promise<Cells> {
	const terminal = new xterm.Terminal({cols: 80, rows: height + 2, allowProposedApi: true});
	await new Promise<void>(resolve => {
		terminal.write(frame.replaceAll('\n', '\r\n'), resolve);
	});
	return Array.from({length: height * 80}, (_, at) => {
		const cell = terminal.buffer.active.getLine(Math.floor(at / 80))?.getCell(at % 80);
		const text = cell?.getChars() || ' ';
		return [
			text,
			text === ' ' ? 0 : (cell?.getFgColor() ?? 0),
			text === ' ' ? 0 : (cell?.isBold() ?? 0),
			cell?.isInverse() ?? 0,
		];
	});
}

test('gives the rows that Ink would, wherever it gives any', async () => {
	let composed = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(piece, {maxLength: 8}), clip, async (pieces, area) => {
			const ink = new Output({width, height});
			if (area !== null) {
				ink.clip(area);
			}

			for (const {x, y, lines, look} of pieces) {
				ink.write(x, y, lines.join('\n'), {transformers: [looks[look]!]});
			}

			const operations = (ink as unknown as {operations: Operation[]}).operations;
			const rows = composeRows(operations, height, stringWidth);
			if (rows !== null) {
				composed++;
				expect(await cellsOf(rows)).toEqual(await cellsOf(ink.get().output));
			}
		}),
		{numRuns: 400, seed: 6},
	);
	expect(composed).toBeGreaterThan(100);
});

test('leaves what lies over each other, or would have to be cut, to Ink', () => {
	const at = (x: number, text: string): Operation => ({type: 'write', x, y: 0, text, transformers: []});
	expect(composeRows([at(0, 'abc'), at(3, 'd')], 1, stringWidth)).toBe('abcd');
	expect(composeRows([at(0, 'abc'), at(2, 'd')], 1, stringWidth)).toBeNull();
	expect(composeRows([at(0, '日本'), at(3, 'd')], 1, stringWidth)).toBeNull();
	const narrow: Operation = {type: 'clip', clip: {x1: 0, x2: 2, y1: undefined, y2: undefined}};
	expect(composeRows([narrow, at(0, 'ab')], 1, stringWidth)).toBe('ab');
	expect(composeRows([narrow, at(0, 'abc')], 1, stringWidth)).toBeNull();
});
