import {expect, test} from 'vitest';
import {durationText} from '../../source/audit/moments.ts';

test.each([
	[956, '956 ms'],
	[77.25, '77.25 ms'],
	[119_000, '119000 ms'],
	[513_597, '8 min 33 s'],
	[10_589_743, '2 h 56 min'],
	[31 * 86_400_000 + 3_600_000, '31 days 1 h'],
])('%d ms read as %s', (ms, words) => {
	expect(durationText(ms)).toBe(words);
});
