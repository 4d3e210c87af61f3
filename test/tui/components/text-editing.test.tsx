import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {Box, renderToString, Text} from 'ink';
import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {countGraphemes, graphemeOffset} from '../../../source/terminal/graphemes.ts';
import {markedLine, scrolledLine} from '../../../source/tui/components/edited-line.ts';
import {TextArea} from '../../../source/tui/components/text-area.tsx';
import {TextField} from '../../../source/tui/components/text-field.tsx';
import {createBuffer, reduceBuffer, type BufferAction} from '../../../source/tui/text-buffer.ts';

const family = '👨\u200d👩\u200d👧';

function field(text: string, ...actions: BufferAction[]) {
	return actions.reduce(reduceBuffer, createBuffer(text, {multiline: false}));
}

function area(text: string, ...actions: BufferAction[]) {
	return actions.reduce(reduceBuffer, createBuffer(text, {multiline: true}));
}

const move = (to: (BufferAction & {type: 'move'})['to']): BufferAction => ({type: 'move', to});

/** The frame with the cursor's cell in ‹ ›. */
function cells(frame: string): string {
	return frame.replaceAll('\u001b[7m', '‹').replaceAll('\u001b[27m', '›');
}

function fieldFrame(
	buffer: ReturnType<typeof field>,
	width: number,
	more: {isFocused?: boolean; placeholder?: string} = {},
) {
	return cells(renderToString(<TextField buffer={buffer} width={width} isFocused {...more} />));
}

function areaFrame(
	buffer: ReturnType<typeof area>,
	width: number,
	height: number,
	more: {isFocused?: boolean; errorLine?: number} = {},
) {
	return cells(
		renderToString(<TextArea buffer={buffer} width={width} height={height} isFocused {...more} />),
	);
}

describe('a text field', () => {
	test('shows the text and the cursor in it', () => {
		expect(fieldFrame(field('Привет'), 20)).toBe('Привет‹ ›');
		expect(fieldFrame(field('Привет', move('lineStart')), 20)).toBe('‹П›ривет');
		expect(fieldFrame(field(`日${family}`, move('left')), 40)).toContain('日‹👨');
	});

	test('shows no cursor when it is not focused, and says that there is more', () => {
		expect(fieldFrame(field('abc'), 10, {isFocused: false})).toBe('abc');
		expect(fieldFrame(field('abcdefghijkl'), 10, {isFocused: false})).toBe('abcdefghi…');
	});

	test('shows the placeholder only while it is empty', () => {
		expect(fieldFrame(field(''), 20, {placeholder: 'host name'})).toBe('‹ ›host name');
		expect(fieldFrame(field('a'), 20, {placeholder: 'host name'})).toBe('a‹ ›');
		expect(fieldFrame(field(''), 8, {placeholder: 'a long host name'})).toBe('‹ ›a long…');
	});

	test('scrolls sideways so that the cursor is seen', () => {
		const text = 'abcdefghijklmnopqrstuvwxyz';
		expect(fieldFrame(field(text), 10)).toBe('…stuvwxyz‹ ›');
		expect(fieldFrame(field(text, move('left'), move('left')), 10)).toBe('…qrstuvwx‹y›');
		expect(fieldFrame(field(text, move('lineStart')), 10)).toBe('‹a›bcdefghi…');
	});

	test('shows what is typed into it only as signs', () => {
		expect(fieldFrame(field('a\u001b[2J\u202eb'), 30)).toBe('a␛[2J⟨U+202E⟩b‹ ›');
		expect(fieldFrame(field('a\tb', move('left'), move('left')), 30)).toBe('a‹  ›b');
	});

	test('is one row as wide as said, cursor inside, whatever the text', () => {
		fc.assert(
			fc.property(
				fc.string({unit: 'binary', maxLength: 60}),
				fc.integer({min: 1, max: 30}),
				fc.nat(60),
				(text, width, left) => {
					const buffer = Array.from({length: left}, () => move('left')).reduce(reduceBuffer, field(text));
					const frame = renderToString(<TextField buffer={buffer} width={width} isFocused />, {columns: 80});
					expect(frame.split('\n')).toHaveLength(1);
					expect(stringWidth(frame)).toBeLessThanOrEqual(width);
					expect(cells(frame)).toMatch(/‹.+›/u);
				},
			),
			{numRuns: 300},
		);
	});
});

describe('a text area', () => {
	const json = '{\n  "имя": "Вечер",\n  "id": 12\n}';

	test('numbers its lines and marks the one of the cursor', () => {
		expect(areaFrame(area(json), 30, 5)).toBe(
			[' 1 {', ' 2   "имя": "Вечер",', ' 3   "id": 12', '›4 }‹ ›', ''].join('\n'),
		);
	});

	test('marks the faulty line', () => {
		expect(areaFrame(area(json), 30, 4, {errorLine: 3})).toContain('✘3   "id": 12');
	});

	test('shows no cursor when it is not focused', () => {
		expect(areaFrame(area(json), 30, 4, {isFocused: false})).toBe(
			[' 1 {', ' 2   "имя": "Вечер",', ' 3   "id": 12', '›4 }'].join('\n'),
		);
	});

	test('scrolls with the cursor both ways', () => {
		const long = Array.from({length: 100}, (_, index) => `line ${index + 1} ${'x'.repeat(40)}`).join('\n');
		const buffer = area(long, move('start'), {type: 'move', to: 'pageDown', rows: 49});
		expect(areaFrame(buffer, 20, 5)).toBe(
			[
				'  48 line 48 xxxxxx…',
				'  49 line 49 xxxxxx…',
				'› 50 ‹l›ine 50 xxxxxx…',
				'  51 line 51 xxxxxx…',
				'  52 line 52 xxxxxx…',
			].join('\n'),
		);
		const sideways = areaFrame(area(long, move('start'), move('lineEnd')), 20, 2).split('\n');
		expect(sideways[0]).toMatch(/^› {2}1 …x+‹ ›$/);
		expect(sideways[1]).toMatch(/^ {3}2 line 2 x+…$/);
	});

	test('keeps its first and last lines at the edges', () => {
		const long = Array.from({length: 9}, (_, index) => String(index + 1)).join('\n');
		expect(areaFrame(area(long, move('start')), 20, 3)).toBe('›1 ‹1›\n 2 2\n 3 3');
		expect(areaFrame(area(long), 20, 3)).toBe(' 7 7\n 8 8\n›9 9‹ ›');
	});

	test('leaves the line numbers out where there is no room for them', () => {
		expect(areaFrame(area('abc'), 8, 1)).toBe('abc‹ ›');
	});

	test('takes exactly its rows, also where the screen is too small for them', () => {
		const {lastFrame} = render(
			<Box flexDirection="column" height={6}>
				<Text>above</Text>
				<TextArea buffer={area('1\n2\n3\n4\n5\n6\n7')} width={20} height={4} isFocused={false} />
				<Text>below</Text>
			</Box>,
		);
		expect(stripVTControlCharacters(lastFrame() ?? '').split('\n')).toEqual([
			'above',
			' 4 4',
			' 5 5',
			' 6 6',
			'›7 7',
			'below',
		]);
	});

	test('fits its box, whatever the text', () => {
		fc.assert(
			fc.property(
				fc.string({unit: 'binary', maxLength: 80}),
				fc.integer({min: 1, max: 40}),
				fc.integer({min: 1, max: 6}),
				fc.nat(40),
				(text, width, height, left) => {
					const buffer = Array.from({length: left}, () => move('left')).reduce(
						reduceBuffer,
						area(`${text}\n\t${text}`),
					);
					const frame = renderToString(<TextArea buffer={buffer} width={width} height={height} isFocused />, {
						columns: 80,
					});
					expect(frame.split('\n')).toHaveLength(height);
					for (const row of frame.split('\n')) {
						expect(stringWidth(row)).toBeLessThanOrEqual(width);
					}

					expect(cells(frame)).toMatch(/‹.+›/u);
				},
			),
			{numRuns: 300},
		);
	});

	test('shows a line of a megabyte', () => {
		const buffer = area('Ж'.repeat(1_000_000));
		expect(areaFrame(buffer, 40, 2).split('\n')[0]).toMatch(/^›1 …Ж+‹ ›$/);
	});
});

describe('a line as long as a body', () => {
	test('is looked at only around its cursor, wherever that is', () => {
		const line = '"Ж😀'.repeat(250_000);
		for (const offset of [0, 4095, 4096, 500_000, line.length]) {
			const {text, base, left} = scrolledLine(line, offset, 80);
			expect(text.length).toBeLessThan(20_000);
			expect(line.slice(base, base + text.length)).toBe(text);
			expect(offset - base).toBeLessThanOrEqual(text.length);
			expect(/^[\udc00-\udfff]/.test(text)).toBe(false);
			const parts = markedLine(text, [], {left, columns: 80, cursor: offset - base});
			expect(parts.some(part => part.text.startsWith('\u001b[7m'))).toBe(true);
			expect(
				stringWidth(stripVTControlCharacters(parts.map(part => part.text).join(''))),
			).toBeLessThanOrEqual(80);
		}
	});

	test('is as wide as said, marks or not, cursor inside', () => {
		const marks = fc.array(fc.tuple(fc.nat(60), fc.nat(10)), {maxLength: 4});
		fc.assert(
			fc.property(
				fc.string({unit: 'binary', maxLength: 60}),
				marks,
				fc.nat(60),
				fc.integer({min: 1, max: 30}),
				(line, ranges, at, columns) => {
					const text = line.replaceAll(/[\n\ud800-\udfff]/g, '');
					const offset = graphemeOffset(text, Math.min(at, countGraphemes(text)));
					const {left} = scrolledLine(text, offset, columns);
					const marked = ranges.map(
						([start, length]) => ({start, end: start + length, tone: 'ok', style: 'found'}) as const,
					);
					const row = markedLine(text, marked, {left, columns, cursor: offset})
						.map(part => part.text)
						.join('');
					expect(stringWidth(stripVTControlCharacters(row))).toBeLessThanOrEqual(columns);
					expect(row).toContain('\u001b[7m');
				},
			),
		);
	});
});
