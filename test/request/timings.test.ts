import fc from 'fast-check';
import {expect, test} from 'vitest';
import {phases, timingsOf} from '../../source/request/timings.ts';

test('each phase runs until the next one begins, and the last until the end', () => {
	const {timings, total} = timingsOf(
		[
			{phase: 'dns', at: 1000},
			{phase: 'tcp', at: 1002.5},
			{phase: 'send', at: 1003},
			{phase: 'wait', at: 1003.25},
			{phase: 'download', at: 1100},
		],
		1101.0004,
	);
	expect(timings).toEqual({dns: 2.5, tcp: 0.5, tls: null, send: 0.25, wait: 96.75, download: 1});
	expect(total).toBe(101);
});

test('nothing that began has no time at all', () => {
	expect(timingsOf([], 5)).toEqual({
		timings: {dns: null, tcp: null, tls: null, send: null, wait: null, download: null},
		total: 0,
	});
});

test('the phases add up to the whole, whatever the clock says', () => {
	const instant = fc.double({min: 0, max: 1e7, noNaN: true});
	fc.assert(
		fc.property(
			fc.subarray([...phases]),
			fc.array(instant, {minLength: 7, maxLength: 7}),
			(begun, instants) => {
				const starts = begun.map((phase, index) => ({phase, at: instants[index] ?? 0}));
				const {timings, total} = timingsOf(starts, instants[6] ?? 0);
				const durations = Object.values(timings).filter(duration => duration !== null);
				expect(durations).toHaveLength(begun.length);
				expect(Math.min(0, ...durations)).toBe(0);
				const sum = durations.reduce((whole, duration) => whole + duration, 0);
				expect(Math.round(sum * 1000)).toBe(Math.round(total * 1000));
				expect(Math.round(total * 1000) / 1000).toBe(total);
			},
		),
	);
});
