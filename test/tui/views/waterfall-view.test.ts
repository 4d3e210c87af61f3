import fc from 'fast-check';
import {expect, test} from 'vitest';
import {phaseNames} from '../../../source/tui/phases.ts';
import {phaseTimes, waterfallRows} from '../../../source/tui/views/waterfall-view.ts';

function drawn(
	timings: Partial<Record<(typeof phaseNames)[number], number>>,
	width: number,
): readonly string[] {
	const none = {dns: null, tcp: null, tls: null, send: null, wait: null, download: null};
	return waterfallRows(phaseTimes({...none, ...timings}), width).map(row =>
		row
			.map(([text]) => text)
			.join('')
			.trimEnd(),
	);
}

test('phases stand below each other, each beginning where the one before ended, with its figure', () => {
	expect(drawn({dns: 10, tcp: 10, tls: 20, send: 0, wait: 50, download: 10}, 39)).toEqual([
		'dns          10 ms ██',
		'tcp          10 ms   ██',
		'tls          20 ms     ████',
		'send        0.0 ms         ▏',
		'wait         50 ms         ██████████',
		'download     10 ms                   ██',
	]);
});

test('a phase that did not happen has no row', () => {
	expect(drawn({send: 1, wait: 98, download: 1}, 60).map(row => row.split(' ')[0])).toEqual([
		'send',
		'wait',
		'download',
	]);
	expect(drawn({}, 60)).toEqual([]);
});

test('times too short to divide by are drawn all the same', () => {
	expect(drawn({send: 0, wait: 0}, 40)).toEqual(['send        0.0 ms ▏', 'wait        0.0 ms ▏']);
	expect(drawn({download: 5e-324}, 30)).toEqual(['download    0.0 ms ███████████']);
});

test('no bar is longer than its row or shorter than a line, and none goes back in time', () => {
	const times = fc.record(
		Object.fromEntries(phaseNames.map(name => [name, fc.option(fc.double({min: 0, max: 1e5, noNaN: true}))])),
	);
	fc.assert(
		fc.property(times, fc.integer({min: 30, max: 200}), (given, width) => {
			const rows = waterfallRows(phaseTimes(given as never), width);
			let start = 0;
			for (const row of rows) {
				const text = row.map(([piece]) => piece).join('');
				const bar = row.at(-1)![0];
				expect([...text].length).toBeLessThanOrEqual(width);
				expect(bar.trim()).not.toBe('');
				const begins = bar.length - bar.trimStart().length;
				expect(begins).toBeGreaterThanOrEqual(start);
				start = begins;
			}
		}),
	);
});
