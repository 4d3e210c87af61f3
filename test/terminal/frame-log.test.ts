import xterm from '@xterm/headless';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createFrameLog, redrawFrame, type FrameStream} from '../../source/terminal/frame-log.ts';

type Screen = FrameStream & {
	columns: number;
	rows: number;
	readonly written: string[];
	shown(): Promise<string[]>;
	resize(columns: number, rows: number): void;
};

function screenOf(columns = 60, rows = 12): Screen {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const written: string[] = [];
	return {
		columns,
		rows,
		written,
		write(text: string) {
			written.push(text);
			terminal.write(text);
		},
		resize(newColumns, newRows) {
			this.columns = newColumns;
			this.rows = newRows;
			terminal.resize(newColumns, newRows);
		},
		async shown() {
			await new Promise<void>(resolve => {
				terminal.write('', resolve);
			});
			return Array.from({length: terminal.rows}, (_, row) => {
				const line = terminal.buffer.active.getLine(row);
				const cells = Array.from({length: terminal.cols}, (_cell, column) => {
					const cell = line?.getCell(column);
					const look = `${cell?.getFgColorMode()}.${cell?.getFgColor()}.${cell?.isBold()}.${cell?.isDim()}.${cell?.isInverse()}`;
					return `${cell?.getChars() || ' '}${look}`;
				});
				return cells.join('');
			});
		},
	};
}

const text = fc.constantFrom(
	'a',
	'order 12',
	'Концерт',
	'日本',
	'   ',
	'✔',
	'━━━━',
	'é',
	'👩‍👩‍👧',
	'x'.repeat(60),
);
const look = fc.constantFrom(
	(shown: string) => shown,
	(shown: string) => `\u001b[1m${shown}\u001b[22m`,
	(shown: string) => `\u001b[2m${shown}\u001b[22m`,
	(shown: string) => `\u001b[7m${shown}\u001b[27m`,
	(shown: string) => `\u001b[38;5;33m${shown}\u001b[39m`,
	(shown: string) => `\u001b[1m\u001b[31m${shown}\u001b[39m\u001b[22m`,
	(shown: string) => `\u001b[38;2;1;2;3m${shown}\u001b[39m`,
);
const line = fc
	.array(fc.tuple(text, look), {maxLength: 4})
	.map(parts => parts.map(([shown, paint]) => paint(shown)).join(''))
	// A row is never wider than the screen: that is the app's part.
	.filter(shown => shown.replaceAll(/\u001b\[[\d;]*m/g, '').length * 2 <= 60 || /^x{60}$/.test(shown));
const frame = fc.array(line, {minLength: 1, maxLength: 11}).map(lines => `${lines.join('\n')}\n`);

describe('whatever the frames are', () => {
	test('the screen shows the last one, as if it had been drawn alone', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 5}), async frames => {
				const screen = screenOf();
				const log = createFrameLog(screen);
				for (const drawn of frames) {
					log(drawn);
				}

				const alone = screenOf();
				createFrameLog(alone)(frames.at(-1)!);
				expect(await screen.shown()).toEqual(await alone.shown());
			}),
			{numRuns: 300, seed: 7},
		);
	});
});

describe('a frame that differs', () => {
	test('in one cell writes that cell, in its colours, and nothing else', () => {
		const screen = screenOf();
		const log = createFrameLog(screen);
		log('first row\n\u001b[31mabc\u001b[39m def\n');
		screen.written.length = 0;
		expect(log('first row\n\u001b[31maXc\u001b[39m def\n')).toBe(true);
		expect(screen.written).toEqual(['\u001b[2;2H\u001b[31mX\u001b[m']);
	});

	test('in nothing writes nothing', () => {
		const screen = screenOf();
		const log = createFrameLog(screen);
		log('row\n');
		screen.written.length = 0;
		expect(log.willRender('row\n')).toBe(false);
		expect(log('row\n')).toBe(false);
		expect(screen.written).toEqual([]);
	});

	test('in a row whose width terminals may see differently writes the whole row', () => {
		const screen = screenOf();
		const log = createFrameLog(screen);
		log('日本 1\n');
		screen.written.length = 0;
		log('日本 2\n');
		expect(screen.written.join('')).toBe('\u001b[1;1H\u001b[2K日本 2');
	});

	test('in a row that is full keeps its last column', async () => {
		const screen = screenOf(10, 4);
		const log = createFrameLog(screen);
		log('abcdefghij\n');
		log('abcdefghiX\n');
		log('0123456789\n');
		expect((await screen.shown())[0]).toContain('9');
	});
});

describe('the size of the window', () => {
	test('another one draws everything, once', () => {
		const screen = screenOf(60, 12);
		const log = createFrameLog(screen);
		log('one\ntwo\n');
		screen.resize(30, 8);
		screen.written.length = 0;
		log('one\ntwo\n');
		expect(screen.written.join('')).toContain('\u001b[2J');
		expect(screen.written.join('')).not.toContain('\u001b[3J');
		screen.written.length = 0;
		log('one\nTwo\n');
		expect(screen.written).toEqual(['\u001b[2;1HT']);
	});

	test('that came back to what it was is drawn anew when that is asked for', async () => {
		const screen = screenOf(60, 12);
		const log = createFrameLog(screen);
		log('one\ntwo\n');
		const before = await screen.shown();
		screen.resize(1, 1);
		screen.resize(60, 12);
		redrawFrame(screen);
		expect(await screen.shown()).toEqual(before);
	});

	test('that is another one is not drawn for: its own frame comes', () => {
		const screen = screenOf(60, 12);
		const log = createFrameLog(screen);
		log('one\n');
		screen.resize(30, 8);
		screen.written.length = 0;
		redrawFrame(screen);
		expect(screen.written).toEqual([]);
	});
});

test('the cursor is hidden once, and shown again at the end', () => {
	const screen = screenOf();
	const log = createFrameLog(screen);
	log('one\n');
	log('two\n');
	log.done();
	log.done();
	const all = screen.written.join('');
	expect(all.split('\u001b[?25l')).toHaveLength(2);
	expect(all.split('\u001b[?25h')).toHaveLength(2);
	expect(all.endsWith('\u001b[?25h')).toBe(true);
});
