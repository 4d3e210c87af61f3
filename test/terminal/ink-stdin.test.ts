import {PassThrough} from 'node:stream';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createInputFilter, inkStdin, sequencePatience} from '../../source/terminal/ink-stdin.ts';
import {createKeyReader} from '../../source/terminal/keys.ts';
import {inkEvents} from './ink-events.tsx';

function filtered(...chunks: string[]): string {
	const filter = createInputFilter();
	return chunks.map(chunk => filter.pass(chunk)).join('') + filter.giveUp();
}

describe('what the keyboard sends', () => {
	test('passes when Ink has a name for it', () => {
		for (const keys of [
			'abc Привет\r',
			'\u007f',
			'\u001b',
			'\u001b[A\u001b[B\u001b[C\u001b[D',
			'\u001b[1;5A\u001b[1;2D\u001b[1;3C',
			'\u001bOA\u001bOH\u001b[H\u001b[F\u001b[1~\u001b[4~',
			'\u001b[5~\u001b[6~\u001b[5;5~',
			'\u001b[Z\u001b[15~\u001bOP',
			'\u001bf\u001b\r',
			'\u001b[3;5~',
		]) {
			expect(filtered(keys)).toBe(keys);
		}
	});

	test('has Delete told apart from Backspace', () => {
		expect(filtered('\u001b[3~\u007f')).toBe('\u001b[>3~\u007f');
	});

	test.each([
		['Ctrl+F1', '\u001b[1;5P'],
		['Ctrl+F4', '\u001b[1;5S'],
		['Ctrl and a keypad key', '\u001b[1;5j'],
		['Ctrl+F13', '\u001b[25;5~'],
		['focus', '\u001b[I'],
		['mouse', '\u001b[<0;10;5M'],
		['cursor place', '\u001b[12;40R'],
		['device attributes', '\u001b[?62;c'],
		['colour report', '\u001b]11;rgb:ffff/ffff/ffff\u001b\\'],
		['colour report with BEL', '\u001b]11;rgb:ffff/ffff/ffff\u0007'],
		['version report', '\u001bP>|xterm(390)\u001b\\'],
	])('loses %s, which Ink would choke on or take for text', (_, sequence) => {
		expect(filtered(`a${sequence}b`)).toBe('ab');
	});
});

/** What becomes of chunks: through the filter, Ink's own reading, and the reader of keys. */
async function pressed(...chunks: string[]): Promise<string[]> {
	const events = await inkEvents(filtered(...chunks));
	const reader = createKeyReader();
	return events
		.flatMap(({input, key}) => reader.read(input, key))
		.map(press =>
			press.kind === 'key'
				? `${press.ctrl ? 'ctrl+' : ''}${press.alt ? 'alt+' : ''}${press.name}`
				: `${press.kind}:${press.text}`,
		);
}

describe('Escape', () => {
	test.each([
		['/', 'alt+/'],
		['?', 'alt+?'],
		[':', 'alt+:'],
		['{', 'alt+{'],
		[']', 'alt+]'],
		['й', 'alt+й'],
		['q', 'alt+q'],
		['G', 'alt+G'],
		['4', 'alt+4'],
		['\t', 'alt+tab'],
		['\r', 'alt+enter'],
		['\n', 'alt+enter'],
		['\u0003', 'ctrl+alt+c'],
		['\u0015', 'ctrl+alt+u'],
		['[', 'alt+['],
		['O', 'alt+O'],
	])('right before %j in one chunk is not lost', async (key, press) => {
		expect(await pressed(`\u001b${key}`)).toEqual([press]);
	});

	test('goes on with what was typed after that', async () => {
		expect(await pressed('\u001b/6.1\r')).toEqual(['alt+/', '6', '.', '1', 'enter']);
		expect(await pressed('\u001b\u001b/')).toEqual(['escape', 'escape', '/']);
		expect(await pressed('\u001b]', '\u001b]')).toEqual(['alt+]', 'alt+]']);
	});

	test('of a sequence that comes in pieces is no key of its own', async () => {
		for (const sequence of ['\u001b[A', '\u001bOB', '\u001b[1;5C', '\u001b[6~', '\u001b[<0;1;1M']) {
			for (let at = 1; at < sequence.length; at++) {
				expect(await pressed(sequence.slice(0, at), sequence.slice(at)), `${sequence} ${at}`).toEqual(
					await pressed(sequence),
				);
			}
		}
	});

	test('alone is Escape, and the rest of a sequence that never came is nothing', async () => {
		expect(await pressed('\u001b')).toEqual(['escape']);
		expect(await pressed('\u001b[1;')).toEqual([]);
	});
});

describe('a paste', () => {
	test('reaches Ink as one piece of text', () => {
		expect(filtered('\u001b[200~a\u001b[201', '~')).toBe('\u001b[200~a\u001b[201~');
		expect(filtered('x\u001b[200~a\u001b[31m\u0003b\r\n\tc\u001b[201~\u001b[3~')).toBe(
			'x\u001b[200~a\u0080[31m\u0080b\r\n\tc\u001b[201~\u001b[>3~',
		);
	});

	test('cannot end itself early or press keys', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('a', '\u001b', '[201~', '\u001b[20', '1~', '\u001b[A', '\u0003', '\r', 'я')),
				parts => {
					const text = parts.join('').replaceAll('\u001b[201~', '');
					fc.pre(!text.includes('\u001b[201~'));
					const passed = filtered(`\u001b[200~${text}`, '\u001b[201~');
					expect(passed.split('\u001b')).toHaveLength(3);
				},
			),
		);
	});

	test('comes out the same however the line splits it', () => {
		const typed = 'ab\u001b[200~один\r\u001b[1mдва\u001b[201~q';
		for (let at = typed.indexOf('один'); at <= typed.length; at++) {
			expect(filtered(typed.slice(0, at), typed.slice(at))).toBe(filtered(typed));
		}
	});
});

describe('standard input for Ink', () => {
	test('is filtered when read, and is otherwise the stream itself', () => {
		const stream = new PassThrough();
		stream.setEncoding('utf8');
		const wrapped = inkStdin(stream as unknown as NodeJS.ReadStream);
		stream.write('a\u001b[1;5Pb');
		expect(wrapped.read()).toBe('ab');
		expect(wrapped.read()).toBeNull();
		wrapped.setRawMode = () => wrapped;
		expect(stream).toHaveProperty('setRawMode');
	});

	test('gives Escape when nothing follows it for a while, and puts together what a slow line splits', async () => {
		const stream = new PassThrough();
		stream.setEncoding('utf8');
		const wrapped = inkStdin(stream as unknown as NodeJS.ReadStream, {patience: 1});
		const read: unknown[] = [];
		const isRead = (text: string) =>
			new Promise<void>(resolve => {
				wrapped.on('readable', () => {
					for (let chunk: unknown = wrapped.read(); chunk !== null; chunk = wrapped.read()) {
						read.push(chunk);
					}

					if (read.join('') === text) {
						resolve();
					}
				});
			});
		const escape = isRead('\u001b');
		stream.write('\u001b');
		await escape;
		read.length = 0;
		const arrow = isRead('\u001b[A');
		stream.write('\u001b[');
		stream.write('A');
		await arrow;
	});

	test('waits longer for a line between machines than for a terminal on this one', () => {
		expect(sequencePatience({})).toBeLessThan(16);
		expect(sequencePatience({SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22'})).toBe(50);
		expect(sequencePatience({SSH_TTY: '/dev/pts/3'})).toBe(50);
	});
});
