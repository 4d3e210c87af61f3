import {expect, test} from 'vitest';
import {bytesText, durationText, elapsedText, timeText} from '../../source/tui/format.ts';

test('durations, running times, bytes and times read well', () => {
	expect([0.44, 12.4, 999.4, 1234, 125_000].map(durationText)).toEqual([
		'0.4 ms',
		'12 ms',
		'999 ms',
		'1.23 s',
		'2 m 05 s',
	]);
	expect([0, 99, 100, 59_999, 61_000, -5].map(elapsedText)).toEqual([
		'0.0 s',
		'0.0 s',
		'0.1 s',
		'59.9 s',
		'1 m 01 s',
		'0.0 s',
	]);
	expect([0, 999, 1200, 3_400_000].map(bytesText)).toEqual(['0 B', '999 B', '1.2 kB', '3.4 MB']);
	expect(timeText('2025-11-22T15:30:12.123Z')).toBe('15:30:12Z');
});
