import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createInputFilter} from '../../source/terminal/ink-stdin.ts';
import type {MouseEvent} from '../../source/terminal/mouse.ts';
import {enterScreen, leaveSequence} from '../../source/terminal/screen.ts';

function reading() {
	const events: MouseEvent[] = [];
	const filter = createInputFilter(event => events.push(event));
	return {events, filter};
}

describe('what the mouse does', () => {
	test.each<[string, MouseEvent | undefined]>([
		['\u001b[<0;1;1M', {kind: 'press', column: 0, row: 0}],
		['\u001b[<0;120;40M', {kind: 'press', column: 119, row: 39}],
		['\u001b[<16;5;6M', {kind: 'press', column: 4, row: 5}],
		['\u001b[<64;5;6M', {kind: 'wheel-up', column: 4, row: 5}],
		['\u001b[<65;5;6M', {kind: 'wheel-down', column: 4, row: 5}],
		['\u001b[<0;1;1m', undefined],
		['\u001b[<2;1;1M', undefined],
		['\u001b[<66;1;1M', undefined],
		['\u001b[<32;1;1M', undefined],
		['\u001b[M !!', undefined],
	])('%j is read, and nothing of it comes out', (report, event) => {
		const {events, filter} = reading();
		expect(filter.pass(`a${report}b`)).toBe('ab');
		expect(events).toEqual(event === undefined ? [] : [event]);
	});

	test('a report that comes in pieces is put together', () => {
		const {events, filter} = reading();
		expect(filter.pass('x\u001b[<6') + filter.pass('5;10;2') + filter.pass('0My')).toBe('xy');
		expect(events).toEqual([{kind: 'wheel-down', column: 9, row: 19}]);
	});

	test('nothing but characters that were typed comes out, wherever a chunk ends', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(130), fc.nat(400), fc.nat(400), fc.constantFrom('M', 'm')), {maxLength: 5}),
				fc.nat(60),
				(reports, cut) => {
					const text = reports.map(([b, x, y, end]) => `q\u001b[<${b};${x};${y}${end}`).join('');
					const {filter} = reading();
					expect(filter.pass(text.slice(0, cut)) + filter.pass(text.slice(cut))).toBe(
						'q'.repeat(reports.length),
					);
				},
			),
		);
	});

	test('is text in a paste: somebody may paste what a terminal sent', () => {
		const {events, filter} = reading();
		filter.pass('\u001b[200~\u001b[<0;1;1M\u001b[201~');
		expect(events).toEqual([]);
	});
});

describe('the screen', () => {
	test('has the mouse reported while it is wanted, and never after it was left', () => {
		const written: string[] = [];
		const screen = enterScreen({isTTY: true, write: text => written.push(text)});
		screen.useMouse(true);
		expect(written.at(-1)).toBe('\u001b[?1000h\u001b[?1006h');
		screen.useMouse(false);
		expect(written.at(-1)).toBe('\u001b[?1006l\u001b[?1000l');
		screen.leave();
		expect(written.at(-1)).toBe(leaveSequence);
		expect(leaveSequence).toContain('\u001b[?1000l');
		const {length} = written;
		screen.useMouse(true);
		expect(written).toHaveLength(length);
	});

	test('is not another one for a screen reader, and leaving it moves no cursor', () => {
		const written: string[] = [];
		const screen = enterScreen({isTTY: true, write: text => written.push(text)}, {isAlternate: false});
		screen.leave();
		expect(written.join('')).not.toContain('1049');
		expect(written.join('')).toContain('\u001b[?2004l');
	});
});
